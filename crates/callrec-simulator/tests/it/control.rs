//! The control endpoint: the same powers for other languages.

use callrec_simulator::{Operation, Simulator};
use serde_json::{Value, json};

use crate::wire::{encoded, get, login, monthly, send};

fn ask(simulator: &Simulator, method: &str, path: &str, body: &str) -> (u16, Value) {
    let response = send(simulator, method, &format!("/_simulator/{path}"), &[], body);
    assert_eq!(response.header("content-type"), Some("application/json"), "{path}");
    (response.status, serde_json::from_str(response.text()).unwrap())
}

#[test]
fn it_plans_faults() {
    let simulator = Simulator::builder().rows_per_month(5).start().unwrap();
    let cookie = login(&simulator);
    let plan = r#"{"faults": ["monthly-cdr:1:return-503=7"]}"#;
    assert_eq!(
        ask(&simulator, "POST", "plan", plan),
        (200, json!({"faults": ["monthly_cdr:1:return-503=7"]}))
    );
    assert_eq!(get(&simulator, &cookie, &monthly("2026-09")).header("retry-after"), Some("7"));
    for bad in ["", "[]", r#"{"faults": ["x"]}"#, r#"{"fault": []}"#] {
        assert_eq!(ask(&simulator, "POST", "plan", bad).0, 400, "{bad}");
    }
    assert_eq!(ask(&simulator, "GET", "plan", "").1["faults"][0], "monthly_cdr:1:return-503=7");
    assert_eq!(ask(&simulator, "POST", "plan", r#"{"faults": []}"#).1, json!({"faults": []}));
}

#[test]
fn it_turns_switches() {
    let simulator = Simulator::builder().start().unwrap();
    let (status, switches) =
        ask(&simulator, "POST", "switches", r#"{"columns": 15, "no_session": "auth-text"}"#);
    assert_eq!(
        (status, &switches["columns"], &switches["no_session"]),
        (200, &json!(15), &json!("auth-text"))
    );
    assert_eq!(get(&simulator, "", &monthly("2026-09")).text(), "401 Authorization Required");
    assert_eq!(ask(&simulator, "POST", "switches", r#"{"columns": 16}"#).0, 400);
    assert_eq!(ask(&simulator, "POST", "switches", r#"{"colums": 15}"#).0, 400);
    assert_eq!(simulator.switches().columns, 15);
}

#[test]
fn it_tells_what_happened_but_not_about_itself() {
    let simulator = Simulator::builder().rows_per_month(5).start().unwrap();
    let cookie = login(&simulator);
    let body = get(&simulator, &cookie, &monthly("2026-09")).body;
    assert_eq!(ask(&simulator, "POST", "expire-sessions", "").1, json!({"expired": 1}));
    assert_eq!(ask(&simulator, "GET", "ledger", "").1["sessions_ended_by_request"], 1);
    let (_, requests) = ask(&simulator, "GET", "requests", "");
    assert_eq!(requests.as_array().unwrap().len(), 2);
    assert_eq!(requests[1]["operation"], "monthly_cdr");
    assert_eq!(requests[1]["query"], "User-Agent=apiuser&month=2026-09");
    assert_eq!(
        (&requests[1]["status"], &requests[1]["bytes"], &requests[1]["session"]),
        (&json!(200), &json!(body.len()), &json!(1))
    );
}

#[test]
fn it_tells_the_totals() {
    let simulator = Simulator::builder().rows_per_month(1_000).start().unwrap();
    let expected = simulator.totals(simulator.company(), Operation::MonthlyCdr, "2026-09").unwrap();
    let (status, totals) = ask(&simulator, "GET", "totals?kind=monthly_cdr&period=2026-09", "");
    assert_eq!((status, totals), (200, serde_json::to_value(&expected).unwrap()));
    let child = encoded(&simulator.children()[0]);
    let (_, totals) = ask(
        &simulator,
        "GET",
        &format!("totals?company={child}&kind=daily-cdr&period=2026-09-02"),
        "",
    );
    assert!(totals["rows"].as_u64().unwrap() > 0);
    let (_, users) = ask(&simulator, "GET", "totals?kind=network_users&period=2026-09", "");
    assert_eq!(
        users["users"],
        simulator.network_users(simulator.company(), "2026-09").unwrap().len()
    );
    for bad in [
        "totals",
        "totals?kind=login&period=2026-09",
        "totals?kind=monthly_cdr&period=x",
        "totals?company=x&kind=monthly_cdr&period=2026-09",
    ] {
        let (status, answer) = ask(&simulator, "GET", bad, "");
        assert_eq!(status, 400, "{bad}");
        assert!(answer["error"].is_string());
    }
}

#[test]
fn it_tells_the_accounts() {
    let simulator = Simulator::builder().start().unwrap();
    let (_, about) = ask(&simulator, "GET", "", "");
    assert_eq!(about["company"], simulator.company());
    assert_eq!(about["children"], json!(simulator.children()));
    assert_eq!(
        (&about["first_month"], &about["last_month"]),
        (&json!("2023-10"), &json!("2026-09"))
    );
}
