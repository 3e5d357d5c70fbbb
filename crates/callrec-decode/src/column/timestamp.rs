//! Timestamp columns, read by fixed positions with the months remembered.

use std::sync::Arc;

use arrow_array::{ArrayRef, TimestampMicrosecondArray};
use arrow_schema::ArrowError;

use super::months::Months;
use super::printed::{bits, lengths};
use super::swar::clock_or_none;
use super::validity::Bits;
use super::{GROUP, Marks, Refusal, refuse};
use crate::Reason;
use crate::scan::Cells;
use crate::value::{is_null, month, timestamp};

/// Characters of `DD-MON-YYYY hh:mm:ss`.
const LENGTH: usize = 20;
const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400;

/// Dates with times.
pub(crate) struct TimestampColumn {
    values: Vec<i64>,
    valid: Bits,
    utc: bool,
    /// By the eight characters of `MON-YYYY`.
    months: Months,
}

impl TimestampColumn {
    pub(super) fn local() -> Self {
        Self { values: Vec::new(), valid: Bits::default(), utc: false, months: Months::new(month) }
    }

    pub(super) fn utc() -> Self {
        Self { utc: true, ..Self::local() }
    }

    #[inline(always)]
    pub(super) fn fill(&mut self, cells: &Cells<'_>) -> u64 {
        let (mut clocks, mut heads) = ([0; GROUP], [0; GROUP]);
        let (mut days, mut most) = ([0_i64; GROUP], [0_u8; GROUP]);
        for (row, cell) in cells.iter().enumerate().take(GROUP) {
            // Bytes 0-1 and 2: the day and its hyphen; byte 11: the space; 12-19: the time.
            clocks[row] = cell.word::<12>();
            heads[row] = cell.word::<0>() as u32 & 0x00FF_FFFF | u32::from(cell.head[11]) << 24;
            let month = self.months.get_or_none(cell.word::<3>());
            (days[row], most[row]) = (month.base, month.days);
        }
        let (mut filled, mut right) = ([0_i64; GROUP], [0; GROUP]);
        for (row, length) in lengths(cells).into_iter().enumerate() {
            let (day, framed) = day_of_month(heads[row]);
            let (seconds, timed) = clock_or_none(clocks[row]);
            let printed = framed & (day.wrapping_sub(1) < u32::from(most[row]));
            right[row] = u8::from(timed & printed & (length == LENGTH as u32));
            let micros = ((days[row] + i64::from(day)) * DAY + seconds) * SECOND;
            filled[row] = micros & -i64::from(right[row]);
        }
        let mut marks = Marks { valid: bits(&right), refused: 0 };
        marks.settle_others(cells, &mut filled, exact);
        self.values.extend_from_slice(&filled[..cells.count()]);
        self.valid.append(marks.valid, cells.count());
        marks.refused
    }

    pub(super) fn push(&mut self, cell: &[u8]) -> Result<(), Refusal> {
        let value = exact(cell)?;
        self.values.push(value.unwrap_or_default());
        self.valid.append(value.is_some().into(), 1);
        Ok(())
    }

    pub(super) fn push_nulls(&mut self, count: usize) {
        self.values.resize(self.values.len() + count, 0);
        self.valid.append_run(false, count);
    }

    pub(super) fn truncate(&mut self, rows: usize) {
        self.values.truncate(rows);
        self.valid.truncate(rows);
    }

    pub(super) fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        let values = std::mem::take(&mut self.values);
        self.values.reserve(values.len());
        let array = TimestampMicrosecondArray::try_new(values.into(), self.valid.finish_nulls())?;
        Ok(if self.utc { Arc::new(array.with_timezone("UTC")) } else { Arc::new(array) })
    }
}

/// The number in the first two of `DD-` and a space, and whether the other characters are these.
#[inline(always)]
fn day_of_month(head: u32) -> (u32, bool) {
    let found = head ^ u32::from_le_bytes(*b"00- ");
    let (tens, ones) = (found & 0xFF, found >> 8 & 0xFF);
    let framed = (found >> 16 == 0) & (tens <= 9) & (ones <= 9);
    (tens * 10 + ones, framed)
}

#[cold]
#[inline(never)]
fn exact(cell: &[u8]) -> Result<Option<i64>, Refusal> {
    if is_null(cell) {
        return Ok(None);
    }
    timestamp(cell).map(Some).ok_or_else(|| refuse(cell, Reason::Timestamp))
}
