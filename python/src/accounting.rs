//! Where each record went: the counts, and those set aside.

use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::aside;

/// Counts of one body: ``read == accepted + repaired + quarantined + duplicate``, always.
#[pyclass(module = "callrec", frozen, eq, hash)]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Accounting {
    /// int : Records found in the input, the header not counted.
    #[pyo3(get)]
    read: u64,
    /// int : Records handed on as they were.
    #[pyo3(get)]
    accepted: u64,
    /// int : Records handed on after a named rule mended them: ``record._repair`` names it.
    #[pyo3(get)]
    repaired: u64,
    /// int : Records set aside: `Reader.quarantined` gives them.
    #[pyo3(get)]
    quarantined: u64,
    /// int : Records dropped because they had been handed on before (cursor feeds only).
    #[pyo3(get)]
    duplicate: u64,
}

impl From<callrec::Accounting> for Accounting {
    fn from(counts: callrec::Accounting) -> Self {
        Self {
            read: counts.read,
            accepted: counts.accepted,
            repaired: counts.repaired,
            quarantined: counts.quarantined,
            duplicate: counts.duplicate,
        }
    }
}

#[pymethods]
impl Accounting {
    /// int : Records handed on: accepted and repaired.
    #[getter]
    fn rows(&self) -> u64 {
        self.accepted + self.repaired
    }

    /// A notebook's view: a small table.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        aside::html(slf.as_any(), "accounting")
    }

    fn __repr__(&self) -> String {
        let Self { read, accepted, repaired, quarantined, duplicate } = self;
        format!(
            "Accounting(read={read}, accepted={accepted}, repaired={repaired}, \
             quarantined={quarantined}, duplicate={duplicate})"
        )
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(crate::not_pickled())
    }
}

/// A record that could not be typed, set aside whole.
#[pyclass(module = "callrec", frozen)]
pub(crate) struct Quarantined {
    inner: callrec::Quarantined,
}

impl From<callrec::Quarantined> for Quarantined {
    fn from(inner: callrec::Quarantined) -> Self {
        Self { inner }
    }
}

#[pymethods]
impl Quarantined {
    /// bytes : Its bytes as they came, without the line end.
    #[getter]
    fn raw<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.inner.raw)
    }

    /// int : Its first byte in the input, from 0.
    #[getter]
    fn offset(&self) -> u64 {
        self.inner.offset
    }

    /// int : Physical line of its start, from 1.
    #[getter]
    fn line(&self) -> u64 {
        self.inner.line
    }

    /// int : Its number, from 1, the header not counted.
    #[getter]
    fn record(&self) -> u64 {
        self.inner.record
    }

    /// str or None : The column at fault, where one is.
    #[getter]
    fn column(&self) -> Option<&str> {
        self.inner.column.as_deref()
    }

    /// str : What is wrong, in one line that is stable enough to count by.
    #[getter]
    fn reason(&self) -> String {
        self.inner.reason.to_string()
    }

    fn __repr__(&self) -> String {
        let callrec::Quarantined { offset, line, record, column, reason, raw } = &self.inner;
        let column = column.as_deref().map(|name| format!(", column {name}")).unwrap_or_default();
        format!(
            "<callrec.Quarantined line {line}, byte {offset}, record {record}{column}: {reason} \
             ({} bytes)>",
            raw.len()
        )
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(crate::not_pickled())
    }
}
