//! Decimal128(18, 6) columns.

use std::sync::Arc;

use arrow_array::{ArrayRef, Decimal128Array};
use arrow_schema::ArrowError;

use super::swar::{all_digits, digits, find, load, number, take_out};
use super::validity::Bits;
use super::{GROUP, Marks, Refusal, Spans, refuse};
use crate::Reason;
use crate::value::{FRACTION_DIGITS, decimal, is_null};

const PRECISION: u8 = 18;
const SCALE: i8 = FRACTION_DIGITS as i8;
/// What the last digit is worth in millionths, by the number of digits after the point.
const WEIGHT: [u64; FRACTION_DIGITS + 1] = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

/// Money, rates and quantities.
#[derive(Default)]
pub(crate) struct DecimalColumn {
    values: Vec<i128>,
    valid: Bits,
}

impl DecimalColumn {
    #[inline(always)]
    pub(super) fn fill(&mut self, bytes: &[u8], spans: &Spans) -> u64 {
        let mut marks = Marks::default();
        let mut filled = [0_i128; GROUP];
        for ((row, (start, end)), slot) in spans.iter().enumerate().zip(&mut filled) {
            *slot = match short(bytes, start, end - start) {
                Some(value) => {
                    marks.valid |= 1 << row;
                    i128::from(value)
                }
                None => marks.settle(row, exact(&bytes[start..end])),
            };
        }
        self.values.extend_from_slice(&filled[..spans.count()]);
        let Marks { valid, refused } = marks;
        self.valid.append(valid, spans.count());
        refused
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

/// Up to eight characters after an optional minus: digits with or without a point between them.
#[inline(always)]
fn short(bytes: &[u8], start: usize, length: usize) -> Option<i64> {
    let word = load(bytes, start);
    let minus = usize::from(word as u8 == b'-');
    // Without a character left the length wraps around and is too large.
    let length = length.wrapping_sub(minus);
    if length.wrapping_sub(1) >= 8 {
        return None;
    }
    let word = if minus == 0 { word } else { load(bytes, start + 1) };
    let mut value = digits(word, length);
    let mut weight = 1_000_000;
    let point = find(value, b'.');
    if point != 0 {
        let place = point.trailing_zeros() / 8;
        let fraction = 7 - place as usize;
        // A digit must stand on both sides, and no more behind the point than are kept.
        if fraction.wrapping_sub(1) >= FRACTION_DIGITS || fraction + 1 == length {
            return None;
        }
        weight = *WEIGHT.get(fraction)?;
        value = take_out(value, place);
    }
    if !all_digits(value) {
        return None;
    }
    let value = (number(value) * weight) as i64;
    Some(if minus == 0 { value } else { -value })
}

#[cold]
#[inline(never)]
fn exact(cell: &[u8]) -> Result<Option<i128>, Refusal> {
    if is_null(cell) {
        return Ok(None);
    }
    decimal(cell).map(Some).ok_or_else(|| refuse(cell, Reason::Decimal))
}
