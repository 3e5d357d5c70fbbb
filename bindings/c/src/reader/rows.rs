//! Record by record: a pointer to one borrowed row struct.

use super::lending::{Lending, Windowed};
use super::{ReaderObject, callrec_reader};
use crate::error::{Failure, callrec_error};
use crate::guard::entry;
use crate::handle;
use crate::ptr::Out;
use crate::record::{
    callrec_billing_feed_row, callrec_company, callrec_getcalls_row, callrec_ipass_cdr,
    callrec_ipass_network_user, callrec_unified_record, callrec_user,
};

#[inline]
fn next<R: Windowed>(reader: *const callrec_reader, row: *mut *const R) -> Result<(), Failure> {
    let mut claim = handle::claim::<ReaderObject>(reader)?;
    let out = Out::new(row, "row")?;
    let (object, lending) = claim.split(|object| &object.lending);
    let row = match lending.ready.take() {
        Some(row) => row,
        None => next_ready(object, lending)?,
    };
    out.write(row);
    Ok(())
}

#[cold]
#[inline(never)]
fn next_ready<R: Windowed>(
    object: &ReaderObject,
    lending: &mut Lending,
) -> Result<*const R, Failure> {
    object.shared.refuse_forked()?;
    let mut cursor = object.shared.cursor()?;
    object.let_go_if_cancelled(lending, &cursor);
    let row = lending.next_row(&mut cursor);
    object.shared.look(&cursor);
    row
}

/// Reads the next call detail record and lends it until the reader's next
/// callrec_reader_next_..., _unify, _write_file, _arrow_stream, _close or _free.
///
/// Waits for the network when no record is at hand. Errors: CALLREC_INVALID_ARGUMENT also where
/// the reader reads another report; otherwise as callrec_reader_next_batch. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_next_cdr(
    reader: *mut callrec_reader,
    row: *mut *const callrec_ipass_cdr,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_next_cdr", error, || next(reader, row))
}

/// Reads the next network or client user and lends it; otherwise as callrec_reader_next_cdr.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_next_network_user(
    reader: *mut callrec_reader,
    row: *mut *const callrec_ipass_network_user,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_next_network_user", error, || next(reader, row))
}

/// Reads the next company and lends it; otherwise as callrec_reader_next_cdr.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_next_company(
    reader: *mut callrec_reader,
    row: *mut *const callrec_company,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_next_company", error, || next(reader, row))
}

/// Reads the next row of a billing feed and lends it; otherwise as callrec_reader_next_cdr.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_next_billing_feed_row(
    reader: *mut callrec_reader,
    row: *mut *const callrec_billing_feed_row,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_next_billing_feed_row", error, || next(reader, row))
}

/// Reads the next record of getcalls and lends it; otherwise as callrec_reader_next_cdr.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_next_getcalls_row(
    reader: *mut callrec_reader,
    row: *mut *const callrec_getcalls_row,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_next_getcalls_row", error, || next(reader, row))
}

/// Reads the next user of the REST API and lends it; otherwise as callrec_reader_next_cdr.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_next_user(
    reader: *mut callrec_reader,
    row: *mut *const callrec_user,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_next_user", error, || next(reader, row))
}

/// Reads the next unified record and lends it; for readers after callrec_reader_unify. Otherwise
/// as callrec_reader_next_cdr.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_next_unified(
    reader: *mut callrec_reader,
    row: *mut *const callrec_unified_record,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_next_unified", error, || next(reader, row))
}
