//! What can go wrong, where, and what to do about it.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use arrow_schema::{ArrowError, DataType};
use parquet::errors::ParquetError;

use crate::Format;

/// Why records could not be written. The text is one line.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The path's extension names no format.
    #[error("{} names no format; use .csv, .ndjson, .jsonl, .parquet or .arrow", Shown(path))]
    UnknownFormat {
        /// As given.
        path: PathBuf,
    },
    /// The target is there and is not a regular file.
    #[error("{} is not a regular file; choose another name", Shown(path))]
    NotAFile {
        /// As given.
        path: PathBuf,
    },
    /// The device or the quota is full. Nothing is left under the final name.
    #[error("cannot {operation} {}: {source}; free some space and run again", Place(path))]
    DiskFull {
        /// What was being done.
        operation: Operation,
        /// The target; `None` where a [`crate::Writer`] writes to a stream.
        path: Option<PathBuf>,
        /// What the system said.
        source: io::Error,
    },
    /// Another fault of the system, a broken pipe among them: see [`ExportError::io_kind`].
    #[error("cannot {operation} {}: {source}", Place(path))]
    Io {
        /// What was being done.
        operation: Operation,
        /// The target; `None` where a [`crate::Writer`] writes to a stream.
        path: Option<PathBuf>,
        /// What the system said.
        source: io::Error,
    },
    /// A column's type has no text form.
    #[error("column {column} has type {data_type}, which {format} cannot hold here")]
    UnsupportedColumn {
        /// Its name.
        column: String,
        /// Its type.
        data_type: DataType,
        /// The format that was asked for.
        format: Format,
    },
    /// A batch of another schema than the writer was made for.
    #[error("the batch has another schema than the writer; use a writer for each report")]
    SchemaMismatch,
    /// The format's encoder refused the records.
    #[error("cannot encode {} as {format}: {source}", Place(path))]
    Encode {
        /// The format that was asked for.
        format: Format,
        /// The target; `None` where a [`crate::Writer`] writes to a stream.
        path: Option<PathBuf>,
        /// What the encoder said.
        source: Box<dyn StdError + Send + Sync>,
    },
}

/// A step of writing a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// Creating the partial file beside the target.
    Create,
    /// Writing records.
    Write,
    /// Bringing the file to disk.
    Sync,
    /// Giving the file its final name.
    Rename,
    /// Bringing the new name to disk; the file is whole and has its name already.
    SyncDirectory,
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Create => "create",
            Self::Write => "write",
            Self::Sync => "bring to disk",
            Self::Rename => "rename the finished file to",
            Self::SyncDirectory => "bring to disk the directory of",
        })
    }
}

struct Place<'a>(&'a Option<PathBuf>);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(path) => Shown(path).fmt(f),
            None => f.write_str("the output"),
        }
    }
}

/// A path in quotes. Whoever gives a report's content for its path does not find all of it in the
/// error.
struct Shown<'a>(&'a Path);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 200;
        let text = self.0.to_string_lossy();
        match text.char_indices().nth(MOST) {
            None => write!(f, "{:?}", self.0),
            Some((end, _)) => write!(f, "{:?}…", &text[..end]),
        }
    }
}

impl ExportError {
    /// The system's error kind, where the system is to blame: `BrokenPipe` says that the reader of a
    /// stream has had enough.
    pub fn io_kind(&self) -> Option<io::ErrorKind> {
        match self {
            Self::DiskFull { source, .. } | Self::Io { source, .. } => Some(source.kind()),
            _ => None,
        }
    }

    /// The target's path, where there is one.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::UnknownFormat { path } | Self::NotAFile { path } => Some(path),
            Self::DiskFull { path, .. } | Self::Io { path, .. } | Self::Encode { path, .. } => {
                path.as_deref()
            }
            Self::UnsupportedColumn { .. } | Self::SchemaMismatch => None,
        }
    }

    pub(crate) fn io(operation: Operation, path: Option<&Path>, source: io::Error) -> Self {
        let path = path.map(Path::to_owned);
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::DiskFull { operation, path, source }
            }
            _ => Self::Io { operation, path, source },
        }
    }

    pub(crate) fn arrow(format: Format, error: ArrowError) -> Self {
        match error {
            ArrowError::IoError(_, source) => Self::io(Operation::Write, None, source),
            other => Self::Encode { format, path: None, source: Box::new(other) },
        }
    }

    pub(crate) fn parquet(error: ParquetError) -> Self {
        let source = match error {
            ParquetError::External(source) => source,
            other => Box::new(other),
        };
        match source.downcast::<io::Error>() {
            Ok(source) => Self::io(Operation::Write, None, *source),
            Err(source) => Self::Encode { format: Format::Parquet, path: None, source },
        }
    }

    /// The same error, of the file at `target`.
    pub(crate) fn at(mut self, target: &Path) -> Self {
        if let Self::DiskFull { path, .. } | Self::Io { path, .. } | Self::Encode { path, .. } =
            &mut self
        {
            path.get_or_insert_with(|| target.to_owned());
        }
        self
    }
}
