//! UInt64 columns.

use std::sync::Arc;

use arrow_array::{ArrayRef, UInt64Array};
use arrow_schema::ArrowError;

use super::printed::{bits, lengths};
use super::validity::Bits;
use super::{GROUP, Marks, Refusal, refuse};
use crate::Reason;
use crate::scan::{Cells, FIGURES, Figures, figures};
use crate::value::{is_null, unsigned};

/// Ids that are numbers by their source: digits alone.
#[derive(Default)]
pub(crate) struct UnsignedColumn {
    values: Vec<u64>,
    valid: Bits,
}

impl UnsignedColumn {
    #[inline(always)]
    pub(super) fn fill(&mut self, cells: &Cells<'_>) -> u64 {
        let (mut printed, mut right) = (Figures::default(), [0; GROUP]);
        figures(cells, &mut printed);
        let mut filled = [0_u64; GROUP];
        for (row, (length, slot)) in lengths(cells).into_iter().zip(&mut right).enumerate() {
            let all = (1 << length.min(FIGURES as u32)) - 1;
            let digits = u32::from(printed.digits[row]);
            *slot = u8::from((digits == all) & (length.wrapping_sub(1) < FIGURES as u32));
            filled[row] = printed.numbers[row] & u64::from(*slot).wrapping_neg();
        }
        let mut marks = Marks { valid: bits(&right), refused: 0 };
        marks.settle_others(cells, &mut filled, exact);
        self.values.extend_from_slice(&filled[..cells.count()]);
        self.valid.append(marks.valid, cells.count());
        marks.refused
    }

    pub(super) fn push(&mut self, cell: &[u8]) -> Result<(), Refusal> {
        let value = exact(cell)?;
        self.values.push(value.unwrap_or_default());
        self.valid.append(value.is_some().into(), 1);
        Ok(())
    }

    pub(super) fn push_nulls(&mut self, count: usize) {
        self.values.resize(self.values.len() + count, 0);
        self.valid.append_run(false, count);
    }

    pub(super) fn truncate(&mut self, rows: usize) {
        self.values.truncate(rows);
        self.valid.truncate(rows);
    }

    pub(super) fn finish(&mut self) -> Result<ArrayRef, ArrowError> {
        let values = std::mem::take(&mut self.values);
        self.values.reserve(values.len());
        Ok(Arc::new(UInt64Array::try_new(values.into(), self.valid.finish_nulls())?))
    }
}

#[cold]
#[inline(never)]
fn exact(cell: &[u8]) -> Result<Option<u64>, Refusal> {
    if is_null(cell) {
        return Ok(None);
    }
    unsigned(cell).map(Some).ok_or_else(|| refuse(cell, Reason::Integer))
}
