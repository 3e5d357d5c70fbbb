//! Columns of civil dates and times: Timestamp without a zone, Date32, Time64.

use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, Time64MicrosecondArray, TimestampMicrosecondArray};
use arrow_schema::ArrowError;

use super::months::Months;
use super::slashed::Days;
use super::swar::clock;
use super::validity::Bits;
use super::{GROUP, Marks, Refusal, refuse};
use crate::Reason;
use crate::scan::{Cell, Cells};
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
    /// By the characters of a date with slashes.
    days: Days,
}

impl CivilColumn {
    pub(super) fn new(form: Form) -> Self {
        Self {
            form,
            values: Vec::new(),
            valid: Bits::default(),
            months: Months::new(iso_month),
            days: Days::default(),
        }
    }

    #[inline(always)]
    pub(super) fn fill(&mut self, cells: &Cells<'_>) -> u64 {
        match self.form {
            Form::IsoTimestamp => self.fill_by(
                cells,
                #[inline(always)]
                |months, _, cell| date_time(months, cell),
            ),
            Form::FeedTimestamp => self.fill_by(
                cells,
                #[inline(always)]
                |months, days, cell| {
                    let slashed = |(days, seconds)| (days * DAY + seconds) * SECOND;
                    date_time(months, cell).or_else(|| days.date_time(cell).map(slashed))
                },
            ),
            Form::FeedDate => self.fill_by(
                cells,
                #[inline(always)]
                |months, days, cell| {
                    date(months, cell).or_else(|| days.date_time(cell).map(|(days, _)| days))
                },
            ),
            Form::FeedTime => self.fill_by(
                cells,
                #[inline(always)]
                |_, days, cell| {
                    time(cell).or_else(|| days.time(cell).map(|seconds| seconds * SECOND))
                },
            ),
        }
    }

    /// By a reader of the common form, which knows where the cell starts and how long it is.
    #[inline(always)]
    fn fill_by(
        &mut self,
        cells: &Cells<'_>,
        common: impl Fn(&mut Months, &mut Days, Cell<'_>) -> Option<i64>,
    ) -> u64 {
        let mut marks = Marks::default();
        let (form, months, days) = (self.form, &mut self.months, &mut self.days);
        let mut filled = [0_i64; GROUP];
        for ((row, cell), slot) in cells.iter().enumerate().zip(&mut filled) {
            *slot = match common(months, days, cell) {
                Some(value) => {
                    marks.valid |= 1 << row;
                    value
                }
                None => marks.settle(row, exact(form, cells.text(row))),
            };
        }
        self.values.extend_from_slice(&filled[..cells.count()]);
        let Marks { valid, refused } = marks;
        self.valid.append(valid, cells.count());
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
fn date_time(months: &mut Months, cell: Cell<'_>) -> Option<i64> {
    if cell.length != 19 || cell.head[10] != b' ' {
        return None;
    }
    let seconds = clock(cell.word::<11>())?;
    Some((day(months, cell)? * DAY + seconds) * SECOND)
}

/// `YYYY-MM-DD`.
#[inline(always)]
fn date(months: &mut Months, cell: Cell<'_>) -> Option<i64> {
    if cell.length == 10 { day(months, cell) } else { None }
}

/// `hh:mm:ss`.
#[inline(always)]
fn time(cell: Cell<'_>) -> Option<i64> {
    if cell.length == 8 { clock(cell.word::<0>()).map(|seconds| seconds * SECOND) } else { None }
}

/// Days since 1970 of the first ten characters.
#[inline(always)]
fn day(months: &mut Months, cell: Cell<'_>) -> Option<i64> {
    let (name, digits) = (cell.word::<0>(), cell.word::<8>());
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
