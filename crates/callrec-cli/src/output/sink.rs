//! One open output: a file that appears whole or not at all, or standard output.

use std::io::{BufWriter, ErrorKind, Stdout};
use std::path::PathBuf;

use callrec::{RecordBatch, SchemaRef};
use callrec_export::{ExportError, FileWriter, WriteOptions, Writer};

use super::options::Target;
use crate::exit::Exit;
use crate::failure::Failure;

/// An open output. Dropped before it is finished, it leaves nothing under the target's name.
pub(crate) enum Sink {
    File(Box<FileWriter>),
    Stdout(Box<Writer<BufWriter<Stdout>>>),
}

/// What an output came to.
pub(crate) struct Written {
    /// The file; `None` for standard output.
    pub(crate) path: Option<PathBuf>,
    /// Its size; 0 for standard output.
    pub(crate) bytes: u64,
}

impl Sink {
    /// Opens the target for rows of this schema.
    pub(crate) fn open(
        target: &Target,
        schema: &SchemaRef,
        options: WriteOptions,
    ) -> Result<Self, Failure> {
        Ok(match target {
            Target::File(path, format) => {
                Self::File(Box::new(FileWriter::create_as(path, *format, schema, options)?))
            }
            Target::Stdout(format) => {
                let stdout = BufWriter::new(std::io::stdout());
                Self::Stdout(Box::new(Writer::new(stdout, *format, schema, options)?))
            }
        })
    }

    /// Writes the rows of a batch.
    pub(crate) fn write(&mut self, batch: &RecordBatch) -> Result<(), Failure> {
        match self {
            Self::File(writer) => writer.write(batch)?,
            Self::Stdout(writer) => writer.write(batch)?,
        }
        Ok(())
    }

    /// Completes the output; a file gets its name.
    pub(crate) fn finish(self) -> Result<Written, Failure> {
        match self {
            Self::File(writer) => {
                let path = writer.path().to_owned();
                writer.finish()?;
                let bytes = std::fs::metadata(&path).map_or(0, |metadata| metadata.len());
                Ok(Written { path: Some(path), bytes })
            }
            Self::Stdout(writer) => {
                writer.finish()?;
                Ok(Written { path: None, bytes: 0 })
            }
        }
    }
}

impl From<ExportError> for Failure {
    /// A broken pipe is no failure: only standard output can be one.
    fn from(error: ExportError) -> Self {
        let exit = match &error {
            ExportError::UnknownFormat { .. } | ExportError::NotAFile { .. } => Exit::Usage,
            ExportError::UnsupportedColumn { .. }
            | ExportError::SchemaMismatch
            | ExportError::Encode { .. } => Exit::Internal,
            _ => Exit::Io,
        };
        match error.io_kind() {
            Some(ErrorKind::BrokenPipe) if error.path().is_none() => Self::reader_gone(),
            Some(ErrorKind::NotFound | ErrorKind::NotADirectory) => {
                Self::new(exit, format!("{error}; make the folder first, or choose another"))
            }
            Some(ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => {
                Self::new(exit, format!("{error}; choose a folder that you may write to"))
            }
            _ => Self::new(exit, error.to_string()),
        }
    }
}
