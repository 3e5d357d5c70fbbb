//! Boolean columns.

use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray};
use arrow_schema::ArrowError;

use super::validity::Bits;
use super::{Refusal, refuse};
use crate::Reason;
use crate::scan::Cells;
use crate::value::{boolean, is_null};

/// Yes and no.
#[derive(Default)]
pub(crate) struct BooleanColumn {
    values: Bits,
    valid: Bits,
}

impl BooleanColumn {
    #[inline(always)]
    pub(super) fn fill(&mut self, cells: &Cells<'_>) -> u64 {
        let (mut set, mut valid, mut refused) = (0_u64, 0_u64, 0_u64);
        for (row, cell) in cells.iter().enumerate() {
            let known = common(cell.word::<0>(), cell.length);
            let read = if known.is_some() { Ok(known) } else { exact(cells.text(row)) };
            match read {
                Ok(Some(value)) => {
                    valid |= 1 << row;
                    set |= u64::from(value) << row;
                }
                Ok(None) => {}
                Err(_) => refused |= 1 << row,
            }
        }
        self.values.append(set, cells.count());
        self.valid.append(valid, cells.count());
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
    use super::{common, exact};

    fn eight(padded: &[u8]) -> u64 {
        u64::from_le_bytes(*padded.first_chunk().expect("eight bytes"))
    }

    /// Every byte in every place of each word.
    #[test]
    fn common_words_are_read_as_exactly() {
        for word in ["0", "1", "yes", "no", "true", "false", "TRUE", "False", "null", ""] {
            for at in 0..=word.len() {
                for byte in 0..=u8::MAX {
                    let mut cell = word.as_bytes().to_vec();
                    cell.splice(at..(at + 1).min(cell.len()), [byte]);
                    let padded = [&cell[..], b"<<<<<<<<"].concat();
                    if let Some(value) = common(eight(&padded), cell.len()) {
                        assert_eq!(exact(&cell), Ok(Some(value)), "{}", cell.escape_ascii());
                    }
                }
            }
        }
        let text = *b"true</b>";
        assert_eq!(common(u64::from_le_bytes(text), 4), Some(true));
    }
}
