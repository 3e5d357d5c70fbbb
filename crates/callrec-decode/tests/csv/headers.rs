//! What the first bytes and the first record may be.

use callrec_decode::{DecodeErrorKind, DecodeOptions, Report};

use crate::columns::{cdr, decode, users};
use crate::generate::{HEADER, file, row};

fn refusal(body: &str) -> DecodeErrorKind {
    let outcome = cdr(body);
    assert!(outcome.batches.is_empty(), "{body}");
    outcome.error.unwrap_or_else(|| panic!("{body}")).kind()
}

#[test]
fn nothing_is_a_success() {
    let blank = " \r\n\t\n".repeat(3000);
    for body in ["", "\n", " ", "\u{feff}", "no data", "No Data\r\n", "\n no data \n\n", &blank] {
        for outcome in [cdr(body), users(body)] {
            assert_eq!((outcome.error, outcome.accounting.read), (None, 0), "{body:?}");
            assert!(outcome.batches.is_empty());
        }
    }
    let header_only = cdr(format!("{HEADER}\n"));
    assert_eq!((header_only.error, header_only.clean), (None, true));
}

#[test]
fn other_bodies_are_refused() {
    for body in [
        "<html><body>Login</body></html>",
        "<?xml version=\"1.0\"?><a/>",
        "{\"error\": \"no\"}",
        "[1,2]",
        "401 Authorization Required",
        "one,two,three\n1,2,3\n",
        "PK\u{3}\u{4}zip",
        "no data\nT1,2,3\n",
        "plain text without end",
    ] {
        assert_eq!(refusal(body), DecodeErrorKind::NotThisReport, "{body}");
    }
    let companies = decode(Report::Companies, &DecodeOptions::default(), [&b"id,name\n1,a\n"[..]]);
    assert_eq!(companies.error.unwrap().kind(), DecodeErrorKind::NotThisReport);
}

#[test]
fn a_header_that_cannot_be_used() {
    for (heading, other) in [
        ("Transaction ID", "Key"),
        ("GMT Time", "When"),
        ("Billing Code", "transaction id"),
        ("Data Used", "\"Data\nUsed\""),
    ] {
        let body = format!("{}\n{}\n", HEADER.replacen(heading, other, 1), row(1));
        assert_eq!(refusal(&body), DecodeErrorKind::Header, "{other}");
    }
    let short: Vec<&str> = HEADER.split(',').take(9).collect();
    assert_eq!(refusal(&format!("{}\n", short.join(","))), DecodeErrorKind::Header);
}

#[test]
fn without_header_columns_go_by_position() {
    let fourteen: Vec<String> = (0..5).map(row).collect();
    let outcome = cdr(fourteen.join("\n"));
    assert_eq!(outcome.accounting.accepted, 5);
    assert_eq!(outcome.places()[0], (1, 0));

    let thirteen: Vec<&str> = fourteen.iter().map(|row| row.rsplit_once(',').unwrap().0).collect();
    let outcome = cdr(thirteen.join("\n"));
    assert_eq!(outcome.accounting.accepted, 5);
    assert_eq!(outcome.decimals("data_used"), [None; 5]);

    let fifteen: Vec<String> =
        fourteen.iter().enumerate().map(|(n, row)| format!("{row},{}", ["x", ""][n % 2])).collect();
    let outcome = cdr(fifteen.join("\n"));
    assert_eq!(outcome.accounting.accepted, 5);
    let entry = || Some(vec![("column_15".to_owned(), "x".to_owned())]);
    assert_eq!(outcome.extra(), [entry(), None, entry(), None, entry()]);

    for body in
        [format!("{},,x\n", fourteen[1]), thirteen[1].rsplit_once(',').unwrap().0.to_owned()]
    {
        assert_eq!(refusal(&body), DecodeErrorKind::NotThisReport);
    }
}

#[test]
fn several_unknown_columns_in_several_rows() {
    let row = |n: u32| format!("T{n},01-JAN-2026 00:00:00,1.5,a{n},b{n}\n");
    let rows: String = (0..100).map(row).collect();
    let outcome = cdr(format!("Transaction ID,GMT Time,Net Billing Amount,First,Second\n{rows}"));
    assert_eq!(outcome.accounting.accepted, 100);
    for (n, extra) in outcome.extra().into_iter().enumerate() {
        let entry = |name: &str, value: &str| (name.to_owned(), format!("{value}{n}"));
        assert_eq!(extra, Some(vec![entry("First", "a"), entry("Second", "b")]));
    }
}

#[test]
fn columns_in_another_order_with_others_between() {
    let header = "Amount Note,Net Billing Amount,GMT Time,Transaction ID,User ID,Session Length";
    let body = format!("{header}\n,1.5,01-JAN-2026 00:00:00,T1,u,\"1,000\"\nn,2,,T2,,\n");
    let outcome = cdr(body);
    assert_eq!(outcome.error, None);
    assert_eq!(outcome.ids(), ["T1", "T2"]);
    assert_eq!(outcome.decimals("net_billing_amount"), [Some(1_500_000), Some(2_000_000)]);
    let note = Some(vec![("Amount Note".to_owned(), "n".to_owned())]);
    assert_eq!(outcome.extra(), [None, note]);
}

#[test]
fn a_byte_order_mark_counts_as_bytes() {
    let plain = cdr(file(3, "\n"));
    let marked = cdr(format!("\u{feff}{}", file(3, "\n")));
    let moved: Vec<(u64, u64)> = plain.places().iter().map(|&(l, o)| (l, o + 3)).collect();
    assert_eq!(marked.places(), moved);
}
