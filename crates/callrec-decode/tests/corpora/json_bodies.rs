//! Documents of JSON as whole bodies.

use callrec_decode::{DecodeErrorKind, DecodeOptions, Report};

use crate::outcome::{Outcome, decode};

fn calls(body: &[u8]) -> Outcome {
    decode(Report::GetCalls, &DecodeOptions::default(), [body])
}

#[test]
fn valid_documents_that_are_no_list_are_refused() {
    for (name, body) in [
        ("structure_lonely_false", &b"false"[..]),
        ("structure_lonely_true", b"true"),
        ("structure_lonely_null", b"null"),
        ("structure_lonely_int", b"42"),
        ("structure_lonely_negative_real", b"-0.1"),
        ("structure_lonely_string", b"\"asd\""),
        ("structure_string_empty", b"\"\""),
        ("object_basic", b"{\"asd\":\"sdf\"}"),
        ("object_escaped_null_in_key", b"{\"foo\\u0000bar\": 42}"),
    ] {
        let outcome = calls(body);
        let kind = outcome.error.map(|error| error.kind());
        assert_eq!(kind, Some(DecodeErrorKind::NotThisReport), "{name}");
        assert_eq!(outcome.accounting.read, 0, "{name}");
    }
}

#[test]
fn valid_lists_of_something_else_are_set_aside() {
    for (name, body, items) in [
        ("array_empty", &b"[]"[..], 0),
        ("structure_whitespace_array", b" [] ", 0),
        ("structure_trailing_newline", b"[\"a\"]\n", 1),
        ("array_heterogeneous", b"[null, 1, \"1\", {}]", 4),
        ("array_arraysWithSpaces", b"[[]   ]", 1),
        ("number_0e1", b"[0e1]", 1),
        ("string_in_array_with_leading_space", b"[ \"asd\"]", 1),
    ] {
        let outcome = calls(body);
        assert_eq!(outcome.error, None, "{name}");
        assert!(outcome.clean, "{name}");
        assert_eq!(outcome.accounting.quarantined, items, "{name}");
    }
}

#[test]
fn broken_documents() {
    const RECORD: &[u8] = br#"{"type":"PAY","data":{}}"#;
    for (name, before, behind) in [
        ("array_extra_close", &b"["[..], &b"]]"[..]),
        ("array_unclosed", b"[", b""),
        ("array_extra_comma", b"[", b",]"),
        ("array_double_comma", b"[", b",,{}]"),
        ("array_comma_after_close", b"[", b"],"),
        ("structure_double_array", b"[", b"][]"),
        ("structure_array_trailing_garbage", b"[", b"]x"),
        ("structure_array_with_extra_array_close", b"[", b"]]"),
        ("structure_close_unopened_array", b"[", b"}"),
        ("structure_trailing_hash", b"[", b"]#{}"),
        ("structure_trailing_comment_slash", b"[", b"]//"),
        ("structure_end_array", b"[", b"] ]"),
        ("structure_incomplete_utf8_bom_behind", b"[", b"]\xef\xbb"),
        ("structure_null_byte_outside_string", b"[", b"\x00]"),
        ("structure_formfeed_outside_string", b"[", b"\x0c]"),
        ("structure_second_object", b"{\"0\":", b"}{}"),
        ("structure_unclosed_object", b"{\"0\":", b""),
        ("structure_object_trailing_comma", b"{\"0\":", b",}"),
        ("structure_object_unquoted_key", b"{\"0\":", b",1:{}}"),
        ("structure_object_followed_by_closing_object", b"{\"0\":", b"}}"),
        ("structure_open_object_close_array", b"{\"0\":", b"]"),
        ("structure_close_array_by_brace", b"[", b",{\"type\":\"PAY\"]"),
    ] {
        let outcome = calls(&[before, RECORD, behind].concat());
        let kind = outcome.error.as_ref().map(callrec_decode::DecodeError::kind);
        let expected = [DecodeErrorKind::Json, DecodeErrorKind::Truncated];
        assert!(kind.is_some_and(|kind| expected.contains(&kind)), "{name}: {kind:?}");
        assert_eq!(outcome.accounting.accepted, 1, "{name}: the record before is given");
        assert!(!outcome.clean, "{name}");
    }
}

#[test]
fn beginnings_that_are_nothing() {
    for (name, body) in [
        ("structure_no_data", &b""[..]),
        ("single_space", b" "),
        ("structure_UTF8_BOM_no_data", b"\xef\xbb\xbf"),
        ("structure_open_array", b"["),
        ("structure_open_object", b"{"),
        ("structure_open_object_string", b"{\"a"),
        ("structure_lone_invalid_utf_8", b"\xe5"),
        ("structure_incomplete_UTF8_BOM", b"\xef\xbb[]"),
        ("structure_ascii_unicode_identifier", b"a\xc3\xa5"),
        ("structure_single_star", b"*"),
        ("structure_unclosed_array_partial_null", b"[ false, nul"),
        ("structure_array_asterisk", b"[*"),
        ("structure_lone_open_bracket_and_comma", b"[,"),
        ("structure_100_commas", &[b','; 100]),
        ("structure_close_array_alone", b"]"),
        ("object_two_commas", b"{,,}"),
    ] {
        let outcome = calls(body);
        assert!(outcome.error.is_some(), "{name}");
        assert_eq!(outcome.accounting.accepted, 0, "{name}");
        assert!(!outcome.clean, "{name}");
    }
}

#[test]
fn a_hundred_thousand_opening_brackets() {
    for (name, piece) in [("arrays", &b"["[..]), ("objects", b"{\"0\":"), ("both", b"[{\"\":")] {
        let body = piece.repeat(100_000);
        let kind = calls(&body).error.map(|error| error.kind());
        assert_eq!(kind, Some(DecodeErrorKind::Limit), "{name}");
        let inside = [br#"[{"type":"PAY","x":"#, &body[..]].concat();
        let kind = calls(&inside).error.map(|error| error.kind());
        assert_eq!(kind, Some(DecodeErrorKind::Limit), "{name} below a key nobody asked for");
    }
}
