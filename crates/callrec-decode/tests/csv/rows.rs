//! Rows as they should be: values, nulls, places, repairs, line ends.

use callrec_decode::Reason;

use crate::columns::{cdr, users};
use crate::generate::{HEADER, file, row};

/// A row of fourteen cells with some replaced.
fn with(cells: &[(usize, &str)]) -> String {
    let mut row: Vec<String> =
        "T1,B,u,d,text,01-JAN-2026 00:00:00,01-JAN-2026 01:00:00,1,0.5,2.5,W,S,,7"
            .split(',')
            .map(str::to_owned)
            .collect();
    for &(cell, text) in cells {
        row[cell] = text.to_owned();
    }
    row.join(",")
}

fn reasons(rows: &[String]) -> Vec<(Reason, Option<String>)> {
    let body = format!("{HEADER}\n{}\n", rows.join("\n"));
    let outcome = cdr(body);
    assert_eq!(outcome.error, None);
    outcome.quarantined.into_iter().map(|record| (record.reason, record.column)).collect()
}

#[test]
fn ten_thousand_rows_in_exact_batches() {
    let outcome = cdr(file(20_000, "\n"));
    assert_eq!((outcome.error, outcome.clean), (None, true));
    assert_eq!(outcome.accounting.accepted, 20_000);
    let sizes: Vec<usize> = outcome.batches.iter().map(|batch| batch.num_rows()).collect();
    assert_eq!(sizes, [8192, 8192, 3616]);
}

#[test]
fn every_line_end_gives_the_same_rows() {
    let unix = cdr(file(500, "\n"));
    for line_end in ["\r\n", "\r"] {
        let other = cdr(file(500, line_end));
        assert_eq!(other.error, None);
        for name in ["transaction_id", "description", "reserved", "service_type"] {
            assert_eq!(other.text(name), unix.text(name), "{line_end:?} {name}");
        }
        assert_eq!(other.decimals("data_used"), unix.decimals("data_used"), "{line_end:?}");
        let lines = |places: Vec<(u64, u64)>| places.into_iter().map(|(line, _)| line);
        assert!(lines(other.places()).eq(lines(unix.places())), "{line_end:?}");
    }
}

#[test]
fn mixed_line_ends_and_none_at_the_end() {
    let rows: Vec<String> = (0..6).map(row).collect();
    let body = format!(
        "{HEADER}\r\n{}\n{}\r{}\r\n\n{}\r\r\n{}\n\r{}",
        rows[0], rows[1], rows[2], rows[3], rows[4], rows[5]
    );
    let outcome = cdr(&body);
    assert_eq!((outcome.error.clone(), outcome.clean), (None, false));
    assert_eq!(outcome.accounting.accepted, 6);
    let lines: Vec<u64> = outcome.places().iter().map(|place| place.0).collect();
    assert_eq!(lines, [2, 3, 4, 6, 8, 10]);
    for (&(_, offset), row) in outcome.places().iter().zip(&rows) {
        assert!(body[offset as usize..].starts_with(row.as_str()));
    }
}

#[test]
fn line_ends_inside_quotes_count_as_lines() {
    let body = format!("{HEADER}\n{}\n{}\n", with(&[(4, "\"a\r\nb\nc\rd\"")]), with(&[(0, "T2")]));
    let outcome = cdr(body);
    assert_eq!(outcome.error, None);
    assert_eq!(outcome.text("description")[0].as_deref(), Some("a\r\nb\nc\rd"));
    assert_eq!(outcome.places().iter().map(|place| place.0).collect::<Vec<_>>(), [2, 6]);
}

#[test]
fn text_is_kept_as_it_is() {
    let long = "x".repeat(5000);
    for text in ["  padded  ", "nul", "nulls", "caf\u{e9}", "'", "\u{0}a\tb", "=1+1", &long] {
        let outcome = cdr(format!("{HEADER}\n{}\n", with(&[(4, text)])));
        assert_eq!(outcome.text("description"), [Some(text.to_owned())]);
    }
    let quoted = with(&[(4, "\"say \"\"hi\"\", \"\"\"\"\""), (10, "\"a\"\"b\"")]);
    let outcome = cdr(format!("{HEADER}\n{quoted}\n"));
    assert_eq!(outcome.text("description"), [Some("say \"hi\", \"\"".to_owned())]);
    assert_eq!(outcome.text("access_type"), [Some("a\"b".to_owned())]);
}

#[test]
fn null_is_null_in_every_column_but_the_key() {
    for null in ["", "null", "NULL", "Null", "\"null\"", "\"\""] {
        let cells: Vec<(usize, &str)> = (1..14).map(|cell| (cell, null)).collect();
        let outcome = cdr(format!("{HEADER}\n{}\n", with(&cells)));
        assert_eq!(outcome.accounting.accepted, 1, "{null:?}");
        let batch = &outcome.batches[0];
        assert!((1..14).all(|column| batch.column(column).is_null(0)), "{null:?}");
        assert_eq!(
            reasons(&[with(&[(0, null)])]),
            [(Reason::Missing, Some("transaction_id".to_owned()))]
        );
    }
}

#[test]
fn each_reason_names_its_column() {
    let rows = [
        with(&[(7, "1,5")]),
        with(&[(7, "12x")]),
        with(&[(9, "1e3")]),
        with(&[(9, "0.1234567")]),
        with(&[(5, "31-FEB-2026 00:00:00")]),
        with(&[(6, "2026-01-01 00:00:00")]),
        with(&[(7, "1\u{0}2")]),
        with(&[(0, "T\u{7f}1")]),
        with(&[(4, &"x".repeat(16_385))]),
        with(&[(4, "say \"hi\"")]),
        with(&[(4, "\"a\"b")]),
    ];
    let named = |reason, name: &str| (reason, Some(name.to_owned()));
    assert_eq!(
        reasons(&rows),
        [
            (Reason::ColumnCount, None),
            named(Reason::Integer, "session_length_s"),
            named(Reason::Decimal, "net_billing_amount"),
            named(Reason::Decimal, "net_billing_amount"),
            named(Reason::Timestamp, "gmt_time"),
            named(Reason::Timestamp, "local_time"),
            named(Reason::ControlCharacter, "session_length_s"),
            named(Reason::ControlCharacter, "transaction_id"),
            named(Reason::TooLong, "description"),
            (Reason::Quote, None),
            (Reason::Quote, None),
        ]
    );
}

#[test]
fn a_quarantined_record_keeps_its_bytes_and_place() {
    let mut body = format!("{HEADER}\r\n{}\r\n", row(1)).into_bytes();
    let offset = body.len();
    let bad = [row(2).as_bytes(), b"\xff"].concat();
    body.extend_from_slice(&bad);
    body.extend_from_slice(b"\r\n");
    body.extend_from_slice(row(3).as_bytes());
    let outcome = cdr(&body);
    let [record] = &outcome.quarantined[..] else { panic!("{:?}", outcome.quarantined) };
    assert_eq!(record.raw, bad);
    assert_eq!((record.offset, record.line, record.record), (offset as u64, 3, 2));
    assert_eq!(record.reason, Reason::Utf8);
    assert_eq!(outcome.accounting.accepted, 2);
}

#[test]
fn a_trailing_delimiter_is_repaired_and_other_counts_are_not() {
    let body = format!("{HEADER}\n{0},\n{0},,\n{0},\"\"\n{0},x\nT9\n{0}\n", with(&[]));
    let outcome = cdr(body);
    assert_eq!((outcome.accounting.repaired, outcome.accounting.accepted), (1, 1));
    assert_eq!(outcome.text("_repair"), [Some("trailing_delimiter".to_owned()), None]);
    assert!(outcome.quarantined.iter().all(|record| record.reason == Reason::ColumnCount));
    assert_eq!(outcome.quarantined.len(), 4);
}

#[test]
fn network_users_with_and_without_header() {
    let rows = "\"segoma1\",\"btworld.net\",\"No\",\"Yes\",\"No\"\nb,,1,0,null\n";
    let header = "User Name,User Domain,Network User?,OM User?,iPC User?\n";
    for body in [rows.to_owned(), format!("{header}{rows}"), format!("\u{feff}{header}{rows}")] {
        let outcome = users(&body);
        assert_eq!((outcome.error.clone(), outcome.accounting.accepted), (None, 2), "{body}");
        assert_eq!(outcome.text("user_name"), [Some("segoma1".into()), Some("b".into())]);
        assert_eq!(outcome.text("user_domain"), [Some("btworld.net".into()), None]);
    }
    let outcome = users(format!("{header}a,b,maybe,Yes,No\n\"a\nb\",c,Yes,Yes,Yes\n"));
    let reasons: Vec<Reason> = outcome.quarantined.iter().map(|record| record.reason).collect();
    assert_eq!(reasons, [Reason::Boolean, Reason::Quote, Reason::Quote]);
}
