//! What fails, and what a failure looks like.

use callrec_simulator::{CallsFailure, Simulator, Switches};

use super::{get, get_of, json, switch};
use crate::wire::{encoded, send};

#[test]
fn each_of_the_documents_checks_fails() {
    let simulator = Simulator::builder().start().unwrap();
    let foreign = simulator.get_calls().foreign_profile().to_owned();
    let refused = |response: crate::wire::Response| {
        assert_eq!((response.status, response.text()), (200, "false"));
    };
    refused(get_of(&simulator, &foreign, "2026-09-01/2026-09-02"));
    for path in [
        "2026-09-02/2026-09-02",
        "2026-09-02/2026-09-01",
        "2026-06-01/2026-09-02",
        "2026-9-1/2026-09-02",
        "01-09-2026",
        "20260901/20260902",
        "2026-09-01/2026-09-31",
        "2026-09-01/2026-09-02/xml",
        "2026-09-01/xml",
        "2026-09-01/csv/2026-09-02",
    ] {
        refused(get(&simulator, path));
    }
    let profile = simulator.get_calls_profile();
    let username = encoded(simulator.get_calls_username());
    for query in [
        "",
        &format!("?username={username}"),
        &format!("?username={username}&password="),
        &format!("?username={username}&password=x"),
    ] {
        let target = format!("/cdrs/getcalls/{profile}/2026-09-01/2026-09-02{query}");
        refused(send(&simulator, "GET", &target, &[], ""));
    }
    assert_eq!(simulator.ledger().get_calls_refused, 15);
}

#[test]
fn three_months_are_of_the_calendar() {
    let simulator = Simulator::builder().calls_per_day(4).start().unwrap();
    // 92 days; and from the end of a month to that of a shorter one.
    assert!(!json(&get(&simulator, "2026-06-01/2026-09-01")).is_empty());
    assert!(!json(&get(&simulator, "2025-11-30/2026-02-28")).is_empty());
    assert_eq!(get(&simulator, "2025-11-30/2026-03-01").text(), "false");
}

#[test]
fn a_failure_looks_as_the_switch_has_it() {
    let simulator = Simulator::builder().start().unwrap();
    let fail = |failure| {
        switch(&simulator, |calls| calls.failure = failure);
        get(&simulator, "2026-09-02/2026-09-02/csv")
    };
    assert_eq!(fail(CallsFailure::False).header("content-type"), Some("application/json"));
    let text = fail(CallsFailure::Text);
    assert_eq!(
        (text.status, text.text()),
        (200, "Error: START_DATE must be smaller than END_DATE\n")
    );
    assert_eq!(fail(CallsFailure::Forbidden).status, 403);
}

#[test]
fn the_format_stands_behind_the_end_or_in_its_place() {
    let simulator = Simulator::builder().calls_per_day(5).start().unwrap();
    let whole = get(&simulator, "2026-09-29/2026-10-01/json").body;
    for path in ["2026-09-29", "2026-09-29/2026-10-01", "2026-09-29/json", "2026-09-29/JSON"] {
        assert_eq!(get(&simulator, path).body, whole, "{path}");
    }
    let csv = get(&simulator, "2026-09-29/2026-10-01/csv").body;
    for path in ["2026-09-29/csv", "2026-09-29/CSV", "2026-09-29/2026-10-01/Csv"] {
        assert_eq!(get(&simulator, path).body, csv, "{path}");
    }
}

#[test]
fn paths_and_methods_and_parameters_are_the_documents() {
    let simulator = Simulator::builder().credentials("a", "b").start().unwrap();
    let profile = simulator.get_calls_profile();
    let path = format!("/cdrs/getcalls/{profile}/2026-09-01");
    assert_eq!(send(&simulator, "POST", &path, &[], "").status, 405);
    for path in ["/cdrs/getcalls", &format!("/cdrs/getcalls/{profile}"), &format!("{path}/a/b/c")] {
        assert_eq!(send(&simulator, "GET", path, &[], "").status, 404, "{path}");
    }
    let query = format!(
        "username={}&password={}&page=2",
        encoded(simulator.get_calls_username()),
        encoded(simulator.get_calls_password())
    );
    assert_eq!(send(&simulator, "GET", &format!("{path}?{query}"), &[], "").text(), "false");
    simulator.set_switches(Switches { strict_parameters: false, ..Switches::default() }).unwrap();
    assert_ne!(send(&simulator, "GET", &format!("{path}?{query}"), &[], "").text(), "false");
    let log = simulator.requests();
    let last = log.last().unwrap();
    assert_eq!(last.operation.unwrap().full_name(), "getcalls.get_calls");
    assert!(last.query.as_ref().unwrap().contains("password=REDACTED"));
}
