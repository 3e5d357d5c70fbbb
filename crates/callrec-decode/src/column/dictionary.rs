//! Dictionary(Int16, Utf8) columns for text of few different values.

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::types::Int16Type;
use arrow_array::{Array, ArrayRef, DictionaryArray, Int16Array, StringArray};
use arrow_buffer::{Buffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::ArrowError;

use super::swar::load_wide;
use super::validity::Bits;
use super::{GROUP, Marks, Refusal, Spans};
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
const SHORT: usize = 16;

/// One short value: its bytes and length, and its code; a length of 0 is a free slot.
#[derive(Clone, Copy, Default)]
struct Slot {
    key: u128,
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
            table: Box::new([Slot::default(); SLOTS]),
            table_used: 0,
            others: HashMap::new(),
            text: Vec::new(),
            ends: Vec::new(),
            marked: (0, 0),
            array: None,
        }
    }
}

impl DictionaryColumn {
    #[inline(always)]
    pub(super) fn fill(&mut self, bytes: &[u8], spans: &Spans) -> u64 {
        let mut marks = Marks::default();
        let mut filled = [0_i16; GROUP];
        for ((row, (start, end)), slot) in spans.iter().enumerate().zip(&mut filled) {
            let length = end - start;
            let known = if (1..=SHORT).contains(&length) {
                self.find(short_key(load_wide(bytes, start), length), length)
            } else {
                None
            };
            *slot = match known {
                Some(code) => {
                    marks.valid |= 1 << row;
                    code
                }
                None => marks.settle(row, self.code(&bytes[start..end])),
            };
        }
        self.codes.extend_from_slice(&filled[..spans.count()]);
        self.valid.append(marks.valid, spans.count());
        marks.refused
    }

    #[inline(always)]
    fn find(&self, key: u128, length: usize) -> Option<i16> {
        let mut at = slot_of(key);
        loop {
            let slot = self.table[at % SLOTS];
            if slot.key == key && usize::from(slot.length) == length {
                return Some(slot.code);
            }
            if slot.length == 0 {
                return None;
            }
            at += 1;
        }
    }

    /// The code of any cell, given one if the value is new; `None` for null.
    #[cold]
    #[inline(never)]
    fn code(&mut self, cell: &[u8]) -> Result<Option<i16>, Refusal> {
        if is_null(cell) {
            return Ok(None);
        }
        let key = padded_key(cell);
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
        match padded_key(value) {
            Some(key) if self.table_used < SHORT_VALUES => {
                let mut at = slot_of(key);
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

/// The first `length` (1 to 16) bytes, the others zero.
#[inline(always)]
fn short_key(word: u128, length: usize) -> u128 {
    word & KEPT[length % (SHORT + 1)]
}

/// What is kept of a word of so many bytes.
static KEPT: [u128; SHORT + 1] = {
    let mut kept = [0; SHORT + 1];
    let mut length = 1;
    while length <= SHORT {
        kept[length] = kept[length - 1] << 8 | 0xFF;
        length += 1;
    }
    kept
};

fn padded_key(value: &[u8]) -> Option<u128> {
    let mut key = [0; SHORT];
    key.get_mut(..value.len())?.copy_from_slice(value);
    (!value.is_empty()).then_some(u128::from_le_bytes(key))
}

#[inline(always)]
fn slot_of(key: u128) -> usize {
    let folded = (key as u64) ^ (key >> 64) as u64;
    (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 48) as usize
}
