//! The `callrec` program inside a Python process.

use std::ffi::OsString;

use pyo3::prelude::*;

use crate::released::released;

/// Runs the program without the GIL and gives its exit code.
#[pyfunction(name = "_run_command")]
pub(crate) fn run_command(py: Python<'_>, arguments: Vec<OsString>) -> u8 {
    released(py, || callrec_cli::run(arguments))
}
