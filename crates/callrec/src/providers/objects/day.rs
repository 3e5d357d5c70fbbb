//! Days as the provisioning systems write them, and as their tables hold them.

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::{Day, Error, Result};

/// `MM/DD/YYYY` (SEED).
pub(in crate::providers) fn us_date(day: Day) -> String {
    format!("{:02}/{:02}/{:04}", day.month(), day.day(), day.year())
}

/// A day so many days after another; `InvalidArgument` beyond the years 1 to 9999.
pub(in crate::providers) fn shifted(day: Day, days: i64) -> Result<Day> {
    let date = Date::new(
        day.year().try_into().unwrap_or(i16::MAX),
        day.month().try_into().unwrap_or(i8::MAX),
        day.day().try_into().unwrap_or(i8::MAX),
    );
    date.and_then(|date| date.checked_add(days.days()))
        .ok()
        .and_then(from_date)
        .ok_or_else(|| Error::invalid_argument(format!("no day {days} days after {day}")))
}

/// The day so many days after 1 January 1970.
pub(super) fn since_epoch(days: i32) -> Result<Day> {
    Date::constant(1970, 1, 1)
        .checked_add(i64::from(days).days())
        .ok()
        .and_then(from_date)
        .ok_or_else(|| Error::invalid_argument(format!("no day {days} days after 1970-01-01")))
}

fn from_date(date: Date) -> Option<Day> {
    let year = u16::try_from(date.year()).ok()?;
    Day::new(year, date.month().unsigned_abs(), date.day().unsigned_abs()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn days_are_written_and_moved() {
        assert_eq!(us_date(day("2017-10-31")), "10/31/2017");
        assert_eq!(shifted(day("2024-03-01"), -1).expect("a day"), day("2024-02-29"));
        assert_eq!(since_epoch(17_470).expect("a day"), day("2017-10-31"));
        assert!(shifted(day("9999-12-31"), 1).is_err());
        assert!(shifted(day("0001-01-01"), -1).is_err());
    }
}
