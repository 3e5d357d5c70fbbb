use callrec_decode::{Report, System, Unifier, UnifyOptions};

use crate::rows::{all_null, at, decimals, decode, integers, line, seconds, text, unify};

const BODY: &str = "\
Transaction ID,Billing Code,User ID,Authentication Domain,Description,GMT Time,Local Time,Session Length,Billing Rate,Net Billing Amount,Access Type,Service Type,Reserved,Data Used\n\
T1,b,ann,example.com,\"LU, Luxembourg\",30-SEP-2026 23:59:58,01-OCT-2026 01:59:58,\"1,234\",0.5,12.34,WIFI,daily_usage,,7.5\n\
T1,b,bob,,,01-OCT-2026 00:00:10,,20,,-1,WIFI,brand_new,,\n\
T3,,,example.com,,,,5,,,,,,\n\
T4,,eve,example.com,,01-OCT-2026 00:00:10,,,,,,daily_usage_cap,,\n";

#[test]
fn each_column_by_its_rule() {
    let options =
        UnifyOptions::default().with_account("ACME-1").with_currency("USD").with_unit("MB");
    let rows = unify(Report::IpassCdr, BODY, options);
    assert_eq!(rows.schema(), Unifier::schema());
    assert_eq!(line(&rows, "provider"), "ipass_portal ipass_portal ipass_portal ipass_portal");
    assert_eq!(line(&rows, "account"), "ACME-1 ACME-1 ACME-1 ACME-1");
    assert_eq!(line(&rows, "report"), "ipass_cdr ipass_cdr ipass_cdr ipass_cdr");
    assert_eq!(line(&rows, "record_id"), "T1 T1 T3 T4");
    assert_eq!(line(&rows, "kind"), "data data data data");
    assert_eq!(line(&rows, "direction"), "none none none none");
    assert_eq!(line(&rows, "origin"), "ann@example.com bob - eve@example.com");
    assert!(all_null(&rows, "destination"));
    assert_eq!(text(&rows, "destination_name")[0].as_deref(), Some("LU, Luxembourg"));
    let ended =
        [at("2026-09-30T23:59:58Z"), at("2026-10-01T00:00:10Z"), None, at("2026-10-01T00:00:10Z")];
    assert_eq!(seconds(&rows, "ended_at"), ended);
    let started = [at("2026-09-30T23:39:24Z"), at("2026-09-30T23:59:50Z"), None, None];
    assert_eq!(seconds(&rows, "started_at"), started);
    assert_eq!(seconds(&rows, "local_time"), [at("2026-10-01T01:59:58Z"), None, None, None]);
    assert_eq!(integers(&rows, "duration_s"), [Some(1234), Some(20), Some(5), None]);
    assert_eq!(decimals(&rows, "quantity"), [Some(7_500_000), None, None, None]);
    assert_eq!(line(&rows, "unit"), "MB MB MB MB");
    assert_eq!(decimals(&rows, "amount"), [Some(12_340_000), Some(-1_000_000), None, None]);
    assert_eq!(line(&rows, "currency"), "USD USD USD USD");
    assert_eq!(line(&rows, "charge_type"), "daily_usage brand_new - daily_usage_cap");
    for name in ["charge_subtype", "invoice", "price", "price_policy", "_repair"] {
        assert!(all_null(&rows, name), "{name}");
    }
}

#[test]
fn what_nobody_says_is_null() {
    let rows = unify(Report::IpassCdr, BODY, UnifyOptions::default());
    for name in ["account", "unit", "currency"] {
        assert!(all_null(&rows, name), "{name}");
    }
}

#[test]
fn the_same_file_from_the_rest_api() {
    let rows =
        unify(Report::IpassCdr, BODY, UnifyOptions::default().with_system(System::IpassRest));
    assert!(line(&rows, "provider").starts_with("ipass_rest "));
}

#[test]
fn slices_of_a_batch_give_slices_of_the_rows() {
    let batch = decode(Report::IpassCdr, BODY);
    let mut unifier = Unifier::new(Report::IpassCdr, UnifyOptions::default()).unwrap();
    let whole = unifier.unify(&batch).unwrap();
    assert_eq!(unifier.unify(&batch.slice(1, 3)).unwrap(), whole.slice(1, 3));
    assert_eq!(unifier.unify(&batch.slice(2, 0)).unwrap().num_rows(), 0);
    assert_eq!(unifier.accounting().rows, 7);
}
