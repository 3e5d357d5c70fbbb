//! Dictionary(Int16, Utf8) columns for text of few different values.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::types::Int16Type;
use arrow_array::{Array, ArrayRef, DictionaryArray, Int16Array, StringArray};
use arrow_buffer::{Buffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::ArrowError;

use super::validity::Bits;
use super::{Doubled, GROUP, Marks, Refusal, push_single};
use crate::scan::{Cell, Cells};
use crate::value::is_null;

/// Slots of the table of short values, a power of two.
const SLOTS: usize = 1024;
/// Short values that the table takes; further ones are looked up the slow way.
const SHORT_VALUES: usize = 512;
/// Values of a dictionary that is carried on into the next batch; a larger one begins anew.
const CARRIED_VALUES: usize = 1024;
/// Bytes of such a dictionary.
const CARRIED_BYTES: usize = 64 << 10;
/// Longest value that the table takes.
const SHORT: usize = 32;

/// One short value: its bytes and length, and its code; a length of 0 is a free slot.
#[derive(Clone, Copy, Default)]
struct Slot {
    key: Key,
    length: u8,
    code: i16,
}

/// Text of few different values; codes are given in the order of first appearance.
pub(crate) struct DictionaryColumn {
    codes: Vec<i16>,
    valid: Bits,
    table: Box<[Slot; SLOTS]>,
    table_used: usize,
    /// Every value that is not in the table.
    others: HashMap<Box<[u8]>, i16>,
    text: Vec<u8>,
    ends: Vec<i32>,
    /// Number of values and of rows at the last mark.
    marked: (usize, usize),
    /// The values as an array, kept while none is added.
    array: Option<Arc<StringArray>>,
}

impl Default for DictionaryColumn {
    fn default() -> Self {
        Self {
            codes: Vec::new(),
            valid: Bits::default(),
            table: free_slots(),
            table_used: 0,
            others: HashMap::new(),
            text: Vec::new(),
            ends: Vec::new(),
            marked: (0, 0),
            array: None,
        }
    }
}

/// An empty table, filled on the heap: a thread of a host may have a stack hardly larger than it.
fn free_slots() -> Box<[Slot; SLOTS]> {
    let slots = vec![Slot::default(); SLOTS].into_boxed_slice();
    slots.try_into().ok().expect("as many as it was made of")
}

impl DictionaryColumn {
    #[inline(always)]
    pub(super) fn fill(&mut self, cells: &Cells<'_>, doubled: Doubled) -> u64 {
        let mut marks = Marks::default();
        let mut filled = [0_i16; GROUP];
        for ((row, cell), slot) in cells.iter().enumerate().zip(&mut filled) {
            let is_short = (cell.length.wrapping_sub(1) < SHORT) & !doubled.has(row);
            let known = if is_short { self.find(Key::of_head(cell), cell.length) } else { None };
            *slot = match known {
                Some(code) => {
                    marks.valid |= 1 << row;
                    code
                }
                None => marks.settle(row, self.other(cells.text(row), row, doubled)),
            };
        }
        self.codes.extend_from_slice(&filled[..cells.count()]);
        self.valid.append(marks.valid, cells.count());
        marks.refused
    }

    #[inline(always)]
    fn find(&self, key: Key, length: usize) -> Option<i16> {
        let mut at = key.slot();
        loop {
            let slot = &self.table[at % SLOTS];
            // One question for all, which is answered yes as a rule.
            let differs = (slot.key.first ^ key.first) | (slot.key.second ^ key.second);
            if (differs == 0) & (usize::from(slot.length) == length) {
                return Some(slot.code);
            }
            if slot.length == 0 {
                return None;
            }
            at += 1;
        }
    }

    /// The code of a cell that the table does not have as it is.
    #[cold]
    #[inline(never)]
    fn other(&mut self, cell: &[u8], row: usize, doubled: Doubled) -> Result<Option<i16>, Refusal> {
        if !doubled.has(row) {
            return self.code(cell);
        }
        let mut single = Vec::with_capacity(cell.len());
        push_single(&mut single, cell, doubled.quote);
        self.code(&single)
    }

    /// The code of any cell, given one if the value is new; `None` for null.
    fn code(&mut self, cell: &[u8]) -> Result<Option<i16>, Refusal> {
        if is_null(cell) {
            return Ok(None);
        }
        let key = Key::of(cell);
        if let Some(code) = key.and_then(|key| self.find(key, cell.len())) {
            return Ok(Some(code));
        }
        if let Some(&code) = self.others.get(cell) {
            return Ok(Some(code));
        }
        let code = i16::try_from(self.ends.len()).map_err(|_| Refusal::Full)?;
        let end = i32::try_from(self.text.len() + cell.len()).map_err(|_| Refusal::Full)?;
        self.text.extend_from_slice(cell);
        self.ends.push(end);
        self.remember(cell, code);
        self.array = None;
        Ok(Some(code))
    }

    fn remember(&mut self, value: &[u8], code: i16) {
        match Key::of(value) {
            Some(key) if self.table_used < SHORT_VALUES => {
                let mut at = key.slot();
                while self.table[at % SLOTS].length != 0 {
                    at += 1;
                }
                self.table[at % SLOTS] = Slot { key, length: value.len() as u8, code };
                self.table_used += 1;
            }
            _ => {
                self.others.insert(value.into(), code);
            }
        }
    }

    pub(super) fn push(&mut self, cell: &[u8]) -> Result<(), Refusal> {
        let code = self.code(cell)?;
        self.codes.push(code.unwrap_or_default());
        self.valid.append(code.is_some().into(), 1);
        Ok(())
    }

    pub(super) fn push_nulls(&mut self, count: usize) {
        self.codes.resize(self.codes.len() + count, 0);
        self.valid.append_run(false, count);
    }

    pub(super) fn mark(&mut self) {
        self.marked = (self.ends.len(), self.codes.len());
    }

    /// Values that only rows taken back have used go too, so that the dictionary depends on the rows
    /// alone and not on how the input was cut.
    pub(super) fn truncate(&mut self, rows: usize) {
        self.codes.truncate(rows);
        self.valid.truncate(rows);
        let (values, from) = self.marked;
        if self.ends.len() > values {
            let recent = (from..rows).filter(|&row| self.valid.get(row));
            let used = recent.map(|row| self.codes[row] as usize + 1).max().unwrap_or(0);
            self.keep(values.max(used));
        }
    }

    /// Forgets all but the first `count` values.
    fn keep(&mut self, count: usize) {
        if count == self.ends.len() {
            return;
        }
        self.array = None;
        self.ends.truncate(count);
        self.text.truncate(self.ends.last().map_or(0, |&end| end as usize));
        self.table.fill(Slot::default());
        self.table_used = 0;
        self.others.clear();
        let text = std::mem::take(&mut self.text);
        let mut start = 0;
        for code in 0..count {
            let end = self.ends[code] as usize;
            self.remember(&text[start..end], code as i16);
            start = end;
        }
        self.text = text;
    }

    /// Begins an empty dictionary. There must be no rows.
    pub(super) fn begin_anew(&mut self) {
        debug_assert!(self.codes.is_empty());
        self.keep(0);
        self.marked = (0, 0);
    }

    pub(super) fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        let values = match &self.array {
            Some(array) => Arc::clone(array),
            None => {
                let offsets: Vec<i32> =
                    std::iter::once(0).chain(self.ends.iter().copied()).collect();
                let text = Buffer::from_slice_ref(&self.text);
                let offsets = OffsetBuffer::new(ScalarBuffer::from(offsets));
                let array = Arc::new(StringArray::try_new(offsets, text, None)?);
                self.array = Some(Arc::clone(&array));
                array
            }
        };
        let codes = std::mem::take(&mut self.codes);
        self.codes.reserve(codes.len());
        let codes = Int16Array::try_new(codes.into(), self.valid.finish_nulls())?;
        if self.ends.len() > CARRIED_VALUES || self.text.len() > CARRIED_BYTES {
            self.keep(0);
        }
        self.marked = (self.ends.len(), 0);
        let values: Arc<dyn Array> = values;
        Ok(Arc::new(DictionaryArray::<Int16Type>::try_new(codes, values)?))
    }
}

/// A short value, zeros behind it.
#[derive(Clone, Copy, Default)]
struct Key {
    first: u128,
    second: u128,
}

impl Key {
    /// Of a cell of no more than [`SHORT`] bytes.
    #[inline(always)]
    fn of_head(cell: Cell<'_>) -> Self {
        let [first, second] = KEPT[cell.length % (SHORT + 1)];
        Self {
            first: u128::from_le_bytes(*cell.chunk::<0>()) & first,
            second: u128::from_le_bytes(*cell.chunk::<16>()) & second,
        }
    }

    /// `None` for an empty value and one of more bytes.
    fn of(value: &[u8]) -> Option<Self> {
        let mut key = [0; SHORT];
        key.get_mut(..value.len())?.copy_from_slice(value);
        let halves = key.first_chunk().zip(key.last_chunk()).filter(|_| !value.is_empty());
        halves.map(|(first, second)| Self {
            first: u128::from_le_bytes(*first),
            second: u128::from_le_bytes(*second),
        })
    }

    /// Where in the table it stands, or the first one behind that is free.
    #[inline(always)]
    fn slot(self) -> usize {
        let part = |half: u128, factor: u64, other: u64| {
            let (low, high) = (half as u64, (half >> 64) as u64);
            low.wrapping_mul(factor).wrapping_add(high.wrapping_mul(other))
        };
        let first = part(self.first, 0x9E37_79B9_7F4A_7C15, 0xC2B2_AE3D_27D4_EB4F);
        let second = part(self.second, 0x1656_67B1_9E37_79F9, 0x27D4_EB2F_1656_67C5);
        (first.wrapping_add(second) >> 48) as usize
    }
}

/// What is kept of the two halves of a value of so many bytes.
static KEPT: [[u128; 2]; SHORT + 1] = {
    let mut kept = [[0; 2]; SHORT + 1];
    let mut length = 1;
    while length <= SHORT {
        let [first, second] = kept[length - 1];
        kept[length] = match length {
            ..=16 => [first << 8 | 0xFF, 0],
            _ => [first, second << 8 | 0xFF],
        };
        length += 1;
    }
    kept
};

#[cfg(test)]
mod tests {
    use super::*;

    /// The table alone has more than these bytes.
    #[test]
    fn a_column_is_made_on_a_small_stack() {
        const STACK: usize = 32 << 10;
        const { assert!(size_of::<[Slot; SLOTS]>() > STACK) };
        let made = std::thread::Builder::new().stack_size(STACK).spawn(|| {
            let column = DictionaryColumn::default();
            column.table_used
        });
        assert_eq!(made.expect("a thread").join().expect("a column"), 0);
    }
}
