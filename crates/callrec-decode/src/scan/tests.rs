//! The vector form gives the portable index, and the portable one that of a plain loop.

use proptest::prelude::*;

use super::{CHUNK, Index, Literal, Marks, PADDING, Text, Work, portable};

const MARKS: Marks = Marks { delimiter: b',', quote: Some(b'"') };

/// Separators, row ends and doubts by the definition, byte after byte.
fn plain(text: &[u8], marks: Marks) -> (Vec<u32>, Vec<u32>, Vec<u32>) {
    let (mut separators, mut row_ends, mut doubts) = (vec![], vec![], vec![]);
    let mut inside = false;
    // What the byte before was.
    let (mut separator, mut closed, mut returned) = (true, false, false);
    for (at, &byte) in text.iter().enumerate() {
        let quote = Some(byte) == marks.quote;
        let opens = quote && !inside;
        let closes = quote && inside;
        inside ^= quote;
        let ends_row = byte == b'\n' && !inside;
        let separates = ends_row || byte == marks.delimiter && !inside;
        let returns = byte == b'\r' && !inside;
        let doubt = opens && !separator
            || closed && !(separates || returns)
            || returned && !ends_row
            || inside && matches!(byte, b'\n' | b'\r');
        for (list, there) in
            [(&mut separators, separates), (&mut row_ends, ends_row), (&mut doubts, doubt)]
        {
            if there {
                list.push(at as u32);
            }
        }
        (separator, closed, returned) = (separates, closes, returns);
    }
    (separators, row_ends, doubts)
}

fn padded(text: &[u8], behind: u8) -> Vec<u8> {
    [text, &[behind; PADDING]].concat()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn forms_agree(
        text in prop::collection::vec(
            prop_oneof![
                6 => Just(b'a'), 3 => Just(b','), 2 => Just(b'"'), 1 => Just(b'\n'),
                1 => Just(b'\r'), 1 => any::<u8>(),
            ],
            0..400,
        ),
        behind in prop_oneof![Just(b'"'), Just(b','), Just(b'\n'), any::<u8>()],
        quoting: bool,
    ) {
        let marks = if quoting { MARKS } else { Marks { quote: None, ..MARKS } };
        let bytes = padded(&text, behind);
        let mut portable = Index::default();
        portable::index(&bytes, 0, text.len(), marks, &mut portable);
        let (separators, row_ends, doubts) = plain(&text, marks);
        prop_assert_eq!(portable.separators(), separators);
        prop_assert_eq!(portable.row_ends(), row_ends);
        prop_assert_eq!(portable.doubts(), doubts);
        let mut fastest = Index::default();
        super::index(&bytes, 0, text.len(), marks, &mut fastest);
        prop_assert_eq!(&fastest, &portable);
        // Where there is a faster form, this one would not be asked.
        #[cfg(target_arch = "x86_64")]
        if super::avx2::available() {
            let mut avx2 = Index::default();
            // SAFETY: `available` has found every instruction set that the function needs.
            unsafe { super::avx2::index(&bytes, 0, text.len(), marks, &mut avx2) };
            prop_assert_eq!(avx2, portable);
        }
    }

    #[test]
    fn a_later_start_moves_the_positions_only(
        before in 0..130_usize,
        text in prop::collection::vec(prop_oneof![Just(b'a'), Just(b','), Just(b'"'), Just(b'\n')], 0..200),
    ) {
        let bytes = padded(&[&vec![b'"'; before][..], &text].concat(), b'x');
        let mut index = Index::default();
        super::index(&bytes, before, before + text.len(), MARKS, &mut index);
        let moved = |list: Vec<u32>| list.iter().map(|at| at + before as u32).collect::<Vec<_>>();
        let (separators, row_ends, doubts) = plain(&text, MARKS);
        prop_assert_eq!(index.separators(), moved(separators));
        prop_assert_eq!(index.row_ends(), moved(row_ends));
        prop_assert_eq!(index.doubts(), moved(doubts));
    }
}

/// Both compares of one chunk, by whichever form runs it.
struct Compare<'a>(&'a [u8; CHUNK], &'a Literal);

impl Work for Compare<'_> {
    type Output = (Text, bool);

    #[inline(always)]
    fn run(
        self,
        text: impl Fn(&[u8; CHUNK]) -> Text + Copy,
        same: impl Fn(&[u8; CHUNK], &Literal) -> bool + Copy,
    ) -> (Text, bool) {
        (text(self.0), same(self.0, self.1))
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn compares_agree(
        bytes in prop::collection::vec(
            prop_oneof![3 => any::<u8>(), 2 => Just(b'a'), 1 => Just(b'"'), 1 => Just(b'\\')],
            CHUNK,
        ),
        length in 0..=CHUNK,
        change in prop::option::of((0..CHUNK, any::<u8>())),
    ) {
        let chunk: &[u8; CHUNK] = bytes.as_slice().try_into().expect("a whole chunk");
        let mut predicted = *chunk;
        if let Some((at, byte)) = change {
            predicted[at] = byte;
        }
        let literal = Literal::new(&predicted[..length]).expect("no more than a chunk");
        let bits = |is: fn(u8) -> bool| {
            chunk.iter().enumerate().fold(0, |sum, (at, &byte)| sum | u32::from(is(byte)) << at)
        };
        let stop = bits(|byte| byte < b' ' || byte == b'"' || byte == b'\\');
        let quote = bits(|byte| byte == b'"');
        let text = Text { stop, quote, high: bits(|byte| byte >= 0x80) };
        let expected = (text, chunk[..length] == predicted[..length]);
        prop_assert_eq!(super::run_portable(Compare(chunk, &literal)), expected);
        prop_assert_eq!(super::run(Compare(chunk, &literal)), expected);
    }
}

#[test]
fn the_first_stop_is_found_at_every_place_and_distance() {
    for length in 0..40 {
        for place in 0..length {
            for byte in [b'"', b'\\', b'\n', 0, 0x1F] {
                let mut bytes = vec![0xE9; length];
                bytes[place] = byte;
                for from in 0..length {
                    let found = (from <= place).then_some(place);
                    assert_eq!(portable::find_stop(&bytes, from), found);
                }
            }
        }
        assert_eq!(portable::find_stop(&vec![b' '; length], length + 1), None);
    }
}

#[test]
fn a_literal_holds_no_more_than_a_chunk() {
    assert!(Literal::new(&[0; CHUNK]).is_some());
    assert!(Literal::new(&[0; CHUNK + 1]).is_none());
}

#[test]
#[should_panic(expected = "padded")]
fn text_without_padding_is_refused() {
    super::index(b"a,b\n", 0, 4, MARKS, &mut Index::default());
}
