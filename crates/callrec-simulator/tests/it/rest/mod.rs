//! The iPass REST API as its clients meet it.

mod control;
mod errors;
mod laws;
mod lists;
mod log;
mod matrix;
mod organisation;
mod readings;
mod reports;
mod samples;
mod service;
mod writes;

use callrec_simulator::{Builder, Simulator, Switches};

use crate::{
    wire::{Response, encoded, send},
    xml::{Node, parse},
};

/// The realm of the tests.
pub(crate) const REALM: &str = "example.com";

/// A simulator with few users.
pub(crate) fn small() -> Builder {
    Simulator::builder().rows_per_month(30).users(12).realm(REALM)
}

/// One with switches turned.
pub(crate) fn with(switches: &[&str]) -> Simulator {
    small().switches(turned(switches)).start().unwrap()
}

pub(crate) fn turned(switches: &[&str]) -> Switches {
    switches.iter().fold(Switches::default(), |all, one| all.changed_by(one).unwrap())
}

/// A call with key and company.
pub(crate) fn call(simulator: &Simulator, target: &str, body: &str) -> Response {
    call_by(simulator, "POST", target, body)
}

pub(crate) fn call_by(simulator: &Simulator, method: &str, target: &str, body: &str) -> Response {
    let (key, company) = (simulator.rest_key(), simulator.rest_company());
    let headers = [("x-ipass-key", key), ("x-ipass-company-id", company)];
    send(simulator, method, &format!("/v1/{target}"), &headers, body)
}

/// The document of a call that goes well.
pub(crate) fn ask(simulator: &Simulator, target: &str, body: &str) -> Node {
    let response = call(simulator, target, body);
    assert_eq!(response.status, 200, "{target}: {}", response.text());
    parse(response.text())
}

/// The status, code and message of a call that does not.
pub(crate) fn refused(simulator: &Simulator, target: &str, body: &str) -> (u16, String, String) {
    let response = call(simulator, target, body);
    let error = parse(response.text());
    assert_eq!(error.name, "error", "{target}: {}", response.text());
    let text = |name| error.text_of(name).to_owned();
    (response.status, text("errorCode"), text("errorMessage"))
}

/// A document that creates a user.
pub(crate) fn new_user(name: &str) -> String {
    format!(
        "<endUser><username>{name}@{REALM}</username><fname>First</fname><lname>Last</lname>\
         <email>{name}@mail.example</email><enablePortalLogin>false</enablePortalLogin></endUser>"
    )
}

/// A document that names a user.
pub(crate) fn named(username: &str) -> String {
    format!("<endUser><username>{username}</username></endUser>")
}

/// Creates a user: its `endUser`.
pub(crate) fn create(simulator: &Simulator, name: &str) -> Node {
    ask(simulator, "users?service=create-v2", &new_user(name))
}

/// The user names of all pages of a list.
pub(crate) fn listed(simulator: &Simulator, service: &str) -> Vec<String> {
    let target = format!("users?service={service}&page=1&limit=-1");
    let list = ask(simulator, &target, "");
    list.column("username").into_iter().map(str::to_owned).collect()
}

/// A search that brings all that it finds.
pub(crate) fn found(simulator: &Simulator, criteria: &str) -> Vec<String> {
    let criteria = encoded(criteria);
    let target = format!("users?service=search&searchCriteria={criteria}&page=1&limit=-1");
    let list = ask(simulator, &target, "");
    list.column("username").into_iter().map(str::to_owned).collect()
}
