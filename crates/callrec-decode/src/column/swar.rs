//! Several characters in one machine word.
//!
//! Words are loaded little-endian, so the first character is in the lowest byte.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;
const ZEROS: u64 = 0x3030_3030_3030_3030;

/// Eight bytes from `at` on.
#[inline(always)]
pub(super) fn load(bytes: &[u8], at: usize) -> u64 {
    match bytes.get(at..at.wrapping_add(8)).and_then(<[u8]>::first_chunk) {
        Some(word) => u64::from_le_bytes(*word),
        None => 0,
    }
}

/// Sixteen bytes from `at` on.
#[inline(always)]
pub(super) fn load_wide(bytes: &[u8], at: usize) -> u128 {
    match bytes.get(at..at.wrapping_add(16)).and_then(<[u8]>::first_chunk) {
        Some(word) => u128::from_le_bytes(*word),
        None => 0,
    }
}

/// The values of the first `length` (1 to 8) characters as digits, at the end of the word, zeros before
/// them. What is no digit has a value above 9.
#[inline(always)]
pub(super) fn digits(word: u64, length: usize) -> u64 {
    (word ^ ZEROS) << ((64 - 8 * length as u32) & 63)
}

/// Whether all eight values are those of digits.
#[inline(always)]
pub(super) fn all_digits(digits: u64) -> bool {
    (digits.wrapping_add(0x7676_7676_7676_7676) | digits) & HIGHS == 0
}

/// The number that eight digits print; nonsense when one is above 9.
#[inline(always)]
pub(super) fn number(digits: u64) -> u64 {
    let pairs = digits.wrapping_mul(2561) >> 8;
    let fours = (pairs & 0x00FF_00FF_00FF_00FF).wrapping_mul(6_553_601) >> 16;
    (fours & 0x0000_FFFF_0000_FFFF).wrapping_mul(42_949_672_960_001) >> 32
}

/// The value at byte `place` taken out, those before it moved up, a zero in front.
#[inline(always)]
pub(super) fn take_out(digits: u64, place: u32) -> u64 {
    let below = (1_u64 << (8 * place)) - 1;
    let above = !(below << 8 | 0xFF);
    digits & above | (digits & below) << 8
}

/// Marks each value that `byte` would have with its high bit; exact for the lowest match.
#[inline(always)]
pub(super) fn find(digits: u64, byte: u8) -> u64 {
    let zeroed = digits ^ (ONES * (byte ^ b'0') as u64);
    zeroed.wrapping_sub(ONES) & !zeroed & HIGHS
}

/// Seconds from midnight of `hh:mm:ss`; `None` where the eight characters are no time of day.
#[inline(always)]
pub(super) fn clock(word: u64) -> Option<i64> {
    let time = word ^ u64::from_le_bytes(*b"00:00:00");
    // Adding carries into the high bit where a digit is above 9 or a colon is none.
    let misfit = time.wrapping_add(0x7676_7F76_767F_7676) | time;
    if misfit & HIGHS != 0 {
        return None;
    }
    let pairs = (time & 0x0F0F_0F0F_0F0F_0F0F).wrapping_mul(10).wrapping_add(time >> 8);
    let (hour, minute, second) =
        (i64::from(pairs as u8), i64::from((pairs >> 24) as u8), i64::from((pairs >> 48) as u8));
    // One branch for all three, hardly ever taken.
    let in_range = (hour <= 23) & (minute <= 59) & (second <= 59);
    in_range.then_some(hour * 3600 + minute * 60 + second)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: [u8; 8]) -> u64 {
        digits(u64::from_le_bytes(text), 8)
    }

    #[test]
    fn numbers_of_every_length() {
        for printed in [0_u64, 7, 42, 123, 9_999, 12_345, 654_321, 1_000_000, 99_999_999] {
            let text = printed.to_string();
            let mut padded = [b'x'; 8];
            padded[..text.len()].copy_from_slice(text.as_bytes());
            let digits = digits(u64::from_le_bytes(padded), text.len());
            assert!(all_digits(digits), "{text}");
            assert_eq!(number(digits), printed);
        }
    }

    #[test]
    fn digits_are_told_from_every_other_byte() {
        for place in 0..8 {
            for byte in 0..=255_u8 {
                let mut text = *b"12345678";
                text[place] = byte;
                assert_eq!(all_digits(whole(text)), byte.is_ascii_digit());
                let found = find(whole(text), b'.');
                assert_eq!(found != 0, byte == b'.');
                assert!(found == 0 || found.trailing_zeros() as usize / 8 == place);
            }
        }
    }

    #[test]
    fn times_of_day() {
        assert_eq!(clock(u64::from_le_bytes(*b"23:59:58")), Some(86_398));
        assert_eq!(clock(u64::from_le_bytes(*b"00:00:00")), Some(0));
        for text in [b"24:00:00", b"23:60:00", b"23:59:60", b"23-59:58", b"2a:59:58", b":3:59:58"] {
            assert_eq!(clock(u64::from_le_bytes(*text)), None);
        }
        for place in 0..8 {
            for byte in 0..=255_u8 {
                let mut text = *b"12:34:56";
                text[place] = byte;
                let right =
                    if matches!(place, 2 | 5) { byte == b':' } else { byte.is_ascii_digit() };
                let in_range = match place {
                    0 => byte < b'3',
                    3 | 6 => byte < b'6',
                    _ => true,
                };
                assert_eq!(clock(u64::from_le_bytes(text)).is_some(), right && in_range);
            }
        }
    }

    #[test]
    fn a_point_is_taken_out() {
        assert_eq!(take_out(whole(*b"12345.78"), 5), whole(*b"01234578"));
        assert_eq!(take_out(whole(*b".2345678"), 0), whole(*b"02345678"));
    }
}
