//! The stream that an Arrow consumer pulls, from whatever thread it likes.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::ThreadId;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};

use crate::interrupt::Ear;
use crate::reading::Reading;

pub(crate) struct ConsumerStream {
    reading: Arc<Reading>,
    taken_by: ThreadId,
}

impl ConsumerStream {
    /// To be made on the thread that hands the stream over.
    pub(crate) fn new(reading: Arc<Reading>) -> Self {
        Self { reading, taken_by: std::thread::current().id() }
    }
}

impl Iterator for ConsumerStream {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        let ear = Ear::Consumer(self.taken_by);
        // The caller is a C callback, through which a panic must not pass.
        match catch_unwind(AssertUnwindSafe(|| self.reading.next_for_consumer(ear))) {
            Ok(Ok(batch)) => batch.map(Ok),
            Ok(Err(halt)) => Some(Err(ArrowError::CDataInterface(halt.text()))),
            Err(_) => Some(Err(ArrowError::CDataInterface(
                "callrec panicked while reading; report it to the authors of callrec".to_owned(),
            ))),
        }
    }
}

impl RecordBatchReader for ConsumerStream {
    fn schema(&self) -> SchemaRef {
        SchemaRef::clone(&self.reading.schema)
    }
}

impl Drop for ConsumerStream {
    /// The consumer is done, or gave up: nobody else can read what is left.
    fn drop(&mut self) {
        self.reading.close();
    }
}
