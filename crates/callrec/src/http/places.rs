//! How many exchanges a client has under way at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::Stage;
use crate::{Error, ErrorKind, Result};

/// Without a byte read on any of the others for this long, whoever waits for a place is told so:
/// a program that opens more readers than there are places and reads none would hang without a word.
const STUCK: Duration = Duration::from_secs(120);

/// Places in the order of asking.
#[derive(Clone, Debug)]
pub(super) struct Places {
    free: Arc<Semaphore>,
    most: usize,
    moved: Arc<AtomicU64>,
    stuck: Duration,
}

/// One exchange's place, until the end of its body.
#[derive(Debug)]
pub(super) struct Place {
    _permit: OwnedSemaphorePermit,
    moved: Arc<AtomicU64>,
}

impl Places {
    pub(super) fn new(most: usize) -> Self {
        Self { free: Arc::new(Semaphore::new(most)), most, moved: Arc::default(), stuck: STUCK }
    }

    /// Waits for a place; `Limit` when those who have one stand still.
    pub(super) async fn take(&self) -> Result<Place> {
        let mut asked = std::pin::pin!(self.free.clone().acquire_owned());
        loop {
            let before = self.moved.load(Ordering::Relaxed);
            match tokio::time::timeout(self.stuck, asked.as_mut()).await {
                Ok(Ok(permit)) => {
                    return Ok(Place { _permit: permit, moved: self.moved.clone() });
                }
                // Nobody closes it.
                Ok(Err(_)) => return Err(Error::new(ErrorKind::Closed, "the client is closed")),
                Err(_) if self.moved.load(Ordering::Relaxed) != before => {}
                Err(_) => return Err(self.stand_still()),
            }
        }
    }

    fn stand_still(&self) -> Error {
        let Self { most, stuck, .. } = self;
        let detail = format!(
            "{most} exchanges are open, the most at once, and none of them was read for {stuck:?}"
        );
        Error::new(ErrorKind::Limit, detail)
            .with_stage(Stage::NotSent)
            .with_hint("read the open readers to their end or drop them, or raise concurrency")
    }
}

impl Place {
    /// Says that its body was read on.
    pub(super) fn moved(&self) {
        self.moved.fetch_add(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_more_waits_for_one_that_ends() {
        let places = Places::new(2);
        let first = places.take().await.expect("a place");
        let _second = places.take().await.expect("a place");
        let mut third = std::pin::pin!(places.take());
        assert!(tokio::time::timeout(Duration::from_millis(20), &mut third).await.is_err());
        drop(first);
        third.await.expect("a place");
    }

    #[tokio::test]
    async fn who_waits_for_those_who_stand_still_is_told() {
        let places = Places { stuck: Duration::from_millis(50), ..Places::new(1) };
        let place = places.take().await.expect("a place");
        let moving = async {
            for _ in 0..6 {
                tokio::time::sleep(Duration::from_millis(20)).await;
                place.moved();
            }
        };
        let began = std::time::Instant::now();
        let (error, ()) = tokio::join!(places.take(), moving);
        assert_eq!(error.expect_err("nobody moves").kind(), ErrorKind::Limit);
        assert!(began.elapsed() >= Duration::from_millis(150), "{:?}", began.elapsed());
    }
}
