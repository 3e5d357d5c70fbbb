//! Readers: records, batches, and what is known of the reading.

mod arrow;
mod cursor;
mod facts;
mod quarantine;
mod rows;
mod write;

use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, TryLockError};

use callrec::Report;
use callrec::blocking::{CancelHandle, Reader};

pub(crate) use facts::proof_number;
pub use facts::{callrec_accounting, callrec_progress};
#[cfg(test)]
pub use quarantine::callrec_quarantined;
pub use write::callrec_write_options;

use self::cursor::Cursor;
use crate::batch::{BatchObject, callrec_batch};
use crate::error::{Failure, callrec_error};
use crate::guard::{entry, release};
use crate::handle::{self, Object, Table};
use crate::ptr::Out;
use crate::text::callrec_text;

/// A report on its way, read once from start to end.
///
/// One thread at a time: a second one gets CALLREC_BUSY at once. Only callrec_reader_cancel,
/// callrec_reader_progress, callrec_reader_report and callrec_reader_free may be called while
/// another thread is inside a call. Records come before the error that follows them; a status other
/// than CALLREC_OK is final and comes again.
pub struct callrec_reader {
    _opaque: [u8; 0],
}

/// What a `callrec_reader` handle stands for.
pub(crate) struct ReaderObject {
    report: Report,
    /// Works beside a call in flight.
    cancel: CancelHandle,
    /// Set when the client that opened this reader is cancelled.
    client_cancelled: Option<Arc<AtomicBool>>,
    /// Shared with the Arrow stream, if one was taken.
    shared: Arc<Shared>,
}

struct Shared {
    cursor: Mutex<Cursor>,
    /// How far the cursor was when it was last let go: readable while a call is in flight.
    seen: Seen,
}

struct Seen {
    bytes: AtomicI64,
    total_bytes: AtomicI64,
    rows: AtomicI64,
}

impl Object for ReaderObject {
    type Opaque = callrec_reader;
    const KIND: u8 = 0xc3;
    const NAME: &'static str = "reader";
    fn table() -> &'static Table<Self> {
        static READERS: Table<ReaderObject> = Table::new();
        &READERS
    }
}

impl ReaderObject {
    /// A reader that ends with its client's cancelling, too.
    pub(crate) fn of_client(reader: Reader, cancelled: &Arc<AtomicBool>) -> Self {
        Self { client_cancelled: Some(Arc::clone(cancelled)), ..Self::new(reader) }
    }

    pub(crate) fn new(reader: Reader) -> Self {
        Self {
            report: reader.report(),
            cancel: reader.cancel_handle(),
            client_cancelled: None,
            shared: Arc::new(Shared {
                seen: Seen {
                    bytes: AtomicI64::new(0),
                    total_bytes: AtomicI64::new(-1),
                    rows: AtomicI64::new(0),
                },
                cursor: Mutex::new(Cursor::new(reader)),
            }),
        }
    }

    /// The cursor for this call; never waits.
    #[inline]
    fn cursor(&self) -> Result<MutexGuard<'_, Cursor>, Failure> {
        self.shared.cursor()
    }

    /// How far a feed was collected; `None` for a reader of anything else.
    pub(crate) fn feed_cursor(&self) -> Result<Option<callrec::Cursor>, Failure> {
        Ok(self.cursor()?.feed_cursor())
    }

    /// Once cancelled, what had arrived is let go, so that the next thing to come is the status.
    fn let_go_if_cancelled(&self, cursor: &mut Cursor) {
        let client = self.client_cancelled.as_ref();
        if client.is_some_and(|flag| flag.load(Ordering::Relaxed)) {
            self.cancel.cancel();
        }
        if self.cancel.is_cancelled() {
            cursor.forget_batch();
        }
    }
}

impl Shared {
    #[inline]
    fn cursor(&self) -> Result<MutexGuard<'_, Cursor>, Failure> {
        self.cursor.try_lock().map_err(|refused| match refused {
            TryLockError::WouldBlock => Failure::busy("reader"),
            TryLockError::Poisoned(_) => {
                Failure::internal("an earlier call on this reader failed inside the library")
            }
        })
    }

    /// Notes how far the cursor is, for whoever polls while it is in use.
    fn look(&self, cursor: &Cursor) {
        let (bytes, total) = cursor.bytes();
        let number = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
        let accounting = cursor.accounting();
        self.seen.bytes.store(number(bytes), Ordering::Relaxed);
        self.seen.total_bytes.store(total.map_or(-1, number), Ordering::Relaxed);
        self.seen.rows.store(number(accounting.rows()), Ordering::Relaxed);
    }
}

/// Lends the name of the report that is read, such as `ipass_cdr`. Static text.
///
/// Errors: CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread, also during other calls.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_report(
    reader: *const callrec_reader,
    name: *mut callrec_text,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_report", error, || {
        let object = handle::pin::<ReaderObject>(reader)?;
        Out::new(name, "name")?.write(callrec_text::lend(object.report.name()));
        Ok(())
    })
}

/// Reads the next batch: many rows, column by column.
///
/// Writes the batch to `batch`; it is the caller's, independent of the reader, and released with
/// callrec_batch_free. Rows that callrec_reader_next_... has lent already do not come again; rows
/// that it lent end to be valid.
///
/// Waits for the network. Errors: CALLREC_END after the last batch of a report that came whole,
/// CALLREC_TRUNCATED, CALLREC_INCOMPLETE, CALLREC_DECODE, CALLREC_STRICT, CALLREC_LIMIT, the kinds of
/// the network, CALLREC_CANCELLED, CALLREC_CLOSED, CALLREC_FORKED, CALLREC_BUSY,
/// CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_next_batch(
    reader: *mut callrec_reader,
    batch: *mut *mut callrec_batch,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_next_batch", error, || {
        let object = handle::pin::<ReaderObject>(reader)?;
        let out = Out::new(batch, "batch")?;
        let mut cursor = object.cursor()?;
        object.let_go_if_cancelled(&mut cursor);
        let next = cursor.next_batch();
        object.shared.look(&cursor);
        drop(cursor);
        let next = next?;
        out.write(handle::insert(BatchObject::new(next)?)?);
        Ok(())
    })
}

/// Cancels the reading from any thread: a call that waits gives CALLREC_CANCELLED within a moment,
/// and so do later ones. Of the records that had arrived at most a few dozen still come.
///
/// Does not wait. Errors: CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread, also during
/// other calls.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_cancel(
    reader: *const callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_cancel", error, || {
        handle::pin::<ReaderObject>(reader)?.cancel.cancel();
        Ok(())
    })
}

/// Ends the reading, closes its connection and ends the lending of rows.
///
/// callrec_reader_accounting, _proof and _quarantined_next still answer; reading on gives
/// CALLREC_CLOSED. Closing twice is allowed. Closing is not needed before callrec_reader_free; it is
/// there for whoever wants to know that it went well.
/// Errors: CALLREC_BUSY, CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT; later versions may give
/// others. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_close(
    reader: *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_close", error, || {
        handle::pin::<ReaderObject>(reader)?.cursor()?.close();
        Ok(())
    })
}

/// Releases a reader, closes its connection and ends what it lent. NULL and a reader freed before
/// are ignored. Never fails, never waits. Any thread; a call that another thread has in flight on
/// the reader ends normally, and an Arrow stream taken from it reads on.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_free(reader: *mut callrec_reader) {
    release::<ReaderObject>(reader);
}
