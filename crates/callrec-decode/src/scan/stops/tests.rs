//! Every form gives the stops that the definition gives.

use proptest::prelude::*;

use super::*;
use crate::scan::Literal;

fn is_stop(syntax: Syntax, byte: u8) -> bool {
    match syntax {
        Syntax::Json => byte < b' ' || matches!(byte, b'"' | b'\\'),
        Syntax::Xml => byte < b' ' || matches!(byte, b'<' | b'&' | b']'),
    }
}

fn syntax() -> impl Strategy<Value = Syntax> {
    prop_oneof![Just(Syntax::Json), Just(Syntax::Xml)]
}

fn text(longest: usize) -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![
        20 => Just(b'a'), 1 => Just(b'"'), 1 => Just(b'\\'), 1 => Just(b'<'), 1 => Just(b'&'),
        1 => Just(b']'), 1 => Just(b' '), 1 => any::<u8>(),
    ];
    prop::collection::vec(byte, 0..longest)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn forms_agree(syntax in syntax(), text in text(400), from in 0..6_usize) {
        let range = (from * 64).min(text.len() / 64 * 64)..text.len();
        let bytes = [&text[..], &[b'x'; PADDING]].concat();
        let bits = |form: &dyn Fn(&mut [u8]) -> bool| {
            let mut bits = vec![0; bytes.len() / 8 + 8];
            let high = form(&mut bits);
            (bits, high)
        };
        let expected = bits(&|bits| {
            for at in range.clone() {
                bits[at / 8] |= u8::from(is_stop(syntax, bytes[at])) << (at % 8);
            }
            !text[range.clone()].is_ascii()
        });
        prop_assert_eq!(&bits(&|bits| portable(syntax, &bytes, range.clone(), bits)), &expected);
        prop_assert_eq!(&bits(&|bits| find(syntax, &bytes, range.clone(), bits)), &expected);
        // Where there is a faster form, this one would not be asked.
        #[cfg(target_arch = "x86_64")]
        if crate::scan::avx2::available() {
            // SAFETY: `available` has found every instruction set that the function needs.
            let form = |bits: &mut [u8]| unsafe { avx2::find(syntax, &bytes, range.clone(), bits) };
            prop_assert_eq!(&bits(&form), &expected);
        }
    }

    /// However the reader moves on, and however the bytes come in, the next stop is the right one.
    #[test]
    fn stretches_are_joined(
        syntax in syntax(),
        text in text(200),
        times in 1..200_usize,
        steps in prop::collection::vec((0..3000_usize, any::<bool>(), 0..3000_usize), 1..40),
    ) {
        let text = text.repeat(times);
        let mut stops = Stops::new(syntax);
        let (mut at, mut end) = (0, 0);
        for (step, back, come) in steps {
            at = if back { at - at.min(step) } else { (at + step).min(end) };
            end = (end + come).min(text.len());
            let bytes = [&text[..end], &[b'x'; PADDING]].concat();
            while !stops.reach(at, 2000) && stops.more(&bytes, end, at) {}
            let known = stops.known(&bytes);
            prop_assert!(stops.to() == end || stops.reach(at, 2000) || at == end);
            if at == end {
                continue;
            }
            let next = (at..stops.to()).find(|&at| is_stop(syntax, text[at]));
            let found = known.next(at as u32).map(|at| at as usize).filter(|&at| at < stops.to());
            prop_assert_eq!(found, next);
            prop_assert!(stops.high() || text[at..stops.to()].is_ascii());
        }
    }

    /// What the cursor reads at once is what reading byte by byte gives.
    #[test]
    fn cursors_read_texts(syntax in syntax(), text in text(300), at in 0..300_usize, length in 0..=8_usize) {
        let at = at.min(text.len());
        let bytes = [&text[..], &[b'x'; PADDING]].concat();
        let mut stops = Stops::new(syntax);
        stops.more(&bytes, text.len(), at);
        let known = stops.known(&bytes);
        let Some(mut cursor) = known.cursor(at as u32) else {
            prop_assert!(at > stops.to());
            return Ok(());
        };
        prop_assert_eq!(&cursor.chunk()[..], &bytes[at..at + 32]);
        let literal = Literal::new(&bytes[at..at + length]).expect("short");
        let from = at + length;
        let stop = (from..text.len()).find(|&at| is_stop(syntax, text[at]));
        let quoted = cursor.quoted(&literal);
        match stop {
            Some(stop) if text[stop] == b'"' && stop - from < WINDOW => {
                prop_assert_eq!(quoted, Some((from as u32, stop as u32)));
                prop_assert_eq!(cursor.at() as usize, stop + 1);
            }
            _ if quoted.is_some() => {
                // Longer than a window must be, or a quote behind the end of what is known.
                let (start, end) = quoted.expect("there is one");
                prop_assert_eq!(start as usize, from);
                prop_assert!(stop.is_none_or(|stop| stop == end as usize));
            }
            _ => prop_assert_eq!(cursor.at() as usize, at),
        }
        let mut cursor = known.cursor(at as u32).expect("as before");
        let stop = (at..text.len()).find(|&at| is_stop(syntax, text[at]));
        let whole = stop.map(|stop| &text[at..stop]);
        let before = at.checked_sub(1).map(|before| bytes[before]);
        let is_trimmed = |text: &[u8]| match text {
            [] => before != Some(b' '),
            [first, .., last] => *first != b' ' && *last != b' ',
            [only] => *only != b' ',
        };
        match (cursor.trimmed(), stop) {
            (Some(end), Some(stop)) => {
                prop_assert_eq!(end as usize, stop);
                prop_assert!(text[stop] == b'<' && whole.is_some_and(is_trimmed));
                prop_assert_eq!(cursor.at() as usize, stop);
            }
            (Some(_), None) => prop_assert!(false, "there is no stop"),
            (None, Some(stop)) => {
                let plain = text[stop] == b'<' && whole.is_some_and(is_trimmed);
                prop_assert!(!plain || stop - at >= WINDOW);
            }
            (None, None) => {}
        }
        prop_assert_eq!(cursor.go(stops.to() as u32 + 1), None);
        prop_assert_eq!(cursor.go(stops.to() as u32), Some(()));
    }
}

#[test]
fn stops_are_those_of_the_table() {
    for syntax in [Syntax::Json, Syntax::Xml] {
        for byte in 0..=255 {
            assert_eq!(syntax.stops(byte), is_stop(syntax, byte), "{syntax:?} {byte}");
        }
    }
}

#[test]
#[should_panic(expected = "padded")]
fn text_without_padding_is_refused() {
    Stops::new(Syntax::Json).more(b"\"a\"", 3, 0);
}
