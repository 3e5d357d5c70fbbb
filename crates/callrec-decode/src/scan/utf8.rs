//! Whether a stretch of text is UTF-8.

use super::PADDING;
use super::level::{Level, level};

/// Whether `bytes[from..to]` is UTF-8 up to its last ASCII character, where nothing before `from` belongs
/// to it. What stands behind that character may be judged or not; a character that is cut at `to` is
/// right.
///
/// # Panics
///
/// If there are not [`PADDING`] bytes behind `to`.
#[inline]
pub(crate) fn is_utf8(bytes: &[u8], from: usize, to: usize) -> bool {
    assert!(from <= to && to + PADDING <= bytes.len(), "the text is padded");
    match level() {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the level says that there is every instruction set that the function needs.
        Level::Avx512 => unsafe { super::avx512::is_utf8(bytes, from, to) },
        _ => portable(&bytes[from..to]),
    }
}

fn portable(text: &[u8]) -> bool {
    if simdutf8::basic::from_utf8(text).is_ok() {
        return true;
    }
    // Where it is wrong at the very end, a character may be cut there.
    std::str::from_utf8(text).is_err_and(|error| error.error_len().is_none())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Both forms against the standard library.
    fn check(bytes: &[u8], from: usize, to: usize) {
        let text = &bytes[from..to];
        let judged = text.iter().rposition(u8::is_ascii).map_or(0, |last| last + 1);
        let whole = std::str::from_utf8(text);
        let cut = whole.is_err_and(|error| error.error_len().is_none());
        for found in [is_utf8(bytes, from, to), portable(text)] {
            if std::str::from_utf8(&text[..judged]).is_err() {
                assert!(!found, "{}", text.escape_ascii());
            } else if judged == text.len() || whole.is_ok() || cut {
                assert!(found, "{}", text.escape_ascii());
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..Default::default() })]

        /// Whole characters of every length, broken here and there, at every place of a word.
        #[test]
        fn forms_agree(
            text in "[a-z]{0,70}([a-z]{0,9}|\\PC|[\u{80}-\u{7ff}]|[\u{800}-\u{ffff}]|[\u{10000}-\u{10ffff}]){0,40}",
            changes in prop::collection::vec((any::<prop::sample::Index>(), prop_oneof![
                3 => any::<u8>(), 2 => 0x80..=0xC2_u8, 2 => 0xDF..=0xF5_u8,
            ]), 0..3),
            before in 0..5_usize,
            (cut, line_feed) in (0..4_usize, any::<bool>()),
            behind in any::<u8>(),
        ) {
            let mut text = text.into_bytes();
            for (at, byte) in changes {
                if !text.is_empty() {
                    let at = at.index(text.len());
                    text[at] = byte;
                }
            }
            text.truncate(text.len().saturating_sub(cut));
            if line_feed {
                text.push(b'\n');
            }
            let bytes = [&vec![0xC3; before][..], &text, &[behind; PADDING]].concat();
            check(&bytes, before, before + text.len());
        }

        /// Every sequence of four bytes at the edges that matter.
        #[test]
        fn short_sequences(
            bytes in prop::collection::vec(prop_oneof![
                Just(b'a'), 0x7E..=0x81_u8, 0x8E..=0x91_u8, 0x9E..=0xA1_u8, 0xBE..=0xC3_u8,
                0xDE..=0xE2_u8, 0xEC..=0xF6_u8, Just(0xFF),
            ], 1..6),
            before in 0..130_usize,
        ) {
            let text = [&vec![b'x'; before][..], &bytes].concat();
            let padded = [&text[..], &[0x80; PADDING]].concat();
            check(&padded, 0, text.len());
        }
    }

    #[test]
    #[should_panic(expected = "padded")]
    fn text_without_padding_is_refused() {
        is_utf8(b"abc", 0, 3);
    }
}
