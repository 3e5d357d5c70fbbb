//! Boolean columns.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray};
use arrow_schema::ArrowError;

use super::swar::load;
use super::validity::Bits;
use super::{Refusal, Spans, refuse};
use crate::Reason;
use crate::value::{boolean, is_null};

/// Yes and no.
#[derive(Default)]
pub(crate) struct BooleanColumn {
    values: Bits,
    valid: Bits,
}

impl BooleanColumn {
    #[inline(always)]
    pub(super) fn fill(&mut self, bytes: &[u8], spans: &Spans) -> u64 {
        let (mut set, mut valid, mut refused) = (0_u64, 0_u64, 0_u64);
        for (row, (start, end)) in spans.iter().enumerate() {
            let known = common(load(bytes, start), end - start);
            let read = if known.is_some() { Ok(known) } else { exact(&bytes[start..end]) };
            match read {
                Ok(Some(value)) => {
                    valid |= 1 << row;
                    set |= u64::from(value) << row;
                }
                Ok(None) => {}
                Err(_) => refused |= 1 << row,
            }
        }
        self.values.append(set, spans.count());
        self.valid.append(valid, spans.count());
        refused
    }

    pub(super) fn push(&mut self, cell: &[u8]) -> Result<(), Refusal> {
        let value = exact(cell)?;
        self.values.append(value.unwrap_or_default().into(), 1);
        self.valid.append(value.is_some().into(), 1);
        Ok(())
    }

    pub(super) fn push_nulls(&mut self, count: usize) {
        self.values.append_run(false, count);
        self.valid.append_run(false, count);
    }

    pub(super) fn truncate(&mut self, rows: usize) {
        self.values.truncate(rows);
        self.valid.truncate(rows);
    }

    pub(super) fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        Ok(Arc::new(BooleanArray::new(self.values.finish(), self.valid.finish_nulls())))
    }
}

/// The words by their lengths; `None` for a cell that the exact reading must judge. `word` begins with
/// the cell.
#[inline(always)]
fn common(word: u64, length: usize) -> Option<bool> {
    match length {
        1 => match word as u8 {
            b'0' => Some(false),
            b'1' => Some(true),
            _ => None,
        },
        4 if word as u32 | LOWER as u32 == TRUE => Some(true),
        5 if (word | LOWER) & 0xFF_FFFF_FFFF == FALSE => Some(false),
        _ => None,
    }
}

/// What makes letters lower case, and nothing else into a letter.
const LOWER: u64 = 0x2020_2020_2020_2020;
const TRUE: u32 = u32::from_le_bytes(*b"true");
const FALSE: u64 = u64::from_le_bytes(*b"false\0\0\0");

#[cold]
#[inline(never)]
fn exact(cell: &[u8]) -> Result<Option<bool>, Refusal> {
    if is_null(cell) {
        return Ok(None);
    }
    boolean(cell).map(Some).ok_or_else(|| refuse(cell, Reason::Boolean))
}

#[cfg(test)]
mod tests {
    use super::{common, exact, load};

    /// Every byte in every place of each word.
    #[test]
    fn common_words_are_read_as_exactly() {
        for word in ["0", "1", "yes", "no", "true", "false", "TRUE", "False", "null", ""] {
            for at in 0..=word.len() {
                for byte in 0..=u8::MAX {
                    let mut cell = word.as_bytes().to_vec();
                    cell.splice(at..(at + 1).min(cell.len()), [byte]);
                    let padded = [&cell[..], b"<<<<<<<<"].concat();
                    if let Some(value) = common(load(&padded, 0), cell.len()) {
                        assert_eq!(exact(&cell), Ok(Some(value)), "{}", cell.escape_ascii());
                    }
                }
            }
        }
        let text = *b"true</b>";
        assert_eq!(common(u64::from_le_bytes(text), 4), Some(true));
    }
}
