//! Silence and dripping end in `Timeout`; a slow consumer does not.

use std::time::{Duration, Instant};

use callrec::{ErrorKind, Timeouts};

use crate::fixture::{builder, cdr, expected_ids, fetch, ids, month, small_batches};
use crate::server::{Server, Step, ok};

const STALL: Step = Step::Wait(Duration::from_secs(3));

fn timeouts() -> Timeouts {
    let mut timeouts = Timeouts::default();
    timeouts.idle = Duration::from_millis(200);
    timeouts
}

#[tokio::test]
async fn a_stall_before_the_head_or_in_the_body() {
    let head =
        Step::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nTransaction ID,".to_vec());
    for answer in [vec![STALL], vec![head, STALL]] {
        let server = Server::scripted(vec![answer]);
        // A request may have to connect first: that limit is added to the wait for its head.
        let mut timeouts = timeouts();
        timeouts.connect = Duration::from_millis(300);
        let portal = builder(&server).timeouts(timeouts).tries(1).build().expect("a client");
        let began = Instant::now();
        let error = match fetch(&portal).await {
            Ok(read) => read.error.expect("an error"),
            Err(error) => error,
        };
        assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
        assert!(began.elapsed() < Duration::from_secs(2), "{:?}", began.elapsed());
    }
}

#[tokio::test]
async fn a_drip_that_keeps_the_idle_limit() {
    let mut steps = vec![Step::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 50000\r\n\r\n".to_vec())];
    for _ in 0..100 {
        steps.extend([Step::Send(b"x".to_vec()), Step::Wait(Duration::from_millis(20))]);
    }
    let server = Server::scripted(vec![steps]);
    let mut timeouts = timeouts();
    timeouts.window = Duration::from_millis(300);
    timeouts.window_bytes = 1000;
    let portal = builder(&server).timeouts(timeouts).tries(1).build().expect("a client");
    let error = fetch(&portal).await.expect_err("a drip");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.to_string().contains("are the least"), "{error}");
}

#[tokio::test]
async fn the_total_limit_counts_waiting_over_all_tries() {
    let server = Server::scripted(vec![vec![STALL]]);
    let portal = builder(&server)
        .timeouts(Timeouts::default())
        .total_timeout(Duration::from_millis(200))
        .build()
        .expect("a client");
    let error = fetch(&portal).await.expect_err("too late");
    assert!(error.to_string().contains("total limit"), "{error}");
}

#[tokio::test]
async fn a_slow_consumer_trips_nothing() {
    const ROWS: usize = 40_000;
    let server = Server::scripted(vec![ok(&cdr(ROWS))]);
    // Each limit is shorter than what the consumer takes; waiting for the server is far below all.
    let mut timeouts = Timeouts::default();
    timeouts.idle = Duration::from_millis(500);
    timeouts.window = Duration::from_millis(500);
    timeouts.total = Some(Duration::from_millis(2000));
    let options = small_batches(ROWS / 5);
    let portal = builder(&server).timeouts(timeouts).decode_options(options).build();
    let portal = portal.expect("a client");
    let mut reader = portal.monthly_cdr("1025", month()).await.expect("opened");
    let mut found = Vec::new();
    while let Some(batch) = reader.next_batch().await {
        found.extend(ids(&batch.expect("no limit is tripped")));
        tokio::time::sleep(Duration::from_millis(700)).await;
    }
    assert_eq!(found, expected_ids(ROWS));
}
