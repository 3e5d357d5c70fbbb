//! Logins of the billing feed: wrong ones, several at once, and none in what is shown.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use callrec::{BillingFeed, Cursor, ErrorKind, FeedMethod};
use callrec_simulator::{FeedSwitches, Plan, Simulator, WrongLogin};

use super::{PASSWORD, Sink, builder, client, raw, simulator};

#[tokio::test]
async fn wrong_logins_are_typed_and_show_no_secret() {
    for (form, kind) in [
        (WrongLogin::Text, ErrorKind::NotData),
        (WrongLogin::Html, ErrorKind::NotData),
        (WrongLogin::Unauthorized, ErrorKind::Auth),
    ] {
        let simulator = simulator(FeedSwitches { wrong_login: form, ..Default::default() });
        for method in [FeedMethod::Get, FeedMethod::PostForm] {
            let builder = builder(&simulator).credentials("049740590", "c4n4ry wrong");
            let feed = builder.clone().method(method).build().expect("a client");
            let error = feed.collect(Cursor::first_run()).await.expect_err("refused");
            let kinds = [kind, ErrorKind::Auth];
            assert!(kinds.contains(&error.kind()), "{form:?}: {error:?}");
            let shown = format!("{error} {error:?} {feed:?} {builder:?}");
            assert!(!shown.contains("c4n4ry"), "{shown}");
        }
    }
}

#[tokio::test]
async fn several_accounts_at_once() {
    let simulator = Simulator::builder().feed_rows(50).feed_accounts(5).start().expect("started");
    let logins: Vec<_> = simulator.feeds().iter().map(|feed| feed.login().to_owned()).collect();
    let feeds: Vec<_> = logins
        .iter()
        .map(|login| {
            let password = simulator.feed_of(login).expect("a feed").password().to_owned();
            let feed = BillingFeed::builder()
                .base_url(simulator.base_url())
                .credentials(login, password)
                .build()
                .expect("a client");
            (feed, Cursor::first_run())
        })
        .collect();
    let mut all = BillingFeed::collect_all(feeds).expect("five feeds").concurrency(3);
    let mut seen = Vec::new();
    while let Some((login, reader)) = all.next().await {
        let mut reader = reader.expect("opened");
        let mut sink = Sink::default();
        while let Some(batch) = reader.next_batch().await {
            sink.add(&batch.expect("a batch"));
        }
        sink.check(&simulator.feed_of(&login).expect("a feed").totals(), &login);
        seen.push(login);
    }
    assert_eq!(seen, logins, "in the order that was asked for");
}

/// Each of the feeds that are collected at once is cancelled by itself.
#[test]
fn a_feed_that_is_to_end_ends_its_own_part() {
    for verb in ["stall", "stall-after-100B"] {
        let simulator = simulator(FeedSwitches::default());
        simulator.plan(Plan::parse([format!("feed:*:{verb}")]).expect(verb));
        let feed = |calls: bool| {
            let builder = builder(&simulator).calls_only(calls).tries(1);
            let feed = builder.idle_timeout(Duration::from_secs(3)).build_blocking();
            (feed.expect("a client"), Cursor::first_run())
        };
        let to_end = Arc::new(AtomicBool::new(verb == "stall"));
        let ask = Arc::clone(&to_end);
        let mut all = callrec::blocking::BillingFeed::collect_all([feed(false), feed(true)])
            .expect("two feeds")
            .with_interrupt_of(move |key| key.ends_with("(calls)") && ask.load(Ordering::SeqCst));
        let mut kinds = BTreeMap::new();
        let mut opened = Vec::new();
        while let Some((key, reader)) = all.next_result().expect("waited") {
            match reader {
                Ok(reader) => opened.push((key, reader)),
                Err(error) => drop(kinds.insert(key, error)),
            }
        }
        to_end.store(true, Ordering::SeqCst);
        for (key, mut reader) in opened.into_iter().rev() {
            kinds.insert(key, reader.next_batch().expect_err(verb));
        }
        let kinds: Vec<_> = kinds.into_iter().map(|(key, error)| (key, error.kind())).collect();
        let (login, url) = (simulator.feed_username(), simulator.base_url());
        let expected = [
            (format!("{login} at {url}/ (all)"), ErrorKind::Timeout),
            (format!("{login} at {url}/ (calls)"), ErrorKind::Cancelled),
        ];
        assert_eq!(kinds, expected, "{verb}");
    }
}

/// Its rows would come twice, under one key.
#[test]
fn one_feed_twice_at_once_is_refused() {
    let simulator = simulator(FeedSwitches::default());
    let twice = [client(&simulator), client(&simulator)].map(|feed| (feed, Cursor::first_run()));
    let error = BillingFeed::collect_all(twice).expect_err("twice");
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    assert!(error.to_string().contains(simulator.feed_username()), "{error}");
    assert!(simulator.requests().is_empty(), "nothing is asked for");
}

/// Whatever a server prints back: no password in errors, `Debug`, logs or cursors.
#[tokio::test]
async fn nothing_of_these_clients_shows_a_secret() {
    use crate::server::{Server, answer};
    crate::trace::keep();
    let mut shown = String::new();
    for (status, head) in
        [("400 Bad Request", ""), ("200 OK", ""), ("302 Found", "Location: /x\r\n")]
    {
        let server = Server::answering(move |asked| {
            answer(status, head, &format!("error {} {} {PASSWORD}", asked.target, asked.body))
        });
        for method in [FeedMethod::Get, FeedMethod::PostForm] {
            let builder = raw(&server).method(method).tries(1);
            let feed = builder.clone().build().expect("a client");
            let error = feed.collect(Cursor::first_run()).await.expect_err("no feed");
            shown += &format!("{error} {error:?} {feed:?} {builder:?}");
            let result = feed.recording("/1.mp3").await;
            shown += &format!("{result:?}");
        }
        let calls = callrec::GetCalls::builder().base_url(server.url()).tries(1);
        let calls = calls.credentials("reseller", PASSWORD);
        let client = calls.clone().build().expect("a client");
        let (start, end) = ("2026-09-01".parse(), "2026-09-02".parse());
        let result = client.get_calls("1", start.expect("a day"), end.expect("a day")).await;
        shown += &format!("{} {calls:?} {client:?}", result.expect_err("no calls"));
    }
    let simulator = simulator(FeedSwitches::default());
    let (feed, mut sink) = (client(&simulator), Sink::default());
    let reader = sink.collect(&feed).await.expect("collected");
    shown += &format!("{reader:?} {:?} {}", sink.cursor(), sink.cursor());
    let log = crate::trace::kept();
    assert!(log.contains("/billing/feed") && log.contains("/cdrs/getcalls"), "our log was on");
    assert!(!shown.contains("c4n4ry"), "{shown}");
    assert!(!log.contains("c4n4ry"), "{log}");
}
