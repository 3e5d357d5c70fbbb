use callrec_decode::{DecodeErrorKind, DecodeOptions, Encoding, Reason, Report};

use crate::places::{Outcome, decode};
use crate::text::{HEADER, call, cdr, company, encode, mark};

/// A stretch of the text that is replaced by other bytes.
const SPOT: &str = "SPOT";

/// The text in its encoding with its mark, the spot replaced; and where the spot is.
fn spoiled(text: &str, encoding: Encoding, bytes: &[u8]) -> (Vec<u8>, usize) {
    let (before, behind) = text.split_once(SPOT).expect("a spot");
    let before = [mark(encoding), &encode(before, encoding)].concat();
    let place = before.len();
    ([&before[..], bytes, &encode(behind, encoding)].concat(), place)
}

fn both(report: Report, encoding: Encoding, body: &[u8]) -> Outcome {
    let options = DecodeOptions::default().with_encoding(encoding);
    let whole = decode(report, &options, [body]);
    assert_eq!(decode(report, &options, body.chunks(1)), whole, "{encoding} byte by byte");
    whole
}

/// What is no character, by encoding.
const INVALID: [(Encoding, &[u8]); 9] = [
    (Encoding::Utf8, b"\xed\xa0\x80"),
    (Encoding::Utf8, b"\xc0\xaf"),
    (Encoding::Utf16Le, b"\x00\xd8"),
    (Encoding::Utf16Le, b"\x00\xdc"),
    (Encoding::Utf16Le, b"\x00\xdc\x00\xd8"),
    (Encoding::Utf16Be, b"\xd8\x00"),
    (Encoding::Utf16Be, b"\xdb\xff\xdb\xff"),
    (Encoding::Windows1252, b"\x81"),
    (Encoding::Windows1252, b"\x90\x9d"),
];

#[test]
fn what_is_no_character_spoils_its_record_only() {
    for (encoding, bytes) in INVALID {
        for (report, head, records, tail) in [
            (
                Report::IpassCdr,
                HEADER,
                [cdr(1, "é"), cdr(2, SPOT).replacen(&format!(",{SPOT},"), ",x,", 1), cdr(3, "é")],
                "",
            ),
            (Report::GetCalls, "[", [call(1, "é") + ",", call(2, SPOT) + ",", call(3, "é")], "]"),
            (
                Report::Companies,
                "<companies>",
                [company(1, "é"), company(2, SPOT), company(3, "é")],
                "</companies>",
            ),
        ] {
            let text = format!("{head}{}{tail}", records.concat());
            let (body, _) = spoiled(&text, encoding, bytes);
            let outcome = both(report, encoding, &body);
            assert_eq!(outcome.error, None, "{report} {encoding}");
            assert_eq!((outcome.accounting.accepted, outcome.accounting.quarantined), (2, 1));
            let record = &outcome.quarantined[0];
            assert_eq!(record.reason, Reason::Utf8, "{report} {encoding}");
            let start =
                mark(encoding).len() + encode(&format!("{head}{}", records[0]), encoding).len();
            assert_eq!(record.offset as usize, start, "{report} {encoding}");
            assert_eq!(record.raw, body[start..start + record.raw.len()], "as it came");
            assert!(record.raw.windows(bytes.len()).any(|window| window == bytes));
        }
    }
}

#[test]
fn outside_of_records_it_spoils_the_body() {
    for (encoding, bytes) in INVALID {
        let text = format!("<companies>{}<total>{SPOT}</total></companies>", company(1, "é"));
        let (body, place) = spoiled(&text, encoding, bytes);
        let outcome = both(Report::Companies, encoding, &body);
        let error = outcome.error.expect("an error");
        assert_eq!(
            (error.kind(), error.offset() as usize),
            (DecodeErrorKind::Utf8, place),
            "{encoding}: {error}"
        );
        assert_eq!(outcome.accounting.accepted, 1, "rows before it are given");
    }
}

#[test]
fn half_a_character_at_the_end() {
    let text = format!("{HEADER}{}{}", cdr(1, "é"), cdr(2, "é"));
    let whole = [mark(Encoding::Utf16Be), &encode(&text, Encoding::Utf16Be)].concat();
    for (tail, rest) in [(&b"\x00"[..], 1), (b"\xd8\x34", 2), (b"\xd8\x34\xdd", 3)] {
        let body = [&whole[..], tail].concat();
        let outcome = both(Report::IpassCdr, Encoding::Utf16Be, &body);
        assert_eq!(outcome.accounting.accepted, 2);
        assert!(!outcome.clean);
        let record = &outcome.quarantined[0];
        assert_eq!((record.offset as usize, &record.raw[..]), (whole.len(), tail), "{rest} bytes");
    }
    let list = [mark(Encoding::Utf16Le), &encode("[]", Encoding::Utf16Le), b"\x20"].concat();
    let error = both(Report::GetCalls, Encoding::Utf16Le, &list).error.expect("an error");
    assert_eq!((error.kind(), error.offset()), (DecodeErrorKind::Json, 6));
}

#[test]
fn errors_stand_in_places_of_the_input() {
    let text = format!("[{},\n{},\n é]", call(1, "é"), call(2, "𝄞"));
    let place = text.find(" é]").unwrap() + 1;
    for encoding in [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be] {
        let body = [mark(encoding), &encode(&text, encoding)].concat();
        let error = both(Report::GetCalls, encoding, &body).error.expect("an error");
        let expected = mark(encoding).len() + encode(&text[..place], encoding).len();
        assert_eq!((error.offset() as usize, error.line()), (expected, 3), "{error}");
    }
}

#[test]
fn too_many_records_set_aside() {
    let rows: String = (0..200)
        .map(|number| cdr(number, "é").replace("0.5", if number % 3 == 0 { "x" } else { "1" }))
        .collect();
    let text = format!("{HEADER}{rows}");
    let mut options = DecodeOptions::default().with_batch_rows(7);
    options.limits.quarantine_held = 10;
    let utf8 = decode(Report::IpassCdr, &options, [text.as_bytes()]);
    let body = [mark(Encoding::Utf16Le), &encode(&text, Encoding::Utf16Le)].concat();
    for size in [1, 3, 1000, body.len()] {
        let outcome = decode(Report::IpassCdr, &options, body.chunks(size));
        let (error, expected) = (outcome.error.unwrap(), utf8.error.clone().unwrap());
        assert_eq!((error.kind(), error.line()), (DecodeErrorKind::Limit, expected.line()));
        let before = encode(&text[..expected.offset() as usize], Encoding::Utf16Le).len();
        assert_eq!(error.offset() as usize, before + 2);
        assert_eq!((outcome.batches, outcome.accounting), (utf8.batches.clone(), utf8.accounting));
    }
}

#[test]
fn a_count_before_many_batches_is_still_known_at_the_end() {
    let rows: String = (0..2000).map(|number| company(number, "日本é")).collect();
    for encoding in [Encoding::Utf8, Encoding::Utf16Le] {
        let text = format!("<!-- é --><companies>\n<totalCount>7</totalCount>{rows}</companies>");
        let body = [mark(encoding), &encode(&text, encoding)].concat();
        let options = DecodeOptions::default().with_batch_rows(50);
        let outcome = decode(Report::Companies, &options, body.chunks(1000));
        if let Some(error) = outcome.error {
            assert_eq!(error.kind(), DecodeErrorKind::CountMismatch, "{error}");
            let place = text.find("<totalCount>").unwrap();
            let expected = mark(encoding).len() + encode(&text[..place], encoding).len();
            assert_eq!(error.offset() as usize, expected, "{encoding}: {error}");
        } else {
            panic!("the count is wrong");
        }
    }
}
