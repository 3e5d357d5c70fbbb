//! The keys of a keyed list: numbers that come once each.

use std::collections::BTreeMap;

/// Runs of numbers that are kept apart; a list with more holes is refused.
const MOST_RUNS: usize = 65_536;

/// Whether a key may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Key {
    New,
    Doubled,
    /// More holes between the numbers than are remembered.
    TooMany,
}

/// The numbers that have come, as runs: memory grows with the holes between them only.
#[derive(Debug, Default)]
pub(super) struct Indices {
    /// First number of a run to its last.
    runs: BTreeMap<u64, u64>,
}

impl Indices {
    /// Notes a number.
    pub(super) fn add(&mut self, index: u64) -> Key {
        let before = self.runs.range(..=index).next_back().map(|(&first, &last)| (first, last));
        if before.is_some_and(|(_, last)| last >= index) {
            return Key::Doubled;
        }
        let first = match before {
            Some((first, last)) if last + 1 == index => first,
            _ if self.runs.len() >= MOST_RUNS => return Key::TooMany,
            _ => index,
        };
        let behind = index.checked_add(1).and_then(|next| self.runs.remove(&next));
        self.runs.insert(first, behind.unwrap_or(index));
        Key::New
    }
}

/// The number that a key prints, without sign or leading zeros.
pub(super) fn index(key: &[u8]) -> Option<u64> {
    let plain = key == b"0" || matches!(key.first(), Some(b'1'..=b'9'));
    plain.then(|| crate::value::unsigned(key)).flatten()
}

#[cfg(test)]
mod tests {
    use super::{Indices, Key, MOST_RUNS, index};

    #[test]
    fn each_number_is_new_once_in_any_order() {
        let mut indices = Indices::default();
        // 37 is prime to 101, so every number below 101 comes once.
        for step in 0..101_u64 {
            assert_eq!(indices.add(step * 37 % 101), Key::New);
        }
        assert!((0..101).all(|number| indices.add(number) == Key::Doubled));
        assert_eq!(indices.runs.len(), 1);
        assert_eq!(indices.add(u64::MAX), Key::New);
        assert_eq!(indices.add(u64::MAX), Key::Doubled);
        assert_eq!(indices.add(u64::MAX - 1), Key::New);
    }

    #[test]
    fn holes_are_bounded() {
        let mut indices = Indices::default();
        for hole in 0..MOST_RUNS as u64 {
            assert_eq!(indices.add(hole * 2), Key::New);
        }
        assert_eq!(indices.add(u64::MAX), Key::TooMany);
        assert_eq!(indices.add(1), Key::New, "a hole that is filled frees a run");
        assert_eq!(indices.add(u64::MAX), Key::New);
    }

    #[test]
    fn numbers_only() {
        assert_eq!(index(b"0"), Some(0));
        assert_eq!(index(b"18446744073709551615"), Some(u64::MAX));
        for key in ["", "00", "01", "-1", "1.0", "1e3", "x", " 1", "18446744073709551616"] {
            assert_eq!(index(key.as_bytes()), None, "{key}");
        }
    }
}
