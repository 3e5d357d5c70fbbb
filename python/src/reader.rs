//! `callrec.Reader` and its iterators.

use std::path::PathBuf;
use std::sync::Arc;

use callrec::{Report, Summary as Totals, blocking};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyType};

use crate::accounting::{Accounting, Quarantined};
use crate::batch::Batch;
use crate::consumer::ConsumerStream;
use crate::halt::Halt;
use crate::reading::Reading;
use crate::record::Record;
use crate::released::released;
use crate::summary::Summary;
use crate::{capsule, error, write};

/// One report, read once from front to back.
#[pyclass(module = "callrec", frozen, weakref)]
pub(crate) struct Reader {
    reading: Arc<Reading>,
}

impl Reader {
    pub(crate) fn new(source: blocking::Reader) -> Self {
        Self { reading: Reading::new(source) }
    }

    fn refuse_unreadable(&self, py: Python<'_>) -> PyResult<()> {
        released(py, || self.reading.refuse_unreadable()).map_err(|why| why.raise(py))
    }
}

#[pymethods]
impl Reader {
    fn __iter__(&self, py: Python<'_>) -> PyResult<Records> {
        self.refuse_unreadable(py)?;
        Ok(Records { reading: Arc::clone(&self.reading) })
    }

    fn batches(&self, py: Python<'_>) -> PyResult<Batches> {
        self.refuse_unreadable(py)?;
        Ok(Batches { reading: Arc::clone(&self.reading) })
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // A wish only: the Arrow specification lets the producer keep its own schema.
        let _ = requested_schema;
        released(py, || self.reading.take()).map_err(|why| why.raise(py))?;
        capsule::stream(py, Box::new(ConsumerStream::new(Arc::clone(&self.reading))))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        capsule::schema(py, &self.reading.schema)
    }

    #[getter]
    fn report(&self) -> &'static str {
        self.reading.report.name()
    }

    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.reading.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    #[getter]
    fn accounting(&self) -> Accounting {
        self.reading.facts().accounting.into()
    }

    fn quarantined(&self, py: Python<'_>) -> PyResult<Vec<Quarantined>> {
        let taken =
            released(py, || self.reading.take_quarantined()).map_err(|why| why.raise(py))?;
        Ok(taken.into_iter().map(Quarantined::from).collect())
    }

    #[getter]
    fn proof(&self) -> Option<&'static str> {
        self.reading.facts().proof.map(callrec::Proof::name)
    }

    #[getter]
    fn bytes_read(&self) -> u64 {
        self.reading.facts().bytes_read
    }

    #[getter]
    fn total_bytes(&self) -> Option<u64> {
        self.reading.facts().total_bytes
    }

    #[getter]
    fn error(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        let error = self.reading.facts().error?;
        Some(error::raise(py, &error).into_value(py).into_any())
    }

    fn summary(&self, py: Python<'_>) -> PyResult<Summary> {
        self.refuse_unreadable(py)?;
        if self.reading.report != Report::IpassCdr {
            let detail = format!("a summary is of ipass_cdr, not of {}", self.report());
            return Err(error::invalid_argument(py, &detail));
        }
        released(py, || {
            let mut totals = Totals::new();
            while let Some(rows) = self.reading.next_batch()? {
                totals.add(&rows.batch).map_err(Halt::Core)?;
            }
            Ok(Summary::from(totals))
        })
        .map_err(|halt: Halt| halt.raise(py))
    }

    #[pyo3(signature = (path, format=None))]
    fn write(&self, py: Python<'_>, path: PathBuf, format: Option<&str>) -> PyResult<u64> {
        self.refuse_unreadable(py)?;
        let target = write::Target::new(path, format).map_err(|refused| refused.raise(py))?;
        released(py, || target.write(&self.reading)).map_err(|failure| failure.raise(py))
    }

    fn close(&self) {
        self.reading.close();
    }

    fn __enter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __exit__(
        &self,
        kind: Option<Bound<'_, PyAny>>,
        error: Option<Bound<'_, PyAny>>,
        traceback: Option<Bound<'_, PyAny>>,
    ) {
        drop((kind, error, traceback));
        self.close();
    }

    #[classmethod]
    fn __class_getitem__<'py>(
        cls: &Bound<'py, PyType>,
        item: Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        crate::generic_alias(cls, item)
    }

    fn __repr__(&self) -> String {
        let facts = self.reading.facts();
        let state = if facts.error.is_some() {
            "failed"
        } else if facts.proof.is_some() {
            "complete"
        } else if self.reading.is_closed() {
            "closed"
        } else if self.reading.is_taken() {
            "handed over"
        } else {
            "open"
        };
        format!(
            "<callrec.Reader {}: {} records read, {} bytes, {state}>",
            self.report(),
            facts.accounting.read,
            facts.bytes_read
        )
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "a reader stands on an open connection or file and cannot be pickled; \
             write it to a file, or make it where it is used",
        ))
    }
}

/// Iterates what is left of a reader, record by record.
#[pyclass(module = "callrec._native", frozen)]
pub(crate) struct Records {
    reading: Arc<Reading>,
}

#[pymethods]
impl Records {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let next = match self.reading.row_in_hand() {
            Some(row) => Some(row),
            None => released(py, || self.reading.next_row()).map_err(|halt| halt.raise(py))?,
        };
        next.map(|(rows, row)| Record::object(py, rows, row)).transpose()
    }
}

/// Iterates what is left of a reader, batch by batch.
#[pyclass(module = "callrec._native", frozen)]
pub(crate) struct Batches {
    reading: Arc<Reading>,
}

#[pymethods]
impl Batches {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Batch>> {
        let next = released(py, || self.reading.next_batch()).map_err(|halt| halt.raise(py))?;
        Ok(next.map(|rows| Batch { rows }))
    }
}
