//! Several characters in one machine word.
//!
//! Words are loaded little-endian, so the first character is in the lowest byte.

const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Seconds from midnight of `hh:mm:ss`; `None` where the eight characters are no time of day.
#[inline(always)]
pub(super) fn clock(word: u64) -> Option<i64> {
    let (seconds, right) = clock_or_none(word);
    right.then_some(seconds)
}

/// The same without a branch: the number of seconds is nonsense where the second is `false`.
#[inline(always)]
pub(super) fn clock_or_none(word: u64) -> (i64, bool) {
    let time = word ^ u64::from_le_bytes(*b"00:00:00");
    // Adding carries into the high bit where a digit is above 9 or a colon is none.
    let misfit = (time.wrapping_add(0x7676_7F76_767F_7676) | time) & HIGHS;
    // Ten times the digit, in the low halves so that nothing runs into the next byte.
    let tens = time & 0x0F0F_0F0F_0F0F_0F0F;
    let pairs = (tens << 3).wrapping_add(tens << 1).wrapping_add(time >> 8);
    let (hour, minute, second) = (pairs as u8, (pairs >> 24) as u8, (pairs >> 48) as u8);
    let in_range = (hour <= 23) & (minute <= 59) & (second <= 59);
    let seconds = u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second);
    (i64::from(seconds), (misfit == 0) & in_range)
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
