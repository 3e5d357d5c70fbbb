//! What users are searched by.

use arrow_array::cast::AsArray as _;
use arrow_array::types::Date32Type;
use arrow_array::{Array as _, BooleanArray, RecordBatch};
use jiff::civil::Date;

use super::wire::Parameters;
use crate::providers::objects::{shifted, us_date};
use crate::{Day, Error, Result};

/// Days by which the window that is sent is larger than the one that was asked for: the document says
/// "after" and "up until", and not whether either day counts (reading B25).
const WINDOW_OVERLAP_DAYS: i64 = 1;

/// Limits of a search for users by the day of their registration. Both days count.
///
/// The service is asked for a day more at either end, and what lies outside is left out again; a user
/// whose day is not told stays in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
#[must_use]
pub struct SearchOptions {
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
}

impl SearchOptions {
    /// Sets the first day.
    pub fn registered_from(mut self, day: Day) -> Self {
        self.from = Some(day);
        self
    }

    /// Sets the last day.
    pub fn registered_to(mut self, day: Day) -> Self {
        self.to = Some(day);
        self
    }

    /// What is sent: `MM/DD/YYYY`, its slashes encoded like any other value's.
    ///
    /// `InvalidArgument` where the first day is after the last: no user would be within.
    pub(super) fn parameters(&self) -> Result<Parameters> {
        if let (Some(from), Some(to)) = (self.from, self.to)
            && from > to
        {
            let detail = format!("the first day, {from}, is after the last, {to}");
            return Err(Error::invalid_argument(detail).with_hint("give the earlier day first"));
        }
        let mut parameters = Parameters::new();
        if let Some(from) = self.from {
            parameters.push(("fromRegDate", us_date(shifted(from, -WINDOW_OVERLAP_DAYS)?)));
        }
        if let Some(to) = self.to {
            parameters.push(("toRegDate", us_date(shifted(to, WINDOW_OVERLAP_DAYS)?)));
        }
        Ok(parameters)
    }

    /// Which users of a batch are in the window; `None` where there is none.
    pub(super) fn mask(&self, batch: &RecordBatch) -> Option<BooleanArray> {
        if self.from.is_none() && self.to.is_none() {
            return None;
        }
        let days = batch.column_by_name("start_date")?.as_primitive_opt::<Date32Type>()?;
        let (from, to) = (self.from.and_then(since_epoch), self.to.and_then(since_epoch));
        let inside = |row: usize| {
            let day = days.value(row);
            days.is_null(row)
                || (from.is_none_or(|from| day >= from) && to.is_none_or(|to| day <= to))
        };
        Some((0..batch.num_rows()).map(|row| Some(inside(row))).collect())
    }
}

/// Days since 1 January 1970.
fn since_epoch(day: Day) -> Option<i32> {
    let year = i16::try_from(day.year()).ok()?;
    let date = Date::new(year, day.month().try_into().ok()?, day.day().try_into().ok()?).ok()?;
    let span = date.since(Date::constant(1970, 1, 1)).ok()?;
    Some(span.get_days())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn days_the_wrong_way_round_are_refused_and_one_day_is_not() {
        let window = SearchOptions::default().registered_from(day("2017-01-31"));
        window.registered_to(day("2017-01-31")).parameters().expect("one day");
        let error = window.registered_to(day("2017-01-30")).parameters().expect_err("none");
        assert_eq!(error.kind(), crate::ErrorKind::InvalidArgument);
        assert!(error.to_string().contains("2017-01-31, is after the last, 2017-01-30"), "{error}");
    }

    #[test]
    fn a_day_more_is_asked_for_at_either_end() {
        let window = SearchOptions::default().registered_from(day("2017-01-01"));
        let window = window.registered_to(day("2017-01-31"));
        assert_eq!(
            window.parameters().expect("parameters"),
            [("fromRegDate", "12/31/2016".to_owned()), ("toRegDate", "02/01/2017".to_owned())]
        );
        assert!(SearchOptions::default().parameters().expect("none").is_empty());
        assert_eq!(since_epoch(day("1970-01-02")), Some(1));
        assert_eq!(since_epoch(day("1969-12-31")), Some(-1));
    }
}
