//! The core's errors as exceptions of `callrec.exceptions`.

use std::fmt;

use callrec::{Error, ErrorKind, Provider, RestFault};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyType};

use crate::value;

/// System and operation of a call, for what goes wrong before the core is asked.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) provider: Provider,
    pub(crate) operation: &'static str,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: ", self.provider, self.operation)
    }
}

/// The exception of an error of the core, with all its attributes.
pub(crate) fn raise(py: Python<'_>, error: &Error) -> PyErr {
    raise_at(py, error, None)
}

/// The same for an error that knows no system and operation yet.
pub(crate) fn raise_at(py: Python<'_>, error: &Error, place: Option<Place>) -> PyErr {
    let before = place.map(|place| place.to_string()).unwrap_or_default();
    let provider = error.provider().or(place.map(|place| place.provider));
    let operation = error.operation().or(place.map(|place| place.operation));
    let attributes = PyDict::new(py);
    let filled = (|| {
        attributes.set_item("provider", provider.map(Provider::name))?;
        attributes.set_item("operation", operation)?;
        attributes.set_item("http_status", error.http_status())?;
        attributes.set_item("provider_code", error.provider_code())?;
        attributes.set_item("provider_message", error.provider_message())?;
        attributes.set_item("fault", fault(error))?;
        attributes.set_item("offset", error.offset())?;
        attributes.set_item("line", error.line())?;
        attributes.set_item("record", error.record())?;
        attributes.set_item("column", error.column())?;
        attributes.set_item("retryable", error.is_retryable())?;
        attributes.set_item("retry_after", error.retry_after().map(|wait| wait.as_secs_f64()))?;
        let retry_at = error.retry_at().and_then(value::micros);
        let retry_at = retry_at.map(|micros| value::instant(py, micros)).transpose()?;
        attributes.set_item("retry_at", retry_at)?;
        attributes.set_item("hint", error.hint())
    })();
    match filled
        .and_then(|()| exception(py, error.kind(), &format!("{before}{error}"), &attributes))
    {
        Ok(exception) | Err(exception) => exception,
    }
}

/// What the REST API's error code means; its document is the only one that explains its codes.
fn fault(error: &Error) -> Option<&'static str> {
    let is_rest = error.provider() == Some(Provider::IpassRest);
    is_rest.then(|| RestFault::of(error)).flatten().map(RestFault::name)
}

/// An exception that the binding itself raises: a kind, what happened, what to do.
pub(crate) fn own(py: Python<'_>, kind: ErrorKind, detail: &str, hint: &str) -> PyErr {
    own_at(py, kind, detail, hint, None)
}

/// The same, of a call.
pub(crate) fn own_at(
    py: Python<'_>,
    kind: ErrorKind,
    detail: &str,
    hint: &str,
    place: Option<Place>,
) -> PyErr {
    let before = place.map(|place| place.to_string()).unwrap_or_default();
    let message = format!("{before}{detail}; {hint}");
    let attributes = PyDict::new(py);
    match attributes
        .set_item("hint", hint)
        .and_then(|()| attributes.set_item("provider", place.map(|at| at.provider.name())))
        .and_then(|()| attributes.set_item("operation", place.map(|at| at.operation)))
        .and_then(|()| exception(py, kind, &message, &attributes))
    {
        Ok(exception) | Err(exception) => exception,
    }
}

/// An exception of a kind whose text is whole already: what happened, then what to do.
pub(crate) fn told(py: Python<'_>, kind: ErrorKind, text: &str) -> PyErr {
    let attributes = PyDict::new(py);
    let hint = text.rsplit_once("; ").map_or("", |(_, hint)| hint);
    match attributes.set_item("hint", hint).and_then(|()| exception(py, kind, text, &attributes)) {
        Ok(exception) | Err(exception) => exception,
    }
}

/// An argument that cannot be used.
pub(crate) fn invalid_argument(py: Python<'_>, detail: &str) -> PyErr {
    own(py, ErrorKind::InvalidArgument, detail, "correct the argument")
}

fn exception(
    py: Python<'_>,
    kind: ErrorKind,
    message: &str,
    attributes: &Bound<'_, PyDict>,
) -> PyResult<PyErr> {
    attributes.set_item("kind", kind.name())?;
    let instance = class(py, kind)?.call((message,), Some(attributes))?;
    Ok(PyErr::from_value(instance))
}

/// The table of kinds and classes is in Python, where a reader of the exceptions looks for it.
fn class<'py>(py: Python<'py>, kind: ErrorKind) -> PyResult<Bound<'py, PyType>> {
    static BY_KIND: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let by_kind = BY_KIND.import(py, "callrec.exceptions", "_by_kind")?;
    Ok(by_kind.call1((kind.name(),))?.cast_into::<PyType>()?)
}
