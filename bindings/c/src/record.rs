//! Rows as structs that C borrows: made some dozens at a time, column by column.

mod billing_feed_row;
mod company;
mod fill;
mod getcalls_row;
mod ipass_cdr;
mod ipass_network_user;
mod unified;
mod user;

use std::fmt;

use arrow_array::RecordBatch;
use callrec::{Report, SchemaRef, Unifier};

pub use billing_feed_row::callrec_billing_feed_row;
pub use company::callrec_company;
pub use getcalls_row::callrec_getcalls_row;
pub use ipass_cdr::callrec_ipass_cdr;
pub use ipass_network_user::callrec_ipass_network_user;
pub use unified::callrec_unified_record;
pub use user::callrec_user;

use self::fill::Stretch;
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

/// A row struct of one table.
pub(crate) trait Row: Copy + Sized {
    /// The table it is a row of.
    const TABLE: Table;
    /// A row with no value anywhere.
    const EMPTY: Self;
    /// The field that says which others have no value.
    fn nulls(&mut self) -> &mut u64;
    /// Fills the rows of a stretch; what they have no column for goes to `pairs`.
    fn fill(stretch: &mut Stretch<'_, Self>, pairs: &mut Vec<callrec_pair>) -> Result<(), Failure>;
}

/// What the rows of a reader are rows of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Table {
    /// A report as it came.
    Report(Report),
    /// The table that all call detail records have in common.
    Unified,
}

impl Table {
    pub(crate) fn schema(self) -> SchemaRef {
        match self {
            Self::Report(report) => report.schema(),
            Self::Unified => Unifier::schema(),
        }
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Report(report) => f.write_str(report.name()),
            Self::Unified => f.write_str("unified records"),
        }
    }
}

/// Rows made at a time: enough to make the work by column pay, few enough for the first-level
/// cache. A word of null bits has as many.
const WINDOW_ROWS: usize = u64::BITS as usize;

/// The stretch of a batch whose rows are ready to be lent.
pub(crate) struct Window<R> {
    /// None, or [`WINDOW_ROWS`]; made once, so that they never move.
    rows: Vec<R>,
    /// See [`Stretch`].
    blank: u64,
    /// What rows point to.
    pairs: Vec<callrec_pair>,
}

impl<R: Row> Window<R> {
    pub(crate) const fn new() -> Self {
        Self { rows: Vec::new(), blank: u64::MAX, pairs: Vec::new() }
    }

    /// The rows of the batch from row `from` on, as many as there is room for. They point into the
    /// batch, and stay until the next ones are made.
    pub(crate) fn load(&mut self, batch: &RecordBatch, from: usize) -> Result<&[R], Failure> {
        let count = WINDOW_ROWS.min(batch.num_rows().saturating_sub(from));
        if count == 0 {
            return Ok(&[]);
        }
        self.rows.resize(WINDOW_ROWS, R::EMPTY);
        let mut stretch = Stretch::new(batch, (from, count), &mut self.rows, &mut self.blank);
        R::fill(&mut stretch, &mut self.pairs)?;
        stretch.finish();
        Ok(&self.rows[..count])
    }
}
