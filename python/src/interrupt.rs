//! Waiting without the GIL, with an ear to Ctrl-C.
//!
//! The core asks the waiting thread every 50 ms whether to stop. What to do then depends on who
//! called: that is kept for the time of the call in the thread itself, as is the exception that a
//! signal handler raised.

use std::cell::{Cell, RefCell};
use std::thread::ThreadId;

use callrec::ErrorKind;
use pyo3::prelude::*;

use crate::halt::Halt;
use crate::released::{is_main_thread, stay_if_ending};
use crate::stop;

/// How a thread that waits without the GIL learns of an interrupt.
#[derive(Clone, Copy)]
pub(crate) enum Ear {
    /// A method called from Python: the GIL can be had again.
    Python,
    /// A callback of an Arrow consumer. Only the thread that took the stream may ask for the GIL:
    /// on any other one, a consumer that waits for it while holding the GIL would wait for ever.
    Consumer(ThreadId),
}

thread_local! {
    static EAR: Cell<Option<Ear>> = const { Cell::new(None) };
    static CAUGHT: RefCell<Option<PyErr>> = const { RefCell::new(None) };
}

impl Ear {
    /// Does work of the core; an exception that ended it is given instead of the core's own error.
    pub(crate) fn listening<T>(self, work: impl FnOnce() -> callrec::Result<T>) -> Result<T, Halt> {
        match self.heard(work) {
            // It was too late to stop: a document that had its name. An interrupt is never lost.
            (Ok(_), Some(exception)) => Err(Halt::interrupted(exception)),
            (result, caught) => result.map_err(|error| halt(error, caught)),
        }
    }

    /// The same for a reader: rows that came before the exception are given first. It waits in `late`
    /// for the call that ends with the core's own error.
    pub(crate) fn reading<T>(
        self,
        late: &mut Option<PyErr>,
        work: impl FnOnce() -> callrec::Result<T>,
    ) -> Result<T, Halt> {
        let (result, caught) = self.heard(work);
        let caught = caught.or_else(|| late.take());
        match result {
            Ok(rows) => {
                *late = caught;
                Ok(rows)
            }
            Err(error) => Err(halt(error, caught)),
        }
    }

    fn heard<T>(self, work: impl FnOnce() -> T) -> (T, Option<PyErr>) {
        let before = EAR.replace(Some(self));
        let result = work();
        EAR.set(before);
        (result, CAUGHT.take())
    }

    /// Runs the signal handlers that are due; the exception that one of them raised, or that of a
    /// call that was cancelled.
    ///
    /// Python runs them on the main thread only; elsewhere none is due.
    pub(crate) fn listen(self) -> PyResult<()> {
        stay_if_ending();
        if stop::is_asked() {
            return Err(Python::attach(stop::exception));
        }
        match self {
            _ if !is_main_thread() => Ok(()),
            Ear::Python => Python::attach(|py| py.check_signals()),
            Ear::Consumer(thread) if thread == std::thread::current().id() => {
                Python::attach(|py| py.check_signals().inspect_err(|_| interrupt_again(py)))
            }
            Ear::Consumer(_) => Ok(()),
        }
    }
}

fn halt(error: callrec::Error, caught: Option<PyErr>) -> Halt {
    match (error.kind(), caught) {
        (ErrorKind::Cancelled, Some(exception)) => Halt::interrupted(exception),
        (_, Some(exception)) => Halt::Python(exception, error.to_string()),
        (ErrorKind::Cancelled, None) => Halt::Cancelled(error),
        (_, None) => Halt::Core(error),
    }
}

/// What the core asks: whether to stop. True once a signal handler raised an exception.
pub(crate) fn asked() -> bool {
    let Some(ear) = EAR.get() else { return false };
    match ear.listen() {
        Ok(()) => false,
        Err(exception) => {
            catch(exception);
            true
        }
    }
}

/// Keeps an exception for the end of the call that listens on this thread.
pub(crate) fn catch(exception: PyErr) {
    CAUGHT.set(Some(exception));
}

/// An Arrow consumer raises an exception of its own for the stream's error: have the interrupt
/// raised again as soon as it is back in Python.
fn interrupt_again(py: Python<'_>) {
    let again = py.import("_thread").and_then(|module| module.call_method0("interrupt_main"));
    drop(again);
}
