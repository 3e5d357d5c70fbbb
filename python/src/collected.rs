//! What is left of a reader, all in memory: what frames and tables are made of.
//!
//! Some Arrow consumers hold the GIL while they pull a stream. They get this instead, which waits for
//! nothing: the waiting is done before, without the GIL, with an ear to Ctrl-C, and with an error that
//! keeps its type.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use arrow_array::{RecordBatch, RecordBatchIterator};
use callrec::SchemaRef;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::capsule;
use crate::halt::Halt;
use crate::reading::{Reading, Standing};

/// Batches of one schema; may be looked at any number of times. Of a feed, the cursor covers them only
/// where something was made of them: `_keep` says so.
#[pyclass(module = "callrec._native", name = "_Collected", frozen)]
pub(crate) struct Collected {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
    /// The reading, and where it stood before.
    of: Arc<Reading>,
    standing: Standing,
    is_kept: AtomicBool,
}

impl Collected {
    /// Reads to the end. To be called without the GIL.
    pub(crate) fn of(reading: &Arc<Reading>) -> Result<Self, Halt> {
        let mut rest = reading.rest()?;
        let mut collected = Self {
            schema: SchemaRef::clone(&reading.schema),
            batches: Vec::new(),
            of: Arc::clone(reading),
            standing: rest.standing(),
            is_kept: AtomicBool::new(false),
        };
        while let Some(batch) = rest.next()? {
            collected.batches.push(batch);
        }
        Ok(collected)
    }
}

impl Drop for Collected {
    fn drop(&mut self) {
        if !*self.is_kept.get_mut() {
            self.of.take_back(self.standing.clone());
        }
    }
}

#[pymethods]
impl Collected {
    /// What was to be made of them is made.
    fn _keep(&self) {
        self.is_kept.store(true, Ordering::Release);
    }

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
