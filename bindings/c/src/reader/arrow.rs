//! A reader as an Arrow C stream.

use std::sync::Arc;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, SchemaRef};

use super::{Shared, callrec_reader, in_use};
use crate::error::{ErrorObject, Failure, callrec_error};
use crate::guard::{caught, entry};
use crate::ptr::Out;

/// The stream's side of a shared cursor.
struct Batches {
    schema: SchemaRef,
    shared: Arc<Shared>,
}

impl Iterator for Batches {
    type Item = Result<RecordBatch, ArrowError>;

    fn next(&mut self) -> Option<Self::Item> {
        // The consumer is C: a panic must end here, not in its stack.
        let next = caught(|| {
            self.shared.refuse_forked()?;
            let mut cursor = self.shared.cursor_waited_for()?;
            let next = cursor.stream_batch();
            self.shared.look(&cursor);
            next
        })
        .unwrap_or_else(|_| Err(Failure::internal("internal error")));
        match next {
            Ok(batch) => Some(Ok(batch)),
            // The end is no error object. A failure comes again however often the consumer asks: an end after it
            // would look like that of a whole report.
            Err(failure) => {
                let object = ErrorObject::new("arrow stream", failure)?;
                Some(Err(ArrowError::ExternalError(object.line().into())))
            }
        }
    }
}

impl RecordBatchReader for Batches {
    fn schema(&self) -> SchemaRef {
        SchemaRef::clone(&self.schema)
    }
}

/// Hands the rows that are left to an Arrow consumer: fills `stream`, the Arrow C stream
/// interface.
///
/// The reader's rows belong to the stream from then on: callrec_reader_next_... gives
/// CALLREC_CLOSED, while callrec_reader_accounting, _proof, _quarantined_next, _progress and
/// _cancel go on working. The stream lives on when the reader is freed; whoever has it calls its
/// `release`. A failure comes after the rows before it, its line by `get_last_error`, and comes
/// again from then on, in a child of fork that of CALLREC_FORKED. What is in `*stream` before is
/// overwritten, not released.
/// Errors: CALLREC_CLOSED, CALLREC_BUSY, CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. One
/// thread at a time, the stream's consumer included.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_arrow_stream(
    reader: *mut callrec_reader,
    stream: *mut FFI_ArrowArrayStream,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_arrow_stream", error, || {
        let out = Out::new(stream, "stream")?;
        let batches = in_use(reader, |object, lending, cursor| {
            object.shared.refuse_forked()?;
            lending.give_to_stream(cursor)?;
            let shared = Arc::clone(&object.shared);
            Ok(Batches { schema: cursor.schema(), shared })
        })?;
        out.write(FFI_ArrowArrayStream::new(Box::new(batches)));
        Ok(())
    })
}
