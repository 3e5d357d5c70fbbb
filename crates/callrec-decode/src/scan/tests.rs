//! The vector form gives the portable index, and the portable one that of a plain loop.

use proptest::prelude::*;

use super::index::QUOTED;
use super::{CHUNK, Index, Literal, Marks, PADDING, Work, portable};

const MARKS: Marks = Marks { delimiter: b',', quote: Some(b'"') };

/// What an index holds, by the definition.
#[derive(Debug, Default, PartialEq)]
struct Plain {
    separators: Vec<u32>,
    row_ends: Vec<u32>,
    doubts: Vec<u32>,
    doubled: Vec<u32>,
    returns: bool,
}

/// Byte after byte.
fn plain(text: &[u8], marks: Marks) -> Plain {
    let mut index = Plain { returns: text.contains(&b'\r'), ..Plain::default() };
    let mut inside = false;
    // What the byte before was.
    let (mut separator, mut closed, mut returned) = (true, false, false);
    // Whether a closing quote stood right before the carriage return that the byte before was, and
    // whether the cell had a doubled quote.
    let (mut closed_line, mut doubled) = (false, false);
    for (at, &byte) in text.iter().enumerate() {
        let quote = Some(byte) == marks.quote;
        let opens = quote && !inside;
        let closes = quote && inside;
        inside ^= quote;
        let ends_row = byte == b'\n' && !inside;
        let separates = ends_row || byte == marks.delimiter && !inside;
        let returns = byte == b'\r';
        let doubt = opens && !separator && !closed
            || closed && !(separates || returns || quote)
            || returned && byte != b'\n'
            || inside && byte == b'\n';
        doubled |= opens && closed;
        if separates {
            if doubled {
                index.doubled.push(index.separators.len() as u32);
            }
            doubled = false;
            let mark = if closed || closed_line { QUOTED } else { 0 };
            index.separators.push(at as u32 | mark);
        }
        if ends_row {
            index.row_ends.push(at as u32);
        }
        if doubt {
            index.doubts.push(at as u32);
        }
        closed_line = closed && returns;
        (separator, closed, returned) = (separates, closes, returns);
    }
    index
}

fn listed(index: &Index) -> Plain {
    Plain {
        separators: index.separators().to_vec(),
        row_ends: index.row_ends().to_vec(),
        doubts: index.doubts().to_vec(),
        doubled: index.doubled().to_vec(),
        returns: index.has_returns(),
    }
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
        prop_assert_eq!(listed(&portable), plain(&text, marks));
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
        let mut moved = plain(&text, MARKS);
        for list in [&mut moved.separators, &mut moved.row_ends, &mut moved.doubts] {
            list.iter_mut().for_each(|at| *at += before as u32);
        }
        prop_assert_eq!(listed(&index), moved);
    }
}

/// The compare of one chunk, by whichever form runs it.
struct Compare<'a>(&'a [u8; CHUNK], &'a Literal);

impl Work for Compare<'_> {
    type Output = bool;

    #[inline(always)]
    fn run(self, same: impl Fn(&[u8; CHUNK], &Literal) -> bool + Copy) -> bool {
        same(self.0, self.1)
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
        let expected = chunk[..length] == predicted[..length];
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
