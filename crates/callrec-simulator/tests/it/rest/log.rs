//! What the log shows of requests, and what it never shows.

use super::{ask, call, create, new_user, small};

#[test]
fn secrets_are_not_in_the_log_nor_in_the_ledger() {
    let simulator = small().rest_key("k3y-canary").start().unwrap();
    let body = new_user("secret").replace(
        "<fname>",
        "<password>p4ss-canary</password><acaToken>t0ken-canary</acaToken><fname>",
    );
    let created = ask(&simulator, "users?service=create-v2&x-ipass-key=k3y-canary", &body);
    let token = created.text_of("acaToken").to_owned();
    let log = serde_json::to_string(&simulator.requests()).unwrap();
    let ledger = serde_json::to_string(&simulator.ledger()).unwrap();
    let shown = format!("{simulator:?} {log} {ledger} {:?}", simulator.users());
    for secret in ["k3y-canary", "p4ss-canary", "t0ken-canary", &token] {
        assert!(!shown.contains(secret), "{secret} in {shown}");
    }
    let logged = simulator.requests().pop().unwrap();
    assert_eq!(logged.query.unwrap(), "service=create-v2&x-ipass-key=REDACTED");
    let logged = logged.body.unwrap();
    assert!(logged.contains("<password>REDACTED</password>"), "{logged}");
    assert!(logged.contains("<username>secret@example.com</username>"), "{logged}");
}

#[test]
fn a_request_is_told_in_full() {
    let simulator = small().start().unwrap();
    create(&simulator, "told");
    let log = serde_json::to_value(simulator.requests()).unwrap();
    assert_eq!(log[0]["method"], "POST");
    assert_eq!(log[0]["path"], "/v1/users");
    assert_eq!(
        (&log[0]["system"], &log[0]["operation"]),
        (&"ipass_rest".into(), &"create_user".into())
    );
    assert_eq!(log[0]["status"], 200);
    call(&simulator, "groups?service=list", "");
    assert_eq!(simulator.requests()[1].body, None);
}
