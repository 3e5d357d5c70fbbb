//! Money, rates and quantities: Decimal128(18, 6), never through a float.

use super::grouped_digits;

/// Digits after the point that are kept.
pub(crate) const FRACTION_DIGITS: usize = 6;
/// One more than the largest digits of Decimal128(18, 6).
const BOUND: i128 = 1_000_000_000_000_000_000;

/// An optional minus, digits (thousands separators allowed) and an optional fraction, in millionths.
///
/// `None` for an exponent, a plus, a bare point, more than six digits of fraction beyond trailing
/// zeros, or more than twelve digits before the point.
pub(crate) fn decimal(cell: &[u8]) -> Option<i128> {
    let (negative, digits) = match cell {
        [b'-', rest @ ..] => (true, rest),
        rest => (false, rest),
    };
    let (whole, fraction) = match memchr::memchr(b'.', digits) {
        Some(point) => (&digits[..point], Some(&digits[point + 1..])),
        None => (digits, None),
    };
    let mut sum = 0_i128;
    // Saturates above the bound: the input may be as long as a field is allowed to be.
    let mut push = |digit: u8| sum = (sum * 10 + i128::from(digit)).min(BOUND);
    if !grouped_digits(whole, &mut push) {
        return None;
    }
    let fraction = fraction.map(|text| (!text.is_empty()).then_some(text));
    let fraction = match fraction {
        Some(None) => return None,
        Some(Some(text)) => text,
        None => &[],
    };
    for (place, &byte) in fraction.iter().enumerate() {
        match byte {
            b'0'..=b'9' if place < FRACTION_DIGITS => push(byte - b'0'),
            b'0' => {}
            _ => return None,
        }
    }
    for _ in fraction.len()..FRACTION_DIGITS {
        push(0);
    }
    (sum < BOUND).then_some(if negative { -sum } else { sum })
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn shapes() {
        for (text, value) in [
            ("0", 0),
            ("-0", 0),
            ("12.34", 12_340_000),
            ("-12.34", -12_340_000),
            ("1,234.5", 1_234_500_000),
            ("0.000001", 1),
            ("7.000000000", 7_000_000),
            ("999999999999.999999", 999_999_999_999_999_999),
            ("-999,999,999,999.999999", -999_999_999_999_999_999),
            ("00000000000000000000001", 1_000_000),
        ] {
            assert_eq!(decimal(text.as_bytes()), Some(value), "{text}");
        }
        for text in [
            "",
            "-",
            ".5",
            "5.",
            "+5",
            "1e3",
            "0x1F",
            "NaN",
            "1,23.00",
            "1.0000001",
            "1.2.3",
            " 1",
            "1 ",
            "1000000000000",
            "1.23,456",
            "$1",
            "1.-2",
            "1234,567.0",
        ] {
            assert_eq!(decimal(text.as_bytes()), None, "{text}");
        }
    }
}
