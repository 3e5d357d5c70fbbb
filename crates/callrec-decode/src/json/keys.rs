//! What the keys of records stand for, remembered by their bytes.

use super::element::Target;

/// Keys remembered, a power of two.
const SLOTS: usize = 64;
/// Longest key that is remembered.
const LONGEST: usize = 64;

/// One key as it is written, without escapes.
#[derive(Debug)]
struct Known {
    text: Box<[u8]>,
    /// Whether it stands in the inner object.
    inside: bool,
    target: Target,
}

/// A table without chains: of two keys with the same slot the later one is remembered.
#[derive(Debug)]
pub(super) struct Keys {
    slots: Vec<Option<Known>>,
}

impl Default for Keys {
    fn default() -> Self {
        Self { slots: (0..SLOTS).map(|_| None).collect() }
    }
}

impl Keys {
    /// What a key stands for, if it has come before.
    pub(super) fn get(&self, text: &[u8], inside: bool) -> Option<&Target> {
        let known = self.slots[slot(text, inside)].as_ref()?;
        (known.inside == inside && *known.text == *text).then_some(&known.target)
    }

    /// Remembers what a key stands for, unless it is long.
    pub(super) fn set(&mut self, text: &[u8], inside: bool, target: Target) {
        if text.len() <= LONGEST {
            self.slots[slot(text, inside)] = Some(Known { text: text.into(), inside, target });
        }
    }
}

fn slot(text: &[u8], inside: bool) -> usize {
    let mut head = [0; 8];
    let count = text.len().min(8);
    head[..count].copy_from_slice(&text[..count]);
    let last = text.last().copied().unwrap_or(0);
    let mixed = u64::from_le_bytes(head) ^ (text.len() as u64) << 40 ^ u64::from(last) << 50;
    (mixed.wrapping_add(u64::from(inside)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 58) as usize
}

#[cfg(test)]
mod tests {
    use super::{Keys, SLOTS, Target};

    #[test]
    fn a_key_is_what_it_was_last_said_to_be_or_unknown() {
        let mut keys = Keys::default();
        for number in 0..10 * SLOTS {
            let text = format!("key{number}");
            assert_eq!(keys.get(text.as_bytes(), true), None);
            keys.set(text.as_bytes(), true, Target::Column(number));
            assert_eq!(keys.get(text.as_bytes(), true), Some(&Target::Column(number)));
            assert_eq!(keys.get(text.as_bytes(), false), None);
        }
        let long = [b'k'; 65];
        keys.set(&long, false, Target::Column(1));
        assert_eq!(keys.get(&long, false), None);
    }
}
