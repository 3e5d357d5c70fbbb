//! Whether and when a request is sent again: by class, full jitter, count, time and budget.

use std::hash::{BuildHasher as _, Hasher as _, RandomState};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::budget::Budget;
use super::decide::{Decision, Known, decide, settled};
use super::{Class, NetworkClock};
use crate::{Error, ErrorKind};

/// How often and how long a request is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RetryPolicy {
    /// Tries in all, the first included.
    pub(crate) tries: u32,
    /// The longest pause before the second try; it doubles with each.
    pub(crate) base: Duration,
    /// The longest pause of our own.
    pub(crate) cap: Duration,
    /// The longest pause that a server may ask for: a longer one is not waited for but told.
    pub(crate) asked_cap: Duration,
    /// No try begins later than this after the first.
    pub(crate) within: Duration,
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self {
            tries: 3,
            base: Duration::from_millis(500),
            cap: Duration::from_secs(60),
            asked_cap: Duration::from_secs(300),
            within: Duration::from_secs(900),
        }
    }
}

/// The tries of one call.
#[derive(Debug)]
pub(crate) struct Retry {
    policy: RetryPolicy,
    budget: Arc<Budget>,
    made: u32,
    began: Instant,
}

/// What comes after a failure.
#[derive(Debug)]
pub(super) enum Next {
    /// Another try after this pause.
    Again(Duration),
    /// The error is the result.
    Stand(Error),
    /// What was to be deleted is gone.
    Gone,
}

impl Retry {
    pub(super) fn new(policy: RetryPolicy, budget: Arc<Budget>) -> Self {
        Self { policy, budget, made: 1, began: Instant::now() }
    }

    /// Waits before another try of a request that has no effects, or gives the error that stands.
    pub(crate) async fn again(
        &mut self,
        class: Class,
        clock: &NetworkClock,
        error: Error,
    ) -> Result<(), Error> {
        match self.next(class, clock, error, None) {
            Next::Again(pause) => {
                tokio::time::sleep(pause).await;
                Ok(())
            }
            Next::Stand(error) => Err(error),
            Next::Gone => Ok(()),
        }
    }

    /// The call went well: what its tries took from the budget comes back.
    pub(crate) fn succeeded(&mut self) {
        self.budget.earn(std::mem::replace(&mut self.made, 1) - 1);
    }

    /// What to do after a failure; `unsure` is the earlier try that may have been carried out.
    pub(super) fn next(
        &mut self,
        class: Class,
        clock: &NetworkClock,
        error: Error,
        unsure: Option<&Error>,
    ) -> Next {
        let again = match decide(class, Known::of(class, &error)) {
            Decision::Again => true,
            Decision::Once => unsure.is_none(),
            Decision::Gone if unsure.is_some() => return Next::Gone,
            Decision::Stand | Decision::Gone | Decision::Ambiguous => false,
        };
        let error = match again.then(|| self.pause(clock, error.clone())) {
            Some(Ok(pause)) => return Next::Again(pause),
            Some(Err(told)) => told,
            None => error,
        };
        Next::Stand(settled(class, error, unsure))
    }

    /// The pause before another try, or the error where there is none.
    fn pause(&mut self, clock: &NetworkClock, error: Error) -> Result<Duration, Error> {
        let asked = error.retry_after().unwrap_or_default();
        if asked > self.policy.asked_cap {
            return Err(too_long(error, asked));
        }
        if self.made >= self.policy.tries {
            return Err(error);
        }
        let longest = self.policy.base.saturating_mul(1 << (self.made - 1).min(16));
        let pause = jitter(longest.min(self.policy.cap)).max(asked);
        let in_time = self.began.elapsed() + pause <= self.policy.within
            && clock.left().is_none_or(|left| left > pause);
        if !in_time {
            return Err(error);
        }
        if !self.budget.spend() {
            tracing::debug!(kind = %error.kind(), "the budget for more tries is used up");
            return Err(error);
        }
        self.made += 1;
        tracing::debug!(kind = %error.kind(), ?pause, "trying again");
        Ok(pause)
    }
}

/// The service asks for a pause that is not waited for: says until when.
fn too_long(error: Error, asked: Duration) -> Error {
    let until = error.retry_at().and_then(|at| jiff::Timestamp::try_from(at).ok());
    let until = until.map_or_else(String::new, |until| format!(", until {until:.0}"));
    let detail = format!("{}; it asks to wait {} s{until}", error.detail(), asked.as_secs());
    error.into_kind(ErrorKind::RateLimited, detail)
}

/// Anything from nothing to `longest`, evenly.
fn jitter(longest: Duration) -> Duration {
    // A fresh RandomState is seeded by the system; good enough to spread clients.
    let random = RandomState::new().build_hasher().finish();
    longest.mul_f64(random as f64 / u64::MAX as f64)
}

#[cfg(test)]
mod tests {
    use super::super::{Stage, Timeouts};
    use super::*;

    fn retry() -> Retry {
        Retry::new(RetryPolicy::default(), Arc::default())
    }

    fn service() -> Error {
        Error::new(ErrorKind::Service, "down").with_stage(Stage::Answered).with_status(503)
    }

    fn pause(retry: &mut Retry, error: Error) -> Option<Duration> {
        match retry.next(Class::Read, &NetworkClock::new(Timeouts::default()), error, None) {
            Next::Again(pause) => Some(pause),
            Next::Stand(_) | Next::Gone => None,
        }
    }

    #[test]
    fn three_tries_in_all() {
        let mut retry = retry();
        assert!(pause(&mut retry, service()).is_some());
        assert!(pause(&mut retry, service()).is_some());
        assert_eq!(pause(&mut retry, service()), None);
    }

    #[test]
    fn what_stays_wrong_is_not_tried_again() {
        let mut retry = retry();
        assert_eq!(pause(&mut retry, Error::new(ErrorKind::Auth, "no")), None);
        assert_eq!(pause(&mut retry, service().with_retryable(false)), None);
    }

    #[test]
    fn the_server_is_waited_for_up_to_the_cap() {
        let mut retry = retry();
        let soon = service().with_retry_after(Some(Duration::from_secs(7)));
        assert_eq!(pause(&mut retry, soon), Some(Duration::from_secs(7)));
        let late = service().with_retry_after(Some(Duration::from_secs(301)));
        let clock = NetworkClock::new(Timeouts::default());
        let Next::Stand(told) = retry.next(Class::Read, &clock, late, None) else {
            panic!("five minutes are the most");
        };
        assert_eq!(told.kind(), ErrorKind::RateLimited);
        assert!(told.retry_at().is_some());
        assert!(told.detail().contains("wait 301 s, until 20"), "{told}");
    }

    #[test]
    fn no_pause_goes_beyond_the_limits_in_time() {
        let after = service().with_retry_after(Some(Duration::from_secs(60)));
        let mut short = retry();
        short.policy.within = Duration::from_secs(59);
        assert_eq!(pause(&mut short, after.clone()), None);
        let timeouts = Timeouts { total: Some(Duration::from_secs(59)), ..Timeouts::default() };
        let next = retry().next(Class::Read, &NetworkClock::new(timeouts), after, None);
        assert!(matches!(next, Next::Stand(_)));
    }

    /// Two thousand calls of one client while nothing works.
    #[test]
    fn an_outage_is_not_answered_with_a_storm() {
        let budget = Arc::default();
        for calls in [50, 2000] {
            let requests: u32 = (0..calls)
                .map(|_| {
                    let mut retry = Retry::new(RetryPolicy::default(), Arc::clone(&budget));
                    while pause(&mut retry, service()).is_some() {}
                    retry.made
                })
                .sum();
            assert!(requests * 5 <= calls * 6, "{requests} requests for {calls} calls");
        }
        let mut retry = Retry::new(RetryPolicy::default(), Arc::clone(&budget));
        assert_eq!(pause(&mut retry, service()), None);
        (0..5).for_each(|_| Retry::new(RetryPolicy::default(), Arc::clone(&budget)).succeeded());
        assert!(pause(&mut retry, service()).is_some(), "success refills it");
    }

    #[test]
    fn pauses_are_spread_below_the_longest() {
        let longest = Duration::from_millis(500);
        let pauses: Vec<_> = (0..64).map(|_| jitter(longest)).collect();
        assert!(pauses.iter().all(|pause| *pause <= longest));
        assert!(pauses.iter().any(|pause| *pause != pauses[0]));
    }
}
