//! Times: microseconds since 1970, as civil fields and as text.

use std::ffi::c_char;

use jiff::SignedDuration;
use jiff::civil::{DateTime, date};

use crate::error::{Failure, callrec_error};
use crate::guard::entry;
use crate::options::flag;
use crate::ptr::{Out, copy_out};

/// A date and a time of day, as a wall clock shows them.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct callrec_civil {
    /// Such as 2026.
    pub year: i32,
    /// 1 to 12.
    pub month: i32,
    /// 1 to 31.
    pub day: i32,
    /// 0 to 23.
    pub hour: i32,
    /// 0 to 59.
    pub minute: i32,
    /// 0 to 59.
    pub second: i32,
    /// 0 to 999999.
    pub microsecond: i32,
}

/// By the calendar alone: an instant of jiff leaves room for zones and ends a day before the year
/// 9999 does, whose last second is many a system's "never".
fn civil(micros: i64) -> Result<DateTime, Failure> {
    date(1970, 1, 1)
        .at(0, 0, 0, 0)
        .checked_add(SignedDuration::from_micros(micros))
        .map_err(|_| Failure::no_such_time("the time lies outside the years -9999 to 9999"))
}

/// The text that every binding prints: six places of a fraction that is not zero, `Z` for
/// instants, four digits of a year and a sign before it where it is negative.
pub(crate) fn text(micros: i64, is_utc: bool) -> Result<String, Failure> {
    let t = civil(micros)?;
    let fraction = match t.subsec_nanosecond() / 1000 {
        0 => String::new(),
        micros => format!(".{micros:06}"),
    };
    let sign = if t.year() < 0 { "-" } else { "" };
    Ok(format!(
        "{sign}{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{fraction}{}",
        t.year().unsigned_abs(),
        t.month(),
        t.day(),
        t.hour(),
        t.minute(),
        t.second(),
        if is_utc { "Z" } else { "" }
    ))
}

/// The date and time of day of `micros` microseconds since 1970-01-01T00:00:00.
///
/// For an instant (`gmt_time`) the fields are UTC; for a local time they are what was printed. All
/// of the years -9999 to 9999 is taken, so also 9999-12-31T23:59:59, which some systems print for
/// "never".
/// Errors: CALLREC_OUT_OF_RANGE outside these years, CALLREC_INVALID_ARGUMENT for NULL. Any
/// thread; neither locale nor TZ matters.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_time_civil(
    micros: i64,
    fields: *mut callrec_civil,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_time_civil", error, || {
        let fields = Out::new(fields, "fields")?;
        let t = civil(micros)?;
        fields.write(callrec_civil {
            year: t.year().into(),
            month: t.month().into(),
            day: t.day().into(),
            hour: t.hour().into(),
            minute: t.minute().into(),
            second: t.second().into(),
            microsecond: t.subsec_nanosecond() / 1000,
        });
        Ok(())
    })
}

/// `micros` as ISO 8601 text and a NUL: "2026-09-30T23:59:58Z", without the Z where `is_utc` is 0.
/// A fraction of a second has six places, and is left out where it is zero. Years before 0 have a
/// sign and four digits: "-0001-12-31T23:59:59".
///
/// 32 bytes of `capacity` are always enough. `length`, where not NULL, gets the number of bytes
/// without the NUL, also with CALLREC_BUFFER_TOO_SMALL.
/// Errors: CALLREC_BUFFER_TOO_SMALL, CALLREC_OUT_OF_RANGE as for callrec_time_civil,
/// CALLREC_INVALID_ARGUMENT for NULL and for an `is_utc` other than 0 and 1. Any thread; neither
/// locale nor TZ matters.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_time_text(
    micros: i64,
    is_utc: i32,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_time_text", error, || {
        let text = text(micros, flag(is_utc, "is_utc")?)?;
        copy_out(text.as_bytes(), buffer, capacity, length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        let shown = |micros, utc| text(micros, utc).ok();
        assert_eq!(shown(0, true).as_deref(), Some("1970-01-01T00:00:00Z"));
        assert_eq!(shown(1_790_812_798_000_000, true).as_deref(), Some("2026-09-30T23:59:58Z"));
        assert_eq!(shown(-500_000, false).as_deref(), Some("1969-12-31T23:59:59.500000"));
        assert_eq!(
            shown(-62_167_219_200_000_001, false).as_deref(),
            Some("-0001-12-31T23:59:59.999999")
        );
        for micros in [i64::MAX, 253_402_300_800_000_000, -377_705_116_800_000_001, i64::MIN] {
            assert_eq!(shown(micros, false), None, "{micros}");
        }
    }
}
