//! What is tried again, how often, and what is not.

use std::time::{Duration, Instant};

use callrec::ErrorKind;

use crate::fixture::{builder, cdr, client, expected_ids, fetch};
use crate::server::{Server, Step, answer, ok};

#[tokio::test]
async fn passing_failures_are_tried_again() {
    let failures = [
        answer("429 Slow down", "", ""),
        answer("500 Oops", "", "<html>oops</html>"),
        answer("502 Bad", "", ""),
        answer("503 Busy", "Retry-After: 0\r\n", ""),
        answer("504 Late", "", ""),
        vec![Step::Close],
        vec![Step::Reset],
        vec![
            Step::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\nTransaction".to_vec()),
            Step::Close,
        ],
    ];
    for failure in failures {
        let server = Server::scripted(vec![failure.clone(), failure.clone(), ok(&cdr(2))]);
        let read = fetch(&client(&server)).await.unwrap_or_else(|e| panic!("{failure:?}: {e}"));
        assert!(read.error.is_none(), "{failure:?}: {:?}", read.error);
        assert_eq!((read.ids, read.accounting.read), (expected_ids(2), 2));
    }
}

#[tokio::test]
async fn three_tries_and_no_more() {
    let server = Server::scripted(vec![answer("503 Busy", "", ""); 3]);
    let error = fetch(&client(&server)).await.expect_err("down");
    assert_eq!((error.kind(), error.http_status()), (ErrorKind::Service, Some(503)));
    assert!(error.is_retryable());
}

#[tokio::test]
async fn lasting_failures_are_not_tried_again() {
    let cases = [
        ("400 Bad", "bad month", ErrorKind::Rejected),
        ("404 Not Found", "", ErrorKind::NotFound),
        ("409 Conflict", "", ErrorKind::Rejected),
        ("500 Error", "<e><errorCode>2005</errorCode></e>", ErrorKind::Service),
        ("400 Bad", "{\"errorCode\":\"2009\"}", ErrorKind::Rejected),
        ("403 Forbidden", "{\"errorCode\":1006}", ErrorKind::Forbidden),
        ("501 Not Implemented", "", ErrorKind::Service),
        ("299 Odd", "", ErrorKind::NotData),
    ];
    for (status, body, kind) in cases {
        let server = Server::scripted(vec![answer(status, "", body)]);
        let error = fetch(&client(&server)).await.expect_err(status);
        assert_eq!(error.kind(), kind, "{status}: {error}");
        assert_eq!(error.provider_code().is_some(), body.contains("errorCode"), "{status}");
        assert!(!error.is_retryable(), "{status}");
    }
}

#[tokio::test]
async fn an_error_document_with_200_is_a_service_error() {
    let body = "<error><errorCode>2005</errorCode><message>no</message></error>";
    let server = Server::scripted(vec![ok(body)]);
    let error = fetch(&client(&server)).await.expect_err("an error document");
    assert_eq!(
        (error.kind(), error.provider_code()),
        (ErrorKind::Service, Some("2005")),
        "{error}"
    );
}

#[tokio::test]
async fn retry_after_is_waited_for_or_told() {
    let server = Server::scripted(vec![answer("503 Busy", "Retry-After: 1\r\n", ""), ok("")]);
    let began = Instant::now();
    fetch(&client(&server)).await.expect("opened");
    assert!(began.elapsed() >= Duration::from_secs(1));

    let server = Server::scripted(vec![answer("429 Slow", "Retry-After: 3600\r\n", "")]);
    let error = fetch(&client(&server)).await.expect_err("too long");
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert_eq!(error.retry_after(), Some(Duration::from_secs(3600)));
}

#[tokio::test]
async fn nothing_listens() {
    let server = Server::scripted(vec![]);
    let portal = builder(&server).base_url("http://127.0.0.1:1").build().expect("a client");
    let error = fetch(&portal).await.expect_err("a closed port");
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Connect, Some("monthly_cdr")));
    let portal = builder(&server).base_url("https://nowhere.invalid").build().expect("a client");
    assert_eq!(fetch(&portal).await.expect_err("no such host").kind(), ErrorKind::Dns);
}

#[tokio::test]
async fn a_pooled_connection_that_was_closed_is_replaced() {
    let mut first = ok(&cdr(1));
    first.push(Step::Close);
    let server = Server::scripted(vec![first, ok(&cdr(2))]);
    let portal = client(&server);
    assert_eq!(fetch(&portal).await.expect("opened").ids, expected_ids(1));
    assert_eq!(fetch(&portal).await.expect("opened").ids, expected_ids(2));
}
