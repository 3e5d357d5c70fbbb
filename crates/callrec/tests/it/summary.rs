//! Totals are exact.

use callrec::blocking::open_bytes;
use callrec::{Amount, DecodeOptions, Report, Summary};

use crate::fixture::HEADER;

#[test]
fn exact_totals_by_service_type() {
    let row = |amount: &str, service: &str| {
        format!("T,B,u,d,x,01-JAN-2026 00:00:01,,\"1,000\",,{amount},,{service},,\r\n")
    };
    let text = HEADER.to_owned()
        + &row("0.1", "daily_usage")
        + &row("0.2", "daily_usage")
        + &row("-1.000001", "daily_usage")
        + &row("5", "daily_usage_cap")
        + &row("null", "new_type")
        + &row("1", "");
    let mut summary = Summary::new();
    for batch in open_bytes(text, Report::IpassCdr, DecodeOptions::default()).expect("opened") {
        summary.add(&batch.expect("a batch")).expect("added");
    }
    let totals: Vec<_> = summary
        .by_service_type()
        .map(|t| (t.service_type.as_deref(), t.records, t.amount.to_string(), t.cumulative))
        .collect();
    assert_eq!(
        totals,
        [
            (None, 1, "1.000000".to_owned(), false),
            (Some("daily_usage"), 3, "-0.700001".to_owned(), false),
            (Some("daily_usage_cap"), 1, "5.000000".to_owned(), true),
            (Some("new_type"), 1, "0.000000".to_owned(), false),
        ]
    );
    assert_eq!((summary.records, summary.seconds), (6, 6000));
    assert_eq!(summary.amount, Amount(5_299_999));
    assert_eq!((summary.cap_records, summary.without_amount), (1, 1));
    assert_eq!(summary.first_gmt_us, Some(1_767_225_601_000_000));
}

#[test]
fn another_table_is_refused() {
    let xml = "<companies><company><id>1</id><name>A</name><isActive>true</isActive></company></companies>";
    let batch = open_bytes(xml, Report::Companies, DecodeOptions::default())
        .expect("opened")
        .next()
        .expect("a batch")
        .expect("rows");
    assert!(Summary::new().add(&batch).is_err());
}
