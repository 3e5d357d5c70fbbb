//! Cells as text to values, with the libraries' own parsers where they have one.

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::strtime::BrokenDownTime;
use jiff::tz::TimeZone;

/// A cell that says nothing is null: empty, or the word.
pub(super) fn present(text: &str) -> Option<&str> {
    (!text.is_empty() && !text.eq_ignore_ascii_case("null")).then_some(text)
}

/// A whole number with or without thousands separators.
pub(super) fn integer(text: &str) -> Result<i64, String> {
    let parsed = match text.contains(',') {
        true => text.replace(',', "").parse(),
        false => text.parse(),
    };
    parsed.map_err(|_| format!("{text:?} is no integer"))
}

/// A decimal in millionths, with or without thousands separators.
pub(super) fn decimal(text: &str) -> Result<i128, String> {
    let bad = || format!("{text:?} is no decimal");
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let (mut value, mut places) = (0_i128, None);
    for byte in digits.bytes() {
        match byte {
            b'0'..=b'9' => {
                value = value * 10 + i128::from(byte - b'0');
                places = places.map(|count| count + 1);
            }
            b',' if places.is_none() => {}
            b'.' if places.is_none() => places = Some(0),
            _ => return Err(bad()),
        }
    }
    let missing = 6_u32.checked_sub(places.unwrap_or(0)).ok_or_else(bad)?;
    Ok(sign * value * 10_i128.pow(missing))
}

/// `DD-MON-YYYY hh24:mm:ss` in microseconds since 1970.
pub(super) fn portal_time(text: &str) -> Result<i64, String> {
    let parsed = BrokenDownTime::parse("%d-%b-%Y %H:%M:%S", text)
        .and_then(|parts| parts.to_datetime())
        .map_err(|error| error.to_string())?;
    micros(parsed)
}

/// `YYYY-MM-DD hh:mm:ss` in microseconds since 1970.
pub(super) fn iso_time(text: &str) -> Result<i64, String> {
    micros(text.parse().map_err(|error: jiff::Error| error.to_string())?)
}

/// `YYYY-MM-DD` in days since 1970.
pub(super) fn iso_date(text: &str) -> Result<i32, String> {
    days(text.parse().map_err(|error: jiff::Error| error.to_string())?)
}

/// `MM/DD/YYYY` in days since 1970.
pub(super) fn slash_date(text: &str) -> Result<i32, String> {
    let parsed = BrokenDownTime::parse("%m/%d/%Y", text).and_then(|parts| parts.to_date());
    days(parsed.map_err(|error| error.to_string())?)
}

/// `hh:mm:ss` in microseconds since midnight.
pub(super) fn clock(text: &str) -> Result<i64, String> {
    let time: Time = text.parse().map_err(|error: jiff::Error| error.to_string())?;
    let seconds =
        i64::from(time.hour()) * 3600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    Ok(seconds * 1_000_000)
}

fn micros(at: DateTime) -> Result<i64, String> {
    let at = TimeZone::UTC.to_timestamp(at).map_err(|error| error.to_string())?;
    Ok(at.as_microsecond())
}

fn days(date: Date) -> Result<i32, String> {
    Ok((micros(date.to_datetime(Time::midnight()))? / 86_400_000_000) as i32)
}
