//! The blocking face: streaming, cancelling, runtimes and forks.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use callrec::ErrorKind;
use callrec::blocking::IpassPortal;

use crate::fixture::{builder, cdr, expected_ids, ids, month, small_batches};
use crate::server::{Server, Step, ok, welcome};

/// These tests count threads and fork: one at a time.
static ALONE: Mutex<()> = Mutex::new(());

fn alone() -> std::sync::MutexGuard<'static, ()> {
    ALONE.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn blocking(server: &Server) -> IpassPortal {
    builder(server).decode_options(small_batches(100)).build_blocking().expect("a client")
}

/// A body that stops in the middle for a long time.
fn stalling() -> Vec<Step> {
    let body = cdr(1000);
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len() + 1);
    vec![Step::Send(head.into_bytes()), Step::Wait(Duration::from_secs(8))]
}

fn threads() -> usize {
    let tasks = std::fs::read_dir("/proc/self/task").expect("the threads");
    tasks
        .filter_map(Result::ok)
        .filter(|task| {
            std::fs::read_to_string(task.path().join("comm"))
                .is_ok_and(|name| name.trim() == "callrec")
        })
        .count()
}

/// The masks of blocked signals of our threads.
fn masks() -> Vec<u64> {
    std::fs::read_dir("/proc/self/task")
        .expect("the threads")
        .filter_map(Result::ok)
        .filter_map(|task| std::fs::read_to_string(task.path().join("status")).ok())
        .filter(|status| status.starts_with("Name:\tcallrec\n"))
        .filter_map(|status| {
            let mask = status.lines().find_map(|line| line.strip_prefix("SigBlk:\t"))?;
            u64::from_str_radix(mask, 16).ok().filter(|mask| *mask != 0)
        })
        .collect()
}

#[test]
fn reads_batches_on_a_plain_thread() {
    let _alone = alone();
    let server = Server::scripted(vec![ok(&cdr(950))]);
    let portal = blocking(&server);
    portal.login().expect("logged in");
    let mut reader = portal.monthly_cdr("1025", month()).expect("opened");
    let mut found = Vec::new();
    while let Some(batch) = reader.next_batch().expect("a batch") {
        assert!(batch.num_rows() <= 100);
        found.extend(ids(&batch));
    }
    assert_eq!(found, expected_ids(950));
    assert_eq!(reader.accounting().accepted, 950);
    assert_eq!(reader.bytes_read(), cdr(950).len() as u64);
    assert_eq!(reader.total_bytes(), Some(cdr(950).len() as u64));
    assert!(reader.proof().is_some() && reader.is_complete());
}

#[test]
fn arrow_readers_carry_our_error() {
    let _alone = alone();
    let server = Server::scripted(vec![vec![
        Step::Send(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nTransaction ID,".to_vec()),
        Step::Close,
    ]]);
    let portal = builder(&server).tries(1).build_blocking().expect("a client");
    let mut reader = portal.monthly_cdr("1025", month()).expect("opened").into_arrow();
    let error = reader.next().expect("an error").expect_err("cut");
    let arrow_schema::ArrowError::ExternalError(inner) = error else { panic!("{error}") };
    let inner = inner.downcast::<callrec::Error>().expect("our error");
    assert_eq!(inner.kind(), ErrorKind::Truncated);
    assert!(reader.next().is_none());
}

#[test]
fn another_thread_cancels_a_waiting_reader() {
    let _alone = alone();
    let server = Server::scripted(vec![stalling()]);
    let mut reader = blocking(&server).monthly_cdr("1025", month()).expect("opened");
    let handle = reader.cancel_handle();
    let canceller = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(100));
        handle.cancel();
    });
    // Batches come until the body stalls; then this waits.
    let error = reader.by_ref().find_map(Result::err).expect("cancelled");
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    assert!(error.to_string().starts_with("ipass-portal monthly_cdr: "), "{error}");
    assert_eq!(reader.next_batch().expect_err("still").kind(), ErrorKind::Cancelled);
    canceller.join().expect("the canceller");
}

/// A server that is asked for a report and says nothing: for as long as the sender is held, or for a
/// long time. Once it was asked, the flag is set.
fn silent() -> (Server, Arc<AtomicBool>, Sender<()>) {
    let asked = Arc::new(AtomicBool::new(false));
    let (held, released) = channel::<()>();
    let (flag, released) = (asked.clone(), Mutex::new(released));
    let server = Server::answering(move |request| match request.is_login() {
        true => welcome(),
        false => {
            flag.store(true, Ordering::SeqCst);
            let _ = released.lock().expect("alone").recv_timeout(Duration::from_secs(60));
            vec![Step::Close]
        }
    });
    (server, asked, held)
}

/// How often it is asked is another test's: here it counts that the first yes is the last question,
/// and that it ends the call while the server says nothing.
#[test]
fn an_interrupt_ends_a_call_by_its_first_yes() {
    let _alone = alone();
    let (server, asked, held) = silent();
    let yes = Arc::new(AtomicUsize::new(0));
    let counted = yes.clone();
    let portal = blocking(&server).with_interrupt(move || {
        let ends = asked.load(Ordering::SeqCst);
        counted.fetch_add(usize::from(ends), Ordering::SeqCst);
        ends
    });
    let error = portal.monthly_cdr("1025", month()).expect_err("interrupted");
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    assert_eq!(error.operation(), Some("monthly_cdr"));
    assert_eq!(yes.load(Ordering::SeqCst), 1);
    held.send(()).expect("the server still waits");
}

/// Who reads "start again when wanted" of a creation creates twice.
#[test]
fn of_an_interrupted_write_the_error_says_that_it_may_have_been_done() {
    let _alone = alone();
    for write in [true, false] {
        let (server, asked, held) = silent();
        let portal = blocking(&server).with_interrupt(move || asked.load(Ordering::SeqCst));
        let users = portal.hosted_users().expect("a client");
        let error = match write {
            true => users.suspend_user("1025", "ann@qatest").map(drop),
            false => users.retrieve_user("1025", "ann@qatest").map(drop),
        };
        let error = error.expect_err("interrupted");
        assert_eq!(error.kind(), ErrorKind::Cancelled);
        let message = error.to_string();
        assert!(message.starts_with("hosted-users "), "{message}");
        assert_eq!(message.contains("may have been carried out"), write, "{message}");
        assert_eq!(message.contains("before it is sent again"), write, "{message}");
        held.send(()).expect("the server still waits");
    }
}

#[test]
fn the_threads_end_with_the_last_client_and_reader() {
    let _alone = alone();
    let server = Server::scripted(vec![stalling()]);
    let portal = blocking(&server);
    let mut reader = portal.monthly_cdr("1025", month()).expect("opened");
    reader.next_batch().expect("a batch");
    assert_eq!(threads(), 3);
    let other = portal.clone();
    drop(portal);
    drop(other);
    assert_eq!(threads(), 3, "the reader holds them");
    drop(reader);
    let began = Instant::now();
    while threads() > 0 {
        assert!(began.elapsed() < Duration::from_secs(5), "{} threads are left", threads());
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn inside_a_runtime_it_is_an_error_and_no_panic() {
    let _alone = alone();
    let server = Server::scripted(vec![ok(&cdr(300))]);
    let portal = blocking(&server);
    let mut reader = portal.monthly_cdr("1025", month()).expect("opened");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        for error in [
            portal.login().expect_err("inside"),
            reader.next_batch().expect_err("inside"),
            builder(&server).build_blocking().expect_err("inside"),
        ] {
            assert_eq!(error.kind(), ErrorKind::InsideRuntime, "{error}");
        }
    });
    assert!(reader.next_batch().expect("outside again").is_some());
}

#[test]
fn signals_are_blocked_in_the_worker_threads() {
    let _alone = alone();
    let server = Server::scripted(vec![]);
    let _portal = blocking(&server);
    let began = Instant::now();
    let masks = loop {
        let masks = masks();
        // A thread has its name and its mask soon after it was made, not at once.
        if masks.len() == 3 || began.elapsed() > Duration::from_secs(5) {
            break masks;
        }
    };
    assert_eq!(masks.len(), 3);
    let (interrupt, terminate) = (1 << (libc::SIGINT - 1), 1 << (libc::SIGTERM - 1));
    assert!(masks.iter().all(|mask| mask & interrupt != 0 && mask & terminate != 0), "{masks:x?}");
}

#[test]
fn handles_may_move_between_threads() {
    fn sendable<T: Send>() {}
    fn shareable<T: Send + Sync>() {}
    sendable::<callrec::Reader>();
    sendable::<callrec::blocking::Reader>();
    shareable::<callrec::IpassPortal>();
    shareable::<IpassPortal>();
    shareable::<callrec::blocking::CancelHandle>();
    shareable::<callrec::Error>();
}

/// In a child, old handles say so at once and can be dropped; nothing hangs.
#[test]
#[allow(unsafe_code)]
fn after_a_fork_old_handles_are_refused() {
    let _alone = alone();
    let server = Server::scripted(vec![stalling()]);
    let portal = blocking(&server);
    let mut reader = portal.monthly_cdr("1025", month()).expect("opened");
    reader.next_batch().expect("a batch");
    // SAFETY: the child only uses what this test is about, then leaves by `_exit`, so neither the
    // test's threads nor its exit handlers are needed there.
    let child = unsafe { libc::fork() };
    if child == 0 {
        let refused = |kind| kind == Some(ErrorKind::Forked);
        let mut code = 0;
        code |= i32::from(!refused(portal.login().err().map(|error| error.kind())));
        code |= i32::from(!refused(reader.next_batch().err().map(|error| error.kind()))) << 1;
        code |= i32::from(!refused(reader.next_batch().err().map(|error| error.kind()))) << 2;
        reader.cancel();
        drop(reader);
        drop(portal);
        // A new client has threads of its own.
        let new = builder(&server).build_blocking().and_then(|portal| portal.login());
        code |= i32::from(new.is_err()) << 3;
        // SAFETY: ends the child without running the parent's exit handlers.
        unsafe { libc::_exit(code) };
    }
    assert!(child > 0, "fork failed");
    let (mut status, began) = (0, Instant::now());
    // SAFETY: waits for the child made above; the status is a valid place.
    while unsafe { libc::waitpid(child, &mut status, libc::WNOHANG) } == 0 {
        if began.elapsed() > Duration::from_secs(10) {
            // SAFETY: ends the child made above, which hangs.
            unsafe { libc::kill(child, libc::SIGKILL) };
            panic!("the child hangs");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(libc::WIFEXITED(status), "the child died: {status}");
    assert_eq!(libc::WEXITSTATUS(status), 0, "which call was not refused, by bit");
    assert!(reader.next_batch().expect("the parent goes on").is_some());
}
