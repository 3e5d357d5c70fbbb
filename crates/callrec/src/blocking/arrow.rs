//! A reader as the Arrow libraries want it.

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};

use super::Reader;

/// [`Reader`] as an Arrow `RecordBatchReader`: what becomes a C stream. A [`crate::Error`] is inside
/// `ArrowError::ExternalError`.
#[derive(Debug)]
pub struct ArrowReader {
    inner: Reader,
}

impl ArrowReader {
    pub(super) fn new(inner: Reader) -> Self {
        Self { inner }
    }

    /// The reader below, for counts and quarantine.
    pub fn reader(&mut self) -> &mut Reader {
        &mut self.inner
    }
}

impl Iterator for ArrowReader {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let next = self.inner.next()?;
        Some(next.map_err(|error| ArrowError::ExternalError(Box::new(error))))
    }
}

impl RecordBatchReader for ArrowReader {
    fn schema(&self) -> SchemaRef {
        self.inner.schema()
    }
}
