//! Readers: records, batches, and what is known of the reading.

mod arrow;
mod cursor;
mod facts;
mod lending;
mod quarantine;
mod ready;
mod rows;
mod unify;
mod write;

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, TryLockError};
use std::time::Duration;
use std::{process, thread};

use callrec::blocking::{CancelHandle, ProgressHandle, Reader};
use callrec::{Report, System};

pub(crate) use facts::proof_number;
pub use facts::{callrec_accounting, callrec_progress};
#[cfg(test)]
pub use quarantine::callrec_quarantined;
#[cfg(test)]
pub use unify::callrec_doubt;
pub use unify::{callrec_unify_accounting, callrec_unify_options};
pub use write::callrec_write_options;

use self::cursor::Cursor;
use self::lending::Lending;
use crate::batch::{BatchObject, callrec_batch};
use crate::cancelled::Cancelled;
use crate::error::{Failure, callrec_error};
use crate::guard::{entry, release};
use crate::handle::{self, Object, Owned, Table};
use crate::ptr::Out;
use crate::record;
use crate::text::callrec_text;

/// How long an Arrow stream sleeps while another thread asks for the counts.
const MOMENT: Duration = Duration::from_micros(20);

/// A report on its way, read once from start to end.
///
/// One thread at a time: a second one gets CALLREC_BUSY at once. Only callrec_reader_cancel,
/// callrec_reader_progress, callrec_reader_report and callrec_reader_free may be called while
/// another thread is inside a call. Records come before the error that follows them; a status
/// other than CALLREC_OK is final and comes again.
pub struct callrec_reader {
    _opaque: [u8; 0],
}

/// What a `callrec_reader` handle stands for.
pub(crate) struct ReaderObject {
    report: Report,
    /// The system it was asked of, where that says more than the report.
    system: Option<System>,
    /// These two work beside a call in flight.
    cancel: CancelHandle,
    progress: ProgressHandle,
    /// Set when the client that opened this reader is cancelled.
    client_cancelled: Option<Arc<Cancelled>>,
    lending: Owned<Lending>,
    /// Shared with the Arrow stream, if one was taken.
    shared: Arc<Shared>,
}

struct Shared {
    /// The process that the reader was made in.
    process: u32,
    cursor: Mutex<Cursor>,
    /// Rows decoded when the cursor was last let go: readable while a call is in flight.
    rows: AtomicU64,
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
    pub(crate) fn new(reader: Reader) -> Self {
        let report = reader.report();
        Self {
            report,
            system: None,
            cancel: reader.cancel_handle(),
            progress: reader.progress_handle(),
            client_cancelled: None,
            lending: Owned::new(Lending::new(record::Table::Report(report))),
            shared: Arc::new(Shared {
                process: process::id(),
                rows: AtomicU64::new(0),
                cursor: Mutex::new(Cursor::new(reader)),
            }),
        }
    }

    /// A reader that ends with its client's cancelling, too.
    pub(crate) fn of_client(reader: Reader, cancelled: &Arc<Cancelled>) -> Self {
        Self { client_cancelled: Some(Arc::clone(cancelled)), ..Self::new(reader) }
    }

    /// Where the report is one of several systems.
    pub(crate) fn of_system(self, system: Option<System>) -> Self {
        Self { system, ..self }
    }

    /// Once cancelled, what had arrived is let go, so that the next thing to come is the status.
    fn let_go_if_cancelled(&self, lending: &mut Lending, cursor: &Cursor) {
        let client = self.client_cancelled.as_ref();
        if client.is_some_and(|flag| flag.is_set()) {
            self.cancel.cancel();
        }
        if self.cancel.is_cancelled() {
            lending.forget(cursor);
        }
    }
}

impl Shared {
    /// Rows belong to the process that asked for them: parent and child would both hand them on. And
    /// whoever held the cursor when the child was made is not there to let it go.
    fn refuse_forked(&self) -> Result<(), Failure> {
        if self.process == process::id() { Ok(()) } else { Err(Failure::forked()) }
    }

    /// The cursor for this call; never waits. Busy only where the Arrow stream is read meanwhile.
    fn cursor(&self) -> Result<MutexGuard<'_, Cursor>, Failure> {
        self.cursor.try_lock().map_err(|refused| match refused {
            TryLockError::WouldBlock => Failure::busy("reader"),
            TryLockError::Poisoned(_) => broken(),
        })
    }

    /// The cursor for the Arrow stream. Whoever asks the reader for its counts meanwhile holds it for
    /// a moment, which is slept through: the lock's own waiting lies in the standard library, where
    /// ThreadSanitizer does not see that it orders what both threads do.
    fn cursor_waited_for(&self) -> Result<MutexGuard<'_, Cursor>, Failure> {
        loop {
            match self.cursor.try_lock() {
                Ok(cursor) => return Ok(cursor),
                Err(TryLockError::WouldBlock) => thread::sleep(MOMENT),
                Err(TryLockError::Poisoned(_)) => return Err(broken()),
            }
        }
    }

    /// Notes how far the cursor is, for whoever polls while it is in use.
    fn look(&self, cursor: &Cursor) {
        self.rows.store(cursor.accounting().rows(), Ordering::Relaxed);
    }
}

fn broken() -> Failure {
    Failure::internal("an earlier call on this reader failed inside the library")
}

/// Runs a part of a call that one thread at a time may make on a reader.
fn in_use<T>(
    reader: *const callrec_reader,
    call: impl FnOnce(&ReaderObject, &mut Lending, &mut Cursor) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let mut claim = handle::claim::<ReaderObject>(reader)?;
    let (object, lending) = claim.split(|object| &object.lending);
    let mut cursor = object.shared.cursor()?;
    call(object, lending, &mut cursor)
}

/// How far a feed was collected; `None` for a reader of anything else.
pub(crate) fn feed_cursor(
    reader: *const callrec_reader,
) -> Result<Option<callrec::Cursor>, Failure> {
    in_use(reader, |object, lending, cursor| {
        object.shared.refuse_forked()?;
        Ok(lending.feed_cursor(cursor))
    })
}

/// The same where only so many rows of the batch that was given last are covered.
pub(crate) fn feed_cursor_within(
    reader: *const callrec_reader,
    rows: usize,
) -> Result<Option<callrec::Cursor>, Failure> {
    in_use(reader, |object, _, cursor| {
        object.shared.refuse_forked()?;
        cursor.feed_cursor_within(rows)
    })
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
/// callrec_batch_free. It has no row that callrec_reader_next_... has lent already; a row on loan
/// ends.
///
/// Waits for the network. Errors: CALLREC_END after the last batch of a report that came whole,
/// CALLREC_DECODE, CALLREC_STRICT, CALLREC_NOT_DATA, CALLREC_LIMIT, CALLREC_CLOSED, of a file
/// CALLREC_IO, of a client's reader those of a conversation (a list asks for its further pages, and
/// what breaks off may be asked for again), those that the function that opened it names for its
/// reader, CALLREC_BUSY, CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_next_batch(
    reader: *mut callrec_reader,
    batch: *mut *mut callrec_batch,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_next_batch", error, || {
        let out = Out::new(batch, "batch")?;
        let next = in_use(reader, |object, lending, cursor| {
            object.shared.refuse_forked()?;
            object.let_go_if_cancelled(lending, cursor);
            let next = lending.next_batch(cursor);
            object.shared.look(cursor);
            next
        })?;
        out.write(handle::insert(BatchObject::new(next)?)?);
        Ok(())
    })
}

/// Cancels the reading from any thread: a call that waits gives CALLREC_CANCELLED within a moment,
/// and so do later ones. Of the records that had arrived at most a few dozen still come.
///
/// Does not wait. Errors: CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread, also
/// during other calls.
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
/// CALLREC_CLOSED. Closing twice is allowed. Closing is not needed before callrec_reader_free; it
/// is there for whoever wants to know that it went well.
/// Errors: CALLREC_BUSY, CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT; later versions may give
/// others. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_close(
    reader: *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_close", error, || {
        in_use(reader, |object, lending, cursor| {
            lending.close(cursor);
            object.shared.look(cursor);
            Ok(())
        })
    })
}

/// Releases a reader, closes its connection and ends what it lent. NULL and a reader freed before
/// are ignored. Never fails, never waits. Any thread; a call that another thread has in flight on
/// the reader ends normally, and an Arrow stream taken from it reads on.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_free(reader: *mut callrec_reader) {
    release::<ReaderObject>(reader);
}
