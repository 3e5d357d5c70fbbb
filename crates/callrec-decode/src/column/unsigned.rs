//! UInt64 columns.

use std::sync::Arc;

use arrow_array::{ArrayRef, UInt64Array};
use arrow_schema::ArrowError;

use super::swar::{all_digits, digits, load, number};
use super::validity::Bits;
use super::{GROUP, Marks, Refusal, Spans, refuse};
use crate::Reason;
use crate::value::{is_null, unsigned};

/// Ids that are numbers by their source: digits alone.
#[derive(Default)]
pub(crate) struct UnsignedColumn {
    values: Vec<u64>,
    valid: Bits,
}

impl UnsignedColumn {
    #[inline(always)]
    pub(super) fn fill(&mut self, bytes: &[u8], spans: &Spans) -> u64 {
        let mut marks = Marks::default();
        let mut filled = [0_u64; GROUP];
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
        Ok(Arc::new(UInt64Array::try_new(values.into(), self.valid.finish_nulls())?))
    }
}

/// One to sixteen digits.
#[inline(always)]
fn short(bytes: &[u8], start: usize, length: usize) -> Option<u64> {
    match length {
        1..=8 => {
            let value = digits(load(bytes, start), length);
            all_digits(value).then(|| number(value))
        }
        9..=16 => {
            let high = digits(load(bytes, start), length - 8);
            let low = digits(load(bytes, start + length - 8), 8);
            (all_digits(high) && all_digits(low)).then(|| number(high) * 100_000_000 + number(low))
        }
        _ => None,
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
