//! The exact reading of one record: strict about quotes, careful at the edge of what has arrived.

use super::profile::Dialect;
use crate::column::push_single;

/// One cell of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell {
    /// First byte, after an opening quote.
    pub(crate) start: usize,
    /// One past the last byte, before a closing quote.
    pub(crate) end: usize,
    /// Whether it stood in quotes.
    pub(crate) quoted: bool,
    /// Whether it holds doubled quotes.
    pub(crate) doubled: bool,
}

/// What stands at the start of the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// More bytes are needed to tell.
    More,
    /// A record that keeps the rules.
    Record {
        /// One past its last byte, the line end left out.
        end: usize,
        /// Where the next record starts.
        next: usize,
        /// Line ends inside quotes.
        inner_lines: u64,
    },
    /// A quote where none may stand.
    Stray {
        /// Whether a line end inside quotes came before it.
        crossed: bool,
    },
    /// No end within the limit.
    TooLong {
        /// Whether a line end inside quotes came before the limit.
        crossed: bool,
    },
    /// The input ended inside quotes.
    Unterminated,
}

/// Reads the record at the start of `bytes`; `cells` gets its cells, at most one more than `columns`.
///
/// `ended` says that the input ends with `bytes`. A record is not looked at beyond `limit` bytes.
pub(crate) fn read(
    bytes: &[u8],
    ended: bool,
    dialect: Dialect,
    limit: usize,
    columns: usize,
    cells: &mut Vec<Cell>,
) -> Found {
    cells.clear();
    let mut reader = Reader { bytes, ended, dialect, limit, at: 0, inner_lines: 0 };
    loop {
        let quoted = dialect.quote.is_some() && bytes.get(reader.at).copied() == dialect.quote;
        let cell = if quoted { reader.quoted() } else { reader.plain() };
        let cell = match cell {
            Ok(cell) => cell,
            Err(found) => return found,
        };
        if cells.len() <= columns {
            cells.push(cell);
        }
        let end = reader.at;
        if end > limit {
            return Found::TooLong { crossed: reader.inner_lines > 0 };
        }
        match bytes.get(end) {
            Some(&byte) if byte == dialect.delimiter => reader.at += 1,
            None => return Found::Record { end, next: end, inner_lines: reader.inner_lines },
            Some(_) => {
                let Some(width) = line_end(bytes, end, ended) else { return Found::More };
                let next = end + width;
                return Found::Record { end, next, inner_lines: reader.inner_lines };
            }
        }
    }
}

/// Bytes of the line end at `at`; `None` when the byte after a CR has not arrived.
pub(crate) fn line_end(bytes: &[u8], at: usize, ended: bool) -> Option<usize> {
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b'\r'), Some(b'\n')) => Some(2),
        (Some(b'\r'), None) if !ended => None,
        _ => Some(1),
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    ended: bool,
    dialect: Dialect,
    limit: usize,
    at: usize,
    inner_lines: u64,
}

impl Reader<'_> {
    /// What it means that no more bytes may be looked at.
    fn exhausted(&self, in_quotes: bool) -> Found {
        if self.bytes.len() > self.limit {
            Found::TooLong { crossed: self.inner_lines > 0 }
        } else if !self.ended {
            Found::More
        } else {
            debug_assert!(in_quotes, "a plain cell may end with the input");
            Found::Unterminated
        }
    }

    /// The bytes that may be looked at: the limit and one more, for the line end.
    fn window(&self) -> &[u8] {
        &self.bytes[..self.bytes.len().min(self.limit + 1)]
    }

    fn plain(&mut self) -> Result<Cell, Found> {
        let start = self.at;
        let window = self.window();
        let rest = window.get(start..).unwrap_or_default();
        let end = rest.iter().position(|&byte| {
            byte == self.dialect.delimiter
                || byte == b'\n'
                || byte == b'\r'
                || Some(byte) == self.dialect.quote
        });
        match end {
            Some(length) if Some(rest[length]) == self.dialect.quote => {
                Err(Found::Stray { crossed: self.inner_lines > 0 })
            }
            Some(length) => {
                self.at = start + length;
                Ok(Cell { start, end: self.at, quoted: false, doubled: false })
            }
            None if self.ended && self.bytes.len() <= self.limit => {
                self.at = self.bytes.len();
                Ok(Cell { start, end: self.at, quoted: false, doubled: false })
            }
            None => Err(self.exhausted(false)),
        }
    }

    fn quoted(&mut self) -> Result<Cell, Found> {
        let quote = self.dialect.quote.unwrap_or(b'"');
        let start = self.at + 1;
        let mut doubled = false;
        self.at = start;
        loop {
            let rest = self.window().get(self.at..).unwrap_or_default();
            let Some(length) = memchr::memchr3(quote, b'\n', b'\r', rest) else {
                return Err(self.exhausted(true));
            };
            let here = self.at + length;
            if self.bytes[here] != quote {
                if !self.dialect.multi_line {
                    return Err(Found::Stray { crossed: false });
                }
                let Some(width) = line_end(self.bytes, here, self.ended) else {
                    return Err(Found::More);
                };
                self.inner_lines += 1;
                self.at = here + width;
                continue;
            }
            match self.bytes.get(here + 1) {
                None if !self.ended => return Err(Found::More),
                Some(&next) if next == quote => {
                    doubled = true;
                    self.at = here + 2;
                }
                None | Some(b'\n' | b'\r') => {
                    self.at = here + 1;
                    return Ok(Cell { start, end: here, quoted: true, doubled });
                }
                Some(&next) if next == self.dialect.delimiter => {
                    self.at = here + 1;
                    return Ok(Cell { start, end: here, quoted: true, doubled });
                }
                Some(_) => return Err(Found::Stray { crossed: self.inner_lines > 0 }),
            }
        }
    }
}

/// The cell's text with doubled quotes made single; `scratch` holds it where it had to be copied.
pub(crate) fn text<'a>(
    bytes: &'a [u8],
    cell: Cell,
    quote: Option<u8>,
    scratch: &'a mut Vec<u8>,
) -> &'a [u8] {
    let raw = &bytes[cell.start..cell.end];
    let Some(quote) = quote.filter(|_| cell.doubled) else { return raw };
    scratch.clear();
    push_single(scratch, raw, quote);
    scratch
}

#[cfg(test)]
mod tests;
