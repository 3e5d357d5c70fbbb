//! Knowing that this is the child of a fork.

use std::sync::atomic::{AtomicU32, Ordering};

use pyo3::prelude::*;
use pyo3::types::PyDict;

/// Forks between the start of the first process and this one.
static FORKS: AtomicU32 = AtomicU32::new(0);

/// The process in which something was made.
#[derive(Clone, Copy)]
pub(crate) struct Home {
    id: u32,
    forks: u32,
}

impl Home {
    pub(crate) fn here() -> Self {
        Self { id: std::process::id(), forks: FORKS.load(Ordering::Relaxed) }
    }

    /// Whether a fork by Python lies between. Costs next to nothing: for each record.
    pub(crate) fn was_left(self) -> bool {
        self.forks != FORKS.load(Ordering::Relaxed)
    }

    /// Whether this is another process, whoever forked. Asks the system: for each batch.
    pub(crate) fn is_elsewhere(self) -> bool {
        self.id != std::process::id()
    }
}

/// Has Python tell of its forks (`os.fork`, `multiprocessing`).
pub(crate) fn watch(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let os = module.py().import("os")?;
    // Not every system can fork.
    if let Ok(register) = os.getattr("register_at_fork") {
        let hooks = PyDict::new(module.py());
        hooks.set_item("after_in_child", wrap_pyfunction!(forked, module)?)?;
        register.call((), Some(&hooks))?;
    }
    Ok(())
}

#[pyfunction]
fn forked() {
    FORKS.fetch_add(1, Ordering::Relaxed);
}
