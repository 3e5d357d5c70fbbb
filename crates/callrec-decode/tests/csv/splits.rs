//! Any split of the input gives the same batches, counts, quarantine and error.

use callrec_decode::{DecodeOptions, Report};
use proptest::prelude::*;

use crate::columns::{Outcome, decode};
use crate::generate::{HEADER, file, row};

fn options(batch_rows: usize) -> DecodeOptions {
    DecodeOptions::default().with_batch_rows(batch_rows)
}

fn chunked(body: &[u8], size: usize, batch_rows: usize) -> Outcome {
    decode(Report::IpassCdr, &options(batch_rows), body.chunks(size))
}

#[test]
fn small_chunks_of_a_long_file() {
    let body = file(3000, "\r\n");
    let whole = chunked(body.as_bytes(), body.len(), 257);
    assert_eq!(whole.accounting.accepted, 3000);
    for size in [1, 2, 3, 63, 64, 65, 4096, 65_537] {
        assert_eq!(chunked(body.as_bytes(), size, 257), whole, "chunks of {size}");
    }
}

/// Pieces that hold what a decoder can stumble over, rows among them.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    let fixed = |text: &'static str| Just(text.as_bytes().to_vec());
    prop_oneof![
        8 => (0..500_usize).prop_map(|number| (row(number) + "\n").into_bytes()),
        2 => (0..500_usize).prop_map(|number| (row(number) + "\r\n").into_bytes()),
        1 => (0..500_usize).prop_map(|number| (row(number) + ",\n").into_bytes()),
        1 => (0..500_usize, 0..200_usize).prop_map(|(number, at)| {
            let mut row = row(number).into_bytes();
            row.insert(at.min(row.len()), b'"');
            row.push(b'\n');
            row
        }),
        1 => (0..500_usize, 0..200_usize, any::<u8>()).prop_map(|(number, at, byte)| {
            let mut row = row(number).into_bytes();
            let at = at % row.len();
            row[at] = byte;
            row.push(b'\n');
            row
        }),
        1 => prop_oneof![
            fixed("\n"), fixed("\r"), fixed("\r\n"), fixed("\""), fixed(","), fixed("\"\""),
            fixed("\",\""), fixed("\"\n"), fixed("null"), fixed("\u{feff}"), fixed("no data\n"),
            fixed("bad row\n"), fixed("\"a\nb\"\n"),
        ],
        1 => (0..300_usize).prop_map(|length| vec![b'z'; length]),
    ]
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    (any::<bool>(), prop::collection::vec(piece(), 0..80)).prop_map(|(header, pieces)| {
        let mut body = if header { format!("{HEADER}\n").into_bytes() } else { Vec::new() };
        body.extend(pieces.concat());
        body
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_split(
        body in body(),
        cuts in prop::collection::vec(1..700_usize, 1..60),
        batch_rows in prop_oneof![Just(1_usize), Just(7), Just(64), Just(65), Just(8192)],
    ) {
        let whole = chunked(&body, body.len().max(1), batch_rows);
        prop_assert_eq!(&chunked(&body, 1, batch_rows), &whole);
        prop_assert_eq!(&chunked(&body, 2, batch_rows), &whole);
        let mut rest = &body[..];
        let mut chunks = Vec::new();
        for &cut in cuts.iter().cycle() {
            if rest.is_empty() {
                break;
            }
            let (chunk, after) = rest.split_at(cut.min(rest.len()));
            chunks.push(chunk);
            rest = after;
        }
        prop_assert_eq!(&decode(Report::IpassCdr, &options(batch_rows), chunks), &whole);
    }

    #[test]
    fn small_limits(body in body(), size in 1..200_usize) {
        let mut options = options(16);
        options.limits.record_bytes = 300;
        options.limits.field_bytes = 60;
        let whole = decode(Report::IpassCdr, &options, [&body[..]]);
        prop_assert_eq!(&decode(Report::IpassCdr, &options, body.chunks(size)), &whole);
    }
}
