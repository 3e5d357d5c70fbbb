//! Instants with their zone and dates of the REST API: Timestamp in UTC, Date32.

use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, TimestampMicrosecondArray};
use arrow_schema::ArrowError;

use super::swar::clock;
use super::validity::Bits;
use super::{Marks, Refusal, refuse};
use crate::Reason;
use crate::scan::{Cell, Cells};
use crate::value::{instant, is_null, iso_days, us_date};

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400;
/// Characters of `YYYY-MM-DDThh:mm:ss`.
const CLOCKED: usize = 19;

/// Microseconds, or days, since 1970.
pub(crate) struct InstantColumn {
    values: Vec<i64>,
    valid: Bits,
    date: bool,
    /// The date that was printed last, and its days: lists are often in order.
    recent: ([u8; 10], i64),
}

impl InstantColumn {
    /// `2016-05-04T20:12:10+05:30`.
    pub(super) fn instants() -> Self {
        Self { values: Vec::new(), valid: Bits::default(), date: false, recent: ([0; 10], 0) }
    }

    /// `10/31/2017`.
    pub(super) fn dates() -> Self {
        Self { date: true, ..Self::instants() }
    }

    #[inline(always)]
    pub(super) fn fill(&mut self, cells: &Cells<'_>) -> u64 {
        let mut marks = Marks::default();
        self.values.reserve(cells.count());
        for (row, cell) in cells.iter().enumerate() {
            let value = match self.common(cell) {
                Some(value) => {
                    marks.valid |= 1 << row;
                    value
                }
                None => marks.settle(row, self.exact(cells.text(row))),
            };
            self.values.push(value);
        }
        self.valid.append(marks.valid, cells.count());
        marks.refused
    }

    /// The forms that are common, by fixed positions.
    #[inline(always)]
    fn common(&mut self, cell: Cell<'_>) -> Option<i64> {
        let (text, length) = (cell.head.first_chunk::<10>()?, cell.length);
        if self.date {
            return if length == 10 { self.days(text, |date| us_date(date)) } else { None };
        }
        if length <= CLOCKED || cell.head[10] != b'T' {
            return None;
        }
        let seconds = clock(cell.word::<11>())?;
        let tail = cell.word::<CLOCKED>();
        let micros = match length - CLOCKED {
            1 if tail as u8 == b'Z' => 0,
            5 if tail as u8 == b'.' && (tail >> 32) as u8 == b'Z' => thousandths(tail >> 8)? * 1000,
            _ => return None,
        };
        Some((self.days(text, iso_days)? * DAY + seconds) * SECOND + micros)
    }

    #[inline(always)]
    fn days(&mut self, text: &[u8; 10], read: impl Fn(&[u8; 10]) -> Option<i64>) -> Option<i64> {
        if self.recent.0 != *text {
            self.recent = (*text, read(text)?);
        }
        Some(self.recent.1)
    }

    #[inline(never)]
    fn exact(&self, cell: &[u8]) -> Result<Option<i64>, Refusal> {
        if is_null(cell) {
            return Ok(None);
        }
        let read = if self.date { us_date } else { instant };
        read(cell).map(Some).ok_or_else(|| refuse(cell, Reason::Timestamp))
    }

    pub(super) fn push(&mut self, cell: &[u8]) -> Result<(), Refusal> {
        let value = self.exact(cell)?;
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
        let nulls = self.valid.finish_nulls();
        if self.date {
            // Years have four digits, so days are far within 32 bits.
            let days: Vec<i32> = values.into_iter().map(|days| days as i32).collect();
            return Ok(Arc::new(Date32Array::try_new(days.into(), nulls)?));
        }
        let array = TimestampMicrosecondArray::try_new(values.into(), nulls)?;
        Ok(Arc::new(array.with_timezone("UTC")))
    }
}

/// The number that the three lowest characters print.
#[inline(always)]
fn thousandths(word: u64) -> Option<i64> {
    let digit = |place: u32| ((word >> (8 * place)) as u8).wrapping_sub(b'0');
    let (hundreds, tens, ones) = (digit(0), digit(1), digit(2));
    if hundreds > 9 || tens > 9 || ones > 9 {
        return None;
    }
    Some(i64::from(hundreds) * 100 + i64::from(tens) * 10 + i64::from(ones))
}
