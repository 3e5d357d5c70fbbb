//! What is written in Python: views for notebooks, frames of other packages, charts, progress.

use pyo3::prelude::*;
use pyo3::types::PyTuple;

/// Calls a function of a module of the package, which is imported only now.
pub(crate) fn call<'py>(
    py: Python<'py>,
    module: &str,
    function: &str,
    arguments: impl IntoPyObject<'py, Target = PyTuple, Output = Bound<'py, PyTuple>, Error = PyErr>,
) -> PyResult<Bound<'py, PyAny>> {
    let arguments = arguments.into_pyobject(py)?;
    py.import(module)?.getattr(function)?.call1(arguments)
}

/// The HTML of a notebook's cell.
pub(crate) fn html<'py>(of: &Bound<'py, PyAny>, what: &str) -> PyResult<Bound<'py, PyAny>> {
    call(of.py(), "callrec._html", what, (of,))
}

/// Does long work beside a progress display of the reader, if one is wanted: True and False say so,
/// None leaves it to whether a terminal or a notebook is there.
pub(crate) fn with_progress<T>(
    reader: &Bound<'_, PyAny>,
    wanted: Option<bool>,
    work: impl FnOnce() -> PyResult<T>,
) -> PyResult<T> {
    if wanted == Some(false) {
        return work();
    }
    let display = call(reader.py(), "callrec._progress", "begin", (reader, wanted))?;
    let result = work();
    if !display.is_none() {
        let ended = display.call_method1("end", (result.is_ok(),));
        // What the work itself raised says more.
        return result.and_then(|value| ended.map(|_| value));
    }
    result
}
