//! The CSV dialect, through reports whose cells are plain texts. All rows are synthetic.

use arrow_array::RecordBatch;
use arrow_array::cast::AsArray;
use callrec_decode::{DecodeOptions, Report};

use crate::outcome::{Outcome, decode};

fn users(body: &str) -> Outcome {
    decode(Report::IpassNetworkUsers, &DecodeOptions::default(), [body.as_bytes()])
}

fn calls(body: &str) -> Outcome {
    decode(Report::GetCalls, &DecodeOptions::default(), [body.as_bytes()])
}

fn texts(outcome: &Outcome, column: &str) -> Vec<Option<String>> {
    let of = |batch: &RecordBatch| {
        let column = batch.column_by_name(column).expect("a column").as_string::<i32>().clone();
        column.iter().map(|text| text.map(str::to_owned)).collect::<Vec<_>>()
    };
    assert_eq!(outcome.error, None);
    assert!(outcome.quarantined.is_empty(), "{:?}", outcome.quarantined);
    outcome.batches.iter().flat_map(of).collect()
}

const HEADER: &str = "User Name,User Domain,Network User?,OM User?,iPC User?";

/// Name, then the domain.
type Case<'a> = (&'a str, &'a str, &'a [(&'a str, Option<&'a str>)]);

#[test]
fn cells_of_one_line() {
    let cases: [Case<'_>; 9] = [
        ("simple", "ann,example.com,Yes,No,No\n", &[("ann", Some("example.com"))]),
        ("simple_crlf", "ann,example.com,Yes,No,No\r\n", &[("ann", Some("example.com"))]),
        (
            "comma_in_quotes",
            "ann,\"example, of commas\",Yes,No,No\n",
            &[("ann", Some("example, of commas"))],
        ),
        (
            "escaped_quotes",
            "ann,\"the \"\"example\"\"\",Yes,No,No\n",
            &[("ann", Some("the \"example\""))],
        ),
        ("empty", "ann,\"\",Yes,No,No\nbob,,Yes,No,No\n", &[("ann", None), ("bob", None)]),
        ("empty_crlf", "ann,\"\",Yes,No,No\r\nbob,,Yes,No,No\r\n", &[("ann", None), ("bob", None)]),
        (
            "json",
            "ann,\"{\"\"type\"\": \"\"Point\"\", \"\"at\"\": [1.5, 2]}\",Yes,No,No\n",
            &[("ann", Some("{\"type\": \"Point\", \"at\": [1.5, 2]}"))],
        ),
        (
            "utf8",
            "\u{e5}sa,\u{4e2d}\u{6587} \u{fb01},Yes,No,No\n",
            &[("\u{e5}sa", Some("\u{4e2d}\u{6587} \u{fb01}"))],
        ),
        (
            "location_coordinates",
            "ann,\"52\u{b0} 30' 0\"\" N, 13\u{b0} 24' 0\"\" E\",Yes,No,No",
            &[("ann", Some("52\u{b0} 30' 0\" N, 13\u{b0} 24' 0\" E"))],
        ),
    ];
    for (name, rows, expected) in cases {
        let end = if rows.contains('\r') { "\r\n" } else { "\n" };
        let outcome = users(&format!("{HEADER}{end}{rows}"));
        let names: Vec<_> = expected.iter().map(|(user, _)| Some((*user).to_owned())).collect();
        let domains: Vec<_> = expected.iter().map(|(_, text)| text.map(str::to_owned)).collect();
        assert_eq!(texts(&outcome, "user_name"), names, "{name}");
        assert_eq!(texts(&outcome, "user_domain"), domains, "{name}");
    }
}

#[test]
fn cells_over_lines() {
    for (name, cell, text) in [
        ("newlines", "\"once upon\na time\"", "once upon\na time"),
        ("newlines_crlf", "\"once upon\r\na time\"", "once upon\r\na time"),
        (
            "quotes_and_newlines",
            "\"once \"\"upon\"\"\na \"\"time\"\"\"",
            "once \"upon\"\na \"time\"",
        ),
        ("blank_line_inside", "\"once\n\nmore\"", "once\n\nmore"),
        ("lone_cr_inside", "\"once\rmore\"", "once\rmore"),
    ] {
        let end = if cell.contains("\r\n") { "\r\n" } else { "\n" };
        let row = format!("SMS,1,2,{cell},2026-09-30 23:59:58,0,,1,5,{end}");
        let plain = format!("SMS,1,2,plain,2026-09-30 23:59:58,0,,1,5,{end}");
        let outcome = calls(&format!("{plain}{row}{plain}"));
        let plain = Some("plain".to_owned());
        let expected = [plain.clone(), Some(text.to_owned()), plain];
        assert_eq!(texts(&outcome, "destination_name"), expected, "{name}");
    }
}

#[test]
fn what_no_reader_should_guess_at() {
    for (name, row) in [
        ("quote_inside_a_bare_cell", "an\"n,example.com,Yes,No,No"),
        ("text_behind_a_closing_quote", "\"ann\"x,example.com,Yes,No,No"),
        ("space_before_a_quote", "ann, \"example.com\",Yes,No,No"),
        ("space_behind_a_quote", "ann,\"example.com\" ,Yes,No,No"),
        ("backslash_before_a_quote", "ann,\"a \\\"b\\\"\",Yes,No,No"),
        ("single_quotes", "ann,'a,b',Yes,No,No"),
        ("a_cell_too_few", "ann,example.com,Yes,No"),
        ("two_cells_too_many", "ann,example.com,Yes,No,No,x,y"),
        ("semicolons", "ann;example.com;Yes;No;No"),
    ] {
        let outcome = users(&format!("{HEADER}\n{row}\nbob,example.com,Yes,No,No\n"));
        assert_eq!(outcome.error, None, "{name}");
        assert_eq!(outcome.accounting.quarantined, 1, "{name}");
        assert_eq!(outcome.quarantined[0].raw, row.as_bytes(), "{name}");
        assert_eq!(outcome.accounting.accepted, 1, "{name}");
    }
}
