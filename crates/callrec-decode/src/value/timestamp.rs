//! `DD-MON-YYYY hh24:mm:ss` with English month names, whatever the host's locale.

use jiff::civil::Date;

pub(super) const MONTHS: [&[u8; 3]; 12] = [
    b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec",
];
/// Characters of the form.
const LENGTH: usize = 20;
const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400;

/// One month of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Month {
    /// Days from 1970-01-01 to the day before the month's first.
    pub(crate) base: i64,
    /// Days of the month.
    pub(crate) days: u8,
}

/// The month printed as `MON-YYYY`.
pub(crate) fn month(text: &[u8; 8]) -> Option<Month> {
    let [name @ .., b'-', y0, y1, y2, y3] = text else { return None };
    let name = name.map(|byte| byte.to_ascii_lowercase());
    let number = MONTHS.iter().position(|known| **known == name)?;
    let year = [*y0, *y1, *y2, *y3];
    if !year.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let year = year.iter().fold(0_i16, |sum, byte| sum * 10 + i16::from(byte - b'0'));
    if year == 0 {
        return None;
    }
    let first = Date::new(year, i8::try_from(number).ok()? + 1, 1).ok()?;
    let epoch = Date::constant(1970, 1, 1);
    let base = i64::from(first.since((jiff::Unit::Day, epoch)).ok()?.get_days()) - 1;
    Some(Month { base, days: u8::try_from(first.days_in_month()).ok()? })
}

/// Microseconds from 1970-01-01 00:00:00 of the printed date and time; `None` where there is no such
/// date or time.
pub(crate) fn timestamp(cell: &[u8]) -> Option<i64> {
    let cell: &[u8; LENGTH] = cell.try_into().ok()?;
    let two = |at: usize| -> Option<i64> {
        let (tens, ones) = (cell[at], cell[at + 1]);
        (tens.is_ascii_digit() && ones.is_ascii_digit())
            .then(|| i64::from(tens - b'0') * 10 + i64::from(ones - b'0'))
    };
    let marks = [cell[2], cell[11], cell[14], cell[17]];
    if marks != [b'-', b' ', b':', b':'] {
        return None;
    }
    let month = month(cell[3..11].try_into().ok()?)?;
    let (day, hour, minute, second) = (two(0)?, two(12)?, two(15)?, two(18)?);
    if day < 1 || day > i64::from(month.days) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    Some(((month.base + day) * DAY + hour * 3600 + minute * 60 + second) * SECOND)
}

#[cfg(test)]
mod tests {
    use super::timestamp;

    #[test]
    fn shapes() {
        for (text, seconds) in [
            ("01-JAN-1970 00:00:00", 0),
            ("31-Dec-1969 23:59:59", -1),
            ("30-sep-2026 23:59:58", 1_790_812_798),
            ("29-FEB-2000 00:00:00", 951_782_400),
        ] {
            assert_eq!(timestamp(text.as_bytes()), Some(seconds * 1_000_000), "{text}");
        }
        for text in [
            "",
            "30-SEP-2026",
            "31-SEP-2026 00:00:00",
            "29-FEB-1900 00:00:00",
            "00-SEP-2026 00:00:00",
            "30-SEP-2026 24:00:00",
            "30-SEP-2026 23:60:00",
            "30-SEP-2026 23:59:60",
            "30-SET-2026 00:00:00",
            "30/SEP/2026 00:00:00",
            "1-SEP-2026 00:00:000",
            "30-SEP-0000 00:00:00",
            "30-SEP-2026T00:00:00",
            " 30-SEP-2026 00:00:0",
            "3a-SEP-2026 00:00:00",
        ] {
            assert_eq!(timestamp(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn every_day_from_1990_to_2037_agrees_with_jiff() {
        let mut date = jiff::civil::date(1990, 1, 1);
        while date.year() < 2038 {
            let text = date.strftime("%d-%b-%Y 12:34:56").to_string();
            let expected = date.at(12, 34, 56, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap();
            assert_eq!(
                timestamp(text.as_bytes()),
                Some(expected.timestamp().as_microsecond()),
                "{text}"
            );
            date = date.tomorrow().unwrap();
        }
    }
}
