//! The control endpoint: the same powers for other languages.

use callrec_simulator::{FeedFilter, Operation, Simulator};
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

#[test]
fn it_tells_of_the_feed_and_changes_it() {
    let simulator = Simulator::builder().feed_rows(100).start().unwrap();
    let (status, before) = ask(&simulator, "GET", "feed", "");
    assert_eq!((status, &before["login"]), (200, &json!(simulator.feed_username())));
    assert_eq!(before["totals"], serde_json::to_value(simulator.feed().totals()).unwrap());
    assert_eq!(before["logins"].as_array().unwrap().len(), 2);
    let last = simulator.feed().last_id().unwrap();
    let change = json!({"append": 3, "append_late": 2, "rerate": [last]}).to_string();
    let (_, done) = ask(&simulator, "POST", "feed", &change);
    assert_eq!((done["appended"].as_array().unwrap().len(), &done["late"][1].is_u64()), (3, &true));
    assert_eq!(done["last_id"], done["appended"][2]);
    assert_eq!(ask(&simulator, "GET", "feed", "").1["totals"]["rows"], 105);
    let (_, from) = ask(&simulator, "GET", &format!("feed?from_id={last}&calls_only=false"), "");
    assert_eq!(from["totals"]["first_id"], last);
    ask(&simulator, "POST", "feed", r#"{"renumber": true, "restart_numbering": 7}"#);
    assert!(simulator.feed().last_id().unwrap() < last);
    let other = simulator.feeds()[1].login().to_owned();
    ask(&simulator, "POST", "feed", &json!({"login": other, "append": 1}).to_string());
    assert_eq!(ask(&simulator, "GET", &format!("feed?login={other}"), "").1["totals"]["rows"], 101);
    for bad in ["", "{\"append\": -1}", "{\"grow\": 1}", "{\"login\": \"x\"}", "{\"rerate\": [1]}"]
    {
        assert_eq!(ask(&simulator, "POST", "feed", bad).0, 400, "{bad}");
    }
    for bad in ["feed?login=x", "feed?date=x", "feed?from=1"] {
        assert_eq!(ask(&simulator, "GET", bad, "").0, 400, "{bad}");
    }
    ask(&simulator, "POST", "reset", "");
    assert_eq!(ask(&simulator, "GET", "feed", "").1, before);
    let (_, with_rows) = ask(&simulator, "GET", "feed?rows=true", "");
    let rows: Vec<_> = simulator.feed().rows_where(&FeedFilter::default()).collect();
    assert_eq!(with_rows["rows"], serde_json::to_value(&rows).unwrap());
}

#[test]
fn it_tells_of_getcalls_and_changes_it() {
    let simulator = Simulator::builder().start().unwrap();
    let calls = simulator.get_calls();
    let (_, about) = ask(&simulator, "GET", "get-calls", "");
    assert_eq!(about["profiles"], json!(calls.profiles()));
    assert_eq!((&about["today"], &about["totals"]), (&json!("2026-10-01"), &Value::Null));
    let window = "get-calls?first=2026-09-01&end=2026-09-03";
    let rows = || ask(&simulator, "GET", window, "").1["totals"]["rows"].as_u64().unwrap();
    let before = rows();
    ask(&simulator, "POST", "get-calls", r#"{"day": "2026-09-02", "append": 7}"#);
    assert_eq!(rows(), before + 7);
    ask(&simulator, "POST", "get-calls", r#"{"day": "2026-09-01", "hide": 9}"#);
    assert_eq!(rows(), before - 2);
    let (_, moved) = ask(&simulator, "POST", "get-calls", r#"{"today": "2026-09-02"}"#);
    assert_eq!(moved, json!({"today": "2026-09-02"}));
    assert!(rows() < before - 2);
    for bad in ["get-calls?first=2026-09-01", "get-calls?profile=x&first=2026-09-01&end=2026-09-02"]
    {
        assert_eq!(ask(&simulator, "GET", bad, "").0, 400, "{bad}");
    }
    for bad in ["{\"append\": 1}", "{\"today\": \"x\"}", "{\"day\": \"2026-09-01\", \"hides\": 1}"]
    {
        assert_eq!(ask(&simulator, "POST", "get-calls", bad).0, 400, "{bad}");
    }
    ask(&simulator, "POST", "reset", "");
    assert_eq!(rows(), before);
    let (_, told) = ask(&simulator, "GET", &format!("{window}&records=true"), "");
    assert_eq!(told["records"].as_array().unwrap().len() as u64, before);
    assert_eq!(told["records"][0]["call_start"], "2026-09-01 00:00:00");
}
