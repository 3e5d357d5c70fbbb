//! Printed numbers of up to sixteen characters: which of them are digits, and what the digits print.

use super::cells::{Cells, GROUP};
use super::level::{Level, level};

/// Characters that are looked at.
pub(crate) const FIGURES: usize = 16;

/// What stands in the first [`FIGURES`] characters of the cells of a group, one bit each, the first
/// character lowest. Of the rows behind the last one nothing is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Figures {
    pub(crate) digits: [u16; GROUP],
    pub(crate) commas: [u16; GROUP],
    pub(crate) points: [u16; GROUP],
    pub(crate) minuses: [u16; GROUP],
    /// The number that all digits print, as if nothing stood between them.
    pub(crate) numbers: [u64; GROUP],
}

impl Default for Figures {
    fn default() -> Self {
        let none = [0; GROUP];
        Self { digits: none, commas: none, points: none, minuses: none, numbers: [0; GROUP] }
    }
}

/// Looks at the cells with the fastest form there is.
#[inline]
pub(crate) fn figures(cells: &Cells<'_>, into: &mut Figures) {
    match level() {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the level says that there is every instruction set that the function needs.
        Level::Avx512 => unsafe { super::avx512::figures(cells, into) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above.
        Level::Avx2 => unsafe { super::avx2::figures(cells, into) },
        Level::Portable => super::portable::figures(cells, into),
    }
}

/// The number that sixteen digits print, four bits each, the first lowest.
#[cfg(target_arch = "x86_64")]
#[inline(always)]
pub(super) fn number(nibbles: u64) -> u64 {
    const TENS: u64 = 0x0F0F_0F0F_0F0F_0F0F;
    const PAIRS: u64 = 0x00FF_00FF_00FF_00FF;
    const FOURS: u64 = 0x0000_FFFF_0000_FFFF;
    let pairs = (nibbles & TENS) * 10 + (nibbles >> 4 & TENS);
    let fours = (pairs & PAIRS) * 100 + (pairs >> 8 & PAIRS);
    let eights = (fours & FOURS) * 10_000 + (fours >> 16 & FOURS);
    (eights & 0xFFFF_FFFF) * 100_000_000 + (eights >> 32)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{PADDING, portable};
    use super::*;

    /// By the definition, character after character.
    fn plain(texts: &[Vec<u8>]) -> Figures {
        let mut found = Figures::default();
        for (row, text) in texts.iter().enumerate() {
            let mut printed = String::from("0");
            for (place, byte) in text.iter().take(FIGURES).enumerate() {
                let list = match byte {
                    b'0'..=b'9' => &mut found.digits,
                    b',' => &mut found.commas,
                    b'.' => &mut found.points,
                    b'-' => &mut found.minuses,
                    _ => continue,
                };
                list[row] |= 1 << place;
                if byte.is_ascii_digit() {
                    printed.push(char::from(*byte));
                }
            }
            found.numbers[row] = printed.parse().expect("digits");
        }
        found
    }

    fn cut(mut found: Figures, rows: usize) -> Figures {
        for list in [&mut found.digits, &mut found.commas, &mut found.points, &mut found.minuses] {
            list[rows..].fill(0);
        }
        found.numbers[rows..].fill(0);
        found
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..Default::default() })]

        #[test]
        fn forms_agree_with_the_definition(
            texts in prop::collection::vec(
                prop::collection::vec(
                    prop_oneof![12 => b'0'..=b'9', 1 => Just(b','), 1 => Just(b'.'), 1 => Just(b'-'), 1 => any::<u8>()],
                    0..20,
                ),
                1..=GROUP,
            ),
            behind in any::<u8>(),
        ) {
            let mut bytes = Vec::new();
            let (mut starts, mut ends) = (Vec::new(), Vec::new());
            for text in &texts {
                starts.push(bytes.len() as u32);
                bytes.extend_from_slice(text);
                ends.push(bytes.len() as u32);
                bytes.push(behind);
            }
            bytes.resize(bytes.len() + PADDING, b'7');
            let cells = Cells::new(&bytes, &starts, &ends).expect("padded");
            let expected = plain(&texts);
            let mut found = Figures::default();
            portable::figures(&cells, &mut found);
            prop_assert_eq!(&cut(found, texts.len()), &expected);
            let mut found = Figures::default();
            figures(&cells, &mut found);
            prop_assert_eq!(&cut(found, texts.len()), &expected);
            // Where there is a faster form, this one would not be asked.
            #[cfg(target_arch = "x86_64")]
            if level() >= Level::Avx2 {
                let mut found = Figures::default();
                // SAFETY: the level says that there is every instruction set that the function needs.
                unsafe { super::super::avx2::figures(&cells, &mut found) };
                prop_assert_eq!(&cut(found, texts.len()), &expected);
            }
        }
    }
}
