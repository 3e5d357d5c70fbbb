//! What is left of a reader, all in memory: what frames and tables are made of.
//!
//! Some Arrow consumers hold the GIL while they pull a stream. They get this instead, which waits for
//! nothing: the waiting is done before, without the GIL, with an ear to Ctrl-C, and with an error that
//! keeps its type.

use arrow_array::{RecordBatch, RecordBatchIterator};
use callrec::SchemaRef;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::capsule;
use crate::halt::Halt;
use crate::reading::Reading;

/// Batches of one schema; may be looked at any number of times.
#[pyclass(module = "callrec._native", name = "_Collected", frozen)]
pub(crate) struct Collected {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
}

impl Collected {
    /// Reads to the end. To be called without the GIL.
    pub(crate) fn of(reading: &Reading) -> Result<Self, Halt> {
        let mut batches = Vec::new();
        while let Some(rows) = reading.next_batch()? {
            batches.push(rows.batch.clone());
        }
        Ok(Self { schema: SchemaRef::clone(&reading.schema), batches })
    }
}

#[pymethods]
impl Collected {
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches: Vec<_> = self.batches.iter().cloned().map(Ok).collect();
        let batches = RecordBatchIterator::new(batches, SchemaRef::clone(&self.schema));
        capsule::stream(py, Box::new(batches))
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        capsule::schema(py, &self.schema)
    }
}
