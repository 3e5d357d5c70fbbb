//! Hosted user provisioning as its clients meet it.

mod readings;
mod samples;

use callrec_simulator::Simulator;

use crate::{
    wire::{Response, encoded, send},
    xml::{Node, parse},
};

/// DOC of sister calls.
const XML: &str = "text/xml; charset=utf-8";

/// A call below the main company's `mo/`.
fn call(simulator: &Simulator, cookie: &str, method: &str, path: &str, body: &str) -> Response {
    let company = simulator.company();
    let target = format!("/moservices/rest/api/ipass/{company}/mo/{path}");
    send(simulator, method, &target, &[("Cookie", cookie), ("Content-Type", XML)], body)
}

fn create_or_update(simulator: &Simulator, cookie: &str, body: &str) -> Response {
    call(simulator, cookie, "POST", "endUser?User-Agent=apiuser&action=createOrUpdate", body)
}

fn suspend(simulator: &Simulator, cookie: &str, body: &str) -> Response {
    call(simulator, cookie, "POST", "endUser?User-Agent=apiuser&action=suspendNow", body)
}

fn retrieve(simulator: &Simulator, cookie: &str, username: &str) -> Response {
    let path = format!("endUser/?User-Agent=apiuser&action=retrieve&uname={}", encoded(username));
    call(simulator, cookie, "GET", &path, "")
}

/// The document of an answer that is good.
fn good(response: &Response) -> Node {
    assert_eq!(response.status, 200, "{}", response.text());
    parse(response.text())
}
