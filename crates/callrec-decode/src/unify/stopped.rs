//! Where `strict` ends the unifying.

use std::fmt;

use arrow_array::RecordBatch;

use super::Doubt;

/// The doubt that `strict` made an error, and the good rows that came before it in its batch.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Stopped {
    /// The first in input order; of one row the first column's.
    pub doubt: Doubt,
    /// The unified rows before it, none where it is in the batch's first row. Errors come after the
    /// rows before them: hand these on, then the error.
    pub before: RecordBatch,
}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.doubt.fmt(f)
    }
}

/// An error ends up in logs, where the records of calls have no business: they are only counted.
impl fmt::Debug for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stopped")
            .field("doubt", &self.doubt)
            .field("rows_before", &self.before.num_rows())
            .finish_non_exhaustive()
    }
}
