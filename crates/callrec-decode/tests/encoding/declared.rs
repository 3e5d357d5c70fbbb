use callrec_decode::{Content, DecodeErrorKind, DecodeOptions, Encoding, Report};

use crate::places::decode;
use crate::text::{HEADER, cdr, company, encode, mark};

const MARKED: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be];
const ALL: [Encoding; 5] =
    [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Latin1, Encoding::Windows1252];

#[test]
fn a_mark_that_contradicts_the_declaration() {
    let text = format!("{HEADER}{}", cdr(1, "é"));
    for shown in MARKED {
        let body = [mark(shown), &encode(&text, shown)].concat();
        for declared in ALL.into_iter().filter(|declared| *declared != shown) {
            let options = DecodeOptions::default().with_encoding(declared);
            for size in [1, 2, body.len()] {
                let outcome = decode(Report::IpassCdr, &options, body.chunks(size));
                let error = outcome.error.expect("refused");
                assert_eq!((error.kind(), error.offset()), (DecodeErrorKind::Utf8, 0));
                assert!(
                    error.detail().contains(&format!("mark of {shown}, where {declared}")),
                    "{error}"
                );
            }
        }
    }
}

/// Pairs of its bytes are characters of other scripts, as many as a row may have and without an end,
/// or no characters.
#[test]
fn text_that_is_not_what_was_declared_says_so() {
    let short = format!("{HEADER}{}", cdr(1, "é"));
    let long = format!("{HEADER}{}", cdr(1, "e").repeat(3000));
    for text in [&short, &long, "<companies>", "[{\"type\":1}]"] {
        for declared in [Encoding::Utf16Le, Encoding::Utf16Be] {
            for report in [Report::IpassCdr, Report::Companies, Report::GetCalls] {
                let options = DecodeOptions::default().with_encoding(declared);
                let error = decode(report, &options, [text.as_bytes()]).error.expect("refused");
                let said = format!("read as {declared}, which was declared");
                assert!(error.detail().contains(&said), "{error}");
                assert!(!error.detail().contains("not UTF-8"), "{error}");
            }
        }
    }
}

#[test]
fn utf16_is_never_guessed() {
    let text = format!("{HEADER}{}", cdr(1, "é"));
    for encoding in [Encoding::Utf16Le, Encoding::Utf16Be] {
        let body = encode(&text, encoding);
        let outcome = decode(Report::IpassCdr, &DecodeOptions::default(), [&body[..]]);
        assert_eq!(outcome.error.expect("refused").kind(), DecodeErrorKind::NotThisReport);
    }
}

#[test]
fn the_declaration_of_an_xml_document_is_checked_against_what_came() {
    let labels = [
        ("UTF-8", &[Encoding::Utf8][..]),
        ("utf-16", &[Encoding::Utf16Le, Encoding::Utf16Be]),
        ("UTF-16LE", &[Encoding::Utf16Le]),
        ("UTF-16BE", &[Encoding::Utf16Be]),
        ("ISO-8859-1", &[Encoding::Latin1]),
        ("windows-1252", &[Encoding::Windows1252]),
        ("US-ASCII", &[Encoding::Utf8, Encoding::Latin1, Encoding::Windows1252]),
        ("EBCDIC-CP-US", &[]),
    ];
    for (label, fitting) in labels {
        let text = format!(
            "<?xml version=\"1.0\" encoding=\"{label}\"?><companies>{}</companies>",
            company(1, "é")
        );
        for encoding in ALL {
            let body = [mark(encoding), &encode(&text, encoding)].concat();
            let options = DecodeOptions::default().with_encoding(encoding);
            let outcome = decode(Report::Companies, &options, body.chunks(1));
            match outcome.error {
                None => assert!(fitting.contains(&encoding), "{label} in {encoding}"),
                Some(error) => {
                    assert!(!fitting.contains(&encoding), "{label} in {encoding}: {error}");
                    assert_eq!(error.kind(), DecodeErrorKind::Utf8, "{error}");
                }
            }
        }
    }
    let bare = format!("<companies>{}</companies>", company(1, "é"));
    for encoding in ALL {
        let body = [mark(encoding), &encode(&bare, encoding)].concat();
        let options = DecodeOptions::default().with_encoding(encoding);
        assert_eq!(
            decode(Report::Companies, &options, [&body[..]]).accounting.accepted,
            1,
            "{encoding}"
        );
    }
}

#[test]
fn sniffing_reads_through_a_mark_of_utf16() {
    for encoding in MARKED {
        for (text, content) in [
            (HEADER, Content::Csv),
            ("no data", Content::NoData),
            ("", Content::Empty),
            ("[]", Content::Json),
            ("<html><input type='password'>", Content::LoginPage),
            ("<companies>", Content::Xml),
            ("401 Authorization Required", Content::AuthRequired),
        ] {
            let body = [mark(encoding), &encode(text, encoding)].concat();
            assert_eq!(callrec_decode::sniff(&body, true), Some(content), "{encoding}: {text}");
            let answers: Vec<_> = (0..body.len())
                .filter_map(|end| callrec_decode::sniff(&body[..end], false))
                .collect();
            assert!(
                answers.iter().all(|answer| *answer == content),
                "{encoding}: {text}: {answers:?}"
            );
        }
    }
}
