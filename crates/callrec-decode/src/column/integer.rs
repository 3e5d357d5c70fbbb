//! Int64 columns.

use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array};
use arrow_schema::ArrowError;

use super::swar::{all_digits, digits, load, number, take_out};
use super::validity::Bits;
use super::{GROUP, Marks, Refusal, Spans, refuse};
use crate::Reason;
use crate::value::{integer, is_null};

/// Whole numbers with or without thousands separators.
#[derive(Default)]
pub(crate) struct IntegerColumn {
    values: Vec<i64>,
    valid: Bits,
}

impl IntegerColumn {
    #[inline(always)]
    pub(super) fn fill(&mut self, bytes: &[u8], spans: &Spans) -> u64 {
        let mut marks = Marks::default();
        let mut filled = [0_i64; GROUP];
        for ((row, (start, end)), slot) in spans.iter().enumerate().zip(&mut filled) {
            *slot = match short(bytes, start, end - start) {
                Some(value) => {
                    marks.valid |= 1 << row;
                    value
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
        Ok(Arc::new(Int64Array::try_new(values.into(), self.valid.finish_nulls())?))
    }
}

/// Up to eight characters: digits, with one separator before the last three or none.
#[inline(always)]
fn short(bytes: &[u8], start: usize, length: usize) -> Option<i64> {
    if length == 0 || length > 8 {
        return None;
    }
    let mut value = digits(load(bytes, start), length);
    if length > 4 && (value >> 32) as u8 == b',' ^ b'0' {
        // More than three characters before the separator cannot be one group.
        if length > 7 {
            return None;
        }
        value = take_out(value, 4);
    }
    all_digits(value).then(|| number(value) as i64)
}

#[cold]
#[inline(never)]
fn exact(cell: &[u8]) -> Result<Option<i64>, Refusal> {
    if is_null(cell) {
        return Ok(None);
    }
    integer(cell).map(Some).ok_or_else(|| refuse(cell, Reason::Integer))
}
