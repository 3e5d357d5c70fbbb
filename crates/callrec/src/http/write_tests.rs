//! Operations with effects against a scripted server: how often they are sent, and what is said.

use std::sync::Arc;
use std::time::Duration;

use super::server::{Server, Step, answer, ok, welcome};
use super::write::Written;
use super::{BaseUrl, Class, ClientConfig, Fetch, HttpClient, Query, Request, Session};
use crate::{ErrorKind, Result};

fn config() -> ClientConfig {
    super::trace::if_asked_for();
    let mut config = ClientConfig { plain_only: true, ..ClientConfig::default() };
    config.retry.base = Duration::from_millis(1);
    config.timeouts.connect = Duration::from_millis(200);
    config.timeouts.idle = Duration::from_millis(200);
    config
}

/// An operation at `url`, in a session of `server`.
fn operation(server: &Server, url: &str, class: Class) -> Fetch {
    let target = |base: &str, segments: &[&str]| {
        BaseUrl::parse(base, false).expect("a base").target(segments, &Query::default())
    };
    let login = target(&server.url(), &["moservices", "rest", "api", "login"]).expect("a target");
    let form = Query::default().with("name", "a b").expect("a form").into_form();
    let request = Request::post_form(class, target(url, &["users"]).expect("a target"), form);
    Fetch {
        client: Arc::new(HttpClient::new(&config()).expect("a client")),
        session: Some(Arc::new(Session::new(Request::get(Class::LogIn, login)))),
        request: request.on("user 1"),
    }
}

async fn run(class: Class, answers: Vec<Vec<Step>>) -> Result<Written> {
    let server = Server::scripted(answers);
    operation(&server, &server.url(), class).write().await
}

/// What a server may do without telling whether it did the rest.
fn without_an_answer() -> Vec<Vec<Step>> {
    let cut = b"HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n{\"id\"".to_vec();
    vec![
        vec![Step::Close],
        vec![Step::Reset],
        vec![Step::Send(b"HTTP/1.1 2".to_vec()), Step::Close],
        vec![Step::Send(cut), Step::Close],
        // Nothing came, and nothing says that nothing was to come.
        vec![Step::Send(b"HTTP/1.1 200 OK\r\n\r\n".to_vec()), Step::Close],
        vec![Step::Wait(Duration::from_secs(1))],
        answer("500 Oops", "", "<html><body>oops</body></html>"),
        answer("502 Bad Gateway", "", ""),
        answer("503 Busy", "Retry-After: 0\r\n", ""),
        answer("504 Late", "", ""),
        answer("520 Odd", "", ""),
        answer("524 A Timeout Occurred", "", "<html><body>524</body></html>"),
        ok("<html><body>maintenance</body></html>"),
    ]
}

#[tokio::test]
async fn what_may_have_been_created_is_not_created_again() {
    for class in [Class::Create, Class::Notify] {
        for failure in without_an_answer() {
            // One more request would find no answer and fail the test.
            let error = run(class, vec![failure.clone()]).await.expect_err("ambiguous");
            assert_eq!(error.kind(), ErrorKind::Ambiguous, "{class:?} {failure:?}: {error}");
            assert_eq!(error.hint(), class.ambiguous_hint());
            assert!(!error.is_retryable());
        }
    }
}

#[tokio::test]
async fn a_clear_refusal_is_told_as_it_is_and_not_repeated() {
    let refusals = [
        (answer("400 Bad", "", "{\"errorCode\":\"2009\"}"), ErrorKind::Rejected),
        (answer("500 Oops", "", "<e><errorCode>2005</errorCode></e>"), ErrorKind::Service),
        (answer("403 No", "", "{\"errorCode\":1006}"), ErrorKind::Forbidden),
        (answer("409 Conflict", "", ""), ErrorKind::Rejected),
        (ok("<error><errorCode>2005</errorCode></error>"), ErrorKind::Service),
    ];
    for class in [Class::Set, Class::Delete, Class::Create, Class::Notify] {
        for (refusal, kind) in &refusals {
            let error = run(class, vec![refusal.clone()]).await.expect_err("refused");
            assert_eq!(error.kind(), *kind, "{class:?} {refusal:?}: {error}");
        }
    }
    for class in [Class::Create, Class::Notify] {
        let error = run(class, vec![answer("429 Slow", "", "")]).await.expect_err("refused");
        assert_eq!(error.kind(), ErrorKind::RateLimited);
    }
}

#[tokio::test]
async fn a_state_is_set_again_within_the_limits() {
    for failure in without_an_answer() {
        let done = run(Class::Set, vec![failure.clone(), failure.clone(), ok("done")]).await;
        let done = done.unwrap_or_else(|error| panic!("{failure:?}: {error}"));
        assert_eq!(done, Written::Answer(b"done".to_vec()));
        let error = run(Class::Set, vec![failure; 3]).await.expect_err("three tries");
        assert_eq!(error.kind(), ErrorKind::Ambiguous, "{error}");
    }
    // Refused after a try that may have been carried out: nobody knows.
    let error = run(Class::Set, vec![vec![Step::Close], answer("409 Conflict", "", "")]).await;
    assert_eq!(error.expect_err("in doubt").kind(), ErrorKind::Ambiguous);
}

#[tokio::test]
async fn a_state_is_not_set_again_after_a_later_operation_on_the_same_key() {
    let busy = answer("503 Busy", "Retry-After: 1\r\n", "");
    let server = Server::scripted(vec![busy, ok("later")]);
    let first = operation(&server, &server.url(), Class::Set);
    let second = first.clone();
    let (first, second) = tokio::join!(first.write(), async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        second.write().await
    });
    assert_eq!(second.expect("done"), Written::Answer(b"later".to_vec()));
    let error = first.expect_err("superseded");
    assert_eq!(error.kind(), ErrorKind::Ambiguous);
    assert!(error.to_string().contains("a later operation replaced it"), "{error}");
}

#[tokio::test]
async fn not_found_after_a_lost_answer_is_a_deletion() {
    let gone = answer("404 Not Found", "", "");
    for failure in [vec![Step::Close], vec![Step::Reset], answer("502 Bad", "", "")] {
        let done = run(Class::Delete, vec![failure.clone(), gone.clone()]).await;
        assert_eq!(done.unwrap_or_else(|error| panic!("{failure:?}: {error}")), Written::Gone);
        let error =
            run(Class::Delete, vec![failure.clone(), failure]).await.expect_err("once more");
        assert_eq!(error.kind(), ErrorKind::Ambiguous);
    }
    let error = run(Class::Delete, vec![gone.clone()]).await.expect_err("there is none");
    assert_eq!(error.kind(), ErrorKind::NotFound);
    // Not taken is not done: the next "not found" is news.
    let busy = answer("429 Slow", "", "");
    let error = run(Class::Delete, vec![busy, gone]).await.expect_err("there is none");
    assert_eq!(error.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn no_connection_proves_that_nothing_was_sent() {
    for class in [Class::Set, Class::Delete, Class::Create, Class::Notify] {
        for (url, kind) in [
            ("http://127.0.0.1:1", ErrorKind::Connect),
            ("https://nowhere.invalid", ErrorKind::Dns),
        ] {
            let server = Server::scripted(vec![]);
            let error = operation(&server, url, class).write().await.expect_err("nobody there");
            assert_eq!(error.kind(), kind, "{class:?}: {error}");
        }
    }
}

/// That the login failed says that the operation was not sent.
#[tokio::test]
async fn a_login_that_breaks_off_leaves_no_doubt() {
    let server = Server::scripted_with_login(vec![Step::Close], vec![]);
    let error = operation(&server, &server.url(), Class::Create).write().await.expect_err("down");
    assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
    assert_eq!(server.logins(), 3);
}

#[tokio::test]
async fn a_lost_session_is_renewed_and_the_operation_sent_again() {
    let lost = answer("401 Unauthorized", "", "");
    let done = run(Class::Create, vec![lost, answer("201 Created", "", "{\"id\":7}")]).await;
    assert_eq!(done.expect("done"), Written::Answer(b"{\"id\":7}".to_vec()));
}

#[tokio::test]
async fn what_must_not_be_sent_is_not_even_logged_in_for() {
    let server = Server::scripted(vec![]);
    let error = operation(&server, &server.url(), Class::Refuse).write().await.expect_err("never");
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert!(server.requests().is_empty());
}

/// A server closes idle connections when it likes: what must not be in doubt uses none.
#[tokio::test]
async fn each_operation_with_effects_has_its_own_connection() {
    for (class, connections) in [(Class::Create, 4), (Class::Read, 1)] {
        let server = Server::answering(|request| match request.is_login() {
            true => welcome(),
            false => ok("done"),
        });
        let operation = operation(&server, &server.url(), class);
        for _ in 0..3 {
            operation.write().await.expect("done");
        }
        let last = server.requests().iter().map(|request| request.connection).max();
        assert_eq!(last, Some(connections), "{class:?}");
    }
}
