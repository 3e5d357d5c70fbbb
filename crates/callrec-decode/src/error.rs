//! Errors of a whole body. A single bad record is quarantined instead, see [`crate::Quarantined`].

use std::fmt;

/// Why the input as a whole cannot be trusted, and where.
///
/// One line of text: what is wrong, byte, line, record and column where known, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    pub(crate) kind: DecodeErrorKind,
    pub(crate) report: &'static str,
    pub(crate) offset: u64,
    pub(crate) line: u64,
    pub(crate) record: Option<u64>,
    pub(crate) column: Option<String>,
    pub(crate) detail: String,
}

/// What kind of doubt stopped the decoder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The input is not this report: wrong header, HTML, another format.
    NotThisReport,
    /// A header that lacks a required column, or names one twice.
    Header,
    /// A quote was opened and never closed, or rows may hide inside a quoted field.
    Quote,
    /// A record, field or structure beyond the limits.
    Limit,
    /// Bytes that are no text in the encoding (UTF-8 unless declared or marked otherwise), outside a
    /// single record; or a mark or declaration that contradicts the encoding.
    Utf8,
    /// XML that is not well-formed, a DOCTYPE, an element not closed, text after the root.
    Xml,
    /// JSON that breaks its grammar, an array that is not closed, text after the document.
    Json,
    /// The input ended where it must not.
    Truncated,
    /// A count that the report itself states differs from the rows read.
    CountMismatch,
    /// `strict` is on and a record would have been quarantined.
    Strict,
}

impl DecodeError {
    /// The kind of doubt.
    pub fn kind(&self) -> DecodeErrorKind {
        self.kind
    }

    /// Name of the report that was being read.
    pub fn report(&self) -> &'static str {
        self.report
    }

    /// Byte offset in the input, from 0.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Physical line, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Number of the record, from 1, where the doubt lies in one.
    pub fn record(&self) -> Option<u64> {
        self.record
    }

    /// Column name, where the doubt lies in one.
    pub fn column(&self) -> Option<&str> {
        self.column.as_deref()
    }

    /// What is wrong, without the place.
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} (line {}, byte {}", self.report, self.detail, self.line, self.offset)?;
        if let Some(record) = self.record {
            write!(f, ", record {record}")?;
        }
        if let Some(column) = &self.column {
            write!(f, ", column {column}")?;
        }
        f.write_str(")")
    }
}

impl std::error::Error for DecodeError {}
