//! Releasing the GIL, and coming back to it only where that is safe.
//!
//! While the interpreter ends, a daemon thread that asks for the GIL is ended by it with an unwinding
//! through every frame, ours included, that Rust does not allow (cpython gh-87135). So from its
//! `atexit` on, threads other than the main one stay here until the process is gone.

use std::cell::Cell;
use std::sync::atomic::{AtomicBool, Ordering};

use pyo3::prelude::*;

use crate::process::Home;

static ENDING: AtomicBool = AtomicBool::new(false);

thread_local! {
    /// Where this thread was looked at, and whether it is the main one there.
    static MAIN: Cell<Option<(Home, bool)>> = const { Cell::new(None) };
}

/// Does work without the GIL.
pub(crate) fn released<T: Send>(py: Python<'_>, work: impl FnOnce() -> T + Send) -> T {
    note_thread(py);
    py.detach(|| {
        let result = work();
        stay_if_ending();
        result
    })
}

/// Whether this is Python's main thread, the only one on which it runs signal handlers. False where
/// that was never looked at.
pub(crate) fn is_main_thread() -> bool {
    matches!(MAIN.get(), Some((home, true)) if !home.was_left())
}

/// Looks whether this is the main thread; remembered until a fork, which makes another one that.
pub(crate) fn note_thread(py: Python<'_>) {
    if matches!(MAIN.get(), Some((home, _)) if !home.was_left()) {
        return;
    }
    let look = || -> PyResult<bool> {
        let threading = py.import("threading")?;
        let main = threading.call_method0("main_thread")?.getattr("ident")?;
        threading.call_method0("get_ident")?.eq(main)
    };
    // Where Python cannot say, as while it ends, the thread is none that handles signals.
    MAIN.set(Some((Home::here(), look().unwrap_or(false))));
}

/// Never returns on other threads than the main one once the interpreter is ending.
pub(crate) fn stay_if_ending() {
    while ENDING.load(Ordering::Acquire) && !is_main_thread() {
        std::thread::park();
    }
}

/// Has Python tell when it ends.
pub(crate) fn watch(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let register = module.py().import("atexit")?.getattr("register")?;
    register.call1((wrap_pyfunction!(ending, module)?,)).map(drop)
}

#[pyfunction]
fn ending() {
    ENDING.store(true, Ordering::Release);
}
