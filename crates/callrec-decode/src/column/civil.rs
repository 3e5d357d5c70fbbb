//! Columns of civil dates and times: Timestamp without a zone, Date32, Time64.

use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, Time64MicrosecondArray, TimestampMicrosecondArray};
use arrow_schema::ArrowError;

use super::months::Months;
use super::swar::{clock, load};
use super::validity::Bits;
use super::{GROUP, Marks, Refusal, Spans, refuse};
use crate::Reason;
use crate::value::{feed_date, feed_time, feed_timestamp, is_null, iso_month, iso_timestamp};

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400;

/// What is printed and what is kept of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// `YYYY-MM-DD hh:mm:ss`, or the date alone for its midnight.
    IsoTimestamp,
    /// A date and time of the billing feed.
    FeedTimestamp,
    /// A date of the billing feed.
    FeedDate,
    /// A time of day of the billing feed.
    FeedTime,
}

/// Microseconds (days for dates) since 1970, or since midnight.
pub(crate) struct CivilColumn {
    form: Form,
    values: Vec<i64>,
    valid: Bits,
    /// By the eight characters of `YYYY-MM-`.
    months: Months,
}

impl CivilColumn {
    pub(super) fn new(form: Form) -> Self {
        Self { form, values: Vec::new(), valid: Bits::default(), months: Months::new(iso_month) }
    }

    #[inline(always)]
    pub(super) fn fill(&mut self, bytes: &[u8], spans: &Spans) -> u64 {
        match self.form {
            Form::IsoTimestamp | Form::FeedTimestamp => self.fill_by(bytes, spans, date_time),
            Form::FeedDate => self.fill_by(bytes, spans, date),
            Form::FeedTime => self.fill_by(bytes, spans, time),
        }
    }

    /// By a reader of the common form, which knows where the cell starts and how long it is.
    #[inline(always)]
    fn fill_by(
        &mut self,
        bytes: &[u8],
        spans: &Spans,
        common: impl Fn(&mut Months, &[u8], usize, usize) -> Option<i64>,
    ) -> u64 {
        let mut marks = Marks::default();
        let (form, months) = (self.form, &mut self.months);
        let mut filled = [0_i64; GROUP];
        for ((row, (start, end)), slot) in spans.iter().enumerate().zip(&mut filled) {
            *slot = match common(months, bytes, start, end - start) {
                Some(value) => {
                    marks.valid |= 1 << row;
                    value
                }
                None => marks.settle(row, exact(form, &bytes[start..end])),
            };
        }
        self.values.extend_from_slice(&filled[..spans.count()]);
        let Marks { valid, refused } = marks;
        self.valid.append(valid, spans.count());
        refused
    }

    pub(super) fn push(&mut self, cell: &[u8]) -> Result<(), Refusal> {
        let value = exact(self.form, cell)?;
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
        Ok(match self.form {
            Form::IsoTimestamp | Form::FeedTimestamp => {
                Arc::new(TimestampMicrosecondArray::try_new(values.into(), nulls)?)
            }
            Form::FeedTime => Arc::new(Time64MicrosecondArray::try_new(values.into(), nulls)?),
            Form::FeedDate => {
                // Years have four digits, so days are far within 32 bits.
                let days: Vec<i32> = values.into_iter().map(|days| days as i32).collect();
                Arc::new(Date32Array::try_new(days.into(), nulls)?)
            }
        })
    }
}

/// `YYYY-MM-DD hh:mm:ss`.
#[inline(always)]
fn date_time(months: &mut Months, bytes: &[u8], start: usize, length: usize) -> Option<i64> {
    if length != 19 || bytes[start + 10] != b' ' {
        return None;
    }
    let seconds = clock(load(bytes, start + 11))?;
    Some((day(months, bytes, start)? * DAY + seconds) * SECOND)
}

/// `YYYY-MM-DD`.
#[inline(always)]
fn date(months: &mut Months, bytes: &[u8], start: usize, length: usize) -> Option<i64> {
    if length == 10 { day(months, bytes, start) } else { None }
}

/// `hh:mm:ss`.
#[inline(always)]
fn time(_: &mut Months, bytes: &[u8], start: usize, length: usize) -> Option<i64> {
    if length == 8 { clock(load(bytes, start)).map(|seconds| seconds * SECOND) } else { None }
}

/// Days since 1970 of the ten characters from `start` on.
#[inline(always)]
fn day(months: &mut Months, bytes: &[u8], start: usize) -> Option<i64> {
    let name = load(bytes, start);
    let digits = load(bytes, start + 8);
    let (tens, ones) =
        ((digits as u8).wrapping_sub(b'0'), ((digits >> 8) as u8).wrapping_sub(b'0'));
    if tens > 9 || ones > 9 {
        return None;
    }
    let month = months.get(name)?;
    let day = tens * 10 + ones;
    (day > 0 && day <= month.days).then_some(month.base + i64::from(day))
}

#[cold]
#[inline(never)]
fn exact(form: Form, cell: &[u8]) -> Result<Option<i64>, Refusal> {
    if is_null(cell) {
        return Ok(None);
    }
    let read = match form {
        Form::IsoTimestamp => iso_timestamp,
        Form::FeedTimestamp => feed_timestamp,
        Form::FeedDate => feed_date,
        Form::FeedTime => feed_time,
    };
    read(cell).map(Some).ok_or_else(|| refuse(cell, Reason::Timestamp))
}
