//! Utf8 columns: offsets and copied text.

use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_schema::ArrowError;

use super::swar::load;
use super::validity::Bits;
use super::{GROUP, Refusal, Spans};
use crate::Reason;
use crate::scan::text_array;
use crate::value::is_null;

/// Short text is copied as this many bytes at once, what lies behind it included; the next cell then
/// overwrites the surplus.
const CHUNK: usize = 32;
/// Room kept beyond what a batch is expected to hold: a group of rows asks for as many bytes as the
/// rows have in all columns.
const SPARE: usize = 32 << 10;
/// Arrow's offsets are signed 32-bit numbers.
const MOST_BYTES: usize = i32::MAX as usize;

/// Text, kept as it is; the words for null are null.
pub(crate) struct TextColumn {
    /// One more than rows, the first is 0.
    offsets: Vec<i32>,
    values: Vec<u8>,
    valid: Bits,
    required: bool,
    /// Three characters that mean null as well, [`NEVER`] where there are none.
    absent: u32,
}

impl TextColumn {
    pub(super) fn optional() -> Self {
        Self {
            offsets: vec![0],
            values: Vec::new(),
            valid: Bits::default(),
            required: false,
            absent: NEVER,
        }
    }

    /// `N/A` is null too (reading E16).
    pub(super) fn invoice() -> Self {
        Self { absent: NOT_AVAILABLE, ..Self::optional() }
    }

    pub(super) fn required() -> Self {
        Self { required: true, ..Self::optional() }
    }

    #[inline(always)]
    pub(super) fn fill(&mut self, bytes: &[u8], spans: &Spans) -> u64 {
        // What lies between the cells is counted too: the sum need not be exact.
        let total = spans.reach();
        if self.values.len() + total > MOST_BYTES {
            self.push_nulls(spans.count());
            return u64::MAX;
        }
        let before = self.values.len();
        let mut valid = 0_u64;
        let absent = self.absent;
        let mut staged = Staged::new(&mut self.values);
        let mut filled = [0_i32; GROUP];
        for ((row, (start, end)), slot) in spans.iter().enumerate().zip(&mut filled) {
            let length = end - start;
            let word = load(bytes, start) as u32;
            let null = length == 0
                || length == 4 && word | SPACES == NULL
                || length == 3 && word & THREE == absent;
            staged.append(bytes, start, if null { 0 } else { length });
            valid |= u64::from(!null) << row;
            *slot = staged.end();
        }
        staged.settle();
        self.offsets.extend_from_slice(&filled[..spans.count()]);
        self.valid.append(valid, spans.count());
        if !self.required {
            return 0;
        }
        let mut refused = !valid & u64::MAX >> (64 - spans.count().max(1));
        // Without a way out, so that it becomes a few compares of vectors.
        let added = self.values.get(before..).unwrap_or_default();
        if added.iter().fold(false, |found, byte| found | byte.is_ascii_control()) {
            for (row, (start, end)) in spans.iter().enumerate() {
                refused |= u64::from(crate::value::has_control(&bytes[start..end])) << row;
            }
        }
        refused
    }

    pub(super) fn push(&mut self, cell: &[u8]) -> Result<(), Refusal> {
        let null = is_null(cell) || (self.absent == NOT_AVAILABLE && cell == b"N/A");
        if self.required && null {
            return Err(Reason::Missing.into());
        }
        if self.required && crate::value::has_control(cell) {
            return Err(Reason::ControlCharacter.into());
        }
        if null {
            self.push_nulls(1);
            return Ok(());
        }
        if self.values.len() + cell.len() > MOST_BYTES {
            return Err(Refusal::Full);
        }
        self.values.extend_from_slice(cell);
        self.offsets.push(self.values.len() as i32);
        self.valid.append(1, 1);
        Ok(())
    }

    pub(super) fn push_nulls(&mut self, count: usize) {
        self.offsets.resize(self.offsets.len() + count, self.values.len() as i32);
        self.valid.append_run(false, count);
    }

    pub(super) fn truncate(&mut self, rows: usize) {
        self.offsets.truncate(rows + 1);
        self.values.truncate(self.offsets.last().map_or(0, |&offset| offset as usize));
        self.valid.truncate(rows);
    }

    pub(super) fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        let rows = self.offsets.len();
        let offsets = std::mem::replace(&mut self.offsets, Vec::with_capacity(rows));
        self.offsets.push(0);
        // The next batch is likely as large as this one.
        let room = self.values.len() + self.values.len() / 8 + SPARE;
        let values = std::mem::replace(&mut self.values, Vec::with_capacity(room));
        let array = text_array(offsets, values, self.valid.finish_nulls())?;
        Ok(Arc::new(array))
    }
}

/// The text of a group of rows on its way to the values: short cells are gathered first, so that each
/// costs one wide move into a place that is known to be there.
struct Staged<'a> {
    values: &'a mut Vec<u8>,
    gathered: [u8; GROUP * CHUNK],
    used: usize,
    /// Length of the values.
    settled: usize,
}

impl<'a> Staged<'a> {
    #[inline(always)]
    fn new(values: &'a mut Vec<u8>) -> Self {
        let settled = values.len();
        Self { values, gathered: [0; GROUP * CHUNK], used: 0, settled }
    }

    /// Appends `length` bytes from `start` on.
    #[inline(always)]
    fn append(&mut self, bytes: &[u8], start: usize, length: usize) {
        let from = bytes.get(start..start.wrapping_add(CHUNK)).and_then(<[u8]>::first_chunk);
        let room = self.gathered.get_mut(self.used..self.used.wrapping_add(CHUNK));
        if length <= CHUNK
            && let (Some(from), Some(to)) = (from, room.and_then(<[u8]>::first_chunk_mut::<CHUNK>))
        {
            *to = *from;
            self.used += length;
        } else {
            let gathered = self.gathered.get(..self.used).unwrap_or_default();
            self.settled = append_both(self.values, gathered, &bytes[start..start + length]);
            self.used = 0;
        }
    }

    /// Length of all text.
    #[inline(always)]
    fn end(&self) -> i32 {
        (self.settled + self.used) as i32
    }

    #[inline(always)]
    fn settle(self) {
        append_both(self.values, self.gathered.get(..self.used).unwrap_or_default(), &[]);
    }
}

/// Gives the length then. Apart, so that the counters of [`Staged`] stay in registers.
#[inline(never)]
fn append_both(values: &mut Vec<u8>, first: &[u8], second: &[u8]) -> usize {
    values.extend_from_slice(first);
    values.extend_from_slice(second);
    values.len()
}

/// Three characters in a word of four.
const THREE: u32 = 0x00FF_FFFF;
/// `N/A` as three characters.
const NOT_AVAILABLE: u32 = u32::from_le_bytes(*b"N/A\0");
/// What three characters never are.
const NEVER: u32 = u32::MAX;

/// Four spaces, which make letters lower case.
const SPACES: u32 = 0x2020_2020;
/// `null` as four characters, lower case.
const NULL: u32 = u32::from_le_bytes(*b"null");
