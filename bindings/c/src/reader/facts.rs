//! Counts, proof and progress.

use std::sync::atomic::Ordering;

use callrec::Proof;

use super::{ReaderObject, callrec_reader, in_use};
use crate::error::callrec_error;
use crate::guard::entry;
use crate::handle;
use crate::ptr::{Out, struct_out};

/// The end has not been reached, or an error ended the reading, so nothing is proven.
pub const CALLREC_PROOF_NONE: i32 = 0;
/// The body's own framing was met: its length, or its final chunk. For a file or a buffer only that
/// it was read to its end, not that it had come whole before: see callrec_open_file.
pub const CALLREC_PROOF_FRAMED: i32 = 1;
/// Only the TLS layer said that the peer had finished.
pub const CALLREC_PROOF_TLS_CLOSED: i32 = 2;
/// The connection was closed and nothing says why; a second fetch was equal byte for byte.
pub const CALLREC_PROOF_UNPROVEN: i32 = 3;

/// Where each record went: read = accepted + repaired + quarantined + duplicate.
///
/// Counts what has been decoded, which may be up to a batch ahead of the rows handed out; after
/// CALLREC_END both agree: accepted + repaired is the number of rows.
#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct callrec_accounting {
    /// Bytes of this struct that were written.
    pub size: usize,
    /// Records found in the report, its header not counted.
    pub read: u64,
    /// Handed on as they were.
    pub accepted: u64,
    /// Handed on after a named rule mended them.
    pub repaired: u64,
    /// Set aside: callrec_reader_quarantined_next gives them.
    pub quarantined: u64,
    /// Left out: it was handed on before, or belongs to another window or day than was asked for.
    pub duplicate: u64,
}

/// How far a reading is.
#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct callrec_progress {
    /// Bytes of this struct that were written.
    pub size: usize,
    /// Bytes of the report that came so far.
    pub bytes: i64,
    /// Bytes that it will have, or -1 where that is not known.
    pub total_bytes: i64,
    /// Rows decoded so far.
    pub rows: i64,
}

/// Writes the counts so far to `accounting`, of which the program has `size` bytes
/// (`sizeof *accounting`).
///
/// Errors: CALLREC_BUSY, CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_accounting(
    reader: *const callrec_reader,
    accounting: *mut callrec_accounting,
    size: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_accounting", error, || {
        let counts = in_use(reader, |_, _, cursor| Ok(cursor.accounting()))?;
        let counts = callrec_accounting {
            size: 0,
            read: counts.read,
            accepted: counts.accepted,
            repaired: counts.repaired,
            quarantined: counts.quarantined,
            duplicate: counts.duplicate,
        };
        struct_out(accounting, size, counts)
    })
}

/// The number that C sees.
pub(crate) fn proof_number(proof: Option<Proof>) -> i32 {
    match proof {
        Some(Proof::Framed) => CALLREC_PROOF_FRAMED,
        Some(Proof::TlsClosed) => CALLREC_PROOF_TLS_CLOSED,
        Some(_) => CALLREC_PROOF_UNPROVEN,
        None => CALLREC_PROOF_NONE,
    }
}

/// Writes what proves that the report came whole, one of CALLREC_PROOF_..., to `proof`:
/// CALLREC_PROOF_NONE until the reader has given CALLREC_END, and where it failed.
///
/// Errors: CALLREC_BUSY, CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_proof(
    reader: *const callrec_reader,
    proof: *mut i32,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_proof", error, || {
        let out = Out::new(proof, "proof")?;
        out.write(proof_number(in_use(reader, |_, _, cursor| Ok(cursor.proof()))?));
        Ok(())
    })
}

/// Writes how far the reading is to `progress`, of which the program has `size` bytes
/// (`sizeof *progress`). Meant to be polled.
///
/// Does not wait and is in nobody's way. Bytes are those that have come by now; rows those that
/// were decoded when the last call that read on came back.
/// Errors: CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread, also during other calls.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_progress(
    reader: *const callrec_reader,
    progress: *mut callrec_progress,
    size: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_progress", error, || {
        let object = handle::pin::<ReaderObject>(reader)?;
        let (progress_made, rows) = (&object.progress, &object.shared.rows);
        let number = |value: u64| i64::try_from(value).unwrap_or(i64::MAX);
        let now = callrec_progress {
            size: 0, // set by struct_out
            bytes: number(progress_made.bytes_read()),
            total_bytes: progress_made.total_bytes().map_or(-1, number),
            rows: number(rows.load(Ordering::Relaxed)),
        };
        struct_out(progress, size, now)
    })
}
