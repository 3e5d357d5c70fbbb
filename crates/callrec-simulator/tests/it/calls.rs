//! getcalls: readings E1 to E24.

mod failures;
mod forms;
mod windows;

use callrec_simulator::{GetCallsSwitches, Simulator, Switches};
use serde_json::Value;

use crate::wire::{Response, encoded, records, send};

/// A path below the first profile.
fn get(simulator: &Simulator, path: &str) -> Response {
    get_of(simulator, simulator.get_calls_profile(), path)
}

fn get_of(simulator: &Simulator, profile: &str, path: &str) -> Response {
    let username = encoded(simulator.get_calls_username());
    let password = encoded(simulator.get_calls_password());
    let target = format!("/cdrs/getcalls/{profile}/{path}?username={username}&password={password}");
    send(simulator, "GET", &target, &[], "")
}

fn json(response: &Response) -> Vec<Value> {
    assert_eq!(response.status, 200, "{}", response.text());
    match serde_json::from_str(response.text()).unwrap() {
        Value::Array(records) => records,
        other => panic!("{other}"),
    }
}

fn csv(response: &Response) -> Vec<Vec<String>> {
    assert_eq!(response.status, 200, "{}", response.text());
    records(response.text())
}

fn switch(simulator: &Simulator, change: impl FnOnce(&mut GetCallsSwitches)) {
    let mut switches = Switches::default();
    change(&mut switches.getcalls);
    simulator.set_switches(switches).unwrap();
}
