//! The async reader itself: given up and taken up again, and as a stream.

use std::time::Duration;

use callrec::ErrorKind;
use futures_util::StreamExt as _;

use crate::fixture::{builder, cdr, expected_ids, ids, month, small_batches};
use crate::server::{Server, Step};

const ROWS: usize = 1000;

/// The body in pieces, with a pause after each.
fn dripping(body: &str, pieces: usize) -> Vec<Step> {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
    let mut steps = vec![Step::Send(head.into_bytes())];
    for piece in body.as_bytes().chunks(body.len() / pieces + 1) {
        steps.extend([Step::Send(piece.to_vec()), Step::Wait(Duration::from_millis(30))]);
    }
    steps
}

#[tokio::test]
async fn a_wait_that_is_given_up_loses_nothing() {
    let server = Server::scripted(vec![dripping(&cdr(ROWS), 10)]);
    let portal = builder(&server).decode_options(small_batches(100)).build().expect("a client");
    let mut reader = portal.monthly_cdr("1025", month()).await.expect("opened");
    let (mut found, mut given_up) = (Vec::new(), 0);
    loop {
        match tokio::time::timeout(Duration::from_millis(3), reader.next_batch()).await {
            Err(_) => given_up += 1,
            Ok(None) => break,
            Ok(Some(batch)) => found.extend(ids(&batch.expect("a batch"))),
        }
    }
    assert!(given_up > 0);
    assert_eq!(found, expected_ids(ROWS));
    assert!(reader.is_complete());
}

/// Rows are there before the body has ended.
#[tokio::test]
async fn batches_come_while_the_body_arrives() {
    let server = Server::scripted(vec![dripping(&cdr(ROWS), 10)]);
    let portal = builder(&server).decode_options(small_batches(100)).build().expect("a client");
    let mut reader = portal.monthly_cdr("1025", month()).await.expect("opened");
    reader.next_batch().await.expect("rows").expect("a batch");
    let total = reader.total_bytes().expect("a length");
    assert!(reader.bytes_read() < total, "{} of {total}", reader.bytes_read());
}

#[tokio::test]
async fn a_stream_gives_an_error_once_and_ends() {
    let body = cdr(ROWS);
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len() + 1);
    let server = Server::scripted(vec![vec![Step::Send(head.into_bytes()), Step::Close]]);
    let portal = builder(&server).decode_options(small_batches(100)).build().expect("a client");
    let reader = portal.monthly_cdr("1025", month()).await.expect("opened");
    let items: Vec<_> = reader.collect().await;
    let (last, rows) = items.split_last().expect("items");
    assert!(rows.iter().all(Result::is_ok));
    assert_eq!(last.as_ref().expect_err("an error").kind(), ErrorKind::Truncated);
}
