//! Cancelling from another thread, and asking whether to go on.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::task::AbortHandle;

use super::process::OwnProcess;
use crate::{Error, ErrorKind, Result};

/// Cancels one reader, from any thread, any number of times.
#[derive(Clone, Debug, Default)]
pub struct CancelHandle {
    inner: Arc<Cancel>,
}

#[derive(Debug, Default)]
struct Cancel {
    cancelled: AtomicBool,
    task: Mutex<Option<OwnProcess<AbortHandle>>>,
}

impl CancelHandle {
    /// Ends the reading: the connection is closed, and a thread that waits for a batch gets
    /// `Cancelled` at once, as does every later call of the reader.
    pub fn cancel(&self) {
        self.inner.cancelled.store(true, Ordering::SeqCst);
        let task = self.inner.task.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Ok(task)) = task.as_ref().map(OwnProcess::get) {
            task.abort();
        }
    }

    /// Whether [`cancel`](Self::cancel) was called.
    pub fn is_cancelled(&self) -> bool {
        self.inner.cancelled.load(Ordering::SeqCst)
    }

    pub(super) fn check(&self) -> Result<()> {
        if self.is_cancelled() { Err(cancelled()) } else { Ok(()) }
    }

    pub(super) fn attach(&self, task: AbortHandle) {
        *self.inner.task.lock().unwrap_or_else(PoisonError::into_inner) =
            Some(OwnProcess::new(task));
        if self.is_cancelled() {
            self.cancel();
        }
    }
}

/// Asked now and then by a waiting thread; true ends the wait with `Cancelled`.
#[derive(Clone)]
pub(super) struct Interrupt(Arc<dyn Fn() -> bool + Send + Sync>);

impl Interrupt {
    pub(super) fn new(ask: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self(Arc::new(ask))
    }

    pub(super) fn never() -> Self {
        Self::new(|| false)
    }

    /// Asks this and one more.
    pub(super) fn or(&self, ask: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        let first = self.clone();
        Self::new(move || (first.0)() || ask())
    }

    pub(super) fn check(&self) -> Result<()> {
        if (self.0)() { Err(cancelled()) } else { Ok(()) }
    }
}

impl fmt::Debug for Interrupt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Interrupt")
    }
}

fn cancelled() -> Error {
    Error::new(ErrorKind::Cancelled, "the call was cancelled")
}
