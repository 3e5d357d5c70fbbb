//! Timestamp columns, read by fixed positions with the months remembered.

use std::sync::Arc;

use arrow_array::{ArrayRef, TimestampMicrosecondArray};
use arrow_schema::ArrowError;

use super::months::Months;
use super::swar::{clock, load};
use super::validity::Bits;
use super::{GROUP, Marks, Refusal, Spans, refuse};
use crate::Reason;
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
    pub(super) fn fill(&mut self, bytes: &[u8], spans: &Spans) -> u64 {
        let mut marks = Marks::default();
        let months = &mut self.months;
        let mut filled = [0_i64; GROUP];
        for ((row, (start, end)), slot) in spans.iter().enumerate().zip(&mut filled) {
            *slot = match Self::fixed(months, bytes, start, end - start) {
                Some(value) => {
                    marks.valid |= 1 << row;
                    value
                }
                None => marks.settle(row, exact(&bytes[start..end])),
            };
        }
        self.values.extend_from_slice(&filled[..spans.count()]);
        let Marks { valid, refused } = marks;
        self.valid.append(valid, spans.count());
        refused
    }

    #[inline(always)]
    fn fixed(months: &mut Months, bytes: &[u8], start: usize, length: usize) -> Option<i64> {
        if length != LENGTH {
            return None;
        }
        let text = bytes.get(start..start.wrapping_add(LENGTH))?.first_chunk::<LENGTH>()?;
        // Bytes 0-1 and 2: the day and its hyphen; byte 11: the space; 12-19: the time.
        let head = load(text, 0) as u32;
        let name = load(text, 3);
        let seconds = clock(load(text, 12))?;
        let (tens, ones) =
            ((head as u8).wrapping_sub(b'0'), ((head >> 8) as u8).wrapping_sub(b'0'));
        let framed = (head >> 16) as u8 == b'-' && text[11] == b' ';
        if !framed || tens > 9 || ones > 9 {
            return None;
        }
        let month = months.get(name)?;
        let day = tens * 10 + ones;
        if day == 0 || day > month.days {
            return None;
        }
        Some(((month.base + i64::from(day)) * DAY + seconds) * SECOND)
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

#[cold]
#[inline(never)]
fn exact(cell: &[u8]) -> Result<Option<i64>, Refusal> {
    if is_null(cell) {
        return Ok(None);
    }
    timestamp(cell).map(Some).ok_or_else(|| refuse(cell, Reason::Timestamp))
}
