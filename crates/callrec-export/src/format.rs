//! File formats and the extensions that name them.

use std::fmt;
use std::path::Path;

use crate::ExportError;

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Comma-separated values with a header line.
    Csv,
    /// One JSON object a line.
    Ndjson,
    /// Apache Parquet, compressed with zstd.
    Parquet,
    /// The Arrow IPC file format, uncompressed.
    ArrowFile,
}

/// Extensions without the dot, in lower case.
const EXTENSIONS: [(&str, Format); 5] = [
    ("csv", Format::Csv),
    ("ndjson", Format::Ndjson),
    ("jsonl", Format::Ndjson),
    ("parquet", Format::Parquet),
    ("arrow", Format::ArrowFile),
];

impl Format {
    /// The format that the path's extension names, in any case.
    ///
    /// # Errors
    ///
    /// [`ExportError::UnknownFormat`] for any other extension, or none.
    pub fn from_path(path: &Path) -> Result<Self, ExportError> {
        path.extension()
            .and_then(|extension| extension.to_str())
            .and_then(Self::from_extension)
            .ok_or_else(|| ExportError::UnknownFormat { path: path.to_owned() })
    }

    /// The format of an extension without its dot, in any case.
    pub fn from_extension(extension: &str) -> Option<Self> {
        let known = |(known, _): &&(&str, Format)| known.eq_ignore_ascii_case(extension);
        EXTENSIONS.iter().find(known).map(|(_, format)| *format)
    }

    /// Whether a person can read it.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Csv | Self::Ndjson)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Csv => "CSV",
            Self::Ndjson => "NDJSON",
            Self::Parquet => "Parquet",
            Self::ArrowFile => "Arrow IPC",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions() {
        for (name, format) in [
            ("a.csv", Format::Csv),
            ("a.b.NDJSON", Format::Ndjson),
            ("/x/a.jsonl", Format::Ndjson),
            ("a.parquet", Format::Parquet),
            ("a.arrow", Format::ArrowFile),
        ] {
            assert_eq!(Format::from_path(Path::new(name)).expect(name), format);
        }
        for name in ["a", "csv", ".csv", "a.txt", "a.csv.gz", ""] {
            let error = Format::from_path(Path::new(name)).expect_err(name);
            assert!(matches!(error, ExportError::UnknownFormat { .. }));
        }
    }
}
