//! Random-looking numbers from a seed: SplitMix64.

/// A sequence of draws; the same seed gives the same sequence.
#[derive(Clone, Debug)]
pub struct Draws(u64);

impl Draws {
    /// Begins a sequence.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }

    /// A number in `0..bound`.
    pub fn below(&mut self, bound: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(bound)) >> 64) as u64
    }

    /// True once in `n` on average.
    pub fn one_in(&mut self, n: u64) -> bool {
        self.below(n) == 0
    }

    /// One of several.
    pub fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len() as u64) as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::Draws;

    #[test]
    fn draws_repeat_and_reach_every_value() {
        let (mut one, mut two) = (Draws::new(7), Draws::new(7));
        let mut seen = [0; 5];
        for _ in 0..1_000 {
            let drawn = one.below(5);
            assert_eq!(drawn, two.below(5));
            seen[drawn as usize] += 1;
        }
        assert!(seen.iter().all(|count| (120..280).contains(count)), "{seen:?}");
    }
}
