//! Amounts: exact, as scaled integers and as text. Never as a double.

use std::ffi::c_char;

use crate::error::Failure;
use crate::error::callrec_error;
use crate::guard::entry;
use crate::ptr::{Out, copy_out, value_in};

/// Digits after the point of every amount: the value is the integer divided by 1,000,000.
pub const CALLREC_DECIMAL_SCALE: i32 = 6;

/// An exact amount in millionths: a 128-bit two's complement integer in two halves.
///
/// `12.34` is 12340000: `high` 0, `low` 12340000. `-0.5` is -500000: `high` -1, `low` 2^64 -
/// 500000.
#[repr(C)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct callrec_decimal {
    /// The lower 64 bits.
    pub low: u64,
    /// The upper 64 bits, with the sign.
    pub high: i64,
}

impl From<i128> for callrec_decimal {
    #[inline]
    fn from(value: i128) -> Self {
        Self { low: value as u64, high: (value >> 64) as i64 }
    }
}

impl From<callrec_decimal> for i128 {
    fn from(value: callrec_decimal) -> Self {
        (Self::from(value.high) << 64) | Self::from(value.low)
    }
}

/// The text with all six places, as every binding prints it.
pub(crate) fn text(value: i128) -> String {
    let one = 10_u128.pow(CALLREC_DECIMAL_SCALE.unsigned_abs());
    let sign = if value < 0 { "-" } else { "" };
    let magnitude = value.unsigned_abs();
    format!("{sign}{}.{:06}", magnitude / one, magnitude % one)
}

/// The amount in millionths as one 64-bit integer.
///
/// Every amount of the CDR tables fits. Errors: CALLREC_OUT_OF_RANGE, CALLREC_INVALID_ARGUMENT for
/// NULL. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_decimal_int64(
    value: *const callrec_decimal,
    millionths: *mut i64,
) -> i32 {
    entry("callrec_decimal_int64", std::ptr::null_mut(), || {
        let out = Out::new(millionths, "millionths")?;
        let wide = i128::from(value_in(value, "value")?);
        let narrow = i64::try_from(wide)
            .map_err(|_| Failure::out_of_range("the amount does not fit 64 bits"))?;
        out.write(narrow);
        Ok(())
    })
}

/// The amount as text with six places and a point whatever the locale, as in "-0.500000", and a
/// NUL.
///
/// 48 bytes of `capacity` are always enough. `length`, where not NULL, gets the number of bytes
/// without the NUL, also with CALLREC_BUFFER_TOO_SMALL.
/// Errors: CALLREC_BUFFER_TOO_SMALL, CALLREC_INVALID_ARGUMENT for NULL. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_decimal_text(
    value: *const callrec_decimal,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_decimal_text", error, || {
        copy_out(text(value_in(value, "value")?.into()).as_bytes(), buffer, capacity, length)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_and_text_agree_with_the_integer() {
        for (value, shown) in [
            (0, "0.000000"),
            (12_340_000, "12.340000"),
            (-500_000, "-0.500000"),
            (-1, "-0.000001"),
            (i128::from(i64::MAX) + 1, "9223372036854.775808"),
            (i128::MIN, "-170141183460469231731687303715884.105728"),
        ] {
            assert_eq!(i128::from(callrec_decimal::from(value)), value);
            assert_eq!(text(value), shown);
        }
        assert_eq!(callrec_decimal::from(-500_000).high, -1);
    }
}
