//! Months and days as the portal's parameters write them, and as its files do.

use std::{fmt, str::FromStr};

use jiff::civil::Date;

use crate::Error;

/// English month names whatever the host's locale is (`DD-MON-YYYY`, DOC).
pub(crate) const MONTH_NAMES: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// A calendar month, written `YYYY-MM` (SEED).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Month {
    first: Date,
}

/// A calendar day, written `YYYY-MM-DD` (SEED).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    date: Date,
}

impl Month {
    /// The month of a year, `None` when there is no such month (years 1 to 9999).
    pub fn new(year: i16, month: i8) -> Option<Self> {
        if year < 1 {
            return None;
        }
        Date::new(year, month, 1).ok().map(|first| Self { first })
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.first.year()
    }

    /// The month of the year, from 1.
    pub fn month(self) -> i8 {
        self.first.month()
    }

    /// How many days the month has.
    pub fn length(self) -> u8 {
        self.first.days_in_month().unsigned_abs()
    }

    /// The days of the month, in order.
    pub fn days(self) -> impl Iterator<Item = Day> {
        (1..=self.first.days_in_month()).filter_map(move |day| {
            Date::new(self.year(), self.month(), day).ok().map(|date| Day { date })
        })
    }

    /// The month that many months earlier, `None` before year 1.
    pub fn back(self, months: u32) -> Option<Self> {
        let ordinal = self.ordinal() - i64::from(months);
        let year = i16::try_from(ordinal.div_euclid(12)).ok()?;
        Self::new(year, i8::try_from(ordinal.rem_euclid(12)).ok()? + 1)
    }

    /// Months since year 0.
    pub(crate) fn ordinal(self) -> i64 {
        i64::from(self.year()) * 12 + i64::from(self.month()) - 1
    }

    pub(crate) fn first_day(self) -> Date {
        self.first
    }
}

impl Day {
    /// The month that the day is in.
    pub fn month(self) -> Month {
        Month { first: self.date.first_of_month() }
    }

    pub(crate) fn of(date: Date) -> Self {
        Self { date }
    }

    pub(crate) fn date(self) -> Date {
        self.date
    }

    /// The day's place in its month, from 0.
    pub(crate) fn index(self) -> u8 {
        self.date.day().unsigned_abs() - 1
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.month())
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.date.year(), self.date.month(), self.date.day())
    }
}

impl FromStr for Month {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let parsed = match numbers(text, &[4, 2]).as_deref() {
            Some(&[year, month]) => Self::new(year, i8::try_from(month).unwrap_or(0)),
            _ => None,
        };
        parsed.ok_or_else(|| Error::invalid("month", text, "YYYY-MM"))
    }
}

impl FromStr for Day {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let parsed = match numbers(text, &[4, 2, 2]).as_deref() {
            Some(&[year, month, day]) if year >= 1 => {
                Date::new(year, i8::try_from(month).unwrap_or(0), i8::try_from(day).unwrap_or(0))
                    .ok()
            }
            _ => None,
        };
        parsed.map(|date| Self { date }).ok_or_else(|| Error::invalid("date", text, "YYYY-MM-DD"))
    }
}

/// Groups of exactly so many ASCII digits with `-` between them.
fn numbers(text: &str, widths: &[usize]) -> Option<Vec<i16>> {
    let groups: Vec<&str> = text.split('-').collect();
    let fits = groups.len() == widths.len()
        && groups.iter().zip(widths).all(|(group, &width)| {
            group.len() == width && group.bytes().all(|byte| byte.is_ascii_digit())
        });
    if !fits {
        return None;
    }
    groups.iter().map(|group| group.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_real_months_and_days_are_read() {
        assert_eq!("2024-02".parse::<Month>().unwrap().length(), 29);
        assert_eq!("2026-09-30".parse::<Day>().unwrap().to_string(), "2026-09-30");
        for bad in [
            "",
            "2026-9",
            "2026-13",
            "2026-00",
            "202609",
            "+026-09",
            "2026-09 ",
            "٢٠٢٦-٠٩",
            "0000-01",
        ] {
            assert!(bad.parse::<Month>().is_err(), "{bad}");
        }
        for bad in ["", "2026-09", "2026-02-29", "2026-9-1", "2026-09-31", "2026-09-00"] {
            assert!(bad.parse::<Day>().is_err(), "{bad}");
        }
    }

    #[test]
    fn months_go_back_over_the_new_year() {
        let month: Month = "2026-02".parse().unwrap();
        assert_eq!(month.back(3).unwrap().to_string(), "2025-11");
        assert_eq!(month.back(0), Some(month));
    }
}
