//! Records set aside, one at a time.

use callrec::Quarantined;

use super::{callrec_reader, in_use};
use crate::error::{Failure, callrec_error};
use crate::guard::entry;
use crate::ptr::Out;
use crate::text::callrec_text;

/// A record that could not be typed, as it came.
///
/// Borrowed from the reader until its next callrec_reader_quarantined_next or _free.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_quarantined {
    /// Bytes of this struct in the library at hand.
    pub size: usize,
    /// The record's bytes without its line end; any bytes, not always UTF-8. Nothing in it is
    /// hidden: of lists of users it may hold passwords. Keep it where such may be kept, not in
    /// logs.
    pub raw: callrec_text,
    /// Byte of the record's start in the body, from 0.
    pub offset: u64,
    /// Physical line of the record's start, from 1.
    pub line: u64,
    /// Number of the record, from 1, the header not counted.
    pub record: u64,
    /// The column at fault; no value where none is.
    pub column: callrec_text,
    /// What is wrong: one of a few fixed lines, fit to count by.
    pub reason: callrec_text,
}

/// A quarantined record and the struct that lends from it.
pub(super) struct Lent {
    view: callrec_quarantined,
    _reason: String,
    _record: Quarantined,
}

impl Lent {
    fn new(record: Quarantined) -> Self {
        let reason = record.reason.to_string();
        let view = callrec_quarantined {
            size: size_of::<callrec_quarantined>(),
            raw: callrec_text::lend_bytes(&record.raw),
            offset: record.offset,
            line: record.line,
            record: record.record,
            column: callrec_text::lend_optional(record.column.as_deref()),
            reason: callrec_text::lend(&reason),
        };
        Self { view, _reason: reason, _record: record }
    }
}

/// Takes the next record that was set aside so far, in the order of the report, and lends it.
///
/// To be called between batches or after the end; taking them keeps memory small where there are
/// many. CALLREC_END says that there is none now: reading on may bring more.
/// Errors: CALLREC_END, CALLREC_BUSY, CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. One thread
/// at a time.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_quarantined_next(
    reader: *mut callrec_reader,
    record: *mut *const callrec_quarantined,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_quarantined_next", error, || {
        let out = Out::new(record, "record")?;
        in_use(reader, |_, _, cursor| {
            if cursor.quarantined.is_empty() {
                cursor.take_quarantined();
            }
            let next = cursor.quarantined.pop_front().ok_or(Failure::End)?;
            out.write(&raw const cursor.lent.insert(Lent::new(next)).view);
            Ok(())
        })
    })
}
