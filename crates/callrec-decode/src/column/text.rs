//! Utf8 columns: offsets and copied text.

use std::sync::Arc;

use arrow_array::ArrayRef;
use arrow_schema::ArrowError;

use super::printed::{bits, lengths};
use super::validity::Bits;
use super::{Doubled, GROUP, Refusal, prints_null, push_single};
use crate::Reason;
use crate::scan::{Append, Cells, text_array};
use crate::value::is_null;

/// Room kept beyond what a batch is expected to hold.
const SPARE: usize = 4 << 10;
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
    /// The rows that have them; without a row where there are none.
    absent_rows: Bits,
}

impl TextColumn {
    pub(super) fn optional() -> Self {
        Self {
            offsets: vec![0],
            values: Vec::new(),
            valid: Bits::default(),
            required: false,
            absent: NEVER,
            absent_rows: Bits::default(),
        }
    }

    /// `N/A` is null too, and told apart (reading E16).
    pub(super) fn invoice() -> Self {
        Self { absent: NOT_AVAILABLE, ..Self::optional() }
    }

    pub(super) fn required() -> Self {
        Self { required: true, ..Self::optional() }
    }

    #[inline(always)]
    pub(super) fn fill(&mut self, cells: &Cells<'_>, doubled: Doubled) -> u64 {
        let (before, total) = (self.values.len(), cells.total());
        if before + total > MOST_BYTES {
            self.push_nulls(cells.count());
            return u64::MAX;
        }
        let mut lengths = lengths(cells);
        let (nulls, absent) = self.nulls(cells, &mut lengths);
        let mut ends = [0; GROUP];
        Append::new(&mut self.values, total).push_all(
            cells,
            &lengths,
            doubled.rows,
            &mut ends,
            |values, row| match doubled.has(row) {
                true => push_single(values, cells.text(row), doubled.quote),
                false => values.extend_from_slice(cells.text(row)),
            },
        );
        let all = u64::MAX >> (64 - cells.count());
        let valid = all & !nulls;
        self.offsets.extend_from_slice(&ends[..cells.count()]);
        self.valid.append(valid, cells.count());
        if self.absent != NEVER {
            self.absent_rows.append(absent, cells.count());
        }
        if !self.required {
            return 0;
        }
        let mut refused = nulls & all;
        // Without a way out, so that it becomes a few compares of vectors.
        let added = self.values.get(before..).unwrap_or_default();
        if added.iter().fold(false, |found, byte| found | byte.is_ascii_control()) {
            for row in 0..cells.count() {
                refused |= u64::from(crate::value::has_control(cells.text(row))) << row;
            }
        }
        refused
    }

    /// The rows that are null, one bit each, which are given no length; and those of them with the text
    /// that means so.
    #[inline(always)]
    fn nulls(&self, cells: &Cells<'_>, lengths: &mut [u32; GROUP]) -> (u64, u64) {
        let three = if self.absent == NEVER { 0 } else { 3 };
        let (mut empty, mut words) = ([0_u8; GROUP], [0_u8; GROUP]);
        for (&length, (empty, word)) in lengths.iter().zip(empty.iter_mut().zip(&mut words)) {
            *empty = u8::from(length == 0);
            *word = u8::from((length == 4) | (length == three));
        }
        let (mut nulls, mut absent) = (bits(&empty), 0);
        let mut words = bits(&words) & !nulls;
        while words != 0 {
            let row = words.trailing_zeros() as usize;
            words &= words - 1;
            let cell = cells.cell(row);
            let means = (cell.length == 3) & (cell.word::<0>() as u32 & THREE == self.absent);
            let null = prints_null(cell) | means;
            nulls |= u64::from(null) << row;
            absent |= u64::from(means) << row;
            lengths[row % GROUP] = if null { 0 } else { cell.length as u32 };
        }
        (nulls, absent)
    }

    pub(super) fn push(&mut self, cell: &[u8]) -> Result<(), Refusal> {
        let absent = self.absent == NOT_AVAILABLE && cell == ABSENT.as_bytes();
        let null = is_null(cell) || absent;
        if self.required && null {
            return Err(Reason::Missing.into());
        }
        if self.required && crate::value::has_control(cell) {
            return Err(Reason::ControlCharacter.into());
        }
        if null {
            self.push_nulls(1);
            self.absent_rows.set_last(absent.into(), 1);
            return Ok(());
        }
        if self.values.len() + cell.len() > MOST_BYTES {
            return Err(Refusal::Full);
        }
        self.none_absent(1);
        self.values.extend_from_slice(cell);
        self.offsets.push(self.values.len() as i32);
        self.valid.append(1, 1);
        Ok(())
    }

    pub(super) fn push_nulls(&mut self, count: usize) {
        self.offsets.resize(self.offsets.len() + count, self.values.len() as i32);
        self.valid.append_run(false, count);
        self.none_absent(count);
    }

    fn none_absent(&mut self, count: usize) {
        if self.absent != NEVER {
            self.absent_rows.append_run(false, count);
        }
    }

    /// Says that some of the last `count` rows, which are null, had the text that means so: one bit
    /// each.
    pub(super) fn note_absent(&mut self, rows: u64, count: usize) {
        if self.absent != NEVER {
            self.absent_rows.set_last(rows, count);
        }
    }

    /// The rows that had a text that means null, and the text; to be asked before the array is made.
    pub(super) fn take_absent(&mut self) -> Option<(Bits, &'static str)> {
        let rows = std::mem::take(&mut self.absent_rows);
        (!rows.is_zero()).then_some((rows, ABSENT))
    }

    pub(super) fn truncate(&mut self, rows: usize) {
        if self.absent != NEVER {
            self.absent_rows.truncate(rows);
        }
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

/// Three characters in a word of four.
const THREE: u32 = 0x00FF_FFFF;
/// What stands where there is no invoice (reading E16).
const ABSENT: &str = "N/A";
/// The same as three characters.
const NOT_AVAILABLE: u32 = u32::from_le_bytes(*b"N/A\0");
/// What three characters never are.
const NEVER: u32 = u32::MAX;
