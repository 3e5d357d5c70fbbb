use callrec_decode::{DoubtReason, DstPolicy, PricePolicy, Report, Unifier, UnifyOptions, Zone};

use crate::rows::{all_null, at, decimals, decode, line, seconds, unify};

const BODY: &str = "\
CALLOUT,+35200000001,35200000002,Luxembourg,2021-06-29 08:30:15,61,20,2,7.00,N/A\n\
CALLIN,35200000002,+35200000001,,2021-06-29 10:40:00,0,,0,0.00,N/A\n\
SERVICE,a.user,Product,Monthly fee,2021-07-01,,,3,1234.5,2021-77\n\
PAY,a.user,,,2021-07-02,,,1,-5000,\n";

#[test]
fn each_column_by_its_rule() {
    let luxembourg = Zone::named("Europe/Luxembourg").unwrap();
    let options =
        UnifyOptions::default().with_account("P-7").with_zone(luxembourg, DstPolicy::Reject);
    let rows = unify(Report::GetCalls, BODY, options);
    assert_eq!(rows.schema(), Unifier::schema());
    assert_eq!(line(&rows, "provider"), "getcalls getcalls getcalls getcalls");
    assert_eq!(line(&rows, "account"), "P-7 P-7 P-7 P-7");
    assert!(all_null(&rows, "record_id"));
    assert_eq!(line(&rows, "kind"), "call call fee payment");
    assert_eq!(line(&rows, "direction"), "out in none none");
    assert_eq!(line(&rows, "origin"), "+35200000001 35200000002 a.user a.user");
    assert_eq!(line(&rows, "destination"), "35200000002 +35200000001 Product -");
    assert_eq!(line(&rows, "destination_name"), "Luxembourg - Monthly fee -");
    let local = [
        "2021-06-29T08:30:15Z",
        "2021-06-29T10:40:00Z",
        "2021-07-01T00:00:00Z",
        "2021-07-02T00:00:00Z",
    ];
    assert_eq!(seconds(&rows, "local_time"), local.map(at));
    let started = [
        "2021-06-29T06:30:15Z",
        "2021-06-29T08:40:00Z",
        "2021-06-30T22:00:00Z",
        "2021-07-01T22:00:00Z",
    ];
    assert_eq!(seconds(&rows, "started_at"), started.map(at));
    assert!(all_null(&rows, "ended_at"), "no end is printed");
    assert_eq!(decimals(&rows, "quantity"), [2_000_000, 0, 3_000_000, 1_000_000].map(Some));
    assert_eq!(decimals(&rows, "amount"), [140_000, 0, 37_035_000, -50_000_000].map(Some));
    assert_eq!(decimals(&rows, "price"), [7_000_000, 0, 1_234_500_000, -5_000_000_000].map(Some));
    assert_eq!(line(&rows, "price_policy"), "per_quantity per_quantity per_quantity per_quantity");
    assert_eq!(line(&rows, "currency"), "EUR EUR EUR EUR");
    assert_eq!(line(&rows, "charge_type"), "CALLOUT CALLIN SERVICE PAY");
    assert_eq!(line(&rows, "invoice"), "- - 2021-77 -");
    assert!(all_null(&rows, "charge_subtype") && all_null(&rows, "unit"));
}

#[test]
fn the_end_of_a_call_where_it_is_printed() {
    let body = r#"[{"type":"CALLOUT","data":{"source":"1","call_start":"2021-06-29 08:30:15","call_end":"2021-06-29 08:31:16","quantity":2,"price":"7.00"}}]"#;
    let zone = Zone::named("Europe/Luxembourg").unwrap();
    let rows =
        unify(Report::GetCalls, body, UnifyOptions::default().with_zone(zone, DstPolicy::Reject));
    assert_eq!(seconds(&rows, "ended_at"), [at("2021-06-29T06:31:16Z")]);
    assert_eq!(decimals(&rows, "amount"), [Some(140_000)]);
}

#[test]
fn the_price_of_the_line() {
    let options =
        UnifyOptions::default().with_price_policy(PricePolicy::LineTotal).with_currency("EUR");
    let rows = unify(Report::GetCalls, BODY, options);
    assert_eq!(decimals(&rows, "amount"), [70_000, 0, 12_345_000, -50_000_000].map(Some));
    assert_eq!(line(&rows, "price_policy"), "line_total line_total line_total line_total");
    assert!(all_null(&rows, "started_at"), "no zone is configured");
}

#[test]
fn every_type_of_the_pages_has_a_kind() {
    let types = [
        ("CALLIN", "call", "in"),
        ("CALLOUT", "call", "out"),
        ("CALL", "call", "-"),
        ("MCALL", "call", "-"),
        ("SMS", "sms", "-"),
        ("MSMS", "sms", "-"),
        ("FAX", "fax", "-"),
        ("MDATA", "data", "none"),
        ("PAY", "payment", "none"),
        ("DEV", "fee", "none"),
        ("HARDWARE", "fee", "none"),
        ("SERVICE", "fee", "none"),
        ("SETUP", "fee", "none"),
        ("TRAVEL", "fee", "none"),
        ("DELIVERY", "fee", "none"),
        ("DOCUMENTATION", "fee", "none"),
        ("NEW", "other", "-"),
        ("callin", "other", "-"),
    ];
    let body: String = types
        .iter()
        .map(|(name, ..)| format!("{name},1,2,3,2021-06-29 08:30:15,,,1,1,\n"))
        .collect();
    let rows = unify(Report::GetCalls, &body, UnifyOptions::default());
    assert_eq!(line(&rows, "charge_type"), types.map(|(name, ..)| name).join(" "));
    assert_eq!(line(&rows, "kind"), types.map(|(_, kind, _)| kind).join(" "));
    assert_eq!(line(&rows, "direction"), types.map(|(.., direction)| direction).join(" "));
}

#[test]
fn amounts_that_do_not_fit_are_null_and_told() {
    let body = "\
FAX,1,2,3,2021-06-29 08:30:15,,,999999999999,999999999999,\n\
FAX,1,2,3,2021-06-29 08:30:15,,,1,0.00001,\n\
FAX,1,2,3,2021-06-29 08:30:15,,,,7,\n\
FAX,1,2,3,2021-06-29 08:30:15,,,7,,\n\
FAX,1,2,3,2021-06-29 08:30:15,,,100,999999999999,\n";
    let batch = decode(Report::GetCalls, body);
    let mut unifier = Unifier::new(Report::GetCalls, UnifyOptions::default()).unwrap();
    let rows = unifier.unify(&batch).unwrap();
    assert_eq!(decimals(&rows, "amount"), [None, None, None, None, Some(999_999_999_999_000_000)]);
    assert_eq!(
        decimals(&rows, "price")[0],
        Some(999_999_999_999_000_000),
        "the price stays visible"
    );
    let told: Vec<_> = unifier
        .take_doubts()
        .iter()
        .map(|doubt| (doubt.line, doubt.column, doubt.reason))
        .collect();
    assert_eq!(told, [(1, "amount", DoubtReason::Overflow), (2, "amount", DoubtReason::Inexact)]);
    assert_eq!((unifier.accounting().overflow, unifier.accounting().inexact), (1, 1));
}

#[test]
fn repairs_stay_visible() {
    let body = "CALLIN,1,2,3,\"2021-06-29,10:40:00\",0,,0,0.00,N/A\n";
    let rows = unify(Report::GetCalls, body, UnifyOptions::default());
    assert_eq!(line(&rows, "_repair"), "comma_in_datetime");
}
