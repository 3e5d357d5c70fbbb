//! What a write gives, and what a look at the service says of one whose answer was lost.

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyType;

use crate::aside;
use crate::object::Answered;

/// What became of an operation with effects that was carried out, or of one in a dry run.
///
/// That it is here says that the operation was carried out, unless `planned` is there. The answer may
/// lack anything: the provider's documents contradict themselves about what it holds (SEED).
#[pyclass(module = "callrec", frozen, weakref)]
pub(crate) struct Outcome {
    value: Option<Py<PyAny>>,
    message: Option<String>,
    already_gone: bool,
    warnings: Vec<String>,
    planned: Option<Py<PlannedRequest>>,
}

impl Outcome {
    pub(crate) fn new<T: Answered>(py: Python<'_>, outcome: callrec::Outcome<T>) -> PyResult<Self> {
        let planned = outcome.planned.map(|inner| Py::new(py, PlannedRequest { inner }));
        Ok(Self {
            value: outcome.value.map(|value| value.record(py)).transpose()?.flatten(),
            message: outcome.message,
            already_gone: outcome.already_gone,
            warnings: outcome.warnings,
            planned: planned.transpose()?,
        })
    }
}

#[pymethods]
impl Outcome {
    /// Record or None : The object in the answer, as the class of its list: `UserRecord`,
    /// `RegistrationCodeRecord`. None where the answer holds none that can be read.
    #[getter]
    fn value(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        self.value.as_ref().map(|value| value.clone_ref(py))
    }

    /// str or None : The answer's message, one line of at most 200 characters, ``***`` for secrets and
    /// URLs.
    #[getter]
    fn message(&self) -> Option<&str> {
        self.message.as_deref()
    }

    /// bool : A deletion whose first answer was lost found nothing the second time: the first had
    /// done it.
    #[getter]
    fn already_gone(&self) -> bool {
        self.already_gone
    }

    /// list of str : What is odd without being wrong, a line each, without a secret; also an answer
    /// that cannot be read after a write that succeeded.
    #[getter]
    fn warnings(&self) -> Vec<String> {
        self.warnings.clone()
    }

    /// PlannedRequest or None : In a dry run, what would have been sent: nothing was.
    #[getter]
    fn planned(&self, py: Python<'_>) -> Option<Py<PlannedRequest>> {
        self.planned.as_ref().map(|planned| planned.clone_ref(py))
    }

    /// bool : Whether this is a dry run's: nothing was sent.
    #[getter]
    fn is_planned(&self) -> bool {
        self.planned.is_some()
    }

    #[classmethod]
    fn __class_getitem__<'py>(
        cls: &Bound<'py, PyType>,
        item: Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        crate::generic_alias(cls, item)
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        aside::html(slf.as_any(), "outcome")
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let mut text = "<callrec.Outcome".to_owned();
        if let Some(planned) = &self.planned {
            text += &format!(" planned {}", planned.get().inner.operation);
        }
        if self.already_gone {
            text += " already gone";
        }
        if let Some(message) = &self.message {
            text += &format!(" {message:?}");
        }
        if let Some(value) = &self.value {
            text += &format!(" {}", value.bind(py).repr()?);
        }
        if !self.warnings.is_empty() {
            text += &format!(" warnings={:?}", self.warnings);
        }
        Ok(text + ">")
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "an outcome may hold a secret of the user and is not pickled; pickle what you need of it",
        ))
    }
}

/// A request of a dry run as it would have been sent, its secrets shown as ``***``.
///
/// ``str()`` of it reads like a request: line, headers, body.
#[pyclass(module = "callrec", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct PlannedRequest {
    inner: callrec::PlannedRequest,
}

#[pymethods]
impl PlannedRequest {
    /// str : System and operation, as in ``"ipass_rest.create_user"``.
    #[getter]
    fn operation(&self) -> &'static str {
        self.inner.operation
    }

    /// str : The HTTP method.
    #[getter]
    fn method(&self) -> &'static str {
        self.inner.method
    }

    /// str : Absolute, that of the base URL included, percent-encoded.
    #[getter]
    fn path(&self) -> &str {
        &self.inner.path
    }

    /// list of (str, str) : Names and values of the query, not encoded.
    #[getter]
    fn query(&self) -> Vec<(String, String)> {
        self.inner.query.clone()
    }

    /// list of (str, str) : The headers that belong to the operation.
    #[getter]
    fn headers(&self) -> Vec<(String, String)> {
        self.inner.headers.clone()
    }

    /// str or None : The XML document, where there is one.
    #[getter]
    fn body(&self) -> Option<&str> {
        self.inner.body.as_deref()
    }

    fn __str__(&self) -> String {
        self.inner.to_string()
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        aside::html(slf.as_any(), "planned")
    }

    fn __repr__(&self) -> String {
        format!("<callrec.PlannedRequest {}: {}>", self.inner.operation, self.inner.method)
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(crate::not_pickled())
    }
}

/// What a look at the service says about an operation of which nobody knows whether it was carried
/// out (`AmbiguousError`).
#[pyclass(module = "callrec", frozen)]
pub(crate) struct Reconciled {
    state: &'static str,
    value: Option<Py<PyAny>>,
    why: Option<String>,
}

impl Reconciled {
    pub(crate) fn new<T: Answered>(
        py: Python<'_>,
        found: callrec::Reconciled<T>,
    ) -> PyResult<Self> {
        Ok(match found {
            callrec::Reconciled::Done(object) => {
                Self { state: "done", value: object.record(py)?, why: None }
            }
            callrec::Reconciled::NotDone => Self { state: "not_done", value: None, why: None },
            callrec::Reconciled::Unclear(why) => {
                Self { state: "unclear", value: None, why: Some(why) }
            }
        })
    }
}

#[pymethods]
impl Reconciled {
    /// str : ``"done"``; ``"not_done"``: there is no trace of it, but a request on its way may yet
    /// arrive, so look again after a pause before it is sent again; or ``"unclear"``.
    #[getter]
    fn state(&self) -> &'static str {
        self.state
    }

    /// Record or None : The object, where it was done and there is one.
    #[getter]
    fn value(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        self.value.as_ref().map(|value| value.clone_ref(py))
    }

    /// str or None : Why it is unclear, in one line.
    #[getter]
    fn why(&self) -> Option<&str> {
        self.why.as_deref()
    }

    #[classmethod]
    fn __class_getitem__<'py>(
        cls: &Bound<'py, PyType>,
        item: Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        crate::generic_alias(cls, item)
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        aside::html(slf.as_any(), "reconciled")
    }

    fn __repr__(&self) -> String {
        match &self.why {
            Some(why) => format!("<callrec.Reconciled unclear: {why}>"),
            None => format!("<callrec.Reconciled {}>", self.state),
        }
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "what was found may hold a secret of the user and is not pickled; pickle what you need of it",
        ))
    }
}
