//! The byte-cut sweep: an answer cut at every offset, by FIN and by RST, never looks whole.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use callrec::{ErrorKind, Proof};

use crate::fixture::{Read, builder, cdr, expected_ids, fetch, once, small_batches};
use crate::server::{Server, Step, send};

const ROWS: usize = 3;

#[derive(Clone, Copy, Debug)]
enum Framing {
    Length,
    Chunked,
    UntilClose,
}

/// The answer's bytes, and where its body begins.
fn wire(framing: Framing) -> (Vec<u8>, usize) {
    let body = cdr(ROWS);
    let (head, body) = match framing {
        Framing::Length => {
            (format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len()), body)
        }
        Framing::UntilClose => ("HTTP/1.1 200 OK\r\n\r\n".to_owned(), body),
        Framing::Chunked => {
            let (first, second) = body.split_at(body.len() / 2);
            let chunks = format!(
                "{:x}\r\n{first}\r\n{:X};ext=1\r\n{second}\r\n0\r\n\r\n",
                first.len(),
                second.len()
            );
            ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".to_owned(), chunks)
        }
    };
    let start = head.len();
    ([head.into_bytes(), body.into_bytes()].concat(), start)
}

/// What must hold of anything that was cut: rows in front that are right, then an error.
fn check(read: Read, place: &str) {
    let error = read.error.expect(place);
    let kinds = [ErrorKind::Truncated, ErrorKind::Transport, ErrorKind::Incomplete];
    assert!(kinds.contains(&error.kind()), "{place}: {error}");
    assert!(expected_ids(ROWS).starts_with(&read.ids), "{place}: {:?}", read.ids);
    assert_eq!(read.accounting.rows(), read.ids.len() as u64, "{place}");
    assert!(read.accounting.balanced(), "{place}");
}

async fn sweep(framing: Framing, end: Step) {
    let (bytes, body) = wire(framing);
    let mut answers = Vec::new();
    for cut in 0..bytes.len() {
        answers.push(vec![Step::Send(bytes[..cut].to_vec()), end.clone()]);
    }
    let script = Arc::new(Mutex::new(VecDeque::new()));
    let next = script.clone();
    let server = Server::answering(move |request| match request.is_login() {
        true => crate::server::welcome(),
        false => next.lock().expect("the script").pop_front().expect("an expected request"),
    });
    let portal = once(&server);
    for (cut, answer) in answers.into_iter().enumerate() {
        let place = format!("{framing:?} {end:?} at {cut} of {} (body from {body})", bytes.len());
        // Where the end is not marked, a second fetch tells: it comes whole.
        let whole = vec![Step::Send(bytes.clone()), Step::Close];
        *script.lock().expect("the script") = VecDeque::from([answer, whole]);
        match fetch(&portal).await {
            // A body of a byte or two whose end is not marked looks like nothing known.
            Err(error) if matches!(framing, Framing::UntilClose) => assert!(
                matches!(
                    error.kind(),
                    ErrorKind::Transport | ErrorKind::Truncated | ErrorKind::NotData
                ),
                "{place}: {error}"
            ),
            Err(error) => assert!(
                matches!(error.kind(), ErrorKind::Transport | ErrorKind::Truncated),
                "{place}: {error}"
            ),
            Ok(read) => check(read, &place),
        }
    }
}

#[tokio::test]
async fn by_length_and_fin() {
    sweep(Framing::Length, Step::Close).await;
}

#[tokio::test]
async fn by_length_and_reset() {
    sweep(Framing::Length, Step::Reset).await;
}

#[tokio::test]
async fn chunked_and_fin() {
    sweep(Framing::Chunked, Step::Close).await;
}

#[tokio::test]
async fn chunked_and_reset() {
    sweep(Framing::Chunked, Step::Reset).await;
}

#[tokio::test]
async fn until_close_and_fin() {
    sweep(Framing::UntilClose, Step::Close).await;
}

#[tokio::test]
async fn until_close_and_reset() {
    sweep(Framing::UntilClose, Step::Reset).await;
}

#[tokio::test]
async fn the_same_answers_uncut_are_whole() {
    for framing in [Framing::Length, Framing::Chunked] {
        let server = Server::scripted(vec![send(wire(framing).0)]);
        let read = fetch(&once(&server)).await.expect("opened");
        assert!(read.error.is_none(), "{framing:?}: {:?}", read.error);
        assert_eq!((read.ids, read.proof), (expected_ids(ROWS), Some(Proof::Framed)));
    }
    let answer = vec![Step::Send(wire(Framing::UntilClose).0), Step::Close];
    let server = Server::scripted(vec![answer.clone(), answer]);
    let read = fetch(&once(&server)).await.expect("opened");
    assert!(read.error.is_none(), "{:?}", read.error);
    assert_eq!((read.ids, read.proof), (expected_ids(ROWS), Some(Proof::Unproven)));
}

/// Rows before the cut are handed on, then the error with its place, and no other try is made.
#[tokio::test]
async fn rows_before_the_cut_come_first() {
    let body = cdr(1000);
    let cut = body.find("T00907").expect("a row") + 30;
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
    let server = Server::scripted(vec![vec![
        Step::Send([head.as_bytes(), &body.as_bytes()[..cut]].concat()),
        Step::Close,
    ]]);
    let portal = builder(&server).decode_options(small_batches(100)).build().expect("a client");
    let read = fetch(&portal).await.expect("opened");
    assert_eq!(read.ids, expected_ids(907));
    assert_eq!(read.accounting.rows(), 907);
    let error = read.error.expect("an error");
    assert_eq!(error.kind(), ErrorKind::Truncated);
    assert_eq!(error.offset(), Some(cut as u64));
    assert!(error.to_string().contains(&format!("{cut} of {} bytes", body.len())), "{error}");
}
