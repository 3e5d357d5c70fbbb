//! Cells as text, written straight into a buffer.

const DIGIT_PAIRS: &[u8; 200] = b"0001020304050607080910111213141516171819\
2021222324252627282930313233343536373839\
4041424344454647484950515253545556575859\
6061626364656667686970717273747576777879\
8081828384858687888990919293949596979899";

/// Two digits of a number below 100.
pub(crate) fn push_two(out: &mut Vec<u8>, number: u32) {
    let at = number as usize * 2;
    out.extend_from_slice(&DIGIT_PAIRS[at..at + 2]);
}

/// A whole number without separators.
pub(crate) fn push_integer(out: &mut Vec<u8>, number: u64) {
    let mut digits = [0_u8; 20];
    let at = fill_digits(&mut digits, number);
    out.extend_from_slice(&digits[at..]);
}

/// A whole number with a comma before each group of three (`1,234`).
pub(crate) fn push_grouped(out: &mut Vec<u8>, number: u64) {
    let mut digits = [0_u8; 20];
    let at = fill_digits(&mut digits, number);
    for (index, digit) in digits.iter().enumerate().skip(at) {
        if index > at && (20 - index).is_multiple_of(3) {
            out.push(b',');
        }
        out.push(*digit);
    }
}

/// A decimal of micro-units with at least `places` fraction digits and no more
/// than it needs; from a thousand on it is quoted and grouped (OBS).
pub(crate) fn push_micros(out: &mut Vec<u8>, micros: i64, places: usize) {
    let magnitude = micros.unsigned_abs();
    let (whole, mut fraction) = (magnitude / 1_000_000, magnitude % 1_000_000);
    let quoted = whole >= 1_000;
    if quoted {
        out.push(b'"');
    }
    if micros < 0 {
        out.push(b'-');
    }
    if quoted {
        push_grouped(out, whole);
    } else {
        push_integer(out, whole);
    }
    let mut digits = [0_u8; 6];
    let mut needed = places;
    for index in (0..6).rev() {
        let digit = (fraction % 10) as u8;
        fraction /= 10;
        digits[index] = b'0' + digit;
        if digit != 0 {
            needed = needed.max(index + 1);
        }
    }
    if needed > 0 {
        out.push(b'.');
        out.extend_from_slice(&digits[..needed]);
    }
    if quoted {
        out.push(b'"');
    }
}

/// A text cell: quoted, with doubled quotes, only where CSV needs it.
pub(crate) fn push_cell(out: &mut Vec<u8>, text: &str) {
    if text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r')) {
        push_quoted(out, text);
    } else {
        out.extend_from_slice(text.as_bytes());
    }
}

/// A text cell that is always quoted.
pub(crate) fn push_quoted(out: &mut Vec<u8>, text: &str) {
    out.push(b'"');
    for byte in text.bytes() {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}

fn fill_digits(digits: &mut [u8; 20], mut number: u64) -> usize {
    let mut at = 20;
    loop {
        at -= 1;
        digits[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(write: impl FnOnce(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_are_grouped_in_threes() {
        for (number, expected) in
            [(0, "0"), (999, "999"), (1_000, "1,000"), (12_345, "12,345"), (1_234_567, "1,234,567")]
        {
            assert_eq!(text(|out| push_grouped(out, number)), expected);
        }
    }

    #[test]
    fn decimals_are_exact() {
        for (micros, places, expected) in [
            (0, 2, "0.00"),
            (-1, 2, "-0.000001"),
            (7_000_000, 2, "7.00"),
            (12_345_600, 2, "12.3456"),
            (1_048_576_000_000, 0, "\"1,048,576\""),
            (-1_234_500_000, 2, "\"-1,234.50\""),
            (500_000, 0, "0.5"),
        ] {
            assert_eq!(text(|out| push_micros(out, micros, places)), expected);
        }
    }

    #[test]
    fn cells_are_quoted_only_where_needed() {
        assert_eq!(text(|out| push_cell(out, "plain text")), "plain text");
        assert_eq!(text(|out| push_cell(out, "a \"b, c\"")), "\"a \"\"b, c\"\"\"");
    }
}
