//! The grammar case by case: `y` must be taken, `n` must not, `i` is ours to say. Each case is a value
//! put into a record, or a body. The cases are our own, in the manner of the known suites.

use super::*;

/// Values that must be taken, and what is kept of them.
const Y_VALUES: [(&str, &str); 26] = [
    ("1", "1"),
    ("-1", "-1"),
    ("0", "0"),
    ("-0", "-0"),
    ("0e1", "0e1"),
    ("20e1", "20e1"),
    ("1E22", "1E22"),
    ("1E-2", "1E-2"),
    ("1E+2", "1E+2"),
    ("123.456e78", "123.456e78"),
    (
        "-0.0000000000000000000000000000000000000000000000000000000001",
        "-0.0000000000000000000000000000000000000000000000000000000001",
    ),
    ("true", "true"),
    ("false", "false"),
    ("[]", "[]"),
    ("[null, 1 , \"2\" , { } ]", "[null, 1 , \"2\" , { } ]"),
    ("{\"a\":{\"b\":[[]]}, \"a\":2}", "{\"a\":{\"b\":[[]]}, \"a\":2}"),
    (r#""asd""#, "asd"),
    (r#""\u0060\u012a\u12AB""#, "`\u{12a}\u{12ab}"),
    (r#""\ud801\udc37""#, "\u{10437}"),
    (r#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
    (r#""\\u0000""#, r"\u0000"),
    (r#""\u0000""#, "\0"),
    ("\"\u{7f}\"", "\u{7f}"),
    ("\"\u{2028}\u{10ffff}\u{ffff}\"", "\u{2028}\u{10ffff}\u{ffff}"),
    (r#"" ""#, " "),
    (r#""a/*b*/c""#, "a/*b*/c"),
];

/// Values that break the grammar.
const N_VALUES: [&str; 62] = [
    "",
    ",",
    "1,",
    ",1",
    "1 2",
    "[",
    "]",
    "{",
    "}",
    "[1",
    "[1,",
    "[1,]",
    "[,1]",
    "[1,,2]",
    "[1 2]",
    "[1:2]",
    "{\"a\"",
    "{\"a\":",
    "{\"a\":1",
    "{\"a\":1,}",
    "{,}",
    "{\"a\" 1}",
    "{\"a\",1}",
    "{a:1}",
    "{'a':1}",
    "{1:1}",
    "{\"a\":1 \"b\":2}",
    "{\"a\"::1}",
    "[1}",
    "{\"a\":1]",
    "+1",
    "++1",
    "-",
    "--1",
    "-a",
    "01",
    "-01",
    "00",
    "1.",
    ".1",
    "-.1",
    "1.e1",
    "1e",
    "1e+",
    "1eE2",
    "1.2.3",
    "0x1F",
    "1_000",
    "1,000",
    "NaN",
    "-Infinity",
    "nul",
    "nulll",
    "True",
    "tru",
    "FALSE",
    "'a'",
    "a",
    "\u{e9}",
    "\u{a0}1",
    "\u{c}1",
    "// x\n1",
];

/// Texts that end where they should and are wrong inside: the record is set aside.
const N_TEXTS: [(&[u8], Reason); 22] = [
    (b"\\x", Reason::Escape),
    (b"\\a", Reason::Escape),
    (b"\\'", Reason::Escape),
    (b"\\0", Reason::Escape),
    (b"\\U0041", Reason::Escape),
    (b"\\u", Reason::Escape),
    (b"\\u00A", Reason::Escape),
    (b"\\uqqqq", Reason::Escape),
    (b"\\\xc3\xa9", Reason::Escape),
    (b"\\ud800", Reason::Escape),
    (b"\\udc00", Reason::Escape),
    (b"\\ud800\\u", Reason::Escape),
    (b"\\ud800\\ud800", Reason::Escape),
    (b"\x00", Reason::ControlCharacter),
    (b"a\nb", Reason::ControlCharacter),
    (b"a\tb", Reason::ControlCharacter),
    (b"\x1f", Reason::ControlCharacter),
    (b"\xff", Reason::Utf8),
    (b"\xc0\xaf", Reason::Utf8),
    (b"\xed\xa0\x80", Reason::Utf8),
    (b"\xf4\xbf\xbf\xbf", Reason::Utf8),
    (b"\xc3", Reason::Utf8),
];

/// The value under a name that the schema does not know, and behind records that predict its place.
fn bodies(value: &[u8]) -> [Vec<u8>; 2] {
    let [before, after] = [br#"{"type":"PAY","data":{"x":"#, &b"}}"[..]];
    let record = [before, value, after].concat();
    let good = [before, b"1", after].concat();
    [
        [b"[", &record[..], b"]"].concat(),
        [b"[", &good[..], b",", &good, b",", &good, b",", &record, b",", &good, b"]"].concat(),
    ]
}

#[test]
fn y_values() {
    for (value, kept) in Y_VALUES {
        for body in bodies(value.as_bytes()) {
            let outcome = calls(&body);
            assert_eq!((&outcome.error, outcome.faults().len()), (&None, 0), "{value}");
            let extra = outcome.extra();
            assert_eq!(
                extra[extra.len().saturating_sub(2) / 3 * 3],
                [("data.x".to_owned(), kept.to_owned())]
            );
        }
    }
}

#[test]
fn n_values() {
    for value in N_VALUES {
        for (place, body) in bodies(value.as_bytes()).iter().enumerate() {
            let outcome = calls(body);
            let kind = outcome.kind();
            let refused = matches!(kind, Some(DecodeErrorKind::Json | DecodeErrorKind::Truncated));
            assert!(refused, "{value}: {outcome:?}");
            assert_eq!(outcome.accounting.accepted, place as u64 * 3, "{value}");
            assert!(!outcome.clean);
        }
    }
}

#[test]
fn n_texts() {
    for (text, reason) in N_TEXTS {
        let quoted = [b"\"", text, b"\""].concat();
        for (place, body) in bodies(&quoted).iter().enumerate() {
            let outcome = calls(body);
            assert_eq!(outcome.error, None, "{text:?}");
            let column = Some("data.x").filter(|_| reason != Reason::Utf8);
            assert_eq!(outcome.faults(), [(column, reason)], "{text:?}");
            assert_eq!(outcome.accounting.accepted, place as u64 * 4, "{text:?}");
        }
        let key = [br#"[{"type":"PAY","data":{},""#, text, br#"":1}]"#].concat();
        assert_eq!(calls(key).faults()[0].1, reason, "{text:?} as a key");
    }
}

#[test]
fn n_bodies() {
    let call = call_with("");
    for (body, kind, offset) in [
        ("[".to_owned(), DecodeErrorKind::Truncated, 1),
        (format!("[{call}"), DecodeErrorKind::Truncated, 1 + call.len()),
        (format!("[{call},"), DecodeErrorKind::Truncated, 2 + call.len()),
        (format!("[{call},]"), DecodeErrorKind::Json, 2 + call.len()),
        (format!("[,{call}]"), DecodeErrorKind::Json, 1),
        (format!("[{call},,{call}]"), DecodeErrorKind::Json, 2 + call.len()),
        (format!("[{call}{call}]"), DecodeErrorKind::Json, 1 + call.len()),
        (format!("[{call} {call}]"), DecodeErrorKind::Json, 2 + call.len()),
        (format!("[{call}}}"), DecodeErrorKind::Json, 1 + call.len()),
        (format!("[{call}]]"), DecodeErrorKind::Json, 2 + call.len()),
        (format!("[{call}][]"), DecodeErrorKind::Json, 2 + call.len()),
        (format!("[{call}] x"), DecodeErrorKind::Json, 3 + call.len()),
        (format!("[{call}]\0"), DecodeErrorKind::Json, 2 + call.len()),
        (format!("[{call}],"), DecodeErrorKind::Json, 2 + call.len()),
        (format!("[\u{feff}{call}]"), DecodeErrorKind::Json, 1),
        (format!("{{\"0\":{call}]"), DecodeErrorKind::Json, 5 + call.len()),
        (format!("{{\"0\":{call},}}"), DecodeErrorKind::Json, 6 + call.len()),
        (format!("{{\"0\" {call}}}"), DecodeErrorKind::Json, 5),
        (format!("{{0:{call}}}"), DecodeErrorKind::Json, 1),
    ] {
        let outcome = calls(&body);
        let error = outcome.error.as_ref().unwrap_or_else(|| panic!("{body} is taken"));
        assert_eq!((error.kind(), error.offset() as usize), (kind, offset), "{body}");
        assert!(!outcome.clean && error.to_string().lines().count() == 1);
    }
}

#[test]
fn every_prefix_of_a_body_is_cut_short() {
    let body =
        format!("[{},\n{}]\n", call_with("\"price\":7.00"), call_with("\"invoice\":\"N\\/A\""));
    let end = body.len() - 1;
    for cut in 1..end {
        let outcome = calls(&body[..cut]);
        assert_eq!(outcome.kind(), Some(DecodeErrorKind::Truncated), "{cut}");
        let error = outcome.error.unwrap();
        assert_eq!(error.offset() as usize, cut);
    }
    assert!(calls(&body[..end]).clean);
}

#[test]
fn i_bodies() {
    // Numbers that no machine type holds are text under an unknown name.
    assert_eq!(calls(&bodies(b"1e99999")[0]).extra()[0][0].1, "1e99999");
    // A quote too many or too few is never fewer rows without a word.
    let call = call_with("\"price\":\"7.00\",\"invoice\":\"N\\/A\"");
    let body = format!("[{call},{call},{call}]");
    for at in 0..=body.len() {
        let mut more = body.clone();
        more.insert(at, '"');
        let outcome = decode(Report::GetCalls, &DecodeOptions::default(), [more.as_bytes()]);
        // Behind the backslash it is a quote inside the text.
        let all = outcome.error.is_some() || outcome.accounting.accepted == 3;
        assert!(all && outcome.error.is_none() == body[..at].ends_with('\\'), "a quote at {at}");
        assert_eq!(outcome.batches, exact_or_sniffed(&more).batches);
    }
    for (at, _) in body.match_indices('"') {
        let mut fewer = body.clone();
        fewer.remove(at);
        assert!(calls(&fewer).error.is_some(), "no quote at {at}");
    }
}

/// A body that does not begin like JSON never comes to the exact path.
fn exact_or_sniffed(body: &str) -> Outcome {
    let options = DecodeOptions::default();
    if body.starts_with('[') {
        exact(Report::GetCalls, &options, body.as_bytes())
    } else {
        decode(Report::GetCalls, &options, [body.as_bytes()])
    }
}
