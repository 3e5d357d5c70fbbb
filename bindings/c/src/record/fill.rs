//! From the columns of a chunk to the fields of its rows.

use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowPrimitiveType, Date32Type, Decimal128Type, Int16Type, Int64Type, Time64MicrosecondType,
    TimestampMicrosecondType, UInt64Type,
};
use arrow_array::{Array, ArrayRef, RecordBatch};

use super::callrec_pair;
use crate::decimal::callrec_decimal;
use crate::error::Failure;
use crate::text::callrec_text;

/// A stretch of a batch, read column by column.
pub(crate) struct Chunk {
    batch: RecordBatch,
}

/// The pairs that rows of one window point to.
pub(crate) struct Extras {
    pairs: Vec<callrec_pair>,
}

impl Extras {
    pub(crate) const fn new() -> Self {
        Self { pairs: Vec::new() }
    }
}

impl Chunk {
    pub(crate) fn new(batch: RecordBatch) -> Self {
        Self { batch }
    }

    fn column(&self, index: usize) -> Result<&ArrayRef, Failure> {
        let columns = self.batch.columns();
        columns.get(index).ok_or_else(|| Failure::internal(format!("no column {index}")))
    }

    /// Hands each row its text, or nothing.
    pub(crate) fn text<R>(
        &self,
        index: usize,
        rows: &mut [R],
        mut set: impl FnMut(&mut R, Option<callrec_text>),
    ) -> Result<(), Failure> {
        let column = self.column(index)?;
        let array = column.as_string_opt::<i32>().ok_or_else(|| surprise(index, column))?;
        for (row, value) in rows.iter_mut().zip(array) {
            set(row, value.map(callrec_text::lend));
        }
        Ok(())
    }

    /// The same for few-valued text.
    pub(crate) fn coded<R>(
        &self,
        index: usize,
        rows: &mut [R],
        mut set: impl FnMut(&mut R, Option<callrec_text>),
    ) -> Result<(), Failure> {
        let column = self.column(index)?;
        let array =
            column.as_dictionary_opt::<Int16Type>().ok_or_else(|| surprise(index, column))?;
        let words = array.values().as_string_opt::<i32>().ok_or_else(|| surprise(index, column))?;
        for (row, key) in rows.iter_mut().zip(array.keys()) {
            let position = key.and_then(|key| usize::try_from(key).ok());
            let word = position.filter(|at| *at < words.len()).map(|at| words.value(at));
            set(row, word.map(callrec_text::lend));
        }
        Ok(())
    }

    fn primitive<T: ArrowPrimitiveType, R>(
        &self,
        index: usize,
        rows: &mut [R],
        mut set: impl FnMut(&mut R, Option<T::Native>),
    ) -> Result<(), Failure> {
        let column = self.column(index)?;
        let array = column.as_primitive_opt::<T>().ok_or_else(|| surprise(index, column))?;
        if array.null_count() == 0 {
            for (row, value) in rows.iter_mut().zip(array.values()) {
                set(row, Some(*value));
            }
        } else {
            for (row, value) in rows.iter_mut().zip(array) {
                set(row, value);
            }
        }
        Ok(())
    }

    pub(crate) fn int64<R>(
        &self,
        index: usize,
        rows: &mut [R],
        set: impl FnMut(&mut R, Option<i64>),
    ) -> Result<(), Failure> {
        self.primitive::<Int64Type, R>(index, rows, set)
    }

    pub(crate) fn uint64<R>(
        &self,
        index: usize,
        rows: &mut [R],
        mut set: impl FnMut(&mut R, u64),
    ) -> Result<(), Failure> {
        self.primitive::<UInt64Type, R>(index, rows, |row, value| set(row, value.unwrap_or(0)))
    }

    /// Microseconds, of instants and of local times alike.
    pub(crate) fn micros<R>(
        &self,
        index: usize,
        rows: &mut [R],
        set: impl FnMut(&mut R, Option<i64>),
    ) -> Result<(), Failure> {
        self.primitive::<TimestampMicrosecondType, R>(index, rows, set)
    }

    /// Days since 1970.
    pub(crate) fn days<R>(
        &self,
        index: usize,
        rows: &mut [R],
        set: impl FnMut(&mut R, Option<i32>),
    ) -> Result<(), Failure> {
        self.primitive::<Date32Type, R>(index, rows, set)
    }

    /// Microseconds since midnight.
    pub(crate) fn micros_of_day<R>(
        &self,
        index: usize,
        rows: &mut [R],
        set: impl FnMut(&mut R, Option<i64>),
    ) -> Result<(), Failure> {
        self.primitive::<Time64MicrosecondType, R>(index, rows, set)
    }

    pub(crate) fn decimal<R>(
        &self,
        index: usize,
        rows: &mut [R],
        mut set: impl FnMut(&mut R, Option<callrec_decimal>),
    ) -> Result<(), Failure> {
        self.primitive::<Decimal128Type, R>(index, rows, |row, value| {
            set(row, value.map(callrec_decimal::from));
        })
    }

    pub(crate) fn boolean<R>(
        &self,
        index: usize,
        rows: &mut [R],
        mut set: impl FnMut(&mut R, Option<i32>),
    ) -> Result<(), Failure> {
        let column = self.column(index)?;
        let array = column.as_boolean_opt().ok_or_else(|| surprise(index, column))?;
        for (row, value) in rows.iter_mut().zip(array) {
            set(row, value.map(i32::from));
        }
        Ok(())
    }

    /// Hands each row that has pairs their address and number.
    pub(crate) fn pairs<R>(
        &self,
        index: usize,
        extras: &mut Extras,
        rows: &mut [R],
        mut set: impl FnMut(&mut R, *const callrec_pair, usize),
    ) -> Result<(), Failure> {
        let column = self.column(index)?;
        if column.null_count() == column.len() {
            return Ok(());
        }
        let map = column.as_map_opt().ok_or_else(|| surprise(index, column))?;
        let texts = |array: &ArrayRef| {
            array.as_string_opt::<i32>().cloned().ok_or_else(|| surprise(index, column))
        };
        let (keys, values) = (texts(map.keys())?, texts(map.values())?);
        let bounds = map.value_offsets();
        let (Some(first), Some(last)) = (bounds.first(), bounds.last()) else { return Ok(()) };
        // All pairs first: the list must not move once rows point into it.
        extras.pairs.clear();
        extras.pairs.extend((*first as usize..*last as usize).map(|at| callrec_pair {
            key: callrec_text::lend(keys.value(at)),
            value: callrec_text::lend_optional(values.is_valid(at).then(|| values.value(at))),
        }));
        for ((number, row), bound) in rows.iter_mut().enumerate().zip(bounds.windows(2)) {
            let of_row = (bound[0] - first) as usize..(bound[1] - first) as usize;
            if map.is_valid(number)
                && let Some(pairs) = extras.pairs.get(of_row)
                && !pairs.is_empty()
            {
                set(row, pairs.as_ptr(), pairs.len());
            }
        }
        Ok(())
    }
}

#[cold]
fn surprise(index: usize, column: &ArrayRef) -> Failure {
    Failure::internal(format!("column {index} has the type {}", column.data_type()))
}
