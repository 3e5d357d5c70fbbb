//! Rows that are ready to be lent, so that lending one is a step of an address.

use crate::record::{Row, Table};

/// The rows of a window that were not lent yet: what `callrec_reader_next_...` looks at first, and
/// mostly last.
pub(super) struct Ready {
    table: Table,
    left: usize,
    /// Address of the next row, exposed: it goes to C and is never followed here.
    next: usize,
}

impl Ready {
    pub(super) const fn none(table: Table) -> Self {
        Self { table, left: 0, next: 0 }
    }

    /// The rows of a window, which must stay where they are while any of them is left.
    pub(super) fn of<R: Row>(rows: &[R]) -> Self {
        Self { table: R::TABLE, left: rows.len(), next: rows.as_ptr().expose_provenance() }
    }

    /// Lends the next row, if it is one of R.
    #[inline]
    pub(super) fn take<R: Row>(&mut self) -> Option<*const R> {
        if self.left == 0 || self.table != R::TABLE {
            return None;
        }
        let row = std::ptr::with_exposed_provenance(self.next);
        self.next += size_of::<R>();
        self.left -= 1;
        Some(row)
    }

    pub(super) fn left(&self) -> usize {
        self.left
    }

    pub(super) fn clear(&mut self) {
        self.left = 0;
    }
}
