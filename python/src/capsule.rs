//! The Arrow PyCapsule interface: a reader or batch goes to polars, pyarrow, DuckDB … without a copy.
//!
//! The C structs release themselves when dropped unless a consumer moved them out, which by the
//! Arrow specification it says by clearing `release`. So a capsule that nobody takes leaks nothing.

use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema};
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{Array as _, RecordBatch, RecordBatchReader, StructArray};
use arrow_schema::{ArrowError, Schema};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::error;

pub(crate) fn schema<'py>(py: Python<'py>, schema: &Schema) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(schema).map_err(|cause| internal(py, &cause))?;
    PyCapsule::new_with_value(py, schema, c"arrow_schema")
}

pub(crate) fn stream(
    py: Python<'_>,
    batches: Box<dyn RecordBatchReader + Send>,
) -> PyResult<Bound<'_, PyCapsule>> {
    PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(batches), c"arrow_array_stream")
}

pub(crate) fn array<'py>(
    py: Python<'py>,
    batch: &RecordBatch,
) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
    let data = StructArray::from(batch.clone()).into_data();
    let array = PyCapsule::new_with_value(py, FFI_ArrowArray::new(&data), c"arrow_array")?;
    Ok((schema(py, &batch.schema())?, array))
}

fn internal(py: Python<'_>, cause: &ArrowError) -> PyErr {
    let detail = format!("the schema cannot be exported: {cause}");
    error::own(py, callrec::ErrorKind::Internal, &detail, "report it to the authors of callrec")
}
