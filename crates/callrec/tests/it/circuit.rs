//! An origin that does not answer is left alone by all clients of the process, then tried once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use callrec::{ErrorKind, IpassPortalBuilder};

use crate::fixture::{builder, cdr, expected_ids, fetch};
use crate::server::{Request, Server, Step, answer, ok, welcome};

const PAUSE: Duration = Duration::from_millis(400);

/// A server that takes logins and answers nothing else well until it is told to.
fn down(failure: Vec<Step>) -> (Server, Arc<AtomicBool>) {
    let up = Arc::new(AtomicBool::new(false));
    let seen = up.clone();
    let server = Server::answering(move |request: &Request| {
        match (seen.load(Ordering::SeqCst), request.is_login()) {
            (false, _) => failure.clone(),
            (true, true) => welcome(),
            (true, false) => ok(&cdr(1)),
        }
    });
    (server, up)
}

fn five(server: &Server) -> IpassPortalBuilder {
    builder(server).circuit_after(5).circuit_pause(PAUSE)
}

#[tokio::test]
async fn clients_of_one_host_stop_together_and_start_again() {
    let failures = [
        (vec![Step::Close], ErrorKind::Transport),
        (answer("502 Bad", "", ""), ErrorKind::Service),
        (answer("503 Busy", "", ""), ErrorKind::Service),
        (answer("504 Late", "", ""), ErrorKind::Service),
    ];
    for (failure, kind) in failures {
        let (server, up) = down(failure.clone());
        // Circuits last as long as a client that knows them.
        let first = five(&server).build().expect("a client");
        let mut held = 0;
        for call in 0..50 {
            let portal = five(&server).build().expect("a client");
            let error = if call == 0 { fetch(&first).await } else { fetch(&portal).await };
            let error = error.expect_err("down");
            assert_eq!(error.kind(), kind, "call {call}: {error}");
            assert!(error.is_retryable(), "call {call}: {error}");
            if error.to_string().contains("not sent: 5 exchanges in a row failed") {
                assert!(error.retry_at().is_some(), "{error}");
                assert_eq!(error.operation(), Some("monthly_cdr"));
                held += 1;
            }
        }
        // A slow machine may have let a pause go by within the loop.
        assert!(held >= 40, "{failure:?}: {held} of 50 were told at once");
        assert!(server.requests().len() <= 5 + 8, "{} requests", server.requests().len());

        up.store(true, Ordering::SeqCst);
        tokio::time::sleep(PAUSE).await;
        assert_eq!(fetch(&first).await.expect("it is back").ids, expected_ids(1));
    }
}

/// Nobody else is sent while one finds out, and what it finds holds for all.
#[tokio::test]
async fn after_the_pause_one_goes_first() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let seen = most.clone();
    let server = Server::answering(move |_| {
        seen.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        std::thread::sleep(Duration::from_millis(30));
        now.fetch_sub(1, Ordering::SeqCst);
        answer("503 Busy", "", "")
    });
    let portal = five(&server).tries(1).build().expect("a client");
    for _ in 0..5 {
        fetch(&portal).await.expect_err("down");
    }
    tokio::time::sleep(PAUSE).await;
    most.store(0, Ordering::SeqCst);
    let clients: Vec<_> = (0..8).map(|_| five(&server).tries(1).build().expect("one")).collect();
    let before = server.requests().len();
    for result in futures_util::future::join_all(clients.iter().map(fetch)).await {
        assert_eq!(result.expect_err("down").kind(), ErrorKind::Service);
    }
    assert_eq!((server.requests().len() - before, most.load(Ordering::SeqCst)), (1, 1));
}

/// Whoever was refused is told that, and a refusal is an answer: somebody is there.
#[tokio::test]
async fn a_refusal_is_neither_hidden_nor_counted() {
    let refuse = Arc::new(AtomicBool::new(true));
    let refusing = refuse.clone();
    let server = Server::answering(move |_| match refusing.load(Ordering::SeqCst) {
        true => answer("401 Unauthorized", "", ""),
        false => answer("503 Busy", "", ""),
    });
    let refused = five(&server).build().expect("a client");
    assert_eq!(refused.login().await.expect_err("refused").kind(), ErrorKind::Auth);
    refuse.store(false, Ordering::SeqCst);
    let other = five(&server).tries(1).build().expect("a client");
    for _ in 0..4 {
        fetch(&other).await.expect_err("down");
    }
    refuse.store(true, Ordering::SeqCst);
    let third = five(&server).build().expect("a client");
    assert_eq!(third.login().await.expect_err("refused").kind(), ErrorKind::Auth);
    refuse.store(false, Ordering::SeqCst);
    for _ in 0..5 {
        let error = fetch(&other).await.expect_err("down");
        assert!(error.http_status() == Some(503) && !error.to_string().contains("not sent"));
    }
    let error = fetch(&other).await.expect_err("held");
    assert!(error.to_string().contains("not sent"), "{error}");
    for portal in [&refused, &third] {
        assert_eq!(fetch(portal).await.expect_err("refused").kind(), ErrorKind::Auth);
    }
}

#[tokio::test]
async fn it_can_be_turned_off() {
    let (server, _) = down(answer("503 Busy", "", ""));
    let portal = builder(&server).circuit_after(0).tries(1).build().expect("a client");
    for _ in 0..30 {
        fetch(&portal).await.expect_err("down");
    }
    assert_eq!(server.requests().len(), 30);
}

/// The service itself fails, and may do so for this request alone: the next is sent.
#[tokio::test]
async fn answers_of_the_service_do_not_open_it() {
    for status in ["500 Oops", "429 Slow", "404 None", "400 Bad", "501 Never"] {
        let server = Server::answering(move |request| match request.is_login() {
            true => welcome(),
            false => answer(status, "", ""),
        });
        let portal = five(&server).tries(1).build().expect("a client");
        for _ in 0..10 {
            fetch(&portal).await.expect_err(status);
        }
        assert_eq!(server.requests().len() - server.logins(), 10, "{status}");
    }
}
