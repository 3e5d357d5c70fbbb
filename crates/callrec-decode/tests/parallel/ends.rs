//! However it ends, no row before the end is lost, nobody waits for ever and nothing is left behind.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use callrec_decode::ParallelError;

use crate::body::{Gone, Then, Watched, cdr, drain};

const ROWS: usize = 30_000;

/// Waits until nobody but the test has the body: the threads have let go of the source.
fn all_have_let_go(body: &Arc<Vec<u8>>) {
    let began = Instant::now();
    while Arc::strong_count(body) > 1 {
        assert!(began.elapsed() < Duration::from_secs(60), "a thread still has the source");
        std::thread::yield_now();
    }
}

#[test]
fn a_source_that_fails() {
    let mut source = Watched::whole(cdr(ROWS, true));
    // Behind the line feed of a row that has no other.
    let text = String::from_utf8(source.body.to_vec()).unwrap();
    source.until = text.find("T020001").unwrap();
    source.then = Then::Fail;
    let body = Arc::clone(&source.body);
    let mut reader = source.reader();
    let failed = ParallelError::Source(Gone);
    assert_eq!(drain(&mut reader), (20_001, Some(failed.clone())));
    assert_eq!(drain(&mut reader), (0, Some(failed)), "an error is final");
    assert!(!reader.ended_cleanly());
    all_have_let_go(&body);
}

#[test]
fn a_source_that_panics() {
    let mut source = Watched::whole(cdr(ROWS, false));
    source.until = source.body.len() / 2;
    source.then = Then::Panic;
    let body = Arc::clone(&source.body);
    let mut reader = source.reader();
    let (rows, error) = drain(&mut reader);
    assert_eq!(error, Some(ParallelError::Panicked));
    assert!(rows > ROWS / 3 && rows < ROWS, "{rows}");
    drop(reader);
    all_have_let_go(&body);
}

#[test]
fn a_reader_that_is_dropped() {
    for taken in 0..4 {
        let source = Watched::whole(cdr(ROWS, false));
        let (body, given) = (Arc::clone(&source.body), Arc::clone(&source.given));
        let mut reader = source.reader();
        for _ in 0..taken {
            assert!(reader.next_batch().unwrap().is_some());
        }
        drop(reader);
        all_have_let_go(&body);
        // The head, what was taken, and two blocks a thread, each with what is behind its cut.
        assert!(given.load(Ordering::SeqCst) <= (taken + 9) * (16 << 10), "{taken}");
    }
}

#[test]
fn nobody_reads_far_ahead_of_a_slow_caller() {
    let source = Watched::whole(cdr(ROWS, false));
    let given = Arc::clone(&source.given);
    let mut reader = source.reader();
    let mut rows = 0;
    let mut most = 0;
    while let Some(batch) = reader.next_batch().unwrap() {
        let before = given.load(Ordering::SeqCst);
        rows += batch.num_rows();
        // About 55 bytes a row.
        most = most.max(before.saturating_sub(rows * 50));
    }
    assert_eq!(rows, ROWS);
    assert!(most < 20 * (16 << 10), "{most} bytes ahead");
}
