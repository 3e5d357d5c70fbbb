//! Ending a blocking call from another thread: what `callrec.aio` does when a task is cancelled.
//!
//! The question is kept in the thread that calls, as is the ear: so every call of every class can be
//! ended that way, and none has to know of it. No frame of ours lies below the Python code of such a
//! call, as that may be a daemon thread (see `released`).

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use callrec::ErrorKind;
use pyo3::prelude::*;

use crate::error;

thread_local! {
    static ASKED: RefCell<Option<Arc<AtomicBool>>> = const { RefCell::new(None) };
}

/// Ends the calls of one thread when another one asks.
#[pyclass(module = "callrec._native", name = "_Stop", frozen)]
pub(crate) struct Stop {
    asked: Arc<AtomicBool>,
}

#[pymethods]
impl Stop {
    #[new]
    fn new() -> Self {
        Self { asked: Arc::new(AtomicBool::new(false)) }
    }

    /// From here on, calls of this thread look at this.
    fn begin(&self) {
        ASKED.set(Some(Arc::clone(&self.asked)));
    }

    /// Calls of this thread are their own again.
    #[staticmethod]
    fn end() {
        ASKED.set(None);
    }

    /// What waits ends within 50 ms; what has not begun ends when it begins to wait.
    fn ask(&self) {
        self.asked.store(true, Ordering::Release);
    }
}

/// Whether the calls of this thread are to end.
pub(crate) fn is_asked() -> bool {
    ASKED.with_borrow(|asked| asked.as_ref().is_some_and(|asked| asked.load(Ordering::Acquire)))
}

/// What such a call ends with.
pub(crate) fn exception(py: Python<'_>) -> PyErr {
    error::own(
        py,
        ErrorKind::Cancelled,
        "the call was cancelled",
        "call again if it is still wanted",
    )
}
