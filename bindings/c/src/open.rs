//! Reports that are there already: files and buffers.

use std::ffi::c_char;

use callrec::Report;
use callrec::blocking::{ReadOptions, open_bytes, open_file};

use crate::error::{Failure, callrec_error};
use crate::guard::entry;
use crate::handle;
use crate::options::callrec_decode_options;
use crate::ptr::{Out, bytes_in, options_in, path_in, text_in};
use crate::reader::{ReaderObject, callrec_reader};

fn report_and_options(
    name: *const c_char,
    length: usize,
    options: *const callrec_decode_options,
) -> Result<(Report, ReadOptions), Failure> {
    let report: Report =
        text_in(name, length, "report")?.parse().map_err(|unknown: callrec::UnknownReport| {
            Failure::invalid_argument(unknown.to_string())
        })?;
    Ok((report, options_in(options)?.read_local()?))
}

/// A copy, or an error where there is no memory for so many bytes: their number is the program's.
fn copied(bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut copy = Vec::new();
    copy.try_reserve_exact(bytes.len()).map_err(|_| {
        Failure::limit(format!("there is no memory for a copy of {} bytes", bytes.len()))
    })?;
    copy.extend_from_slice(bytes);
    Ok(copy)
}

/// Opens a report in a file, such as one that was downloaded before.
///
/// `path` is as the system takes it, `report` one of "ipass_cdr", "ipass_network_users",
/// "companies", "billing_feed", "getcalls", "users", "simple_users", "cost_centers", "devices",
/// "registration_codes", "groups" and "group_plans"; each with its length or CALLREC_NTS. CSV, XML
/// and JSON are told by the content. `options` may be NULL. Writes the reader to `reader`; release
/// it with callrec_reader_free. A pipe is waited for, which nothing cancels.
///
/// A file ends where its bytes do: delimited text that was cut inside its last row and ends without
/// a line end is read as it stands, so 100.50 may become 1. Keep the length or the SHA-256 of what
/// was downloaded beside it (callrec_document_save gives both), or compare the count of rows. What
/// callrec_reader_write_file wrote is no report, since it has callrec's columns and not the
/// provider's: CALLREC_NOT_DATA, of CSV where the first record is read.
/// Errors: CALLREC_IO, CALLREC_NOT_DATA (not this report), CALLREC_INVALID_ARGUMENT,
/// CALLREC_UNSUPPORTED, CALLREC_LIMIT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_open_file(
    path: *const c_char,
    path_length: usize,
    report: *const c_char,
    report_length: usize,
    options: *const callrec_decode_options,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_open_file", error, || {
        let out = Out::new(reader, "reader")?;
        let path = path_in(path, path_length, "path")?;
        let (report, options) = report_and_options(report, report_length, options)?;
        out.write(handle::insert(ReaderObject::new(open_file(path, report, options)?))?);
        Ok(())
    })
}

/// Opens a report in memory: `length` bytes at `data`, which are copied and may go away.
///
/// `(NULL, 0)` is an empty report; CALLREC_LIMIT where there is no memory for the copy. Otherwise as
/// callrec_open_file.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_open_buffer(
    data: *const u8,
    length: usize,
    report: *const c_char,
    report_length: usize,
    options: *const callrec_decode_options,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_open_buffer", error, || {
        let out = Out::new(reader, "reader")?;
        let bytes = bytes_in(data, length, "data")?;
        let (report, options) = report_and_options(report, report_length, options)?;
        let bytes = copied(bytes)?;
        out.write(handle::insert(ReaderObject::new(open_bytes(bytes, report, options)?))?);
        Ok(())
    })
}
