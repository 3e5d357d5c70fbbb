//! The blocking face: the same calls on plain threads.

use callrec::{ErrorKind, UserUpdate};

use super::{builder, end_users, month, new_user, pages};
use crate::server::{Server, ok, send};

#[test]
fn the_same_calls_on_a_plain_thread() {
    let server = Server::answering(pages(vec![end_users(&["a", "b"]), end_users(&["c"])]));
    let rest = builder(&server).page_limit(2).build_blocking().expect("a client");
    let users = rest.users().expect("listed");
    assert_eq!(users.len(), 3);
    let mut rows = 0;
    for batch in rest.list_users().expect("opened") {
        rows += batch.expect("a batch").num_rows();
    }
    assert_eq!(rows, 3);
    assert_eq!(rest.find_user("c@qatest").expect("searched").expect("found").username, "c@qatest");
}

#[test]
fn writes_documents_and_derived_clients() {
    let server = Server::answering(|request| match request.target.contains("reports") {
        true => send("HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>"),
        false => ok(""),
    });
    let rest = builder(&server).build_blocking().expect("a client");
    rest.create_user(&new_user()).expect("created");
    rest.assign_cost_center_users("1", &["2".to_owned()]).expect("assigned");
    let report = rest.custom_report(month(), "CustomReport.html", None).expect("opened");
    assert_eq!(report.into_bytes().expect("read"), b"<html></html>");
    let dry = rest.dry_run().expect("a client");
    assert!(dry.delete_user("ann@qatest").expect("planned").is_planned());
    let child = rest.with_company("4321").expect("a client");
    child.suspend_user("ann@qatest").expect("suspended");
    let requests = server.requests();
    assert_eq!(requests.len(), 4);
    assert_eq!(requests[3].header("x-ipass-company-id"), Some("4321"));
    let error = rest.update_user(&UserUpdate::new("ann")).expect_err("no realm");
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    let cancelled = rest.with_interrupt(|| true).suspend_user("ann@qatest");
    // It may have been done before the first question.
    if let Err(error) = cancelled {
        assert_eq!(error.kind(), ErrorKind::Cancelled);
    }
}

#[tokio::test]
async fn inside_a_runtime_it_is_an_error() {
    let server = Server::answering(|_| ok(""));
    let made = builder(&server).build_blocking();
    let kind = match made {
        Ok(rest) => rest.suspend_user("ann@qatest").expect_err("inside a runtime").kind(),
        Err(error) => error.kind(),
    };
    assert_eq!(kind, ErrorKind::InsideRuntime);
}
