//! Where each record went: the counts, and those set aside.

use pyo3::prelude::*;
use pyo3::types::PyBytes;

/// Counts of one body.
#[pyclass(module = "callrec", frozen, eq, hash)]
#[derive(Clone, PartialEq, Eq, Hash)]
pub(crate) struct Accounting {
    #[pyo3(get)]
    read: u64,
    #[pyo3(get)]
    accepted: u64,
    #[pyo3(get)]
    repaired: u64,
    #[pyo3(get)]
    quarantined: u64,
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
    #[getter]
    fn rows(&self) -> u64 {
        self.accepted + self.repaired
    }

    fn __repr__(&self) -> String {
        let Self { read, accepted, repaired, quarantined, duplicate } = self;
        format!(
            "Accounting(read={read}, accepted={accepted}, repaired={repaired}, \
             quarantined={quarantined}, duplicate={duplicate})"
        )
    }
}

/// One record set aside, whole, with the reason.
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
    #[getter]
    fn raw<'py>(&self, py: Python<'py>) -> Bound<'py, PyBytes> {
        PyBytes::new(py, &self.inner.raw)
    }

    #[getter]
    fn offset(&self) -> u64 {
        self.inner.offset
    }

    #[getter]
    fn line(&self) -> u64 {
        self.inner.line
    }

    #[getter]
    fn record(&self) -> u64 {
        self.inner.record
    }

    #[getter]
    fn column(&self) -> Option<&str> {
        self.inner.column.as_deref()
    }

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
}
