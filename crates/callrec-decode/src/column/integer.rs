//! Int64 columns.

use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array};
use arrow_schema::ArrowError;

use super::printed::{bits, lengths, shape};
use super::validity::Bits;
use super::{GROUP, Marks, Refusal, refuse};
use crate::Reason;
use crate::scan::{Cells, Figures, figures};
use crate::value::{integer, is_null};

/// Whole numbers with or without thousands separators.
pub(crate) struct IntegerColumn {
    values: Vec<i64>,
    valid: Bits,
    /// What each is multiplied by: the unit that is printed in units of the column.
    times: i64,
}

impl IntegerColumn {
    pub(super) fn times(times: i64) -> Self {
        Self { values: Vec::new(), valid: Bits::default(), times }
    }

    #[inline(always)]
    pub(super) fn fill(&mut self, cells: &Cells<'_>) -> u64 {
        let (mut printed, mut right) = (Figures::default(), [0; GROUP]);
        figures(cells, &mut printed);
        let mut filled = [0_i64; GROUP];
        for (row, (length, slot)) in lengths(cells).into_iter().zip(&mut right).enumerate() {
            let shape = shape(&printed, row, length);
            *slot = u8::from(shape.right & (printed.points[row] == 0));
            // All ones for a minus: the others' complement and one more.
            let minus = -i64::from(shape.signs);
            filled[row] = ((printed.numbers[row] as i64 ^ minus) - minus) & -i64::from(*slot);
        }
        let mut marks = Marks { valid: bits(&right), refused: 0 };
        marks.settle_others(cells, &mut filled, exact);
        if self.times != 1 {
            marks.refused |= multiply(&mut filled, self.times);
        }
        self.values.extend_from_slice(&filled[..cells.count()]);
        self.valid.append(marks.valid, cells.count());
        marks.refused
    }

    pub(super) fn push(&mut self, cell: &[u8]) -> Result<(), Refusal> {
        let value = exact(cell)?;
        let value = match value.map(|value| value.checked_mul(self.times)) {
            Some(None) => return Err(Reason::Integer.into()),
            product => product.flatten(),
        };
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
        Ok(Arc::new(Int64Array::try_new(values.into(), self.valid.finish_nulls())?))
    }
}

#[cold]
#[inline(never)]
fn exact(cell: &[u8]) -> Result<Option<i64>, Refusal> {
    if is_null(cell) {
        return Ok(None);
    }
    integer(cell).map(Some).ok_or_else(|| refuse(cell, Reason::Integer))
}

/// Multiplies each; gives those that are too large then, one bit each.
#[inline(never)]
fn multiply(values: &mut [i64; GROUP], times: i64) -> u64 {
    values.iter_mut().enumerate().fold(0, |refused, (row, value)| match value.checked_mul(times) {
        Some(product) => {
            *value = product;
            refused
        }
        None => refused | 1 << row,
    })
}
