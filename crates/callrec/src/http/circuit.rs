//! After many failures in a row an origin is left alone for a while, then tried once.
//!
//! The budget bounds what one client adds to an outage; this bounds what all clients of the process
//! send into it.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::Stage;
use super::origins::Registry;
use crate::{Error, Result};

static CIRCUITS: Registry<Line> = Registry::new();

/// When to leave an origin alone, and for how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CircuitPolicy {
    /// Failures in a row; 0 for never.
    pub(crate) failures: u32,
    /// From the last of them.
    pub(crate) pause: Duration,
}

impl Default for CircuitPolicy {
    fn default() -> Self {
        Self { failures: 20, pause: Duration::from_secs(10) }
    }
}

/// What is known of an origin, by the way that leads to it.
#[derive(Debug, Default)]
struct Line {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    failures: u32,
    last: Option<(Instant, Error)>,
    /// Whether somebody is trying if it is there again.
    trying: bool,
}

/// A client's view of an origin.
#[derive(Debug)]
pub(super) struct Circuit {
    line: Arc<Line>,
    policy: CircuitPolicy,
}

/// The leave to send once, to be told how it went. Dropped without a word it says nothing.
#[derive(Debug)]
pub(super) struct Pass {
    line: Arc<Line>,
    alone: bool,
}

impl Line {
    fn state(&self) -> MutexGuard<'_, State> {
        // Counters are whole at any moment: a panic elsewhere does not spoil them.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Circuit {
    /// The circuit of an origin by way of a proxy, if any (without its credentials): where the proxy
    /// is down, clients without it go on.
    pub(super) fn of(origin: &str, proxy: Option<&str>, policy: CircuitPolicy) -> Result<Self> {
        let key = format!("{origin} {}", proxy.unwrap_or_default());
        Ok(Self { line: CIRCUITS.get(&key)?, policy })
    }

    /// Whether one might be sent now; the error of the last failure where not.
    pub(super) fn check(&self) -> Result<()> {
        self.may_try(&self.line.state()).map(drop)
    }

    /// Leave to send now. After the pause one has it and the others wait for what becomes of that.
    pub(super) fn pass(&self) -> Result<Pass> {
        let mut state = self.line.state();
        let alone = self.may_try(&state)?;
        state.trying |= alone;
        Ok(Pass { line: self.line.clone(), alone })
    }

    /// Whether the next is the one that tries if the origin is there again.
    fn may_try(&self, state: &State) -> Result<bool> {
        let CircuitPolicy { failures, pause } = self.policy;
        let Some((at, error)) = &state.last else { return Ok(false) };
        if failures == 0 || state.failures < failures {
            return Ok(false);
        }
        let left = pause.saturating_sub(at.elapsed());
        if left.is_zero() && !state.trying {
            return Ok(true);
        }
        Err(held(state.failures, error, left))
    }
}

fn held(failures: u32, last: &Error, left: Duration) -> Error {
    let why = last.detail();
    let next = match left.is_zero() {
        true => "one more is under way".to_owned(),
        false => format!("the next is in {} s", left.as_secs() + 1),
    };
    let detail = format!("not sent: {failures} exchanges in a row failed, {next}; the last: {why}");
    let held = Error::new(last.kind(), detail)
        .with_stage(Stage::Held)
        .with_retry_after((!left.is_zero()).then_some(left));
    match last.http_status() {
        Some(status) => held.with_status(status),
        None => held,
    }
}

impl Pass {
    /// The origin is there, whatever it said.
    pub(super) fn answered(self) {
        let mut state = self.line.state();
        (state.failures, state.last) = (0, None);
    }

    /// No answer, or one that says that nobody is there behind it.
    pub(super) fn failed(self, error: &Error) {
        let mut state = self.line.state();
        state.failures = state.failures.saturating_add(1);
        state.last = Some((Instant::now(), error.clone()));
    }
}

impl Drop for Pass {
    fn drop(&mut self) {
        if self.alone {
            self.line.state().trying = false;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;

    const POLICY: CircuitPolicy = CircuitPolicy { failures: 3, pause: Duration::from_millis(40) };

    fn circuit(origin: &str) -> Circuit {
        Circuit::of(origin, None, POLICY).expect("a circuit")
    }

    fn fail(circuit: &Circuit, times: u32) {
        let error = Error::new(ErrorKind::Connect, "no connection: refused");
        (0..times).for_each(|_| circuit.pass().expect("leave to send").failed(&error));
    }

    #[test]
    fn failures_in_a_row_open_it_and_an_answer_closes_it() {
        let circuit = circuit("test:row");
        fail(&circuit, 2);
        circuit.pass().expect("two are not three").answered();
        fail(&circuit, 3);
        let error = circuit.pass().expect_err("open");
        assert_eq!((error.kind(), error.stage()), (ErrorKind::Connect, Stage::Held));
        assert!(error.is_retryable() && error.retry_at().is_some());
        assert!(error.to_string().contains("3 exchanges in a row failed"), "{error}");
        assert!(circuit.check().is_err());
        std::thread::sleep(POLICY.pause);
        circuit.pass().expect("one try").answered();
        circuit.pass().expect("closed").answered();
    }

    #[test]
    fn after_the_pause_one_tries_and_the_others_wait_for_it() {
        let circuit = circuit("test:half");
        fail(&circuit, 3);
        std::thread::sleep(POLICY.pause);
        let first = circuit.pass().expect("one try");
        let error = circuit.pass().expect_err("it is under way");
        assert!(error.to_string().contains("under way"), "{error}");
        first.failed(&Error::new(ErrorKind::Connect, "no connection: refused"));
        assert!(circuit.pass().is_err(), "open for another pause");
        std::thread::sleep(POLICY.pause);
        drop(circuit.pass().expect("one try, given up"));
        circuit.pass().expect("the next one may").answered();
    }

    #[test]
    fn clients_share_it_by_origin_and_proxy() {
        let one = circuit("test:shared");
        fail(&one, 3);
        assert!(circuit("test:shared").pass().is_err());
        assert!(circuit("test:other").pass().is_ok());
        let proxied = Circuit::of("test:shared", Some("http://p.example"), POLICY);
        assert!(proxied.expect("a circuit").pass().is_ok());
        let never = CircuitPolicy { failures: 0, ..POLICY };
        assert!(Circuit::of("test:shared", None, never).expect("a circuit").pass().is_ok());
    }

    /// Where many were under way when it opened, what became of them counts as well.
    #[test]
    fn late_answers_close_it() {
        let circuit = circuit("test:late");
        let late = circuit.pass().expect("leave to send");
        fail(&circuit, 3);
        late.answered();
        circuit.pass().expect("closed").answered();
    }
}
