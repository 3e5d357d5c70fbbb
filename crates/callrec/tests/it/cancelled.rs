//! A call that is dropped at any await leaves nothing half-done.

use std::future::poll_fn;
use std::task::Poll;
use std::time::Duration;

use crate::fixture::{Read, builder, cdr, expected_ids, fetch, month, small_batches};
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
