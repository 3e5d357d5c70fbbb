use callrec_decode::{DecodeOptions, Encoding, Report};
use proptest::prelude::*;

use crate::places::{Outcome, decode};
use crate::text::{HEADER, call, cdr, company, encode, letters, mark};

const ALL: [Encoding; 4] =
    [Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Latin1, Encoding::Windows1252];

/// What the decode of the text in another encoding must be: the same, in other places.
fn moved(utf8: Outcome, text: &str, encoding: Encoding, skipped: usize) -> Outcome {
    let place = |offset: u64| {
        let before = text.get(..offset as usize).expect("places are between characters");
        (skipped + encode(before, encoding).len()) as u64
    };
    let Outcome { offsets, mut quarantined, error, .. } = utf8.clone();
    for record in &mut quarantined {
        let raw = std::str::from_utf8(&record.raw).expect("the text is whole");
        record.raw = encode(raw, encoding);
        record.offset = place(record.offset);
    }
    let offsets = offsets.into_iter().map(place).collect();
    assert_eq!(error, None, "these bodies have no error");
    Outcome { offsets, quarantined, error: None, ..utf8 }
}

fn check(
    report: Report,
    text: &str,
    encoding: Encoding,
    marked: bool,
    batch_rows: usize,
    size: usize,
) {
    let options = DecodeOptions::default().with_batch_rows(batch_rows);
    let utf8 = decode(report, &options, [text.as_bytes()]);
    let skipped = if marked { mark(encoding) } else { b"" };
    let body = [skipped, &encode(text, encoding)].concat();
    // A mark alone says the encoding.
    let declared = if skipped.is_empty() { encoding } else { Encoding::Auto };
    let options = options.with_encoding(declared);
    let expected = moved(utf8, text, encoding, skipped.len());
    assert_eq!(decode(report, &options, [&body[..]]), expected, "{encoding} in one piece");
    assert_eq!(decode(report, &options, body.chunks(1)), expected, "{encoding} byte by byte");
    assert_eq!(decode(report, &options, body.chunks(size)), expected, "{encoding} by {size} bytes");
    let declared = options.with_encoding(encoding);
    assert_eq!(decode(report, &declared, [&body[..]]), expected, "{encoding} declared");
}

fn texts(encoding: Encoding) -> impl Strategy<Value = Vec<String>> {
    let text = prop::collection::vec(prop::sample::select(letters(encoding)), 1..30);
    prop::collection::vec(text.prop_map(|letters| letters.concat()), 1..40)
}

fn encoded_texts() -> impl Strategy<Value = (Encoding, Vec<String>)> {
    prop::sample::select(ALL.to_vec())
        .prop_flat_map(|encoding| texts(encoding).prop_map(move |texts| (encoding, texts)))
}

fn batch_rows() -> impl Strategy<Value = usize> {
    prop::sample::select(vec![1_usize, 3, 16, 8192])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..Default::default() })]

    #[test]
    fn csv((encoding, texts) in encoded_texts(), marked: bool, batch_rows in batch_rows(), size in 1..300_usize) {
        let mut body = HEADER.to_owned();
        for (number, text) in texts.iter().enumerate() {
            // Some rows are set aside: they lack a column.
            let row = cdr(number, text);
            body += if number % 5 == 3 { row.rsplit_once(',').unwrap().0 } else { row.trim_end() };
            body += if number % 2 == 0 { "\n" } else { "\r\n" };
        }
        check(Report::IpassCdr, &body, encoding, marked, batch_rows, size);
    }

    #[test]
    fn json((encoding, texts) in encoded_texts(), marked: bool, batch_rows in batch_rows(), size in 1..300_usize) {
        let calls: Vec<String> = texts.iter().enumerate().map(|(number, text)| match number % 7 {
            5 => call(number, text).replace("7.00", text),
            _ => call(number, text),
        }).collect();
        check(Report::GetCalls, &format!("[{}]\n", calls.join(",\n ")), encoding, marked, batch_rows, size);
    }

    #[test]
    fn xml((encoding, texts) in encoded_texts(), marked: bool, batch_rows in batch_rows(), size in 1..300_usize) {
        let companies: String = texts.iter().enumerate().map(|(number, text)| match number % 7 {
            5 => company(number, text).replace("true", text),
            _ => company(number, text),
        }).collect();
        check(Report::Companies, &format!("<companies>\n{companies}</companies>"), encoding, marked, batch_rows, size);
    }
}

#[test]
fn a_long_body_of_many_batches() {
    for encoding in ALL {
        let letters = letters(encoding);
        let rows: String =
            (0..1500).map(|number| cdr(number, letters[number % letters.len()])).collect();
        check(Report::IpassCdr, &format!("{HEADER}{rows}"), encoding, true, 333, 4099);
    }
}

#[test]
fn bodies_without_rows() {
    for encoding in ALL {
        for (text, report) in [
            ("", Report::IpassCdr),
            ("no data", Report::IpassCdr),
            (" \r\n", Report::IpassCdr),
            (HEADER, Report::IpassCdr),
            ("[]", Report::GetCalls),
        ] {
            check(report, text, encoding, true, 10, 3);
            check(report, text, encoding, false, 10, 3);
        }
    }
}

#[test]
fn utf8_with_a_mark_and_without() {
    let text = format!("{HEADER}{}", cdr(1, "日本"));
    let plain = decode(Report::IpassCdr, &DecodeOptions::default(), [text.as_bytes()]);
    let body = [mark(Encoding::Utf8), text.as_bytes()].concat();
    for encoding in [Encoding::Auto, Encoding::Utf8] {
        let options = DecodeOptions::default().with_encoding(encoding);
        let whole = decode(Report::IpassCdr, &options, [&body[..]]);
        assert_eq!((&whole.batches, whole.offsets[0]), (&plain.batches, plain.offsets[0] + 3));
        assert_eq!(decode(Report::IpassCdr, &options, body.chunks(1)), whole);
    }
}
