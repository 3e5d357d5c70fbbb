//! A batch of records: an Arrow record batch that can be iterated.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyType};

use crate::record::{Record, Rows};
use crate::{aside, capsule};

/// Some records in memory: an Arrow record batch (``polars.DataFrame(batch)``,
/// ``pyarrow.record_batch(batch)``) that can be iterated record by record, more than once.
#[pyclass(module = "callrec", frozen)]
pub(crate) struct Batch {
    pub(crate) rows: Arc<Rows>,
}

#[pymethods]
impl Batch {
    /// int : Records; never 0.
    #[getter]
    fn num_rows(&self) -> usize {
        self.rows.batch.num_rows()
    }

    /// int : Columns of the schema.
    #[getter]
    fn num_columns(&self) -> usize {
        self.rows.batch.num_columns()
    }

    /// str : The report's name.
    #[getter]
    fn report(&self) -> &'static str {
        self.rows.table.report().name()
    }

    /// list of str : The columns, in the order of the schema.
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

    /// Arrow PyCapsules of schema and array, without a copy. A requested schema is not applied.
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

    /// Arrow PyCapsule of the schema.
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

    /// A ``pandas.DataFrame``; see `Reader.to_pandas`.
    #[pyo3(signature = (*, dtype_backend="pyarrow"))]
    fn to_pandas<'py>(slf: &Bound<'py, Self>, dtype_backend: &str) -> PyResult<Bound<'py, PyAny>> {
        aside::call(slf.py(), "callrec._frames", "pandas_of", (slf, dtype_backend))
    }

    /// A ``polars.DataFrame``; see `Reader.to_polars`.
    fn to_polars<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        aside::call(slf.py(), "callrec._frames", "polars_of", (slf,))
    }

    /// A ``pyarrow.RecordBatch``; see `Reader.to_arrow`.
    fn to_arrow<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        aside::call(slf.py(), "callrec._frames", "arrow_of", (slf,))
    }

    #[getter]
    fn _secret_columns(&self) -> Vec<&str> {
        self.rows.secret_columns()
    }

    /// A notebook's view: the first ten records, secrets as ``***``.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        aside::html(slf.as_any(), "batch")
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
