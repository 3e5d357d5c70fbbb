//! Many calls at once, a server that sends more than is read, and one that is down.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use callrec::ErrorKind;

use crate::fixture::{builder, cdr, expected_ids, fetch, ids, month, small_batches};
use crate::server::{Request, Server, Step, answer, ok, welcome};

/// Counts exchanges that are under way at once. Each lasts until as many were seen as are expected, so
/// that a slow machine shows no fewer, and a moment longer, so that those too many come to be seen.
#[derive(Debug, Default)]
struct Gate {
    counts: Mutex<Counts>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Counts {
    now: usize,
    most: usize,
    expected: usize,
}

impl Gate {
    fn expecting(expected: usize) -> Arc<Self> {
        let gate = Arc::new(Self::default());
        gate.expect(expected);
        gate
    }

    /// Begins to count anew.
    fn expect(&self, expected: usize) {
        let mut counts = self.counts.lock().expect("the counts");
        (counts.most, counts.expected) = (counts.now, expected);
    }

    fn most(&self) -> usize {
        self.counts.lock().expect("the counts").most
    }

    fn pass(&self) {
        let mut counts = self.counts.lock().expect("the counts");
        counts.now += 1;
        counts.most = counts.most.max(counts.now);
        self.changed.notify_all();
        let fewer = |counts: &mut Counts| counts.most < counts.expected;
        let patience = Duration::from_secs(9);
        let counts =
            self.changed.wait_timeout_while(counts, patience, fewer).expect("the counts").0;
        drop(counts);
        std::thread::sleep(Duration::from_millis(50));
        self.counts.lock().expect("the counts").now -= 1;
    }

    fn server(self: &Arc<Self>) -> Server {
        let gate = self.clone();
        Server::answering(move |request: &Request| {
            if request.is_login() {
                return welcome();
            }
            gate.pass();
            ok(&cdr(1))
        })
    }
}

#[tokio::test]
async fn eight_exchanges_at_once_unless_told_otherwise() {
    for (concurrency, calls, expected) in [(None, 24, 8), (Some(2), 6, 2), (Some(0), 2, 1)] {
        let gate = Gate::expecting(expected);
        let server = gate.server();
        let mut builder = builder(&server);
        if let Some(most) = concurrency {
            builder = builder.concurrency(most);
        }
        let portal = builder.build().expect("a client");
        for read in futures_util::future::join_all((0..calls).map(|_| fetch(&portal))).await {
            assert_eq!(read.expect("opened").ids, expected_ids(1));
        }
        assert_eq!(gate.most(), expected, "{concurrency:?}");
    }
}

/// A short limit is used up by waiting for a reader that nobody reads.
#[tokio::test]
async fn who_runs_out_of_time_in_the_queue_is_told_of_the_queue() {
    let server = Server::scripted(vec![ok(&cdr(60_000)), ok(&cdr(1))]);
    let portal = builder(&server).concurrency(1).total_timeout(Duration::from_secs(2));
    let portal = portal.build().expect("a client");
    let held = portal.monthly_cdr("1025", month()).await.expect("opened");
    let error = portal.monthly_cdr("1025", month()).await.expect_err("no place");
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.to_string().contains("it waited for one of 1 exchanges"), "{error}");
    assert!(error.hint().starts_with("read the open readers to their end"), "{error}");
    drop(held);
    portal.monthly_cdr("1025", month()).await.expect("opened");
}

/// Two clients of one host have its eight places together.
#[tokio::test]
async fn eight_exchanges_at_once_with_a_host_however_many_clients() {
    let gate = Gate::expecting(8);
    let server = gate.server();
    let clients: Vec<_> = (0..3).map(|_| builder(&server).build().expect("a client")).collect();
    let calls = (0..24).map(|call| fetch(&clients[call % clients.len()]));
    for read in futures_util::future::join_all(calls).await {
        assert_eq!(read.expect("opened").ids, expected_ids(1));
    }
    assert_eq!(gate.most(), 8);

    // What one of them says holds for all of them, as long as it is there.
    let few = builder(&server).concurrency(2).build().expect("a client");
    few.login().await.expect("logged in");
    gate.expect(2);
    let twice = || futures_util::future::join_all(clients.iter().chain(&clients).map(fetch));
    assert!(twice().await.iter().all(Result::is_ok));
    assert_eq!(gate.most(), 2);
    drop(few);
    gate.expect(6);
    assert!(twice().await.iter().all(Result::is_ok));
    assert_eq!(gate.most(), 6);
}

/// With one place for all, each step of a call finds it free: renewal, another try, a second fetch.
#[tokio::test]
async fn one_place_is_enough_for_everything() {
    let unproven =
        vec![Step::Send(format!("HTTP/1.1 200 OK\r\n\r\n{}", cdr(2)).into_bytes()), Step::Close];
    let cut = vec![
        Step::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nTransaction ID,".to_vec()),
        Step::Close,
    ];
    let server =
        Server::scripted(vec![answer("401 Unauthorized", "", ""), cut, unproven.clone(), unproven]);
    let portal = builder(&server).concurrency(1).total_timeout(Duration::from_secs(20));
    let read = fetch(&portal.build().expect("a client")).await.expect("opened");
    assert!(read.error.is_none(), "{:?}", read.error);
    assert_eq!(read.ids, expected_ids(2));
}

/// A reader that is open holds its place; the call that waits for it has its total limit.
#[tokio::test]
async fn waiting_for_a_place_has_the_total_limit() {
    let server = Server::scripted(vec![vec![
        Step::Send(
            format!("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n{}", cdr(1)).into_bytes(),
        ),
        Step::Wait(Duration::from_millis(600)),
    ]]);
    let portal = builder(&server).concurrency(1).total_timeout(Duration::from_millis(300));
    let portal = portal.build().expect("a client");
    let _open = portal.monthly_cdr("1025", month()).await.expect("opened");
    let error = portal.monthly_cdr("1025", month()).await.expect_err("no place");
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
}

/// What is not read is not taken from the network either: memory stays flat.
#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_is_not_read_stops_its_sender() {
    const ROWS: usize = 400_000;
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let sent = Arc::new(AtomicUsize::new(0));
    let counter = sent.clone();
    let sender = std::thread::spawn(move || {
        let (mut login, _) = listener.accept().expect("a client");
        let mut request = [0; 4096];
        let _ = login.read(&mut request).expect("a login");
        login
            .write_all(b"HTTP/1.1 200 OK\r\nSet-Cookie: s=1\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
            .expect("sent");
        drop(login);
        let (mut report, _) = listener.accept().expect("a client");
        let _ = report.read(&mut request).expect("a request");
        let body = cdr(ROWS);
        let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", body.len());
        report.write_all(head.as_bytes()).expect("sent");
        for piece in body.as_bytes().chunks(64 << 10) {
            report.write_all(piece).expect("sent");
            counter.fetch_add(piece.len(), Ordering::SeqCst);
        }
        body.len()
    });
    let server = Server::scripted(vec![]);
    let portal = builder(&server).base_url(url).decode_options(small_batches(1000)).build();
    let portal = portal.expect("a client");
    let mut reader = portal.monthly_cdr("1025", month()).await.expect("opened");
    let first = ids(&reader.next_batch().await.expect("rows").expect("a batch"));
    let mut before = usize::MAX;
    // Until the socket's buffers are full.
    while before != sent.load(Ordering::SeqCst) {
        before = sent.load(Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert!(before < 16 << 20, "{before} bytes left the sender unread");
    assert!(reader.bytes_read() < 2 << 20, "{} bytes are held", reader.bytes_read());
    let mut found = first.len();
    while let Some(batch) = reader.next_batch().await {
        found += batch.expect("a batch").num_rows();
    }
    assert_eq!(found, ROWS);
    assert!(sender.join().expect("no panic") > 32 << 20, "the body was larger than any buffer");
}

/// Two hundred calls while nothing works: the requests are 1.2 times as many at most.
#[tokio::test]
async fn an_outage_is_not_answered_with_a_storm() {
    for failure in [answer("503 Busy", "", ""), vec![Step::Close]] {
        let down = failure.clone();
        let server = Server::answering(move |request| match request.is_login() {
            true => welcome(),
            false => down.clone(),
        });
        let portal = builder(&server).build().expect("a client");
        for calls in [50, 150] {
            let before = server.requests().len() - server.logins();
            for _ in 0..calls {
                fetch(&portal).await.expect_err("down");
            }
            let sent = server.requests().len() - server.logins() - before;
            assert!(sent * 5 <= calls * 6, "{sent} requests for {calls} calls: {failure:?}");
        }
        assert_eq!(server.logins(), 1);
    }
}
