//! The control endpoint's part that is about users: the same powers for other languages.

use callrec_simulator::Simulator;
use serde_json::{Value, json};

use super::{ask as rest, create, named, small};
use crate::wire::{encoded, send};

fn ask(simulator: &Simulator, method: &str, path: &str, body: &str) -> (u16, Value) {
    let response = send(simulator, method, &format!("/_simulator/{path}"), &[], body);
    assert_eq!(response.header("content-type"), Some("application/json"), "{path}");
    (response.status, serde_json::from_str(response.text()).unwrap())
}

#[test]
fn it_tells_the_accounts() {
    let simulator = small().start().unwrap();
    create(&simulator, "gone");
    rest(&simulator, "users?service=delete-v2", &named("gone@example.com"));
    for (path, expected) in [
        ("users", json!(simulator.users())),
        ("cost-centers", json!(simulator.cost_centers())),
        ("groups", json!(simulator.groups())),
        ("registration-codes", json!(simulator.registration_codes())),
    ] {
        assert_eq!(ask(&simulator, "GET", path, ""), (200, expected), "{path}");
    }
    let (_, gone) = ask(&simulator, "GET", "users?username=GONE%40example.com", "");
    assert_eq!((gone.as_array().unwrap().len(), &gone[0]["status"]), (1, &json!("Deleted")));
    let child = encoded(&simulator.children()[0]);
    let (_, of_child) = ask(&simulator, "GET", &format!("users?company={child}"), "");
    assert_eq!(of_child.as_array().unwrap().len(), 3);
    assert_eq!(ask(&simulator, "GET", "users?company=x", "").0, 400);
    assert_eq!(ask(&simulator, "GET", "", "").1["realm"], super::REALM);
}

#[test]
fn it_does_what_users_do() {
    let simulator = small().start().unwrap();
    let user = simulator.users()[1].username.clone();
    let device = json!({
        "username": user, "manufacturer": "LGE", "model": "Nexus 5", "platform": "Android"
    });
    let (status, added) = ask(&simulator, "POST", "devices", &device.to_string());
    assert_eq!(status, 200);
    let devices = simulator.users()[1].devices.clone();
    assert_eq!(added["uuid"], devices.last().unwrap().uuid);
    let form = json!({"reg_code": "regcode2", "username": user}).to_string();
    assert_eq!(ask(&simulator, "POST", "registration-codes/use", &form).0, 200);
    let used = |code: &str| {
        let codes = simulator.registration_codes();
        codes.into_iter().find(|other| other.reg_code == code).unwrap().use_count
    };
    assert_eq!(used("regcode2"), 1);
    for (path, bad) in [
        ("devices", "{}"),
        ("devices", &form),
        ("registration-codes/use", r#"{"reg_code": "none", "username": "ghost@example.com"}"#),
        ("registration-codes/use", "[]"),
    ] {
        assert_eq!(ask(&simulator, "POST", path, bad).0, 400, "{path}: {bad}");
    }
    assert_eq!(ask(&simulator, "POST", "reset", "").0, 200);
    assert_eq!((used("regcode2"), simulator.users()[1].devices.len()), (0, devices.len() - 1));
    // None of it is a request or an effect.
    let ledger = simulator.ledger();
    assert_eq!((ledger.requests, ledger.effects.len()), (0, 0));
}

#[test]
fn it_tells_the_effects() {
    let simulator = small().start().unwrap();
    create(&simulator, "seen");
    let (_, ledger) = ask(&simulator, "GET", "ledger", "");
    assert_eq!(
        ledger["effects"],
        json!([{
            "number": 1,
            "request": 1,
            "system": "ipass_rest",
            "operation": "create_user",
            "company": simulator.company(),
            "key": "seen@example.com",
            "done": "created"
        }])
    );
    assert_eq!(ledger["dangerous_requests"], 0);
    let body = r#"{"ipass_rest": {"padding": true}}"#;
    let (status, switches) = ask(&simulator, "POST", "switches", body);
    assert_eq!((status, &switches["ipass_rest"]["padding"]), (200, &json!(true)));
    assert!(simulator.switches().ipass_rest.padding);
    let plan = r#"{"faults": ["ipass_rest.monthly_cdr:2:reset", "create_user:1:commit-then-503"]}"#;
    let (_, told) = ask(&simulator, "POST", "plan", plan);
    assert_eq!(told, serde_json::from_str::<Value>(plan).unwrap());
    let ambiguous = r#"{"faults": ["suspend_user:1:reset"]}"#;
    assert_eq!(ask(&simulator, "POST", "plan", ambiguous).0, 400);
}
