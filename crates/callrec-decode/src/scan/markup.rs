//! Compares of 32 bytes at once over XML: where a text stops, and whether predicted markup came.

use super::text::{CHUNK, Literal};

/// A loop over markup, compiled once for each form of the compares.
pub(crate) trait MarkupWork {
    type Output;

    /// `stop` has one bit for each byte that is `<`, `>`, `&` or a control character below the space.
    ///
    /// Must be `#[inline(always)]`, so that the loop is compiled with the compares inside.
    fn run(
        self,
        stop: impl Fn(&[u8; CHUNK]) -> u32,
        same: impl Fn(&[u8; CHUNK], &Literal) -> bool,
    ) -> Self::Output;
}

/// Runs the loop with the fastest form there is.
#[inline]
pub(crate) fn run_markup<W: MarkupWork>(work: W) -> W::Output {
    #[cfg(target_arch = "x86_64")]
    if super::avx2::available() {
        // SAFETY: `available` has found every instruction set that the function needs.
        return unsafe { super::avx2::run_markup(work) };
    }
    run_markup_portable(work)
}

/// Runs the loop without vector instructions.
pub(crate) fn run_markup_portable<W: MarkupWork>(work: W) -> W::Output {
    work.run(super::portable::markup, super::portable::same)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The bits of every chunk, and which of two literals every chunk is.
    struct Look<'a>(&'a [[u8; CHUNK]], &'a [Literal]);

    impl MarkupWork for Look<'_> {
        type Output = Vec<(u32, Vec<bool>)>;

        #[inline(always)]
        fn run(
            self,
            stop: impl Fn(&[u8; CHUNK]) -> u32,
            same: impl Fn(&[u8; CHUNK], &Literal) -> bool,
        ) -> Self::Output {
            let is = |chunk| self.1.iter().map(|literal| same(chunk, literal)).collect();
            self.0.iter().map(|chunk| (stop(chunk), is(chunk))).collect()
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..Default::default() })]

        #[test]
        fn forms_agree_with_the_definition(
            chunk in prop::array::uniform32(prop_oneof![
                3 => Just(b'a'), 1 => Just(b'<'), 1 => Just(b'&'), 1 => Just(b'>'), 3 => any::<u8>(),
            ]),
            length in 0..=CHUNK,
            at in 0..CHUNK,
        ) {
            let mut other = chunk;
            other[at] ^= 1;
            let literals =
                [&chunk[..length], &other[..length]].map(|text| Literal::new(text).expect("short"));
            let stops = |byte: &u8| matches!(byte, b'<' | b'>' | b'&') || *byte < b' ';
            let bits = chunk.iter().enumerate().map(|(place, byte)| u32::from(stops(byte)) << place);
            let expected = vec![(bits.sum::<u32>(), vec![true, at >= length])];
            prop_assert_eq!(run_markup(Look(&[chunk], &literals)), &expected[..]);
            prop_assert_eq!(run_markup_portable(Look(&[chunk], &literals)), expected);
        }
    }
}
