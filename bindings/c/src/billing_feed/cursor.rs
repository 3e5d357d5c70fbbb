//! How far a feed has been collected.

use std::ffi::c_char;

use callrec::{Cursor, FeedDialect};

use crate::error::{Failure, callrec_error};
use crate::guard::{entry, release};
use crate::handle::{self, Object, Table};
use crate::ptr::{Out, path_in, text_in};
use crate::reader::{callrec_reader, feed_cursor, feed_cursor_within};
use crate::text::callrec_text;

/// It is not known yet whether the row of `fromid` comes again.
pub const CALLREC_FEED_DIALECT_UNKNOWN: i32 = 0;
/// The row of `fromid` comes again.
pub const CALLREC_FEED_DIALECT_INCLUSIVE: i32 = 1;
/// The row of `fromid` does not come again.
pub const CALLREC_FEED_DIALECT_EXCLUSIVE: i32 = 2;

/// How far a feed has been collected: a text, to be kept together with the rows. It holds no
/// secret. Immutable: any number of threads may use one at once. Released with
/// callrec_feed_cursor_free.
///
/// The text is small (a few hundred bytes, and a line an id of `look_back`) once a page has come
/// whole. Within the first page, and within each where the service does not sort, it lists every
/// row that was handed on, 28 bytes each: 196608 rows of one first page make 5.5 MB. Make room for
/// that where it is kept, or save cursors of CALLREC_END only.
pub struct callrec_feed_cursor {
    _opaque: [u8; 0],
}

/// What a `callrec_feed_cursor` handle stands for.
pub(crate) struct CursorObject {
    cursor: Cursor,
    text: String,
}

impl Object for CursorObject {
    type Opaque = callrec_feed_cursor;
    const KIND: u8 = 0xc9;
    const NAME: &'static str = "cursor";
    fn table() -> &'static Table<Self> {
        static CURSORS: Table<CursorObject> = Table::new();
        &CURSORS
    }
}

impl CursorObject {
    fn new(cursor: Cursor) -> Self {
        let text = cursor.to_string();
        Self { cursor, text }
    }

    pub(crate) fn cursor(&self) -> &Cursor {
        &self.cursor
    }
}

fn hand_out(
    cursor: *mut *mut callrec_feed_cursor,
    make: impl FnOnce() -> Result<Cursor, Failure>,
) -> Result<(), Failure> {
    let out = Out::new(cursor, "cursor")?;
    out.write(handle::insert(CursorObject::new(make()?))?);
    Ok(())
}

/// Makes the cursor of a first run: everything that the service has.
///
/// Writes it to `cursor`; release it with callrec_feed_cursor_free. Errors:
/// CALLREC_INVALID_ARGUMENT, CALLREC_LIMIT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_feed_cursor_first_run(
    cursor: *mut *mut callrec_feed_cursor,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_feed_cursor_first_run", error, || hand_out(cursor, || Ok(Cursor::first_run())))
}

/// Makes a cursor after `last_id`, the last id that was collected by other means. That row is not
/// handed on again, and its content is not compared. 0 is CALLREC_INVALID_ARGUMENT.
///
/// Otherwise as callrec_feed_cursor_first_run.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_feed_cursor_after(
    last_id: u64,
    cursor: *mut *mut callrec_feed_cursor,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_feed_cursor_after", error, || hand_out(cursor, || Ok(Cursor::after(last_id)?)))
}

/// Makes a cursor of its text, as callrec_feed_cursor_text gave it.
///
/// Errors: CALLREC_STATE_CORRUPT, CALLREC_WRONG_STATE (of a newer version). Otherwise as
/// callrec_feed_cursor_first_run.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_feed_cursor_parse(
    text: *const c_char,
    text_length: usize,
    cursor: *mut *mut callrec_feed_cursor,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_feed_cursor_parse", error, || {
        hand_out(cursor, || Ok(text_in(text, text_length, "text")?.parse()?))
    })
}

/// Loads a cursor from a file. One that is not there is CALLREC_IO, never a silent first run.
///
/// Otherwise as callrec_feed_cursor_parse.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_feed_cursor_load(
    path: *const c_char,
    path_length: usize,
    cursor: *mut *mut callrec_feed_cursor,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_feed_cursor_load", error, || {
        hand_out(cursor, || Ok(Cursor::load(path_in(path, path_length, "path")?)?))
    })
}

/// Makes a copy of a cursor that takes what the service has of the rows now for good, for use
/// after CALLREC_ROW_REVISED was looked into.
///
/// The revised row was handed on before and is not handed on again: neither by the collecting that
/// found it nor by the next one. The error names its id. To bill what it is now, open it with
/// callrec_billing_feed_page from that id (from the one before it where the dialect is
/// CALLREC_FEED_DIALECT_EXCLUSIVE) and replace the row of that id.
///
/// Writes it to `accepting`; release it with callrec_feed_cursor_free. Errors:
/// CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT, CALLREC_LIMIT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_feed_cursor_accept_revised(
    cursor: *const callrec_feed_cursor,
    accepting: *mut *mut callrec_feed_cursor,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_feed_cursor_accept_revised", error, || {
        let object = handle::pin::<CursorObject>(cursor)?;
        hand_out(accepting, || Ok(object.cursor.clone().accept_revised()))
    })
}

/// Saves a cursor as `path`, whole and on disk, or not at all.
///
/// Errors: CALLREC_IO, CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_feed_cursor_save(
    cursor: *const callrec_feed_cursor,
    path: *const c_char,
    path_length: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_feed_cursor_save", error, || {
        let object = handle::pin::<CursorObject>(cursor)?;
        Ok(object.cursor.save(path_in(path, path_length, "path")?)?)
    })
}

/// Lends the text of a cursor until it is freed, to be kept beside the rows, in a database say.
///
/// Errors: CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_feed_cursor_text(
    cursor: *const callrec_feed_cursor,
    text: *mut callrec_text,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_feed_cursor_text", error, || {
        let object = handle::pin::<CursorObject>(cursor)?;
        Out::new(text, "text")?.write(callrec_text::lend(&object.text));
        Ok(())
    })
}

/// Writes the last id up to which all rows are covered to `last_id`, and one of
/// CALLREC_FEED_DIALECT_... to `dialect`, which may be NULL.
///
/// 0 says that no such id is known yet, not that this is a first run: within the first page rows
/// may have been handed on, and the text of the cursor lists them. Never make a new cursor of
/// `last_id`: save the cursor itself.
///
/// Errors: CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_feed_cursor_last_id(
    cursor: *const callrec_feed_cursor,
    last_id: *mut u64,
    dialect: *mut i32,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_feed_cursor_last_id", error, || {
        let object = handle::pin::<CursorObject>(cursor)?;
        let last_id = Out::new(last_id, "last_id")?;
        let dialect = Out::optional(dialect, "dialect")?;
        last_id.write(object.cursor.last_id().unwrap_or(0));
        if let Some(dialect) = dialect {
            dialect.write(match object.cursor.dialect() {
                FeedDialect::Inclusive => CALLREC_FEED_DIALECT_INCLUSIVE,
                FeedDialect::Exclusive => CALLREC_FEED_DIALECT_EXCLUSIVE,
                _ => CALLREC_FEED_DIALECT_UNKNOWN,
            });
        }
        Ok(())
    })
}

/// Makes the cursor of a reader of callrec_billing_feed_collect: it covers only rows that were
/// lent or handed on.
///
/// It moves a row at a time where rows are lent, and a batch at a time where batches or an Arrow
/// stream are handed on (callrec_reader_cursor_within covers a part of one): rows that were read
/// and not lent come again in the next run, the others do not. After CALLREC_END it covers
/// everything. Records that were set aside count as handed on: take them first; only within a page
/// that the service does not sort, and within the first page, they come again as long as the page is
/// not covered whole.
/// Writes it to `cursor`; release it with callrec_feed_cursor_free. Errors:
/// CALLREC_INVALID_ARGUMENT also where the reader is of no collecting, CALLREC_BUSY,
/// CALLREC_INVALID_HANDLE, CALLREC_LIMIT. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_cursor(
    reader: *const callrec_reader,
    cursor: *mut *mut callrec_feed_cursor,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_cursor", error, || {
        hand_out(cursor, || feed_cursor(reader)?.ok_or_else(no_feed))
    })
}

/// Makes the cursor as callrec_reader_cursor does, but of the batch that came last only the first
/// `rows` rows are covered: the others come again in the next run.
///
/// The batch is what callrec_reader_next_batch gave, or an Arrow stream of this reader, and nothing
/// was read since. Records that were set aside behind those rows come again, too. With all rows of
/// the batch it is what callrec_reader_cursor makes.
/// Errors: CALLREC_INVALID_ARGUMENT also where the last call that read gave no batch, and where the
/// batch has fewer rows; CALLREC_CLOSED after callrec_reader_close. Otherwise as
/// callrec_reader_cursor.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_cursor_within(
    reader: *const callrec_reader,
    rows: usize,
    cursor: *mut *mut callrec_feed_cursor,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_cursor_within", error, || {
        hand_out(cursor, || feed_cursor_within(reader, rows)?.ok_or_else(no_feed))
    })
}

fn no_feed() -> Failure {
    Failure::invalid_argument("the reader collects no feed")
}

/// Releases a cursor. NULL and a cursor freed before are ignored. Never fails. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_feed_cursor_free(cursor: *mut callrec_feed_cursor) {
    release::<CursorObject>(cursor);
}
