//! The Arrow IPC file format.

use std::io::Write;

use arrow_array::RecordBatch;
use arrow_ipc::writer::FileWriter;
use arrow_schema::{ArrowError, Schema, SchemaRef};

use crate::{ExportError, Format, plain};

pub(crate) struct ArrowFileWriter<W> {
    inner: FileWriter<W>,
    schema: SchemaRef,
}

fn error(error: ArrowError) -> ExportError {
    ExportError::arrow(Format::ArrowFile, error)
}

impl<W: Write> ArrowFileWriter<W> {
    pub(crate) fn new(output: W, schema: &Schema) -> Result<Self, ExportError> {
        let schema = plain::schema(schema);
        Ok(Self { inner: FileWriter::try_new(output, &schema).map_err(error)?, schema })
    }

    pub(crate) fn write(&mut self, batch: &RecordBatch) -> Result<(), ExportError> {
        let batch = plain::batch(batch, &self.schema).map_err(error)?;
        self.inner.write(&batch).map_err(error)
    }

    pub(crate) fn finish(mut self) -> Result<W, ExportError> {
        self.inner.finish().map_err(error)?;
        self.inner.into_inner().map_err(error)
    }
}
