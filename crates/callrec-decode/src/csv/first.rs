//! The first record: a header, a row, `no data`, or not this report.

use super::layout::{HeaderFault, Layout};
use super::own;
use super::record::{Found, line_end};
use super::rows::{Rows, Verdict};
use crate::{DecodeErrorKind, Encoding};

/// The whole body of a period without records (OBS), folded.
const NO_DATA: &str = "no data";

/// What the first record is.
#[derive(Debug)]
pub(crate) enum First {
    /// More bytes are needed to tell.
    More,
    /// A line of white space, which is not a record.
    Blank { next: usize },
    /// The text `no data`.
    NoData { next: usize, lines: u64 },
    /// A header, to be passed over.
    Header { next: usize, lines: u64, layout: Layout },
    /// A row, to be read by this layout.
    Data { layout: Layout },
    /// Not a body that can be read.
    Refused { kind: DecodeErrorKind, column: Option<String>, detail: String },
}

/// Judges the record at the start of `bytes`, which are not empty.
///
/// Another delimiter than the profile's is taken only from a header that shows it, and never where
/// the caller has `declared` one.
pub(crate) fn judge(
    rows: &mut Rows,
    bytes: &[u8],
    ended: bool,
    declared: bool,
    encoding: Encoding,
) -> First {
    let usual = rows.dialect.delimiter;
    for &delimiter in rows.profile.other_delimiters.iter().filter(|_| !declared) {
        rows.dialect.delimiter = delimiter;
        match header_with(rows, bytes, ended) {
            Shown::More => {
                rows.dialect.delimiter = usual;
                return First::More;
            }
            Shown::No => rows.dialect.delimiter = usual,
            Shown::Header => break,
        }
    }
    with_delimiter(rows, bytes, ended, encoding)
}

/// Whether a record is a header by the delimiter that is set.
enum Shown {
    More,
    No,
    Header,
}

fn header_with(rows: &mut Rows, bytes: &[u8], ended: bool) -> Shown {
    match rows.read(bytes, ended) {
        Found::More => Shown::More,
        Found::Record { end, .. } if std::str::from_utf8(&bytes[..end]).is_ok() => {
            match Layout::by_header(rows.profile, &headings(rows, bytes)) {
                Some(_) => Shown::Header,
                None => Shown::No,
            }
        }
        _ => Shown::No,
    }
}

/// The texts of the record that was read last.
fn headings(rows: &mut Rows, bytes: &[u8]) -> Vec<String> {
    let cells = rows.cells().to_vec();
    let text = |&cell| String::from_utf8_lossy(rows.cell_text(bytes, cell)).into_owned();
    cells.iter().map(text).collect()
}

fn with_delimiter(rows: &mut Rows, bytes: &[u8], ended: bool, encoding: Encoding) -> First {
    let (end, next, inner_lines) = match rows.read(bytes, ended) {
        Found::More => return First::More,
        Found::Record { end, next, inner_lines } => (end, next, inner_lines),
        Found::Unterminated => {
            return refused(
                DecodeErrorKind::Quote,
                "a quote is opened in the first row and never \
                closed; the input may be cut short, fetch it again",
            );
        }
        Found::Stray { .. } => {
            return refused(
                DecodeErrorKind::NotThisReport,
                "the first row has a misplaced quote, so \
                it is neither a header nor a row; look at the body",
            );
        }
        Found::TooLong { .. } => {
            return refused(
                DecodeErrorKind::NotThisReport,
                "the first row is longer than a record \
                may be, so it is neither a header nor a row; look at the body",
            );
        }
    };
    let Ok(record) = simdutf8::basic::from_utf8(&bytes[..end]) else {
        let detail = format!("the first row is not {encoding}; declare the encoding that it is in");
        return refused(DecodeErrorKind::Utf8, &detail);
    };
    if record.trim_ascii().is_empty() {
        let width = if next > end { line_end(bytes, end, ended).unwrap_or(1) } else { 0 };
        return First::Blank { next: end + width };
    }
    let lines = inner_lines + u64::from(next > end);
    if record.trim_ascii().eq_ignore_ascii_case(NO_DATA) {
        return First::NoData { next, lines };
    }
    if rows.cells().len() > rows.limits.columns {
        return refused(
            DecodeErrorKind::Limit,
            "the first row has more columns than limits.columns; look at the body",
        );
    }
    let headings = headings(rows, bytes);
    if own::is_own(&headings) {
        return refused(DecodeErrorKind::NotThisReport, own::DETAIL);
    }
    match Layout::by_header(rows.profile, &headings) {
        Some(_) if inner_lines > 0 => refused(
            DecodeErrorKind::Header,
            "the header has a line end inside quotes, so a stray quote may hide rows; fix the header",
        ),
        Some(Ok(layout)) => First::Header { next, lines, layout },
        Some(Err(fault)) => header_fault(fault),
        None => data(rows, bytes, ended, headings.len()),
    }
}

/// A row counts as data only if it is one in every respect.
fn data(rows: &mut Rows, bytes: &[u8], ended: bool, cells: usize) -> First {
    let Some(layout) = Layout::by_position(rows.profile, cells) else {
        return refused(
            DecodeErrorKind::NotThisReport,
            &format!(
                "the first row is neither a header nor a row: it has {cells} columns; look at \
                the body and the report asked for"
            ),
        );
    };
    let before = rows.table.rows();
    let verdict = rows.next(bytes, ended, &layout);
    rows.table.truncate(before);
    match verdict {
        Verdict::More => First::More,
        Verdict::Row { .. } => First::Data { layout },
        Verdict::SetAside { column, reason, .. } => First::Refused {
            kind: DecodeErrorKind::NotThisReport,
            column,
            detail: format!(
                "the first row is neither a header nor a row: {reason}; look at the \
                body and the report asked for"
            ),
        },
        Verdict::Stop { kind, column, detail } => First::Refused { kind, column, detail },
        Verdict::Blank { next } => First::Blank { next },
    }
}

fn header_fault(fault: HeaderFault) -> First {
    let (column, detail) = match fault {
        HeaderFault::Missing(name) => {
            (name.to_owned(), "the header lacks a column that must be there".to_owned())
        }
        HeaderFault::Doubled(heading) => (heading, "the header names a column twice".to_owned()),
    };
    First::Refused {
        kind: DecodeErrorKind::Header,
        column: Some(column),
        detail: format!("{detail}; look at the first row"),
    }
}

fn refused(kind: DecodeErrorKind, detail: &str) -> First {
    First::Refused { kind, column: None, detail: detail.to_owned() }
}
