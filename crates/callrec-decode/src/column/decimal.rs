//! Decimal128(18, 6) columns.

use std::sync::Arc;

use arrow_array::{ArrayRef, Decimal128Array};
use arrow_schema::ArrowError;

use super::printed::{bits, lengths, shape};
use super::validity::Bits;
use super::{GROUP, Marks, Refusal, refuse};
use crate::Reason;
use crate::scan::{Cells, Figures, figures};
use crate::value::{FRACTION_DIGITS, decimal, is_null};

const PRECISION: u8 = 18;
const SCALE: i8 = FRACTION_DIGITS as i8;
/// Digits before the point.
const WHOLE_DIGITS: u32 = PRECISION as u32 - FRACTION_DIGITS as u32;
/// What the last digit is worth in millionths, by the number of digits after the point.
const WEIGHT: [u64; 8] = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1, 0];
/// The place of the weight that makes everything nothing.
const NOTHING: u8 = 7;

/// Money, rates and quantities.
#[derive(Default)]
pub(crate) struct DecimalColumn {
    values: Vec<i128>,
    valid: Bits,
}

impl DecimalColumn {
    #[inline(always)]
    pub(super) fn fill(&mut self, cells: &Cells<'_>) -> u64 {
        let (mut printed, mut right) = (Figures::default(), [0; GROUP]);
        figures(cells, &mut printed);
        let (mut fractions, mut minuses) = ([0_u8; GROUP], [0_i64; GROUP]);
        for (row, (length, slot)) in lengths(cells).into_iter().zip(&mut right).enumerate() {
            let shape = shape(&printed, row, length);
            let kept = (shape.whole <= WHOLE_DIGITS) & (shape.fraction <= FRACTION_DIGITS as u32);
            *slot = u8::from(shape.right & kept);
            // Nothing is left of a number that is not right.
            fractions[row] = if *slot == 0 { NOTHING } else { shape.fraction as u8 };
            minuses[row] = -i64::from(shape.signs);
        }
        let mut filled = [0_i128; GROUP];
        for (row, slot) in filled.iter_mut().enumerate() {
            let weight = WEIGHT[usize::from(fractions[row]) % WEIGHT.len()];
            let value = printed.numbers[row].wrapping_mul(weight) as i64;
            *slot = i128::from((value ^ minuses[row]) - minuses[row]);
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
        let array = Decimal128Array::try_new(values.into(), self.valid.finish_nulls())?;
        Ok(Arc::new(array.with_precision_and_scale(PRECISION, SCALE)?))
    }
}

#[cold]
#[inline(never)]
fn exact(cell: &[u8]) -> Result<Option<i128>, Refusal> {
    if is_null(cell) {
        return Ok(None);
    }
    decimal(cell).map(Some).ok_or_else(|| refuse(cell, Reason::Decimal))
}
