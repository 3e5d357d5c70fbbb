//! Random-looking numbers that depend on nothing but their key, so that row
//! ten million can be made without the rows before it.

/// The golden ratio as a 64-bit fraction: the step of SplitMix64.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// The finalizer of SplitMix64. It is a bijection: different inputs never meet.
pub(crate) const fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// A key from a parent key and a number.
pub(crate) const fn key(parent: u64, part: u64) -> u64 {
    mix(parent ^ mix(part.wrapping_add(STEP)))
}

/// A key from a parent key and a text (FNV-1a, then mixed).
pub(crate) fn key_of_text(parent: u64, text: &str) -> u64 {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    key(parent, hash)
}

/// A sequence of draws that belongs to one key.
#[derive(Debug, Clone)]
pub(crate) struct Draws(u64);

impl Draws {
    pub(crate) const fn new(key: u64) -> Self {
        Self(key)
    }

    pub(crate) const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mix(self.0)
    }

    /// A number in `0..bound`; 0 when `bound` is 0.
    pub(crate) const fn below(&mut self, bound: u64) -> u64 {
        ((self.bits() as u128 * bound as u128) >> 64) as u64
    }

    /// True once in `n` on average.
    pub(crate) const fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_stay_below_their_bound_and_reach_every_value() {
        let mut draws = Draws::new(1);
        let mut seen = [0_u32; 7];
        for _ in 0..7_000 {
            seen[draws.below(7) as usize] += 1;
        }
        assert!(seen.iter().all(|&count| (800..1_200).contains(&count)), "{seen:?}");
        assert_eq!(draws.below(0), 0);
    }

    #[test]
    fn a_key_depends_on_every_part() {
        assert_ne!(key(1, 2), key(2, 1));
        assert_ne!(key_of_text(1, "a"), key_of_text(1, "b"));
        assert_ne!(key_of_text(1, "a"), key_of_text(2, "a"));
    }
}
