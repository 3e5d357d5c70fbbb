//! Not a byte outside the input is touched, wherever the caller has it and wherever it is cut.

use callrec_decode::{DecodeOptions, Report};

use crate::corpus::{Fixture, fixtures};
use crate::outcome::{Outcome, decode};
use crate::page::Paged;

/// Bytes from which on delimited text is read where the caller has it, and some more.
const IN_PLACE: usize = (16 << 10) + 4000;

fn at_edges(
    paged: &mut Paged,
    report: Report,
    options: &DecodeOptions,
    body: &[u8],
    expected: &Outcome,
) {
    let ending = decode(report, options, [paged.ending(body)]);
    assert_eq!(&ending, expected, "{report}, {} bytes before a page", body.len());
    let beginning = decode(report, options, [paged.beginning(body)]);
    assert_eq!(&beginning, expected, "{report}, {} bytes behind a page", body.len());
}

#[test]
fn a_body_cut_anywhere_is_read_to_its_last_byte_only() {
    let mut paged = Paged::new(64 << 10);
    for Fixture { body, report, options, .. } in &fixtures() {
        for at in (0..=body.len()).filter(|at| *at < 200 || at % 17 == 0 || at + 70 > body.len()) {
            // A sanitizer sees the ends of a box of this size.
            let boxed: Box<[u8]> = body[..at].into();
            let expected = decode(*report, options, [&boxed[..]]);
            at_edges(&mut paged, *report, options, &boxed, &expected);
        }
    }
}

#[test]
fn two_pieces_are_read_to_their_last_bytes_only() {
    let (mut first, mut second) = (Paged::new(64 << 10), Paged::new(64 << 10));
    for Fixture { body, report, options, .. } in &fixtures() {
        let expected = decode(*report, options, [&body[..]]);
        for at in (0..=body.len()).filter(|at| *at < 100 || at % 37 == 0 || at + 66 > body.len()) {
            let (left, right) = body.split_at(at);
            let split = decode(*report, options, [first.ending(left), second.ending(right)]);
            assert_eq!(split, expected, "{report}, split at {at}");
        }
    }
}

/// The first line, then the others again and again.
fn long_body(body: &[u8]) -> Option<Vec<u8>> {
    let (first, rest) = body.split_at(line(body)?);
    let lines = rest.len().max(1);
    (lines > 1).then(|| [first, &rest.repeat(IN_PLACE.div_ceil(lines))].concat())
}

/// Bytes of the first line.
fn line(body: &[u8]) -> Option<usize> {
    body.iter().position(|&byte| byte == b'\n').map(|at| at + 1)
}

#[test]
fn rows_are_read_in_place_to_the_last_byte_only() {
    let mut paged = Paged::new(1 << 20);
    let mut tried = 0;
    for fixture in fixtures().iter().filter(|it| ["csv", "txt"].contains(&it.form.as_str())) {
        let Fixture { body, report, options, .. } = fixture;
        let Some(body) = long_body(body) else { continue };
        for less in [0, 1, 2, 31, 32, 33, 62, 63, 64, 65, 66, 128] {
            let body = &body[..body.len() - less];
            let copied = decode(*report, options, body.chunks(1000));
            at_edges(&mut paged, *report, options, body, &copied);
            tried += usize::from(copied.rows() > 100);
        }
    }
    assert!(tried > 200, "{tried}");
}

/// Positions are 32-bit numbers, so that no limit may make a block that is larger than these can tell.
#[test]
fn a_larger_limit_counts_as_the_largest() {
    for Fixture { body, report, options, .. } in &fixtures() {
        let mut options = options.clone();
        options.limits.record_bytes = 64 << 20;
        let expected = decode(*report, &options, [&body[..]]);
        options.limits.record_bytes = usize::MAX;
        assert_eq!(decode(*report, &options, [&body[..]]), expected, "{report}");
    }
}
