//! The batch at hand and the rows lent from it: what only the thread inside a call touches.

use arrow_array::RecordBatch;

use super::cursor::Cursor;
use super::ready::Ready;
use crate::error::Failure;
use crate::record::{
    Row, Table, Window, callrec_billing_feed_row, callrec_company, callrec_getcalls_row,
    callrec_ipass_cdr, callrec_ipass_network_user, callrec_unified_record, callrec_user,
};

pub(super) struct Lending {
    pub(super) ready: Ready,
    /// The batch that rows are lent from, and how many of its rows were made ready.
    batch: Option<RecordBatch>,
    loaded: usize,
    /// Rows that stood before this batch in the reader's, and were lent in another form.
    remade: usize,
    windows: Windows,
    /// Where the feed's cursor stood when rows were dropped without being lent: there it stays.
    dropped: Option<Option<callrec::Cursor>>,
}

/// Only the one of this reader's table is ever filled.
pub(super) struct Windows {
    cdr: Window<callrec_ipass_cdr>,
    network_user: Window<callrec_ipass_network_user>,
    company: Window<callrec_company>,
    feed: Window<callrec_billing_feed_row>,
    calls: Window<callrec_getcalls_row>,
    user: Window<callrec_user>,
    unified: Window<callrec_unified_record>,
}

/// A row struct that has a window of its own.
pub(super) trait Windowed: Row {
    fn window(windows: &mut Windows) -> &mut Window<Self>;
}

macro_rules! windowed {
    ($($row:ident in $window:ident,)+) => {$(
        impl Windowed for $row {
            fn window(windows: &mut Windows) -> &mut Window<Self> {
                &mut windows.$window
            }
        }
    )+};
}

windowed! {
    callrec_ipass_cdr in cdr,
    callrec_ipass_network_user in network_user,
    callrec_company in company,
    callrec_billing_feed_row in feed,
    callrec_getcalls_row in calls,
    callrec_user in user,
    callrec_unified_record in unified,
}

impl Lending {
    pub(super) const fn new(table: Table) -> Self {
        Self {
            ready: Ready::none(table),
            batch: None,
            loaded: 0,
            remade: 0,
            windows: Windows {
                cdr: Window::new(),
                network_user: Window::new(),
                company: Window::new(),
                feed: Window::new(),
                calls: Window::new(),
                user: Window::new(),
                unified: Window::new(),
            },
            dropped: None,
        }
    }

    /// Makes rows ready and lends the first of them.
    pub(super) fn next_row<R: Windowed>(
        &mut self,
        cursor: &mut Cursor,
    ) -> Result<*const R, Failure> {
        cursor.refuse_beside_stream()?;
        if R::TABLE != cursor.table() {
            return Err(Failure::other_table(cursor.table(), R::TABLE));
        }
        loop {
            if let Some(batch) = &self.batch {
                let rows = R::window(&mut self.windows).load(batch, self.loaded)?;
                self.loaded += rows.len();
                self.ready = Ready::of(rows);
                if let Some(row) = self.ready.take() {
                    return Ok(row);
                }
            }
            self.forget(cursor);
            self.batch = Some(cursor.pull()?);
        }
    }

    /// The rest of the batch that rows were lent from, or the next one.
    pub(super) fn next_batch(&mut self, cursor: &mut Cursor) -> Result<RecordBatch, Failure> {
        cursor.refuse_beside_stream()?;
        let rest = self.rest(cursor);
        cursor.next_batch(rest)
    }

    /// From now on only the Arrow stream reads.
    pub(super) fn give_to_stream(&mut self, cursor: &mut Cursor) -> Result<(), Failure> {
        cursor.refuse_beside_stream()?;
        let rest = self.rest(cursor);
        cursor.stream_from(rest)
    }

    /// Has the rows that are left made anew, as `with` makes them.
    pub(super) fn remake(
        &mut self,
        with: impl FnOnce(&RecordBatch) -> Result<RecordBatch, Failure>,
    ) -> Result<(), Failure> {
        let passed = self.passed();
        let rest = self.batch.as_ref().map(|batch| batch.slice(passed, batch.num_rows() - passed));
        let made = rest.as_ref().map(with).transpose()?;
        self.ready.clear();
        self.remade += passed;
        (self.batch, self.loaded) = (made, 0);
        Ok(())
    }

    /// Takes the rows of the batch at hand that were not lent, and tells how many of the reader's
    /// batch stand before them; ends the lending.
    fn rest(&mut self, cursor: &Cursor) -> Option<(RecordBatch, usize)> {
        let (passed, behind) = (self.passed(), self.remade + self.passed());
        let rest = self.batch.take().map(|batch| batch.slice(passed, batch.num_rows() - passed));
        self.forget(cursor);
        rest.filter(|rest| rest.num_rows() > 0).map(|rest| (rest, behind))
    }

    /// Ends the lending of rows, and drops those that were not lent.
    pub(super) fn forget(&mut self, cursor: &Cursor) {
        if self.has_rows_left() {
            self.dropped = Some(self.feed_cursor(cursor));
        }
        self.ready.clear();
        (self.batch, self.loaded, self.remade) = (None, 0, 0);
    }

    /// Ends the reading, too.
    pub(super) fn close(&mut self, cursor: &mut Cursor) {
        self.forget(cursor);
        let covered = self.feed_cursor(cursor);
        cursor.close(covered);
    }

    /// Covers the rows that were lent or handed on, and none that was not. `None` for a reader without
    /// one.
    pub(super) fn feed_cursor(&self, cursor: &Cursor) -> Option<callrec::Cursor> {
        match &self.dropped {
            Some(stays) => stays.clone(),
            None if self.has_rows_left() => cursor.feed_cursor_after(self.remade + self.passed()),
            None => cursor.feed_cursor(),
        }
    }

    /// Rows of the batch at hand that were lent.
    fn passed(&self) -> usize {
        self.loaded - self.ready.left()
    }

    /// Whether the batch at hand has rows that were not lent.
    fn has_rows_left(&self) -> bool {
        self.batch.as_ref().is_some_and(|batch| self.passed() < batch.num_rows())
    }
}
