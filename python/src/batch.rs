//! A batch of records: an Arrow record batch that can be iterated.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyType};

use crate::capsule;
use crate::record::{Record, Rows};

/// Some records of a report, held in memory.
#[pyclass(module = "callrec", frozen)]
pub(crate) struct Batch {
    pub(crate) rows: Arc<Rows>,
}

#[pymethods]
impl Batch {
    #[getter]
    fn num_rows(&self) -> usize {
        self.rows.batch.num_rows()
    }

    #[getter]
    fn num_columns(&self) -> usize {
        self.rows.batch.num_columns()
    }

    #[getter]
    fn report(&self) -> &'static str {
        self.rows.report.name()
    }

    #[getter]
    fn column_names(&self) -> Vec<String> {
        let schema = self.rows.batch.schema_ref();
        schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    fn __len__(&self) -> usize {
        self.num_rows()
    }

    fn __iter__(&self) -> BatchRecords {
        BatchRecords { rows: Arc::clone(&self.rows), next: AtomicUsize::new(0) }
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        // A wish only: the Arrow specification lets the producer keep its own schema.
        let _ = requested_schema;
        capsule::array(py, &self.rows.batch)
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        capsule::schema(py, self.rows.batch.schema_ref())
    }

    #[classmethod]
    fn __class_getitem__<'py>(
        cls: &Bound<'py, PyType>,
        item: Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        crate::generic_alias(cls, item)
    }

    fn __repr__(&self) -> String {
        format!("<callrec.Batch {}: {} records>", self.report(), self.num_rows())
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "a batch is not pickled; write it to a file, or hand it to pyarrow first",
        ))
    }
}

/// Iterates the records of one batch.
#[pyclass(module = "callrec._native", frozen)]
pub(crate) struct BatchRecords {
    rows: Arc<Rows>,
    next: AtomicUsize,
}

#[pymethods]
impl BatchRecords {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let row = self.next.fetch_add(1, Ordering::Relaxed);
        if row >= self.rows.batch.num_rows() {
            self.next.store(row, Ordering::Relaxed);
            return Ok(None);
        }
        Record::object(py, Arc::clone(&self.rows), row).map(Some)
    }
}
