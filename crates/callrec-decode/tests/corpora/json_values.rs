//! Values of JSON, each as an unknown key of a record and as its price.

use callrec_decode::{DecodeErrorKind, DecodeOptions, Report};

use crate::outcome::{Outcome, decode};

fn record_with(value: &[u8]) -> Outcome {
    let record = [br#"[{"type":"PAY","data":{},"x":"#, value, br#"},{"type":"PAY","data":{}}]"#];
    decode(Report::GetCalls, &DecodeOptions::default(), [&record.concat()[..]])
}

/// Valid: both records are rows.
const YES: [(&str, &[u8]); 66] = [
    ("array_arrays_with_spaces", b"[[] , [ ]]"),
    ("array_empty", b"[]"),
    ("array_empty_string", b"[\"\"]"),
    ("array_ending_with_newline", b"[\"a\"\n]"),
    ("array_false", b"[false]"),
    ("array_heterogeneous", b"[null, 1, \"1\", {}, [], true]"),
    ("array_null", b"[null]"),
    ("array_with_1_and_newline", b"[1\n]"),
    ("array_with_leading_space", b" [1]"),
    ("array_with_several_null", b"[1,null,null,null,2]"),
    ("array_with_trailing_space", b"[2] "),
    ("number", b"123e65"),
    ("number_0e+1", b"0e+1"),
    ("number_0e1", b"0e1"),
    ("number_after_space", b" 4"),
    ("number_double_close_to_zero", b"-0.000000000000000000000000000000000000000000000000001"),
    ("number_int_with_exp", b"20e1"),
    ("number_minus_zero", b"-0"),
    ("number_negative_int", b"-123"),
    ("number_negative_one", b"-1"),
    ("number_real_capital_e", b"1E22"),
    ("number_real_capital_e_neg_exp", b"1E-2"),
    ("number_real_capital_e_pos_exp", b"1E+2"),
    ("number_real_exponent", b"123e45"),
    ("number_real_fraction_exponent", b"123.456e78"),
    ("number_real_neg_exp", b"1e-2"),
    ("number_real_pos_exponent", b"1e+2"),
    ("number_simple_int", b"123"),
    ("number_simple_real", b"123.456789"),
    ("object", b"{\"a\":1,\"b\":2}"),
    ("object_basic", b"{\"a\":\"b\"}"),
    ("object_duplicated_key_below", b"{\"a\":1,\"a\":2}"),
    ("object_empty", b"{}"),
    ("object_empty_key", b"{\"\":0}"),
    ("object_escaped_null_in_key", b"{\"f\\u0000o\":1}"),
    ("object_extreme_numbers", b"{\"min\":-1.0e+28,\"max\":1.0e+28}"),
    (
        "object_long_strings",
        b"{\"x\":[{\"id\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"}]}",
    ),
    ("object_simple", b"{\"a\":[]}"),
    ("object_string_unicode", b"{\"t\":\"\\u041f\\u043e\"}"),
    ("object_with_newlines", b"{\n\"a\"\n:\n\"b\"\n}"),
    ("string_1_2_3_bytes_utf8", b"\"\\u0060\\u012a\\u12AB\""),
    ("string_accepted_surrogate_pair", b"\"\\uD801\\udc37\""),
    ("string_accepted_surrogate_pairs", b"\"\\ud83d\\ude39\\ud83d\\udc8d\""),
    ("string_allowed_escapes", b"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""),
    ("string_backslash_and_u_escaped_zero", b"\"\\\\u0000\""),
    ("string_backslash_doublequotes", b"\"\\\"\""),
    ("string_comments", b"\"a/*b*/c/*d//e\""),
    ("string_double_escape_a", b"\"\\\\a\""),
    ("string_double_escape_n", b"\"\\\\n\""),
    ("string_escaped_control_character", b"\"\\u0012\""),
    ("string_escaped_noncharacter", b"\"\\uFFFF\""),
    ("string_last_surrogates", b"\"\\uDBFF\\uDFFF\""),
    ("string_nbsp_uescaped", b"\"new\\u00A0line\""),
    ("string_noncharacter_in_utf8", b"\"\xf4\x8f\xbf\xbf\""),
    ("string_null_escape", b"\"\\u0000\""),
    ("string_one_byte_utf8", b"\"\\u002c\""),
    ("string_pi", b"\"\xcf\x80\""),
    ("string_reserved_character_in_utf8", b"\"\xf0\x9b\xbf\xbf\""),
    ("string_space", b"\" \""),
    ("string_three_byte_utf8", b"\"\\u0821\""),
    ("string_u2028_line_separator", b"\"\xe2\x80\xa8\""),
    ("string_uescaped_newline", b"\"new\\u000Aline\""),
    ("string_unescaped_delete", b"\"\x7f\""),
    ("string_utf8", b"\"\xe2\x82\xac\xf0\x9d\x84\x9e\""),
    ("structure_whitespace_around", b" \t\r\n true \n"),
    ("structure_word_null", b"null"),
];

/// Not JSON, and where the value ends is in doubt: the body is refused.
const NO: [(&str, &[u8]); 105] = [
    ("array_1_true_without_comma", b"[1 true]"),
    ("array_colon_instead_of_comma", b"[\"\": 1]"),
    ("array_comma_after_close", b"[\"\"],,"),
    ("array_comma_and_number", b"[,1]"),
    ("array_double_comma", b"[1,,2]"),
    ("array_double_extra_comma", b"[\"x\",,]"),
    ("array_extra_close", b"[\"x\"]]"),
    ("array_extra_comma", b"[\"\",]"),
    ("array_incomplete", b"[\"x\""),
    ("array_incomplete_invalid_value", b"[x"),
    ("array_inner_array_no_comma", b"[3[4]]"),
    ("array_items_separated_by_semicolon", b"[1;2]"),
    ("array_just_comma", b"[,]"),
    ("array_just_minus", b"[-]"),
    ("array_missing_value", b"[   , \"\"]"),
    ("array_newlines_unclosed", b"[\"a\",\n4\n,1,"),
    ("array_number_and_comma", b"[1,]"),
    ("array_number_and_several_commas", b"[1,,]"),
    ("array_spaces_vertical_tab_formfeed", b"[\"a\"\x0b\x0c]"),
    ("array_star_inside", b"[*]"),
    ("array_unclosed", b"[\"\""),
    ("array_unclosed_trailing_comma", b"[1,"),
    ("array_unclosed_with_object_inside", b"[{}"),
    ("incomplete_false", b"fals"),
    ("incomplete_null", b"nul"),
    ("incomplete_true", b"tru"),
    ("multidigit_number_then_00", b"123\x00"),
    ("number_++", b"++1234"),
    ("number_+1", b"+1"),
    ("number_+Inf", b"+Inf"),
    ("number_-01", b"-01"),
    ("number_-1.0.", b"-1.0."),
    ("number_-2.", b"-2."),
    ("number_-NaN", b"-NaN"),
    ("number_.-1", b".-1"),
    ("number_.2e-3", b".2e-3"),
    ("number_0.1.2", b"0.1.2"),
    ("number_0.3e", b"0.3e"),
    ("number_0.3e+", b"0.3e+"),
    ("number_0.e1", b"0.e1"),
    ("number_0_capital_E", b"0E"),
    ("number_0_capital_E+", b"0E+"),
    ("number_1.0e", b"1.0e"),
    ("number_1.0e-", b"1.0e-"),
    ("number_1_000", b"1 000"),
    ("number_1eE2", b"1eE2"),
    ("number_2.e3", b"2.e3"),
    ("number_9.e+", b"9.e+"),
    ("number_Inf", b"Inf"),
    ("number_NaN", b"NaN"),
    ("number_U+FF11_fullwidth_digit_one", b"\xef\xbc\x91"),
    ("number_expression", b"1+2"),
    ("number_hex_1_digit", b"0x1"),
    ("number_hex_2_digits", b"0x42"),
    ("number_infinity", b"Infinity"),
    ("number_invalid+-", b"0e+-1"),
    ("number_invalid-negative-real", b"-123.123foo"),
    ("number_invalid-utf-8-in-int", b"0\xe5"),
    ("number_minus_infinity", b"-Infinity"),
    ("number_minus_sign_with_trailing_garbage", b"-foo"),
    ("number_minus_space_1", b"- 1"),
    ("number_neg_int_starting_with_zero", b"-012"),
    ("number_neg_real_without_int_part", b"-.123"),
    ("number_real_garbage_after_e", b"1ea"),
    ("number_real_without_fractional_part", b"1."),
    ("number_starting_with_dot", b".123"),
    ("number_with_alpha", b"1.2a-3"),
    ("number_with_leading_zero", b"012"),
    ("object_bad_value", b"{\"a\":truth}"),
    ("object_bracket_key", b"{[: \"x\"}"),
    ("object_comma_instead_of_colon", b"{\"x\", null}"),
    ("object_double_colon", b"{\"x\"::\"b\"}"),
    ("object_emoji", b"{\xf0\x9f\x87\xa8}"),
    ("object_garbage_at_end", b"{\"a\":\"a\" 123}"),
    ("object_key_with_single_quotes", b"{'a':0}"),
    ("object_missing_colon", b"{\"a\" b}"),
    ("object_missing_key", b"{:\"b\"}"),
    ("object_missing_semicolon", b"{\"a\" \"b\"}"),
    ("object_missing_value", b"{\"a\":"),
    ("object_no_colon", b"{\"a\""),
    ("object_non_string_key", b"{1:1}"),
    ("object_repeated_null_null", b"{null:null,null:null}"),
    ("object_several_trailing_commas", b"{\"id\":0,,,,,}"),
    ("object_trailing_comma", b"{\"id\":0,}"),
    ("object_trailing_comment", b"{\"a\":\"b\"}/**/"),
    ("object_two_commas_in_a_row", b"{\"a\":\"b\",,\"c\":\"d\"}"),
    ("object_unquoted_key", b"{a: \"b\"}"),
    ("object_unterminated_value", b"{\"a\":\"a"),
    ("object_with_single_string", b"{\"foo\", \"a\"}"),
    ("single_space", b" "),
    ("string_single_doublequote", b"\""),
    ("string_single_quote", b"'single quote'"),
    ("string_single_string_no_double_quotes", b"abc"),
    ("string_start_escape_unclosed", b"\"\\"),
    ("string_with_trailing_garbage", b"\"\"x"),
    ("structure_angle_bracket", b"<.>"),
    ("structure_capitalized_True", b"True"),
    ("structure_comma_instead_of_closing_brace", b"{\"x\": true,"),
    ("structure_no_data", b""),
    ("structure_null_byte", b"\x00"),
    ("structure_object_with_comment", b"{\"a\":/*c*/\"b\"}"),
    ("structure_open_array_object", b"[{\"\":[{\"\":"),
    ("structure_open_object_close_array", b"{]"),
    ("structure_uescaped_LF_before_string", b"\\u000A\"\""),
    ("structure_U+2060_word_joined", b"\xe2\x81\xa0"),
];

/// Not JSON either, but the fault lies inside a text, whose end is known: the record is set aside.
const IN_A_TEXT: [(&str, &[u8]); 24] = [
    ("string_1_surrogate_then_escape_u", b"\"\\uD800\\u\""),
    ("string_1_surrogate_then_escape_u1", b"\"\\uD800\\u1\""),
    ("string_1_surrogate_then_escape_u1x", b"\"\\uD800\\u1x\""),
    ("string_backslash_00", b"\"\\\x00\""),
    ("string_escape_x", b"\"\\x00\""),
    ("string_escaped_ctrl_char_tab", b"\"\\\t\""),
    ("string_escaped_emoji", b"\"\\\xf0\x9f\x8c\x80\""),
    ("string_incomplete_escaped_character", b"\"\\u00A\""),
    ("string_incomplete_surrogate", b"\"\\uD834\\uDd\""),
    ("string_invalid_backslash_esc", b"\"\\a\""),
    ("string_invalid_unicode_escape", b"\"\\uqqqq\""),
    ("string_invalid_utf8_after_escape", b"\"\\\xe5\""),
    ("string_unescaped_ctrl_char", b"\"a\x00a\""),
    ("string_unescaped_newline", b"\"new\nline\""),
    ("string_unescaped_tab", b"\"\t\""),
    ("string_unicode_CapitalU", b"\"\\UA66D\""),
    ("string_1st_surrogate_but_2nd_missing", b"\"\\uDADA\""),
    ("string_1st_valid_surrogate_2nd_invalid", b"\"\\uD888\\u1234\""),
    ("string_inverted_surrogates", b"\"\\uDd1e\\uD834\""),
    ("string_lone_second_surrogate", b"\"\\uDFAA\""),
    ("string_invalid_utf_8", b"\"\xff\""),
    ("string_overlong_sequence_2_bytes", b"\"\xc0\xaf\""),
    ("string_truncated_utf_8", b"\"\xe0\xff\""),
    ("string_utf8_surrogate_U+D800", b"\"\xed\xa0\x80\""),
];

#[test]
fn valid_values_are_taken() {
    for (name, value) in YES {
        let outcome = record_with(value);
        assert_eq!(outcome.error, None, "{name}");
        assert_eq!(outcome.accounting.accepted, 2, "{name}: {:?}", outcome.quarantined);
        assert!(outcome.clean, "{name}");
    }
}

#[test]
fn broken_values_end_the_reading() {
    for (name, value) in NO {
        let outcome = record_with(value);
        let kind = outcome.error.as_ref().map(callrec_decode::DecodeError::kind);
        let expected = [DecodeErrorKind::Json, DecodeErrorKind::Truncated];
        assert!(kind.is_some_and(|kind| expected.contains(&kind)), "{name}: {kind:?}");
        assert_eq!(outcome.accounting.read, 0, "{name}");
        assert!(!outcome.clean, "{name}");
    }
}

#[test]
fn a_fault_inside_a_text_spoils_its_record_only() {
    for (name, value) in IN_A_TEXT {
        let outcome = record_with(value);
        assert_eq!(outcome.error, None, "{name}");
        assert_eq!(outcome.accounting.quarantined, 1, "{name}");
        assert_eq!(outcome.accounting.accepted, 1, "{name}");
    }
}

/// What the standard leaves to the reader: nothing here is rounded, cut off or guessed.
#[test]
fn numbers_that_others_round() {
    for (name, price, taken) in [
        (
            "number_very_big_negative_int",
            "-237462374673276894279832749832423479823246327846",
            false,
        ),
        ("number_too_big_pos_int", "100000000000000000000", false),
        ("number_pos_double_huge_exp", "1.5e+9999", false),
        ("number_real_underflow", "123e-10000000", false),
        ("number_double_huge_neg_exp", "123.456e-789", false),
        ("number_eighteen_digits", "999999999999.999999", true),
        ("number_not_a_double", "0.100001", true),
        ("number_minus_zero", "-0", true),
        ("number_more_zeros_than_places", "1.50000000000000000000000000", true),
        ("number_a_seventh_place", "1.0000001", false),
    ] {
        for quote in ["", "\""] {
            let body = format!(r#"[{{"type":"PAY","data":{{"price":{quote}{price}{quote}}}}}]"#);
            let outcome = decode(Report::GetCalls, &DecodeOptions::default(), [body.as_bytes()]);
            assert_eq!(outcome.error, None, "{name}");
            assert_eq!(outcome.accounting.accepted == 1, taken, "{name}");
            assert_eq!(outcome.accounting.quarantined == 0, taken, "{name}");
        }
    }
}
