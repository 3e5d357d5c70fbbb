//! Whole numbers.

use super::grouped_digits;

/// An optional minus and digits, with or without thousands separators; `None` outside `i64`.
pub(crate) fn integer(cell: &[u8]) -> Option<i64> {
    let (negative, digits) = match cell {
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let mut value = Some(0_i64);
    // Summed downwards, because the smallest i64 has no positive twin.
    let shaped = grouped_digits(digits, |digit| {
        value = value.and_then(|sum| sum.checked_mul(10)?.checked_sub(i64::from(digit)));
    });
    match (shaped, value?) {
        (false, _) => None,
        (true, sum) if negative => Some(sum),
        (true, sum) => sum.checked_neg(),
    }
}

/// Digits; `None` outside `u64`, and for a sign or thousands separators, which no id has.
pub(crate) fn unsigned(cell: &[u8]) -> Option<u64> {
    if cell.is_empty() || !cell.iter().all(u8::is_ascii_digit) {
        return None;
    }
    cell.iter()
        .try_fold(0_u64, |sum, digit| sum.checked_mul(10)?.checked_add(u64::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::{integer, unsigned};

    #[test]
    fn ids() {
        assert_eq!(unsigned(b"0"), Some(0));
        assert_eq!(unsigned(b"0012"), Some(12));
        assert_eq!(unsigned(b"18446744073709551615"), Some(u64::MAX));
        for text in ["", "18446744073709551616", "-1", "+1", "1,234", " 1", "1.0", "1e3"] {
            assert_eq!(unsigned(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn shapes() {
        for (text, value) in [
            ("0", 0),
            ("-0", 0),
            ("007", 7),
            ("1,234", 1234),
            ("12,345,678", 12_345_678),
            ("-1,234", -1234),
            ("9223372036854775807", i64::MAX),
            ("-9223372036854775808", i64::MIN),
        ] {
            assert_eq!(integer(text.as_bytes()), Some(value), "{text}");
        }
        for text in [
            "",
            "-",
            "+5",
            "1,23",
            "1,2345",
            "1234,567",
            ",123",
            "123,",
            "1,,234",
            " 1",
            "1 ",
            "1.0",
            "1e3",
            "0x1F",
            "9223372036854775808",
            "-9223372036854775809",
            "--1",
            "1,-23",
        ] {
            assert_eq!(integer(text.as_bytes()), None, "{text}");
        }
    }
}
