//! Instants with their zone, `2016-05-04T20:12:10+05:30`, and dates as `10/31/2017`: the forms of the
//! REST API.

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400;
/// Minutes of the largest offset from UTC that any zone has had.
const MOST_OFFSET: i64 = 18 * 60;

/// Microseconds from 1970-01-01T00:00:00Z of `YYYY-MM-DDThh:mm:ss`, an optional fraction, and `Z` or
/// an offset `+hh:mm`.
///
/// `None` where there is no such instant, where the zone or the year is missing, and for digits of the
/// fraction that microseconds cannot hold.
pub(crate) fn instant(cell: &[u8]) -> Option<i64> {
    let (date, rest) = cell.split_first_chunk::<10>()?;
    let (clock, rest) = rest.split_first_chunk::<9>()?;
    let [b'T', h0, h1, b':', m0, m1, b':', s0, s1] = *clock else { return None };
    let (hour, minute, second) = (two(h0, h1)?, two(m0, m1)?, two(s0, s1)?);
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let (micros, zone) = fraction(rest)?;
    let offset = match *zone {
        [b'Z'] => 0,
        [sign @ (b'+' | b'-'), h0, h1, b':', m0, m1] => {
            let (hours, minutes) = (two(h0, h1)?, two(m0, m1)?);
            let offset = hours * 60 + minutes;
            if minutes > 59 || offset > MOST_OFFSET {
                return None;
            }
            if sign == b'-' { -offset } else { offset }
        }
        _ => return None,
    };
    let days = iso_days(date)?;
    let seconds = days * DAY + hour * 3600 + minute * 60 + second - offset * 60;
    Some(seconds * SECOND + micros)
}

/// Days from 1970-01-01 of `MM/DD/YYYY`.
pub(crate) fn us_date(cell: &[u8]) -> Option<i64> {
    let cell: &[u8; 10] = cell.try_into().ok()?;
    let [m0, m1, b'/', d0, d1, b'/', y0, y1, y2, y3] = *cell else { return None };
    days(two(y0, y1)? * 100 + two(y2, y3)?, two(m0, m1)?, two(d0, d1)?)
}

/// Days from 1970-01-01 of `YYYY-MM-DD`.
pub(crate) fn iso_days(date: &[u8; 10]) -> Option<i64> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *date else { return None };
    days(two(y0, y1)? * 100 + two(y2, y3)?, two(m0, m1)?, two(d0, d1)?)
}

/// Days of a common year before each month, and in it; there is no month 0.
const MONTHS: [(u32, u32); 13] = [
    (0, 0),
    (0, 31),
    (31, 28),
    (59, 31),
    (90, 30),
    (120, 31),
    (151, 30),
    (181, 31),
    (212, 31),
    (243, 30),
    (273, 31),
    (304, 30),
    (334, 31),
];
/// Days from 0001-01-01 to 1970-01-01.
const TO_1970: i64 = 719_162;

/// Days from 1970-01-01 in the Gregorian calendar. Months and days are too random for branches to be
/// guessed.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    // Of four and two digits each.
    let (year, month, day) = (year as u32, month as u32, day as u32);
    let is_leap = year.is_multiple_of(4) & (!year.is_multiple_of(100) | year.is_multiple_of(400));
    let &(before, length) = MONTHS.get(month as usize)?;
    let last = length + u32::from(is_leap & (month == 2));
    if (year == 0) | (day == 0) | (day > last) {
        return None;
    }
    let (past, extra) = (year - 1, u32::from(is_leap & (month > 2)));
    let years = past * 365 + past / 4 - past / 100 + past / 400;
    Some(i64::from(years + before + extra + day - 1) - TO_1970)
}

/// Microseconds of `.digits`, if there are any, and what stands behind them.
fn fraction(text: &[u8]) -> Option<(i64, &[u8])> {
    let Some(digits) = text.strip_prefix(b".") else { return Some((0, text)) };
    let count = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = digits.split_at(count);
    if digits.is_empty() || digits.iter().skip(6).any(|&digit| digit != b'0') {
        return None;
    }
    let padded = digits.iter().copied().chain(std::iter::repeat(b'0')).take(6);
    Some((padded.fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0')), rest))
}

fn two(tens: u8, ones: u8) -> Option<i64> {
    (tens.is_ascii_digit() && ones.is_ascii_digit())
        .then(|| i64::from(tens - b'0') * 10 + i64::from(ones - b'0'))
}

#[cfg(test)]
mod tests {
    use super::{instant, us_date};

    #[test]
    fn instants() {
        for (text, micros) in [
            ("1970-01-01T00:00:00Z", 0),
            ("1969-12-31T23:59:59.5Z", -500_000),
            ("2015-04-09T20:22:35.907Z", 1_428_610_955_907_000),
            ("2016-05-04T20:12:10+05:30", 1_462_372_930_000_000),
            ("2016-02-29T00:00:00-00:00", 1_456_704_000_000_000),
            ("2016-02-29T00:00:00.1234560000-18:00", 1_456_768_800_123_456),
        ] {
            assert_eq!(instant(text.as_bytes()), Some(micros), "{text}");
        }
        for text in [
            "",
            "05-17T04:12:46Z",
            "2016-05-04",
            "2016-05-04T20:12:10",
            "2016-05-04 20:12:10Z",
            "2016-05-04T20:12:10z",
            "2016-05-04T20:12:10+0530",
            "2016-05-04T20:12:10+18:01",
            "2016-05-04T20:12:10+05:60",
            "2016-05-04T20:12:10.Z",
            "2016-05-04T20:12:10.1234567Z",
            "2016-05-04T24:00:00Z",
            "2016-05-04T23:60:00Z",
            "2016-05-04T23:59:60Z",
            "2015-02-29T00:00:00Z",
            "2015-00-01T00:00:00Z",
            "2015-01-00T00:00:00Z",
            "0000-01-01T00:00:00Z",
            "2016-05-04T20:12:10ZZ",
            "2016-05-04T2a:12:10Z",
        ] {
            assert_eq!(instant(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn every_day_from_1990_to_2037_agrees_with_jiff() {
        let mut date = jiff::civil::date(1990, 1, 1);
        while date.year() < 2038 {
            let days = us_date(date.strftime("%m/%d/%Y").to_string().as_bytes()).unwrap();
            let noon = instant(date.strftime("%Y-%m-%dT12:00:00Z").to_string().as_bytes()).unwrap();
            let expected = date.at(12, 0, 0, 0).to_zoned(jiff::tz::TimeZone::UTC).unwrap();
            assert_eq!(noon, expected.timestamp().as_microsecond(), "{date}");
            assert_eq!(days, noon.div_euclid(86_400_000_000), "{date}");
            date = date.tomorrow().unwrap();
        }
    }

    #[test]
    fn dates() {
        assert_eq!(us_date(b"10/31/2017"), Some(17_470));
        assert_eq!(us_date(b"01/01/0001"), Some(-719_162));
        assert_eq!(us_date(b"03/01/1900"), us_date(b"02/28/1900").map(|days| days + 1));
        assert_eq!(us_date(b"12/31/9999"), Some(2_932_896));
        for text in
            ["", "31/10/2017", "10/32/2017", "00/01/2017", "10-31-2017", "1/1/2017", "10/31/17"]
        {
            assert_eq!(us_date(text.as_bytes()), None, "{text}");
        }
    }
}
