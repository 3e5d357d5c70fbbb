//! Cells as texts: the forms that CSV and NDJSON share.

mod cell;
mod json;
mod time;

pub(crate) use cell::{Cells, Value};
pub(crate) use json::{append_map, append_string};
pub(crate) use time::{append_clock, append_date, append_time};

use std::io::Write as _;

/// Appends a decimal with all its places. Writing to a Vec does not fail.
pub(crate) fn append_decimal(unscaled: i128, scale: u32, into: &mut Vec<u8>) {
    let sign = if unscaled < 0 { "-" } else { "" };
    let one = 10_u128.pow(scale);
    let (whole, fraction) = (unscaled.unsigned_abs() / one, unscaled.unsigned_abs() % one);
    let _ = if scale == 0 {
        write!(into, "{sign}{whole}")
    } else {
        write!(into, "{sign}{whole}.{fraction:0width$}", width = scale as usize)
    };
}

/// Appends a whole number.
pub(crate) fn append_number(number: impl std::fmt::Display, into: &mut Vec<u8>) {
    let _ = write!(into, "{number}");
}

#[cfg(test)]
mod tests {
    #[test]
    fn decimals_have_all_their_places() {
        for (unscaled, scale, text) in [
            (12_340_000, 6, "12.340000"),
            (-1, 6, "-0.000001"),
            (0, 6, "0.000000"),
            (-1_500_000, 6, "-1.500000"),
            (999_999_999_999_999_999, 6, "999999999999.999999"),
            (-7, 0, "-7"),
        ] {
            let mut bytes = Vec::new();
            super::append_decimal(unscaled, scale, &mut bytes);
            assert_eq!(String::from_utf8_lossy(&bytes), text);
        }
    }
}
