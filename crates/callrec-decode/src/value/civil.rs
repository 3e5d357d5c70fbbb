//! Civil dates and times in digits: `2021-06-29 08:13:50`, and the forms of the billing feed.

use jiff::civil::Date;

use super::timestamp::{MONTHS, Month};

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400;

/// The month printed as `YYYY-MM-`.
pub(crate) fn iso_month(text: &[u8; 8]) -> Option<Month> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-'] = text else { return None };
    let year = number(&[*y0, *y1, *y2, *y3])?;
    month_of(year, number(&[*m0, *m1])?)
}

/// Microseconds from 1970-01-01 00:00:00 of `YYYY-MM-DD hh:mm:ss`; a date alone is its midnight.
pub(crate) fn iso_timestamp(cell: &[u8]) -> Option<i64> {
    let days = iso_date(cell.get(..10)?)?;
    let seconds = match &cell[10..] {
        [] => 0,
        [b' ', clock @ ..] if clock.len() == 8 => clock_24(clock)?,
        _ => return None,
    };
    Some((days * DAY + seconds) * SECOND)
}

/// Microseconds from 1970-01-01 00:00:00 of any of the feed's forms: the date as `yyyy-MM-dd`,
/// `d/M/yyyy` or `dd/MMM/yyyy`, then the time as for [`feed_time`]; a date alone is its midnight.
pub(crate) fn feed_timestamp(cell: &[u8]) -> Option<i64> {
    let (date, clock) = split(cell);
    let seconds = if clock.is_empty() { 0 } else { clock_12_or_24(clock)? };
    Some((feed_day(date)? * DAY + seconds) * SECOND)
}

/// Days from 1970-01-01 of the date in any of the feed's forms. A time behind it, which must be one,
/// is not kept: the feed prints it in its other columns.
pub(crate) fn feed_date(cell: &[u8]) -> Option<i64> {
    feed_timestamp(cell).map(|micros| micros.div_euclid(DAY * SECOND))
}

/// Microseconds from midnight of `HH:mm:ss` or `h:mm:ss a.m.`. A date before it, which must be one,
/// is not kept: the feed prints the day zero of a spreadsheet there.
pub(crate) fn feed_time(cell: &[u8]) -> Option<i64> {
    let (date, clock) = split(cell);
    if clock.is_empty() {
        return clock_12_or_24(cell).map(|seconds| seconds * SECOND);
    }
    match feed_day(date) {
        Some(_) => clock_12_or_24(clock).map(|seconds| seconds * SECOND),
        None => clock_12_or_24(cell).map(|seconds| seconds * SECOND),
    }
}

/// Before and behind the first space.
fn split(cell: &[u8]) -> (&[u8], &[u8]) {
    match memchr::memchr(b' ', cell) {
        Some(at) => (&cell[..at], &cell[at + 1..]),
        None => (cell, &[]),
    }
}

fn feed_day(date: &[u8]) -> Option<i64> {
    if date.len() == 10 && date[4] == b'-' {
        return iso_date(date);
    }
    let mut parts = date.split(|&byte| byte == b'/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || !matches!(day.len(), 1..=2) {
        return None;
    }
    let month = match month.len() {
        1..=2 => number(month)?,
        3 => {
            let name = month.to_ascii_lowercase();
            1 + MONTHS.iter().position(|known| known[..] == name[..])? as i64
        }
        _ => return None,
    };
    day_of(month_of(number(year)?, month)?, number(day)?)
}

fn iso_date(text: &[u8]) -> Option<i64> {
    let (month, day) = text.split_first_chunk::<8>()?;
    if day.len() != 2 {
        return None;
    }
    day_of(iso_month(month)?, number(day)?)
}

fn day_of(month: Month, day: i64) -> Option<i64> {
    (1..=i64::from(month.days)).contains(&day).then_some(month.base + day)
}

fn month_of(year: i64, month: i64) -> Option<Month> {
    if year == 0 {
        return None;
    }
    let first = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()?;
    let epoch = Date::constant(1970, 1, 1);
    let base = i64::from(first.since((jiff::Unit::Day, epoch)).ok()?.get_days()) - 1;
    Some(Month { base, days: u8::try_from(first.days_in_month()).ok()? })
}

/// Seconds of `hh:mm:ss`.
fn clock_24(text: &[u8]) -> Option<i64> {
    (text.len() == 8)
        .then(|| parts_of_clock(text))
        .flatten()
        .and_then(|(hour, rest)| (0..=23).contains(&hour).then_some(hour * 3600 + rest))
}

/// Seconds of `h:mm:ss`, of the 24 hours, or of the twelve that `a.m.` or `p.m.` follows.
fn clock_12_or_24(text: &[u8]) -> Option<i64> {
    let (clock, half) = split(text);
    let (hour, rest) = parts_of_clock(clock)?;
    if half.is_empty() {
        // A space without a half of the day behind it is no form of the feed.
        return (clock.len() == text.len() && hour <= 23).then_some(hour * 3600 + rest);
    }
    let afternoon = match half.to_ascii_lowercase().as_slice() {
        b"a.m." | b"am" => 0,
        b"p.m." | b"pm" => 12,
        _ => return None,
    };
    (1..=12).contains(&hour).then_some((hour % 12 + afternoon) * 3600 + rest)
}

/// The hour, unchecked, and the seconds of minutes and seconds.
fn parts_of_clock(text: &[u8]) -> Option<(i64, i64)> {
    let colon = text.len().checked_sub(6)?;
    let [b':', m0, m1, b':', s0, s1] = text[colon..] else { return None };
    let (minute, second) = (number(&[m0, m1])?, number(&[s0, s1])?);
    if !matches!(colon, 1..=2) || minute > 59 || second > 59 {
        return None;
    }
    Some((number(&text[..colon])?, minute * 60 + second))
}

/// A few digits.
fn number(text: &[u8]) -> Option<i64> {
    (!text.is_empty() && text.iter().all(u8::is_ascii_digit))
        .then(|| text.iter().fold(0, |sum, byte| sum * 10 + i64::from(byte - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_forms() {
        for (text, seconds) in [
            ("1970-01-01 00:00:00", 0),
            ("1969-12-31 23:59:59", -1),
            ("2026-09-30 23:59:58", 1_790_812_798),
            ("2000-02-29", 951_782_400),
        ] {
            assert_eq!(iso_timestamp(text.as_bytes()), Some(seconds * SECOND), "{text}");
            assert_eq!(feed_timestamp(text.as_bytes()), Some(seconds * SECOND), "{text}");
        }
        for text in [
            "",
            "2021-06-29 ",
            "2021-06-29T08:13:50",
            "2021-06-29,08:13:50",
            "2021-6-29 08:13:50",
            "2021-06-31 08:13:50",
            "2021-13-01 08:13:50",
            "0000-01-01 08:13:50",
            "2021-06-29 24:00:00",
            "2021-06-29 08:60:00",
            "2021-06-29 08:13:60",
            "2021-06-29 8:13:50",
            "2021-06-29 08:13:5a",
            "2021-06-29 08:13:50 ",
            "21-06-29 08:13:50",
        ] {
            assert_eq!(iso_timestamp(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn feed_forms() {
        let at = |text: &str| feed_timestamp(text.as_bytes());
        let iso = |text: &str| iso_timestamp(text.as_bytes());
        for (text, same) in [
            ("31/08/2009 10:57:10 a.m.", "2009-08-31 10:57:10"),
            ("13/07/2016 2:40:32 p.m.", "2016-07-13 14:40:32"),
            ("1/7/2016 12:00:00 a.m.", "2016-07-01 00:00:00"),
            ("1/7/2016 12:00:01 PM", "2016-07-01 12:00:01"),
            ("01/Jul/2016 12:30:00", "2016-07-01 12:30:00"),
            ("01/JUL/2016 00:30:00", "2016-07-01 00:30:00"),
            ("01/Jul/2016", "2016-07-01"),
        ] {
            assert!(iso(same).is_some());
            assert_eq!(at(text), iso(same), "{text}");
        }
        for text in [
            "31/06/2009 10:57:10 a.m.",
            "07/13/2016 2:40:32 p.m.",
            "1/7/2016 13:00:00 p.m.",
            "1/7/2016 0:00:00 a.m.",
            "1/7/2016 1:00:00 xm",
            "1/7/2016 1:00:00 ",
            "1/7/16",
            "1/7/2016/1",
            "1/Juli/2016",
            "001/7/2016",
        ] {
            assert_eq!(at(text), None, "{text}");
        }
    }

    #[test]
    fn dates_and_times_alone() {
        assert_eq!(feed_date(b"31/08/2009 12:00:00 a.m."), feed_date(b"2009-08-31"));
        assert_eq!(feed_date(b"1969-12-31 23:59:59"), Some(-1));
        for text in ["10:57:10", "1/01/1900 10:57:10 a.m.", "10:57:10 AM", "1/01/1900 10:57:10"] {
            assert_eq!(feed_time(text.as_bytes()), Some(39_430 * SECOND), "{text}");
        }
        for text in ["", "10:57", "25:00:00", "32/01/1900 10:57:10 a.m.", "10:57:10 a.m. x"] {
            assert_eq!(feed_time(text.as_bytes()), None, "{text}");
        }
    }
}
