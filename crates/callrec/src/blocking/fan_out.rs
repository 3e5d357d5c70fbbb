//! A fan-out for plain threads.

use std::fmt;
use std::sync::Arc;

use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use super::Reader;
use super::caller::Caller;
use super::process::OwnProcess;
use super::wait::SLICE;
use crate::Result;
use crate::fan_out::Stop;

/// One reader a key, several opened at once: [`crate::FanOut`], as an iterator.
///
/// One key's error does not stop the others: it is that key's result. Each reader is to be read or
/// dropped before many more are taken. Dropping the iterator ends the calls under way; readers that
/// were taken go on.
#[must_use = "nothing is called before this is iterated"]
pub struct FanOut<K> {
    state: OwnProcess<State<K>>,
    operation: &'static str,
    caller: Option<Caller<()>>,
    /// The caller of the waiting for results, which may be stopped where readers go on.
    waiting: Option<Caller<()>>,
    /// Whether one key's part is to end.
    stop: Option<Stop<K>>,
}

type Calls<K> = crate::FanOut<K, crate::Reader>;
type Opened<K> = (K, Result<crate::Reader>);

enum State<K> {
    Waiting(crate::FanOut<K, crate::Reader>),
    Running { results: mpsc::Receiver<Opened<K>>, task: JoinHandle<()>, left: usize },
    Ended,
}

impl<K: Clone + Send + Sync + Unpin + 'static> FanOut<K> {
    pub(super) fn new(
        calls: crate::FanOut<K, crate::Reader>,
        operation: &'static str,
        caller: Caller<()>,
    ) -> Self {
        let state = OwnProcess::new(State::Waiting(calls));
        Self { state, operation, waiting: Some(caller.clone()), caller: Some(caller), stop: None }
    }

    pub(super) fn empty() -> Self {
        let state = OwnProcess::new(State::Ended);
        Self { state, operation: "", caller: None, waiting: None, stop: None }
    }

    /// Asks `ask` about every 50 ms while a thread waits for a result; true ends the waiting with
    /// `Cancelled`, as it does every later call. Readers that were taken go on. Asked beside what
    /// the client was given.
    pub fn with_interrupt(mut self, ask: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.waiting = self.waiting.as_ref().map(|waiting| waiting.or_interrupt(ask));
        self
    }

    /// Asks `ask` of a key about every 50 ms whether to end its part, on any thread: true makes its
    /// result `Cancelled`, or ends its reader with that. The other keys go on. Only before the first
    /// result is taken.
    pub fn with_interrupt_of(mut self, ask: impl Fn(&K) -> bool + Send + Sync + 'static) -> Self {
        let stop: Stop<K> = Arc::new(ask);
        self.stop = Some(Arc::clone(&stop));
        self.before_the_first(|calls| calls.stopping(stop))
    }

    /// See [`crate::FanOut::concurrency`]; only before the first result is taken.
    pub fn concurrency(self, most: usize) -> Self {
        self.before_the_first(|calls| calls.concurrency(most))
    }

    /// See [`crate::FanOut::as_completed`]; only before the first result is taken.
    pub fn as_completed(self) -> Self {
        self.before_the_first(crate::FanOut::as_completed)
    }

    fn before_the_first(mut self, set: impl FnOnce(Calls<K>) -> Calls<K>) -> Self {
        if let Ok(state) = self.state.get_mut() {
            *state = match std::mem::replace(state, State::Ended) {
                State::Waiting(calls) => State::Waiting(set(calls)),
                state => state,
            };
        }
        self
    }

    /// Results that are not taken yet.
    pub fn remaining(&self) -> usize {
        match self.state.get() {
            Ok(State::Waiting(calls)) => calls.remaining(),
            Ok(State::Running { left, .. }) => *left,
            Ok(State::Ended) | Err(_) => 0,
        }
    }

    /// The next key and its result, waited for; `None` after the last. The outer error is of the
    /// waiting: `Cancelled`, `InsideRuntime`, `Forked`.
    pub fn next_result(&mut self) -> Result<Option<(K, Result<Reader>)>> {
        let (Some(caller), Some(waiting)) = (&self.caller, &self.waiting) else { return Ok(None) };
        waiting.check(self.operation)?;
        let state = self.state.get_mut()?;
        if let State::Waiting(_) = state
            && let State::Waiting(mut calls) = std::mem::replace(state, State::Ended)
        {
            let left = calls.remaining();
            // One result is under way to the iterator while the next ones are called for.
            let (sender, results) = mpsc::channel(1);
            let task = caller.spawn(self.operation, async move {
                while let Some(result) = next(&mut calls).await {
                    if sender.send(result).await.is_err() {
                        break;
                    }
                }
            })?;
            *state = State::Running { results, task, left };
        }
        let State::Running { results, left, .. } = state else { return Ok(None) };
        let Some((key, opened)) = waiting.wait(self.operation, results.recv())? else {
            *state = State::Ended;
            return Ok(None);
        };
        *left = left.saturating_sub(1);
        let Some(stop) = self.stop.clone() else {
            let reader = opened.and_then(|reader| caller.reader(self.operation, reader));
            return Ok(Some((key, reader)));
        };
        let own = key.clone();
        let caller = caller.or_interrupt(move || stop(&own));
        // What was opened may be of a key that is to end since.
        let reader = opened
            .map_err(|error| caller.named(self.operation, error))
            .and_then(|reader| caller.check(self.operation).map(|()| reader))
            .and_then(|reader| caller.reader(self.operation, reader));
        Ok(Some((key, reader)))
    }
}

/// The next result; calls that are to end, end meanwhile.
async fn next<K: Clone + Send + 'static>(calls: &mut Calls<K>) -> Option<Opened<K>> {
    loop {
        match tokio::time::timeout(SLICE, calls.next()).await {
            Ok(next) => return next,
            Err(_) => calls.stop(),
        }
    }
}

/// As [`next_result`](FanOut::next_result); an error of the waiting ends it.
impl<K: Clone + Send + Sync + Unpin + 'static> Iterator for FanOut<K> {
    type Item = Result<(K, Result<Reader>)>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.next_result().transpose();
        if matches!(next, Some(Err(_))) {
            self.end();
        }
        next
    }
}

impl<K> FanOut<K> {
    fn end(&mut self) {
        let Ok(state) = self.state.get_mut() else { return };
        if let State::Running { task, .. } = std::mem::replace(state, State::Ended) {
            task.abort();
        }
    }
}

impl<K> Drop for FanOut<K> {
    fn drop(&mut self) {
        self.end();
    }
}

impl<K> fmt::Debug for FanOut<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FanOut").field("operation", &self.operation).finish_non_exhaustive()
    }
}
