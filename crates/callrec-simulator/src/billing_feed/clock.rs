//! Local times as the profiles print them.

use jiff::civil::{Date, DateTime};

use crate::switches::FeedClock;

/// A local time, its zone unstated.
#[derive(Debug, Clone, Copy)]
pub(super) struct Instant {
    pub(super) date: Date,
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: u8,
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Instant {
    /// Seconds from 1970-01-01 00:00:00 on the same clock. Times that no calendar has are its end.
    pub(super) fn of(seconds: i64) -> Self {
        let days = jiff::Span::new().try_days(seconds.div_euclid(86_400));
        let date = days.and_then(|days| Date::constant(1970, 1, 1).checked_add(days));
        let second = seconds.rem_euclid(86_400);
        let part = |value: i64| u8::try_from(value).unwrap_or(0);
        Self {
            date: date.unwrap_or(DateTime::MAX.date()),
            hour: part(second / 3_600),
            minute: part(second / 60 % 60),
            second: part(second % 60),
        }
    }

    /// `2009-08-31`
    pub(super) fn iso_date(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.date.year(), self.date.month(), self.date.day())
    }

    /// `10:57:10`, of 24 hours.
    pub(super) fn time(&self) -> String {
        format!("{:02}:{:02}:{:02}", self.hour, self.minute, self.second)
    }

    /// `31/08/2009`, the day without a leading zero (OBS: `1/01/1900`).
    pub(super) fn slashed_date(&self) -> String {
        format!("{}/{:02}/{:04}", self.date.day(), self.date.month(), self.date.year())
    }

    /// `2:40:32 p.m.`, the hour without a leading zero (OBS); midnight is 12 a.m.
    pub(super) fn twelve_hours(&self, clock: FeedClock) -> String {
        let afternoon = self.hour >= 12;
        let half = match (clock, afternoon) {
            (FeedClock::Dotted, false) => "a.m.",
            (FeedClock::Dotted, true) => "p.m.",
            (FeedClock::Upper, false) => "AM",
            (FeedClock::Upper, true) => "PM",
            (FeedClock::Lower, false) => "am",
            (FeedClock::Lower, true) => "pm",
        };
        let hour = match self.hour % 12 {
            0 => 12,
            hour => hour,
        };
        format!("{hour}:{:02}:{:02} {half}", self.minute, self.second)
    }

    /// `31/Aug/2009`
    pub(super) fn named_date(&self) -> String {
        let month = usize::from(self.date.month().unsigned_abs()) - 1;
        format!("{:02}/{}/{:04}", self.date.day(), MONTHS[month], self.date.year())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 31 August 2009, 10:57:10, as in the observed row.
    const OBSERVED: i64 = 1_251_716_230;

    #[test]
    fn times_look_as_observed() {
        let at = Instant::of(OBSERVED);
        assert_eq!((at.iso_date().as_str(), at.time().as_str()), ("2009-08-31", "10:57:10"));
        assert_eq!(at.slashed_date(), "31/08/2009");
        assert_eq!(at.twelve_hours(FeedClock::Dotted), "10:57:10 a.m.");
        assert_eq!(at.named_date(), "31/Aug/2009");
        // 13 July 2016, 14:40:32.
        let at = Instant::of(1_468_420_832);
        assert_eq!(
            at.slashed_date() + " " + &at.twelve_hours(FeedClock::Dotted),
            "13/07/2016 2:40:32 p.m."
        );
    }

    #[test]
    fn twelve_is_noon_in_the_afternoon_and_midnight_before() {
        let midnight = OBSERVED - OBSERVED.rem_euclid(86_400);
        assert_eq!(Instant::of(midnight + 9).twelve_hours(FeedClock::Upper), "12:00:09 AM");
        assert_eq!(Instant::of(midnight + 43_209).twelve_hours(FeedClock::Lower), "12:00:09 pm");
        assert_eq!(Instant::of(midnight + 43_209).time(), "12:00:09");
    }

    #[test]
    fn the_calendar_has_an_end() {
        assert_eq!(Instant::of(i64::MAX / 4).date, DateTime::MAX.date());
    }
}
