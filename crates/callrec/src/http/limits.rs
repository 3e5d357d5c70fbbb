//! How long the network may take. The clock runs only while waiting for it.

use std::time::{Duration, Instant};

use crate::{Error, ErrorKind, Result};

/// Limits in time. Only waiting for the network counts: a slow consumer trips none of them.
///
/// Made by `Timeouts::default()`; then its fields are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Timeouts {
    /// For one connection, name service and TLS included. Default 10 s.
    pub connect: Duration,
    /// Without a byte, before the headers or within the body. Default 30 s.
    pub idle: Duration,
    /// For all waiting of one call or reader, other tries included. Default none.
    pub total: Option<Duration>,
    /// Bytes that must arrive within each [`window`](Self::window) of waiting. Default 60 KiB (1 KiB/s).
    pub window_bytes: u64,
    /// See [`window_bytes`](Self::window_bytes). Default 60 s.
    pub window: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            idle: Duration::from_secs(30),
            total: None,
            window_bytes: 60 << 10,
            window: Duration::from_secs(60),
        }
    }
}

/// Counts the waiting of one call against [`Timeouts`].
#[derive(Debug)]
pub(crate) struct NetworkClock {
    timeouts: Timeouts,
    waited: Duration,
    window_waited: Duration,
    window_bytes: u64,
}

impl NetworkClock {
    pub(crate) fn new(timeouts: Timeouts) -> Self {
        Self { timeouts, waited: Duration::ZERO, window_waited: Duration::ZERO, window_bytes: 0 }
    }

    /// Waits for `future`, at most as long as the idle and total limits allow.
    ///
    /// `extra` is added to the idle limit: a request that may have to connect first needs it.
    pub(crate) async fn wait<T>(
        &mut self,
        extra: Duration,
        future: impl Future<Output = T>,
    ) -> Result<T> {
        let idle = self.timeouts.idle.saturating_add(extra);
        let left = self.left();
        let limit = left.map_or(idle, |left| left.min(idle));
        let began = Instant::now();
        let result = tokio::time::timeout(limit, future).await;
        self.waited += began.elapsed();
        self.window_waited += began.elapsed();
        result.map_err(|_| match left {
            Some(left) if left <= idle => self.out_of_time(),
            _ => Error::new(ErrorKind::Timeout, format!("no byte came for {limit:?}")),
        })
    }

    /// Waits for a place among the calls of the client, at most as long as the total limit allows.
    pub(crate) async fn queue<T>(&mut self, future: impl Future<Output = T>) -> Result<T> {
        let Some(left) = self.left() else { return Ok(future.await) };
        let began = Instant::now();
        let result = tokio::time::timeout(left, future).await;
        self.waited += began.elapsed();
        result.map_err(|_| self.out_of_time())
    }

    /// What is left of the total limit.
    pub(crate) fn left(&self) -> Option<Duration> {
        self.timeouts.total.map(|total| total.saturating_sub(self.waited))
    }

    /// Counts bytes that came; an error when a whole window of waiting brought too few.
    pub(crate) fn received(&mut self, bytes: usize) -> Result<()> {
        self.window_bytes += bytes as u64;
        if self.window_waited < self.timeouts.window {
            return Ok(());
        }
        let came = std::mem::take(&mut self.window_bytes);
        let waited = std::mem::take(&mut self.window_waited);
        if came >= self.timeouts.window_bytes {
            return Ok(());
        }
        let needed = self.timeouts.window_bytes;
        Err(Error::new(
            ErrorKind::Timeout,
            format!("only {came} bytes came in {} s, {needed} are the least", waited.as_secs()),
        ))
    }

    /// Starts a new window: another body, another try.
    pub(crate) fn restart_window(&mut self) {
        self.window_waited = Duration::ZERO;
        self.window_bytes = 0;
    }

    fn out_of_time(&self) -> Error {
        let total = self.timeouts.total.unwrap_or_default();
        Error::new(ErrorKind::Timeout, format!("the total limit of {total:?} is used up"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn idle_and_total_limits_are_told_apart() {
        let idle = Timeouts { idle: Duration::from_millis(5), ..Timeouts::default() };
        let mut clock = NetworkClock::new(idle);
        let error =
            clock.wait(Duration::ZERO, std::future::pending::<()>()).await.expect_err("idle");
        assert!(error.to_string().contains("no byte came"), "{error}");

        let mut clock = NetworkClock::new(Timeouts {
            total: Some(Duration::from_millis(5)),
            ..Timeouts::default()
        });
        let error =
            clock.wait(Duration::ZERO, std::future::pending::<()>()).await.expect_err("total");
        assert!(error.to_string().contains("total limit"), "{error}");
        assert_eq!(clock.left(), Some(Duration::ZERO));
    }

    #[test]
    fn a_window_needs_its_bytes_and_then_starts_afresh() {
        let mut clock = NetworkClock::new(Timeouts::default());
        clock.window_waited = Duration::from_secs(59);
        clock.received(1).expect("the window is not over");
        clock.window_waited = Duration::from_secs(61);
        assert_eq!(clock.received(1).expect_err("a drip").kind(), ErrorKind::Timeout);
        clock.window_waited = Duration::from_secs(61);
        clock.received(60 << 10).expect("enough");
        assert_eq!((clock.window_bytes, clock.window_waited), (0, Duration::ZERO));
    }
}
