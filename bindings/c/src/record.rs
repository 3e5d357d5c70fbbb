//! Rows as structs that C borrows: filled some dozens at a time, column by column.

mod billing_feed_row;
mod company;
mod fill;
mod getcalls_row;
mod ipass_cdr;
mod ipass_network_user;
mod user;

use arrow_array::RecordBatch;
use callrec::Report;

pub use billing_feed_row::callrec_billing_feed_row;
pub use company::callrec_company;
pub use getcalls_row::callrec_getcalls_row;
pub use ipass_cdr::callrec_ipass_cdr;
pub use ipass_network_user::callrec_ipass_network_user;
pub use user::callrec_user;

use self::fill::{Chunk, Extras};
use crate::error::Failure;
use crate::text::callrec_text;

/// A name and its text, from `_extra`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_pair {
    /// The provider's own name of the column or element.
    pub key: callrec_text,
    /// What it held.
    pub value: callrec_text,
}

/// A row struct of one report.
pub(crate) trait Row: Copy + Sized {
    /// The report it is a row of.
    const REPORT: Report;
    /// A row with no value anywhere.
    const EMPTY: Self;
    /// Fills `rows` from the chunk, which has as many rows.
    fn fill(chunk: &Chunk, extras: &mut Extras, rows: &mut [Self]) -> Result<(), Failure>;
}

/// Rows made at a time: enough to make the work by column pay, few enough for the first-level cache.
const WINDOW_ROWS: usize = 64;

/// The stretch of a batch whose rows are ready to be lent.
pub(crate) struct Window<R> {
    rows: Vec<R>,
    extras: Extras,
    next: usize,
}

impl<R: Row> Window<R> {
    pub(crate) const fn new() -> Self {
        Self { rows: Vec::new(), extras: Extras::new(), next: 0 }
    }

    /// Lends the next row that is ready.
    #[inline]
    pub(crate) fn next(&mut self) -> Option<*const R> {
        let row = self.rows.get(self.next)?;
        self.next += 1;
        Some(row)
    }

    /// Rows that are ready and not yet lent.
    pub(crate) fn left(&self) -> usize {
        self.rows.len() - self.next
    }

    /// Makes rows ready from row `from` of the batch on; gives how many.
    pub(crate) fn load(&mut self, batch: &RecordBatch, from: usize) -> Result<usize, Failure> {
        self.clear();
        let count = WINDOW_ROWS.min(batch.num_rows().saturating_sub(from));
        self.rows.resize(count, R::EMPTY);
        let chunk = Chunk::new(batch.slice(from, count));
        if let Err(failure) = R::fill(&chunk, &mut self.extras, &mut self.rows) {
            self.clear();
            return Err(failure);
        }
        Ok(count)
    }

    /// Forgets the rows: they must not outlive the batch they point into.
    pub(crate) fn clear(&mut self) {
        self.rows.clear();
        self.next = 0;
    }
}
