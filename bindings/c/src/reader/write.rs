//! The rows that are left, written to a file.

use std::ffi::c_char;

use callrec_export::{FileWriter, Format, WriteOptions};

use super::{callrec_reader, in_use};
use crate::error::{Failure, callrec_error};
use crate::guard::entry;
use crate::options::{flag, out_of_bounds};
use crate::ptr::{Out, options_in, path_in, struct_init};

/// The format that the path's extension names: .csv, .ndjson, .jsonl, .parquet or .arrow.
pub const CALLREC_FORMAT_BY_EXTENSION: i32 = 0;
/// Comma-separated values with a header line.
pub const CALLREC_FORMAT_CSV: i32 = 1;
/// One JSON object a line.
pub const CALLREC_FORMAT_NDJSON: i32 = 2;
/// Apache Parquet, compressed with zstd.
pub const CALLREC_FORMAT_PARQUET: i32 = 3;
/// The Arrow IPC file format, uncompressed.
pub const CALLREC_FORMAT_ARROW: i32 = 4;

/// Choices about the written form. Fill with callrec_write_options_init, then change what is to
/// differ.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_write_options {
    /// Bytes of this struct in the program, set by init.
    pub size: usize,
    /// CSV only: 1 puts `'` before text cells that spreadsheet programs would take for formulas,
    /// which makes the mark a part of the text. Default 0.
    pub excel_safe: i32,
    /// 1 writes what stands in secret columns (passwords, tokens, activation links) instead of
    /// `***`. Default 0.
    pub reveal_secrets: i32,
}

impl callrec_write_options {
    pub(crate) const fn new() -> Self {
        Self { size: size_of::<Self>(), excel_safe: 0, reveal_secrets: 0 }
    }

    fn read(self) -> Result<WriteOptions, Failure> {
        Ok(WriteOptions::default()
            .with_excel_safe(flag(self.excel_safe, "excel_safe")?)
            .with_reveal_secrets(flag(self.reveal_secrets, "reveal_secrets")?))
    }
}

/// Fills the options with the defaults. `size` is `sizeof *options` in the program.
///
/// Errors: CALLREC_INVALID_ARGUMENT for NULL or a size that no version has. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_write_options_init(
    options: *mut callrec_write_options,
    size: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_write_options_init", error, || struct_init(options, size))
}

fn format(number: i32) -> Result<Option<Format>, Failure> {
    Ok(Some(match number {
        CALLREC_FORMAT_BY_EXTENSION => return Ok(None),
        CALLREC_FORMAT_CSV => Format::Csv,
        CALLREC_FORMAT_NDJSON => Format::Ndjson,
        CALLREC_FORMAT_PARQUET => Format::Parquet,
        CALLREC_FORMAT_ARROW => Format::ArrowFile,
        other => return Err(out_of_bounds("format", other.into())),
    }))
}

/// Writes the rows that are left to a file at `path`, in `format`, one of CALLREC_FORMAT_...
///
/// The file is there whole or not at all: it has a hidden name beside `path` until the report has
/// come whole and all is on disk. A file that was there before is replaced then. `options` may be
/// NULL. `rows`, where not NULL, gets the number of rows. What was lent before ends; the reader
/// stays, for its counts and quarantined records. Of a report that was read to its end before no
/// file is written: CALLREC_CLOSED. The file is for other programs: to callrec_open_file, which
/// takes what the providers send, it is CALLREC_NOT_DATA.
///
/// Waits for the network and the disk. Errors: CALLREC_IO, CALLREC_INVALID_ARGUMENT (also for a
/// path that names no format, or is no regular file), and those of callrec_reader_next_batch but
/// CALLREC_END. Once reading has begun a failure is final, since the rows that were read are gone:
/// it comes again, and a feed's cursor stays where it was before this call. Open the report again.
/// One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_write_file(
    reader: *mut callrec_reader,
    path: *const c_char,
    path_length: usize,
    format: i32,
    options: *const callrec_write_options,
    rows: *mut u64,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_write_file", error, || {
        let rows = Out::optional(rows, "rows")?;
        let path = path_in(path, path_length, "path")?;
        let options = options_in(options)?.read()?;
        let format = self::format(format)?;
        let format = format.map_or_else(|| Format::from_path(path), Ok);
        let format = format.map_err(|error| Failure::export(&error))?;
        let written = in_use(reader, |object, lending, cursor| {
            object.shared.refuse_forked()?;
            cursor.refuse_at_end()?;
            cursor.refuse_beside_stream()?;
            let before = lending.feed_cursor(cursor);
            let mut file = FileWriter::create_as(path, format, &cursor.schema(), options)
                .map_err(|error| Failure::export(&error))?;
            let write = || {
                let mut written = 0;
                loop {
                    object.let_go_if_cancelled(lending, cursor);
                    let batch = lending.next_batch(cursor);
                    object.shared.look(cursor);
                    match batch {
                        Ok(batch) => {
                            file.write(&batch).map_err(|error| Failure::export(&error))?;
                            written += batch.num_rows() as u64;
                        }
                        Err(Failure::End) => break,
                        Err(failure) => return Err(failure),
                    }
                }
                file.finish().map_err(|error| Failure::export(&error))?;
                Ok(written)
            };
            write().inspect_err(|failure| cursor.end_with(failure, before))
        })?;
        if let Some(rows) = rows {
            rows.write(written);
        }
        Ok(())
    })
}
