//! Whether and when a read is tried again: full jitter, limited by count and by time.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::time::{Duration, Instant};

use crate::Error;

/// How often and how long reads are tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RetryPolicy {
    /// Tries in all, the first included.
    pub(crate) tries: u32,
    /// The longest pause before the second try; it doubles with each.
    pub(crate) base: Duration,
    /// The longest pause of all, one that the server asks for included: a longer one is not waited
    /// for but told to the caller.
    pub(crate) cap: Duration,
    /// No try begins later than this after the first.
    pub(crate) within: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            tries: 3,
            base: Duration::from_millis(500),
            cap: Duration::from_secs(60),
            within: Duration::from_secs(180),
        }
    }
}

/// The tries of one call.
#[derive(Debug)]
pub(crate) struct Retry {
    policy: RetryPolicy,
    made: u32,
    began: Instant,
}

impl Retry {
    pub(crate) fn new(policy: RetryPolicy) -> Self {
        Self { policy, made: 1, began: Instant::now() }
    }

    /// The pause before another try, or `None` when this error is to stand.
    pub(crate) fn pause(&mut self, error: &Error) -> Option<Duration> {
        if !error.is_retryable() || self.made >= self.policy.tries {
            return None;
        }
        let asked = error.retry_after().unwrap_or_default();
        let longest = self.policy.base.saturating_mul(1 << (self.made - 1).min(16));
        let pause = jitter(longest.min(self.policy.cap)).max(asked);
        if pause > self.policy.cap || self.began.elapsed() + pause > self.policy.within {
            return None;
        }
        self.made += 1;
        tracing::debug!(kind = %error.kind(), ?pause, "trying again");
        Some(pause)
    }
}

/// Anything from nothing to `longest`, evenly.
fn jitter(longest: Duration) -> Duration {
    // A fresh RandomState is seeded by the system; good enough to spread clients.
    let random = RandomState::new().build_hasher().finish();
    longest.mul_f64(random as f64 / u64::MAX as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;

    fn service() -> Error {
        Error::new(ErrorKind::Service, "down")
    }

    #[test]
    fn three_tries_in_all() {
        let mut retry = Retry::new(RetryPolicy::default());
        assert!(retry.pause(&service()).is_some());
        assert!(retry.pause(&service()).is_some());
        assert_eq!(retry.pause(&service()), None);
    }

    #[test]
    fn what_stays_wrong_is_not_tried_again() {
        let mut retry = Retry::new(RetryPolicy::default());
        assert_eq!(retry.pause(&Error::new(ErrorKind::Auth, "no")), None);
        assert_eq!(retry.pause(&service().with_retryable(false)), None);
    }

    #[test]
    fn the_server_is_waited_for_up_to_the_cap() {
        let mut retry = Retry::new(RetryPolicy::default());
        let soon = service().with_retry_after(Some(Duration::from_secs(7)));
        assert_eq!(retry.pause(&soon), Some(Duration::from_secs(7)));
        let late = service().with_retry_after(Some(Duration::from_secs(61)));
        assert_eq!(retry.pause(&late), None);
    }

    #[test]
    fn pauses_are_spread_below_the_longest() {
        let longest = Duration::from_millis(500);
        let pauses: Vec<_> = (0..64).map(|_| jitter(longest)).collect();
        assert!(pauses.iter().all(|pause| *pause <= longest));
        assert!(pauses.iter().any(|pause| *pause != pauses[0]));
    }
}
