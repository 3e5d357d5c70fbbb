//! `Reader.write`: what is left of a report into a file, whole or not at all.

use std::path::PathBuf;

use callrec::{ErrorKind, SchemaRef};
use callrec_export::{ExportError, FileWriter, Format, WriteOptions};
use pyo3::prelude::*;

use crate::error;
use crate::halt::Halt;
use crate::reading::{Reading, Rest};

/// Where to, and in which format.
pub(crate) struct Target {
    path: PathBuf,
    format: Format,
    options: WriteOptions,
}

/// Why there is no file.
pub(crate) enum Failure {
    UnknownFormat(String),
    Read(Halt),
    Write(ExportError),
}

impl Target {
    pub(crate) fn new(
        path: PathBuf,
        format: Option<&str>,
        options: WriteOptions,
    ) -> Result<Self, Failure> {
        let format = match format {
            None => Format::from_path(&path).map_err(Failure::Write)?,
            Some("csv") => Format::Csv,
            Some("ndjson") => Format::Ndjson,
            Some("parquet") => Format::Parquet,
            Some("arrow") => Format::ArrowFile,
            Some(other) => return Err(Failure::UnknownFormat(other.to_owned())),
        };
        Ok(Self { path, format, options })
    }

    /// Gives how many records were written; where there is no file, nothing was given. To be called
    /// without the GIL.
    pub(crate) fn write(self, reading: &Reading) -> Result<u64, Failure> {
        let mut rest = reading.rest().map_err(Failure::Read)?;
        let written = self.fill(&reading.schema, &mut rest);
        if let Err(failure) = &written {
            rest.come_to_nothing(failure.refused());
        }
        written
    }

    fn fill(self, schema: &SchemaRef, rest: &mut Rest<'_>) -> Result<u64, Failure> {
        let Self { path, format, options } = self;
        let mut file =
            FileWriter::create_as(path, format, schema, options).map_err(Failure::Write)?;
        let mut records = 0;
        // Whatever ends this early drops the writer, and with it the unfinished file.
        while let Some(batch) = rest.next().map_err(Failure::Read)? {
            records += batch.num_rows() as u64;
            file.write(&batch).map_err(Failure::Write)?;
        }
        file.finish().map_err(Failure::Write)?;
        Ok(records)
    }
}

impl Failure {
    /// What reading on gives from then on; `None` where the reading has an end of its own.
    fn refused(&self) -> Option<(ErrorKind, String)> {
        match self {
            Failure::Write(failure) => Some((ErrorKind::Io, failure.to_string())),
            Failure::Read(_) | Failure::UnknownFormat(_) => None,
        }
    }

    pub(crate) fn raise(self, py: Python<'_>) -> PyErr {
        match self {
            Failure::Read(halt) => halt.raise(py),
            Failure::UnknownFormat(name) => error::invalid_argument(
                py,
                &format!("no format is named {name:?}; known: csv, ndjson, parquet, arrow"),
            ),
            Failure::Write(failure @ ExportError::UnknownFormat { .. }) => {
                error::invalid_argument(py, &failure.to_string())
            }
            Failure::Write(failure) => {
                let errno = errno(&failure);
                let exception =
                    error::own(py, ErrorKind::Io, &failure.to_string(), "nothing was left behind");
                if let Some(errno) = errno {
                    // Where it cannot be set, the text still says everything.
                    drop(exception.value(py).setattr("errno", errno));
                }
                exception
            }
        }
    }
}

/// The system's number of the fault, where the system is to blame.
fn errno(failure: &ExportError) -> Option<i32> {
    match failure {
        ExportError::Io { source, .. } | ExportError::DiskFull { source, .. } => {
            source.raw_os_error()
        }
        _ => None,
    }
}
