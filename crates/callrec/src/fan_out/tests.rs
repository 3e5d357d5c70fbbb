use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use tokio::sync::Notify;

use super::*;

#[tokio::test]
async fn one_failure_is_one_result_and_the_order_is_kept() {
    let mut calls = fan_out(0..20_u32, |key| async move {
        // Later ones are done sooner.
        for _ in key..20 {
            tokio::task::yield_now().await;
        }
        match key {
            7 => Err(Error::new(ErrorKind::Forbidden, "not this one")),
            key => Ok(key * 2),
        }
    })
    .concurrency(8);
    assert_eq!(calls.remaining(), 20);
    for expected in 0..20 {
        let (key, result) = calls.next().await.expect("a result");
        assert_eq!(key, expected);
        match key {
            7 => assert_eq!(result.expect_err("refused").kind(), ErrorKind::Forbidden),
            key => assert_eq!(result.expect("a number"), key * 2),
        }
    }
    assert!(calls.next().await.is_none() && calls.next().await.is_none());
}

#[tokio::test]
async fn no_more_than_said_are_under_way() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let counted = (now.clone(), most.clone());
    let mut calls = fan_out(0..50, move |_| {
        let (now, most) = counted.clone();
        async move {
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            for _ in 0..5 {
                tokio::task::yield_now().await;
            }
            now.fetch_sub(1, Ordering::SeqCst);
            Ok(())
        }
    })
    .concurrency(3)
    .as_completed();
    let mut done = 0;
    while let Some((_, result)) = calls.next().await {
        result.expect("done");
        done += 1;
    }
    assert_eq!((done, most.load(Ordering::SeqCst)), (50, 3));
}

#[tokio::test]
async fn what_is_done_first_comes_first_where_that_is_asked_for() {
    let gate = Arc::new(Notify::new());
    let waits = gate.clone();
    let mut calls = fan_out([1, 2], move |key| {
        let gate = waits.clone();
        async move {
            if key == 1 {
                gate.notified().await;
            }
            Ok(())
        }
    })
    .as_completed();
    assert_eq!(calls.next().await.map(|(key, _)| key), Some(2));
    gate.notify_one();
    assert_eq!(calls.next().await.map(|(key, _)| key), Some(1));
}

#[tokio::test]
async fn a_panic_is_one_result() {
    let mut calls = fan_out([1, 2], |key| async move {
        assert_ne!(key, 1, "on purpose");
        Ok(key)
    });
    let (_, first) = calls.next().await.expect("a result");
    assert_eq!(first.expect_err("a panic").kind(), ErrorKind::Internal);
    assert_eq!(calls.next().await.expect("a result").1.expect("a number"), 2);
}

#[tokio::test]
async fn dropping_it_ends_the_calls() {
    struct Guard(Arc<AtomicUsize>);
    impl Drop for Guard {
        fn drop(&mut self) {
            self.0.fetch_add(1, Ordering::SeqCst);
        }
    }
    let ended = Arc::new(AtomicUsize::new(0));
    let counted = ended.clone();
    let mut calls = fan_out([1, 2, 3], move |key| {
        let guard = Guard(counted.clone());
        async move {
            if key > 1 {
                std::future::pending::<()>().await;
            }
            drop(guard);
            Ok(())
        }
    });
    calls.next().await.expect("the first").1.expect("done");
    drop(calls);
    while ended.load(Ordering::SeqCst) < 3 {
        tokio::task::yield_now().await;
    }
}

#[test]
fn without_a_runtime_every_key_says_so() {
    let mut calls = fan_out([1, 2], |_| async { Ok(()) });
    let mut cx = Context::from_waker(std::task::Waker::noop());
    for _ in 0..2 {
        let Poll::Ready(Some((_, result))) = calls.poll_result(&mut cx) else {
            panic!("nothing to wait for");
        };
        assert_eq!(result.expect_err("no runtime").kind(), ErrorKind::Config);
    }
    assert!(matches!(calls.poll_result(&mut cx), Poll::Ready(None)));
}
