//! Periods of reports: a month and a day, checked when made.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::Error;

/// A calendar month, printed as `2026-09`.
///
/// Which zone's month it is the provider decides: the iPass portal goes by GMT (DOC).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    first: Date,
}

impl Month {
    /// A month of the years 1 to 9999; `InvalidArgument` for one that does not exist.
    pub fn new(year: u16, month: u8) -> Result<Self, Error> {
        date(year, month, 1)
            .map(|first| Self { first })
            .ok_or_else(|| Error::invalid_argument(format!("no such month: {year:04}-{month:02}")))
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> u16 {
        self.first.year().unsigned_abs()
    }

    /// The month of the year, 1 to 12.
    pub fn month(self) -> u8 {
        self.first.month().unsigned_abs()
    }

    /// Its days, first to last.
    pub fn days(self) -> impl Iterator<Item = Day> {
        self.first.series(1.day()).take(self.first.days_in_month().unsigned_abs().into()).map(Day)
    }
}

/// A calendar day, printed as `2026-09-30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// A day of the years 1 to 9999; `InvalidArgument` for one that does not exist.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, Error> {
        date(year, month, day).map(Self).ok_or_else(|| {
            Error::invalid_argument(format!("no such day: {year:04}-{month:02}-{day:02}"))
        })
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> u16 {
        self.0.year().unsigned_abs()
    }

    /// The month of the year, 1 to 12.
    pub fn month(self) -> u8 {
        self.0.month().unsigned_abs()
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.0.day().unsigned_abs()
    }
}

impl Day {
    pub(crate) fn date(self) -> Date {
        self.0
    }

    /// The first day of the month after this one; none after the year 9999.
    pub(crate) fn first_of_next_month(self) -> Option<Self> {
        self.0.first_of_month().checked_add(1.month()).ok().map(Self)
    }
}

fn date(year: u16, month: u8, day: u8) -> Option<Date> {
    let year = i16::try_from(year).ok().filter(|year| *year >= 1)?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Splits `text` at its dashes into fields of exactly these widths, digits only.
fn fields<const N: usize>(text: &str, widths: [usize; N]) -> Option<[u16; N]> {
    let mut parts = text.split('-');
    let mut out = [0; N];
    for (value, width) in out.iter_mut().zip(widths) {
        let part = parts.next().filter(|part| part.len() == width)?;
        *value = part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())??;
    }
    parts.next().is_none().then_some(out)
}

impl FromStr for Month {
    type Err = Error;

    /// Takes `YYYY-MM` and nothing else.
    fn from_str(text: &str) -> Result<Self, Error> {
        match fields(text, [4, 2]) {
            Some([year, month]) => Self::new(year, month as u8),
            None => Err(Error::invalid_argument(format!("not a month (YYYY-MM): {text:?}"))),
        }
    }
}

impl FromStr for Day {
    type Err = Error;

    /// Takes `YYYY-MM-DD` and nothing else.
    fn from_str(text: &str) -> Result<Self, Error> {
        match fields(text, [4, 2, 2]) {
            Some([year, month, day]) => Self::new(year, month as u8, day as u8),
            None => Err(Error::invalid_argument(format!("not a day (YYYY-MM-DD): {text:?}"))),
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;

    #[test]
    fn months_and_days_print_as_they_are_read() {
        for text in ["2026-09", "0001-01", "9999-12"] {
            assert_eq!(text.parse::<Month>().expect(text).to_string(), text);
        }
        assert_eq!("2024-02-29".parse::<Day>().expect("a leap day").to_string(), "2024-02-29");
    }

    #[test]
    fn what_does_not_exist_is_refused() {
        for text in [
            "",
            "2026",
            "2026-9",
            "2026-13",
            "2026-00",
            "0000-01",
            "+026-01",
            "2026-09-01",
            " 2026-09",
        ] {
            let error = text.parse::<Month>().expect_err(text);
            assert_eq!(error.kind(), ErrorKind::InvalidArgument);
        }
        for text in ["2026-09", "2026-02-29", "2026-09-31", "2026-9-1", "2026-09-01x"] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_month_knows_its_days() {
        let days: Vec<_> = Month::new(2024, 2).expect("a month").days().collect();
        assert_eq!(days.len(), 29);
        assert_eq!(days[28].to_string(), "2024-02-29");
        assert_eq!(Month::new(9999, 12).expect("the last month").days().count(), 31);
    }
}
