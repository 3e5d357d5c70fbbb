//! From the columns of a batch to the fields of its rows, a stretch of rows at a time.
//!
//! Per record this is the greater part of what a row costs, so each column is looked at once a
//! stretch: its type, its buffers, and its validity as one word. What is left in the loops is a load
//! and a store. Fields that have no value are written only where they had one before.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Decimal128Type, Int16Type, Int64Type, Time64MicrosecondType,
    TimestampMicrosecondType, UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch};

use super::{Row, WINDOW_ROWS, callrec_pair};
use crate::decimal::callrec_decimal;
use crate::error::Failure;
use crate::text::callrec_text;

/// Some rows of a batch on their way into row structs: as many as a word has bits, at most.
pub(crate) struct Stretch<'a, R> {
    batch: &'a RecordBatch,
    from: usize,
    count: usize,
    /// All of the window's rows; the first `count` are filled.
    rows: &'a mut [R],
    /// Bit `c` is 1 where the field of column `c` has no value in any of `rows`.
    blank: &'a mut u64,
    /// The null bits of each row.
    nulls: [u64; WINDOW_ROWS],
    /// Null bits that all rows have.
    absent: u64,
}

/// Names the fields of a row struct, each with the reading and the column that it is made of.
macro_rules! fields {
    ($stretch:ident: $($read:ident $column:ident => $field:ident,)+) => {
        $($stretch.$read($column, |row, value| row.$field = value)?;)+
    };
}
pub(super) use fields;

impl<'a, R: Row> Stretch<'a, R> {
    pub(super) fn new(
        batch: &'a RecordBatch,
        (from, count): (usize, usize),
        rows: &'a mut [R],
        blank: &'a mut u64,
    ) -> Self {
        let nulls = [0; WINDOW_ROWS];
        Self { batch, from, count, rows, blank, nulls, absent: 0 }
    }

    /// Tells the rows which of their fields have no value.
    pub(super) fn finish(self) {
        let Self { rows, nulls, absent, count, .. } = self;
        for (row, nulls) in rows.iter_mut().zip(nulls).take(count) {
            *row.nulls() = nulls | absent;
        }
    }

    pub(super) fn text(
        &mut self,
        column: i32,
        set: impl Fn(&mut R, callrec_text),
    ) -> Result<(), Failure> {
        let array = self.column(column)?;
        let texts = array.as_string_opt::<i32>().ok_or_else(|| surprise(column, array))?;
        let bytes = texts.value_data().as_ptr();
        let ends = texts.value_offsets().get(self.from..=self.from + self.count);
        let ends = ends.ok_or_else(|| surprise(column, array))?;
        let values = ends.windows(2).map(|ends| lent(bytes, ends[0], ends[1]));
        self.put(column, self.valid(array), values, set);
        Ok(())
    }

    /// Few-valued text.
    pub(super) fn coded(
        &mut self,
        column: i32,
        set: impl Fn(&mut R, callrec_text),
    ) -> Result<(), Failure> {
        let array = self.column(column)?;
        let codes =
            array.as_dictionary_opt::<Int16Type>().ok_or_else(|| surprise(column, array))?;
        let words = codes.values().as_string_opt::<i32>();
        let words = words.ok_or_else(|| surprise(column, array))?;
        let (bytes, ends) = (words.value_data().as_ptr(), words.value_offsets());
        let keys = self.part(column, codes.keys().values())?;
        let values = keys.iter().map(|key| {
            let at = *key as usize;
            match (ends.get(at), ends.get(at.wrapping_add(1))) {
                (Some(start), Some(end)) => lent(bytes, *start, *end),
                _ => callrec_text::NONE,
            }
        });
        self.put(column, self.valid(array), values, set);
        Ok(())
    }

    fn primitive<T: ArrowPrimitiveType, V: Copy + Default>(
        &mut self,
        column: i32,
        set: impl Fn(&mut R, V),
        value: impl Fn(T::Native) -> V,
    ) -> Result<(), Failure> {
        let array = self.column(column)?;
        let values = array.as_primitive_opt::<T>().ok_or_else(|| surprise(column, array))?;
        let values = self.part(column, values.values())?;
        let values = values.iter().map(|native| value(*native));
        self.put(column, self.valid(array), values, set);
        Ok(())
    }

    pub(super) fn int64(&mut self, column: i32, set: impl Fn(&mut R, i64)) -> Result<(), Failure> {
        self.primitive::<Int64Type, _>(column, set, |value| value)
    }

    pub(super) fn uint64(&mut self, column: i32, set: impl Fn(&mut R, u64)) -> Result<(), Failure> {
        self.primitive::<UInt64Type, _>(column, set, |value| value)
    }

    /// Microseconds, of instants and of local times alike.
    pub(super) fn micros(&mut self, column: i32, set: impl Fn(&mut R, i64)) -> Result<(), Failure> {
        self.primitive::<TimestampMicrosecondType, _>(column, set, |value| value)
    }

    /// Days since 1970.
    pub(super) fn days(&mut self, column: i32, set: impl Fn(&mut R, i32)) -> Result<(), Failure> {
        self.primitive::<Date32Type, _>(column, set, |value| value)
    }

    /// Microseconds since midnight.
    pub(super) fn micros_of_day(
        &mut self,
        column: i32,
        set: impl Fn(&mut R, i64),
    ) -> Result<(), Failure> {
        self.primitive::<Time64MicrosecondType, _>(column, set, |value| value)
    }

    pub(super) fn decimal(
        &mut self,
        column: i32,
        set: impl Fn(&mut R, callrec_decimal),
    ) -> Result<(), Failure> {
        self.primitive::<Decimal128Type, _>(column, set, callrec_decimal::from)
    }

    pub(super) fn boolean(
        &mut self,
        column: i32,
        set: impl Fn(&mut R, i32),
    ) -> Result<(), Failure> {
        let array = self.column(column)?;
        let flags = array.as_boolean_opt().ok_or_else(|| surprise(column, array))?.values();
        let word = bits(flags.values(), flags.offset() + self.from);
        let values = (0..self.count).map(|row| (word >> row & 1) as i32);
        self.put(column, self.valid(array), values, set);
        Ok(())
    }

    /// The address and number of each row's pairs, which are kept in `pairs`.
    pub(super) fn pairs(
        &mut self,
        column: i32,
        pairs: &mut Vec<callrec_pair>,
        set: impl Fn(&mut R, (*const callrec_pair, usize)),
    ) -> Result<(), Failure> {
        let array = self.column(column)?;
        let mut valid = self.valid(array);
        if valid == 0 {
            self.put(column, 0, std::iter::empty(), |row, Pairs(at, count)| set(row, (at, count)));
            return Ok(());
        }
        let map = array.as_map_opt().ok_or_else(|| surprise(column, array))?;
        let texts = |array: &'a ArrayRef| array.as_string_opt::<i32>();
        let (Some(keys), Some(values), Some(ends)) = (
            texts(map.keys()),
            texts(map.values()),
            map.value_offsets().get(self.from..=self.from + self.count),
        ) else {
            return Err(surprise(column, array));
        };
        let (first, last) = (ends[0], ends[ends.len() - 1]);
        // All pairs first: the list must not move once rows point into it.
        pairs.clear();
        pairs.extend((first as usize..last as usize).map(|at| callrec_pair {
            key: callrec_text::lend(keys.value(at)),
            value: callrec_text::lend_optional(values.is_valid(at).then(|| values.value(at))),
        }));
        for (row, ends) in ends.windows(2).enumerate() {
            valid &= !(u64::from(ends[0] == ends[1]) << row);
        }
        let pairs = pairs.as_slice();
        let of_rows = ends.windows(2).map(|ends| {
            let of_row = pairs.get((ends[0] - first) as usize..(ends[1] - first) as usize);
            of_row.map_or(Pairs::default(), |pairs| Pairs(pairs.as_ptr(), pairs.len()))
        });
        self.put(column, valid, of_rows, |row, Pairs(at, count)| set(row, (at, count)));
        Ok(())
    }

    fn column(&self, column: i32) -> Result<&'a ArrayRef, Failure> {
        let batch = self.batch;
        batch.columns().get(column as usize).ok_or_else(|| missing(column))
    }

    /// The stretch of a column's values.
    fn part<'v, V>(&self, column: i32, values: &'v [V]) -> Result<&'v [V], Failure> {
        values.get(self.from..self.from + self.count).ok_or_else(|| missing(column))
    }

    /// Bit `r` is 1 where row `r` of the stretch has a value.
    fn valid(&self, array: &dyn Array) -> u64 {
        let all = u64::MAX >> (WINDOW_ROWS - self.count);
        match array.nulls() {
            Some(nulls) if nulls.null_count() > 0 => {
                bits(nulls.validity(), nulls.offset() + self.from) & all
            }
            _ => all,
        }
    }

    /// Hands each row its value, or none.
    #[inline]
    fn put<V: Copy + Default>(
        &mut self,
        column: i32,
        valid: u64,
        values: impl Iterator<Item = V>,
        set: impl Fn(&mut R, V),
    ) {
        let bit = 1 << column;
        if valid == 0 {
            self.absent |= bit;
            if *self.blank & bit == 0 {
                self.rows.iter_mut().for_each(|row| set(row, V::default()));
                *self.blank |= bit;
            }
            return;
        }
        *self.blank &= !bit;
        for (row, value) in self.rows.iter_mut().zip(values) {
            set(row, value);
        }
        let mut missing = !valid & (u64::MAX >> (WINDOW_ROWS - self.count));
        while missing != 0 {
            let at = missing.trailing_zeros() as usize;
            missing &= missing - 1;
            if let (Some(row), Some(nulls)) = (self.rows.get_mut(at), self.nulls.get_mut(at)) {
                set(row, V::default());
                *nulls |= bit;
            }
        }
    }
}

/// Pairs of a row; the default is none.
#[derive(Clone, Copy)]
struct Pairs(*const callrec_pair, usize);

impl Default for Pairs {
    fn default() -> Self {
        Self(std::ptr::null(), 0)
    }
}

/// The text from `start` to `end`, which Arrow has checked.
#[inline]
fn lent(bytes: *const u8, start: i32, end: i32) -> callrec_text {
    let data = bytes.wrapping_add(start as usize).cast();
    callrec_text { data, length: end.wrapping_sub(start) as usize }
}

/// 64 bits from bit `at` on, the lowest first; 0 beyond the end.
fn bits(bytes: &[u8], at: usize) -> u64 {
    let mut word = [0; 16];
    let rest = bytes.get(at / 8..).unwrap_or_default();
    let count = rest.len().min(9);
    word[..count].copy_from_slice(&rest[..count]);
    (u128::from_le_bytes(word) >> (at % 8)) as u64
}

#[cold]
fn missing(column: i32) -> Failure {
    Failure::internal(format!("column {column} has not as many rows as the batch, or is not there"))
}

#[cold]
fn surprise(column: i32, array: &ArrayRef) -> Failure {
    Failure::internal(format!("column {column} has the type {}", array.data_type()))
}

#[cfg(test)]
mod tests {
    use super::bits;

    #[test]
    fn bits_begin_anywhere() {
        let bytes: Vec<u8> = (1..=16).collect();
        let whole = u128::from_le_bytes(bytes.clone().try_into().expect("16 bytes"));
        for at in 0..128 {
            assert_eq!(bits(&bytes, at), (whole >> at) as u64, "bit {at}");
        }
        assert_eq!(bits(&bytes, 128), 0);
        assert_eq!(bits(&bytes, 4000), 0);
        assert_eq!(bits(&[0xff], 3), 0x1f);
    }
}
