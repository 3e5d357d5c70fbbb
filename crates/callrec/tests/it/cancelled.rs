//! A call that is dropped at any await leaves nothing half-done.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use callrec_simulator::{FeedCursor, FeedOrder, FeedSwitches};

use crate::feed::Sink;
use crate::fixture::{Read, builder, cdr, expected_ids, fetch, month, read, small_batches};
use crate::rest::{end_user, end_users, new_user, new_user_with, pages};
use crate::server::{Request, Server, Step, answer, ok, welcome};

const ROWS: usize = 40;

/// An answer in pieces with pauses, so that there are many places to stop at.
fn in_pieces(answer: Vec<Step>) -> Vec<Step> {
    let bytes: Vec<u8> = answer
        .into_iter()
        .flat_map(|step| match step {
            Step::Send(bytes) => bytes,
            _ => Vec::new(),
        })
        .collect();
    let pieces = bytes.chunks(bytes.len() / 4 + 1);
    pieces
        .flat_map(|piece| [Step::Send(piece.to_vec()), Step::Wait(Duration::from_millis(2))])
        .collect()
}

/// Polls `future` at most `most` times; `None` when it was dropped before it was ready.
async fn for_polls<T>(most: usize, future: impl Future<Output = T>) -> Option<T> {
    let (mut future, mut polls) = (std::pin::pin!(future), 0);
    poll_fn(|cx| {
        if polls == most {
            return Poll::Ready(None);
        }
        polls += 1;
        future.as_mut().poll(cx).map(Some)
    })
    .await
}

async fn dropped_everywhere(handler: fn(&Request) -> Vec<Step>) {
    let mut stopped = 0;
    for polls in 1.. {
        let server = Server::answering(handler);
        let portal = builder(&server).decode_options(small_batches(7)).build().expect("a client");
        let finished = for_polls(polls, fetch(&portal)).await.is_some();
        let Read { ids, error, accounting, .. } = fetch(&portal).await.expect("opened");
        assert!(error.is_none(), "after {polls} polls: {error:?}");
        assert_eq!(
            (ids, accounting.read),
            (expected_ids(ROWS), ROWS as u64),
            "after {polls} polls"
        );
        assert!(server.logins() <= 3, "after {polls} polls: {} logins", server.logins());
        if finished {
            break;
        }
        stopped += 1;
    }
    assert!(stopped > 5, "it was stopped at {stopped} places only");
}

#[tokio::test]
async fn while_logging_in_or_reading() {
    dropped_everywhere(|request| match request.is_login() {
        true => in_pieces(welcome()),
        false => in_pieces(ok(&cdr(ROWS))),
    })
    .await;
}

/// The first session is lost at once, so that a renewal is among the places.
#[tokio::test]
async fn while_renewing_a_session() {
    dropped_everywhere(|request| match (request.is_login(), request.header("cookie")) {
        // The connection's number tells the logins apart: each is answered with its end.
        (true, _) => {
            let session = if request.connection > 1 { "good" } else { "lost" };
            let mut steps = in_pieces(answer(
                "200 OK",
                &format!("Set-Cookie: s={session}\r\nConnection: close\r\n"),
                "",
            ));
            steps.push(Step::Close);
            steps
        }
        (false, Some("s=good")) => in_pieces(ok(&cdr(ROWS))),
        (false, _) => in_pieces(answer("401 Unauthorized", "", "")),
    })
    .await;
}

/// A batch that was waited for and given up is still there.
#[tokio::test]
async fn a_batch_that_was_given_up_comes_the_next_time() {
    let server = Server::scripted(vec![in_pieces(ok(&cdr(ROWS)))]);
    let portal = builder(&server).decode_options(small_batches(7)).build().expect("a client");
    let mut reader = portal.monthly_cdr("1025", month()).await.expect("opened");
    let mut found = Vec::new();
    loop {
        match for_polls(1, reader.next_batch()).await {
            Some(Some(batch)) => found.extend(crate::fixture::ids(&batch.expect("a batch"))),
            Some(None) => break,
            None => tokio::time::sleep(Duration::from_millis(1)).await,
        }
    }
    assert_eq!(found, expected_ids(ROWS));
}

/// An operation with effects that is given up was sent once or not at all, and the next one of the
/// same client is carried out.
#[tokio::test]
async fn while_a_user_is_created() {
    let mut sent = 0;
    for polls in 1.. {
        let server = Server::answering(|_| in_pieces(answer("201 Created", "", &end_user("ann"))));
        let rest = crate::rest::rest(&server);
        let given_up = new_user();
        let finished = for_polls(polls, rest.create_user(&given_up)).await;
        let next = new_user_with(|user| user.username = "bob@qatest".to_owned());
        rest.create_user(&next).await.unwrap_or_else(|e| panic!("after {polls} polls: {e}"));
        let bodies = server.requests().into_iter().map(|request| request.body);
        let (first, second): (Vec<_>, Vec<_>) =
            bodies.partition(|body| body.contains("ann@qatest"));
        assert!(first.len() <= 1, "after {polls} polls it was sent {} times", first.len());
        assert_eq!(second.len(), 1, "after {polls} polls");
        sent += first.len();
        if let Some(finished) = finished {
            finished.expect("created");
            break;
        }
    }
    assert!(sent > 2, "it was on its way {sent} times only");
}

/// A login is part of it here.
#[tokio::test]
async fn while_a_hosted_user_is_changed() {
    let mut stopped = 0;
    for polls in 1.. {
        let server = Server::answering(|request| match request.is_login() {
            true => in_pieces(welcome()),
            false => in_pieces(ok(&end_user("ann"))),
        });
        let users = builder(&server).build().expect("a client").hosted_users();
        let finished = for_polls(polls, users.suspend_user("1025", "ann@qatest")).await.is_some();
        let user = users.retrieve_user("1025", "ann@qatest").await;
        user.unwrap_or_else(|error| panic!("after {polls} polls: {error}"));
        assert!(server.logins() <= 2, "after {polls} polls: {} logins", server.logins());
        if finished {
            break;
        }
        stopped += 1;
    }
    assert!(stopped > 5, "it was stopped at {stopped} places only");
}

/// The list is read again from its first page, whole.
#[tokio::test]
async fn while_pages_are_read() {
    const NAMES: [&str; 5] = ["a", "b", "c", "d", "e"];
    let mut stopped = 0;
    for polls in 1.. {
        let answers = pages(NAMES.chunks(2).map(end_users).collect());
        let server = Server::answering(move |request| in_pieces(answers(request)));
        let rest = crate::rest::builder(&server).page_limit(2).build().expect("a client");
        let list = async || read(rest.list_users().await.expect("opened")).await;
        let finished = for_polls(polls, list()).await.is_some();
        let Read { ids, error, accounting, .. } = list().await;
        assert!(error.is_none(), "after {polls} polls: {error:?}");
        assert_eq!(ids, NAMES.map(|name| format!("{name}@qatest")), "after {polls} polls");
        assert_eq!(accounting.accepted, 5);
        if finished {
            break;
        }
        stopped += 1;
    }
    assert!(stopped > 10, "it was stopped at {stopped} places only");
}

/// The cursor of a reader that is dropped half-way, in the midst of a batch too, covers the rows
/// that were handed on: the next reader goes on with the row after them.
#[tokio::test]
async fn while_a_feed_is_collected() {
    for (cursor, order) in [
        (FeedCursor::Inclusive, FeedOrder::Ascending),
        (FeedCursor::Exclusive, FeedOrder::Shuffled),
    ] {
        let simulator = crate::feed::simulator(FeedSwitches {
            cursor,
            order,
            page_rows: 60,
            ..FeedSwitches::default()
        });
        let feed = crate::feed::builder(&simulator).decode_options(small_batches(7));
        let feed = feed.build().expect("a client");
        let (mut sink, mut opening, mut reading) = (Sink::default(), 0, 0);
        for polls in 1..300 {
            let Some(reader) = for_polls(polls, feed.collect(sink.cursor())).await else {
                opening += 1;
                continue;
            };
            let mut reader = reader.expect("opened");
            for batch in 0.. {
                match for_polls(polls % 7 + 1, reader.next_batch()).await {
                    Some(Some(rows)) => sink.add(&rows.expect("a batch")),
                    Some(None) => break,
                    None => {
                        reading += 1;
                        break;
                    }
                }
                if batch == polls % 5 {
                    break;
                }
            }
            sink.cursor = reader.cursor();
        }
        sink.collect(&feed).await.expect("the rest");
        sink.check(&simulator.feed().totals(), &format!("{cursor:?} {order:?}"));
        assert!(opening > 0 && reading > 5, "stopped {opening} and {reading} times");
    }
}

/// A document that is given up leaves no file, or the whole one where it had its name by then: what
/// is not there at the drop does not come later, when its caller was told that it was given up.
#[test]
fn while_a_document_is_saved() {
    let body: Vec<u8> = [b"PK\x03\x04".as_slice(), &[0; 600 << 10]].concat();
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
    let answer = [head.as_bytes(), &body].concat();
    let folder = tempfile::tempdir().expect("a folder");
    let (mut nothing, mut whole) = (0, 0);
    for polls in 1.. {
        let answer = answer.clone();
        let server = Server::answering(move |request| match request.is_login() {
            true => welcome(),
            false => in_pieces(vec![Step::Send(answer.clone())]),
        });
        let path = folder.path().join("report.zip");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime");
        let finished = runtime.block_on(async {
            let portal = builder(&server).build().expect("a client");
            let document = portal.child_custom_report("1025", month(), "Report").await;
            for_polls(polls, document.expect("opened").save(&path)).await
        });
        let there = path.exists();
        // Waits for what works on the file.
        drop(runtime);
        assert_eq!(path.exists(), there, "after {polls} polls");
        let names: Vec<_> = std::fs::read_dir(folder.path())
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name())
            .collect();
        match names.as_slice() {
            [] => nothing += 1,
            [name] if name == "report.zip" => {
                assert_eq!(std::fs::read(&path).expect("a file"), body, "after {polls} polls");
                std::fs::remove_file(&path).expect("removed");
                whole += 1;
            }
            other => panic!("after {polls} polls: {other:?}"),
        }
        if let Some(saved) = finished {
            assert_eq!(saved.expect("saved").bytes(), body.len() as u64);
            break;
        }
    }
    assert!(nothing > 2 && whole > 0, "{nothing} times nothing, {whole} times whole");
}
