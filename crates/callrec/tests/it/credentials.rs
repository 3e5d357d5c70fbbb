//! Systems without a login: what is refused with one request is not sent with the next.

use std::time::Duration;

use callrec::{BillingFeed, Cursor, Day, Error, ErrorKind, FanOut, GetCalls, Reader};

use crate::server::{Server, Step, answer, ok};

const PASSWORD: &str = "c4n4ry carried+&%";
const LOGIN_PAGE: &str = "<html><body><form action=\"/login\"><input type=\"password\" name=\"password\"></form></body></html>";

/// The ways in which wrong credentials are refused.
fn refusals() -> Vec<Vec<Step>> {
    vec![
        answer("401 Unauthorized", "", ""),
        answer("401 Unauthorized", "", "{\"errorCode\":7}"),
        answer("302 Found", "Location: /login\r\n", ""),
        ok(LOGIN_PAGE),
        ok("401 Authorization Required"),
    ]
}

/// Answers late, so that calls that do not wait for the first one's answer are seen.
fn refusing(refusal: Vec<Step>) -> Server {
    let mut steps = vec![Step::Wait(Duration::from_millis(50))];
    steps.extend(refusal);
    Server::answering(move |_| steps.clone())
}

fn feed(server: &Server) -> BillingFeed {
    crate::trace::if_asked_for();
    BillingFeed::builder()
        .base_url(server.url())
        .credentials("049740590", PASSWORD)
        .retry_pause(Duration::from_millis(1))
        .build()
        .expect("a client")
}

fn calls(server: &Server) -> GetCalls {
    crate::trace::if_asked_for();
    GetCalls::builder()
        .base_url(server.url())
        .credentials("reseller", PASSWORD)
        .retry_pause(Duration::from_millis(1))
        .build()
        .expect("a client")
}

fn day(text: &str) -> Day {
    text.parse().expect(text)
}

fn refused<T>(result: Result<T, Error>, what: &str) {
    let error = result.map(drop).expect_err(what);
    assert_eq!(error.kind(), ErrorKind::Auth, "{what}: {error}");
    assert!(error.operation().is_some() && !error.hint().is_empty(), "{what}: {error:?}");
    assert!(!format!("{error} {error:?}").contains("c4n4ry"), "{what}: {error:?}");
}

async fn all_refused<K: Clone + Send + 'static>(mut all: FanOut<K, Reader>, what: &str) {
    while let Some((_, reader)) = all.next().await {
        refused(reader, what);
    }
}

/// A year of windows is one wrong password, not twelve.
#[tokio::test]
async fn getcalls_sends_wrong_ones_once() {
    for refusal in refusals() {
        let (what, server) = (format!("{refusal:?}"), refusing(refusal));
        let calls = calls(&server);
        let windows = calls.get_calls_by_window("1", day("2025-09-01"), day("2026-09-01"));
        all_refused(windows.expect("windows"), &what).await;
        refused(calls.get_calls_since("2", day("2026-09-01")).await, &what);
        assert_eq!(server.requests().len(), 1, "{what}");
    }
}

#[tokio::test]
async fn the_feed_sends_wrong_ones_once() {
    for refusal in refusals() {
        let (what, server) = (format!("{refusal:?}"), refusing(refusal));
        let feed = feed(&server);
        let client = feed.clone();
        let five = callrec::fan_out(0..5, move |_| {
            let feed = client.clone();
            async move { feed.collect(Cursor::first_run()).await }
        });
        all_refused(five, &what).await;
        refused(feed.page(7).await, &what);
        let error = feed.page(7).await.expect_err(&what);
        let hint = "check login and password; then make a new client: this one does not ask again";
        assert_eq!(error.hint(), hint);
        refused(feed.recording("/rec/1.mp3").await, &what);
        assert_eq!(server.requests().len(), 1, "{what}");
    }
}

/// A recording's host gets no credentials: what it refuses says nothing of them.
#[tokio::test]
async fn another_host_refuses_no_credentials() {
    let (own, other) = (Server::scripted(vec![ok("[]")]), refusing(refusals().remove(0)));
    let host = other.url().trim_start_matches("http://").to_owned();
    let feed = BillingFeed::builder()
        .base_url(own.url())
        .credentials("049740590", PASSWORD)
        .allow_recording_host(host)
        .build()
        .expect("a client");
    for _ in 0..2 {
        let error = feed.recording(&format!("{}/1.mp3", other.url())).await.expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::Auth);
    }
    assert_eq!(other.requests().len(), 2);
    feed.page(7).await.expect("taken");
}

/// A company that is refused is no wrong key; 401 is.
#[tokio::test]
async fn a_rest_key_is_refused_by_401_alone() {
    let other_company = answer("403 Forbidden", "", "<e><errorCode>1006</errorCode></e>");
    let server = Server::scripted(vec![
        other_company,
        answer("401 Unauthorized", "", "<e><errorCode>1006</errorCode></e>"),
        answer("403 Forbidden", "", ""),
        answer("401 Unauthorized", "", ""),
    ]);
    let rest = crate::rest::rest(&server);
    for (kind, for_good) in [
        (ErrorKind::Auth, false),
        (ErrorKind::Auth, false),
        (ErrorKind::Forbidden, false),
        (ErrorKind::Auth, true),
        (ErrorKind::Auth, true),
    ] {
        let error = rest.list_groups().await.expect_err("refused");
        assert_eq!(error.kind(), kind, "{error}");
        assert_eq!(error.hint().contains("this one does not ask again"), for_good, "{error}");
    }
    let error = rest.create_user(&crate::rest::new_user()).await.expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Auth, "not sent, so not in doubt: {error}");
}
