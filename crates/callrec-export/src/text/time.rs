//! Points in time, dates and times of day as ISO 8601 texts.

use std::io::Write as _;

const SECOND: i64 = 1_000_000;
const DAY: i64 = 86_400 * SECOND;

/// Appends `2026-09-30T23:59:58`, with `Z` for an instant, from microseconds since 1970.
pub(crate) fn append_time(micros: i64, is_instant: bool, into: &mut Vec<u8>) {
    append_day(micros.div_euclid(DAY), into);
    into.push(b'T');
    append_clock(micros.rem_euclid(DAY), into);
    if is_instant {
        into.push(b'Z');
    }
}

/// Appends `2026-09-30` from days since 1970.
pub(crate) fn append_date(days: i32, into: &mut Vec<u8>) {
    append_day(days.into(), into);
}

/// Appends `10:57:10`, and a fraction where it is not zero, from microseconds since midnight.
pub(crate) fn append_clock(micros: i64, into: &mut Vec<u8>) {
    let (seconds, fraction) = (micros / SECOND, micros % SECOND);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    // Writing to a Vec does not fail.
    let _ = write!(into, "{hour:02}:{minute:02}:{second:02}");
    if fraction != 0 {
        let _ = write!(into, ".{fraction:06}");
    }
}

fn append_day(days: i64, into: &mut Vec<u8>) {
    let (year, month, day) = date(days);
    let _ = write!(into, "{year:04}-{month:02}-{day:02}");
}

/// Year, month and day of the proleptic Gregorian calendar from days since 1970.
///
/// Years are counted from March, in eras of 400 years, so that the leap day is a year's last.
fn date(days: i64) -> (i64, i64, i64) {
    const ERA: i64 = 146_097;
    let since_march_0 = days + 719_468;
    let (era, day_of_era) = (since_march_0.div_euclid(ERA), since_march_0.rem_euclid(ERA));
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / (ERA - 1)) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(micros: i64, is_instant: bool) -> String {
        let mut bytes = Vec::new();
        append_time(micros, is_instant, &mut bytes);
        String::from_utf8(bytes).expect("ASCII")
    }

    #[test]
    fn known_times() {
        assert_eq!(text(0, true), "1970-01-01T00:00:00Z");
        assert_eq!(text(-1, false), "1969-12-31T23:59:59.999999");
        assert_eq!(text(1_790_812_798 * SECOND, true), "2026-09-30T23:59:58Z");
        assert_eq!(text(1_709_164_800 * SECOND + 500_000, false), "2024-02-29T00:00:00.500000");
    }

    #[test]
    fn known_dates_and_times_of_day() {
        let text = |append: &dyn Fn(&mut Vec<u8>)| {
            let mut bytes = Vec::new();
            append(&mut bytes);
            String::from_utf8(bytes).expect("ASCII")
        };
        assert_eq!(text(&|into| append_date(20_726, into)), "2026-09-30");
        assert_eq!(text(&|into| append_date(-1, into)), "1969-12-31");
        assert_eq!(text(&|into| append_clock(39_430 * SECOND, into)), "10:57:10");
        assert_eq!(text(&|into| append_clock(0, into)), "00:00:00");
        assert_eq!(text(&|into| append_clock(DAY - 1, into)), "23:59:59.999999");
    }

    #[test]
    fn dates_follow_each_other() {
        let leap = |year: i64| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let (mut year, mut month, mut day) = (1899, 12, 31);
        // 1899-12-31 is 25,568 days before 1970.
        for days in -25_568..60_000 {
            assert_eq!(date(days), (year, month, day), "{days}");
            let length = match month {
                2 => 28 + i64::from(leap(year)),
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            day += 1;
            if day > length {
                (month, day) = (month + 1, 1);
            }
            if month > 12 {
                (year, month) = (year + 1, 1);
            }
        }
    }
}
