//! Where a reader stands: the batch at hand, the rows lent from it, and how it ended.

use std::collections::VecDeque;

use arrow_array::RecordBatch;
use callrec::blocking::Reader;
use callrec::{Accounting, Proof, Quarantined, Report, SchemaRef};

use super::quarantine::Lent;
use crate::error::Failure;
use crate::record::{
    Row, Window, callrec_billing_feed_row, callrec_company, callrec_getcalls_row,
    callrec_ipass_cdr, callrec_ipass_network_user, callrec_user,
};

pub(super) struct Cursor {
    report: Report,
    source: Source,
    /// The batch that rows are lent from, and how many of its rows the window has passed or holds.
    batch: Option<RecordBatch>,
    loaded: usize,
    windows: Windows,
    /// Where the feed's cursor stood before the batch at hand.
    before: Option<callrec::Cursor>,
    /// Whether rows were dropped without being lent: the feed's cursor stands still from there on.
    dropped: bool,
    /// Whether the rows belong to an Arrow stream.
    streaming: bool,
    pub(super) quarantined: VecDeque<Quarantined>,
    /// The quarantined record that is on loan.
    pub(super) lent: Option<Lent>,
}

enum Source {
    Open(Box<Reader>),
    /// Read to the end, or to an error; either comes again.
    Ended(Box<Reader>, Failure),
    /// Closed by the caller; the facts stay.
    Closed(Facts),
}

/// What stays known of a reader that was closed.
#[derive(Clone)]
struct Facts {
    accounting: Accounting,
    proof: Option<Proof>,
    bytes: (u64, Option<u64>),
    /// The feed's, as far as rows were handed on.
    cursor: Option<callrec::Cursor>,
}

/// Rows ready to be lent; only the one of this reader's report is ever filled.
pub(super) struct Windows {
    cdr: Window<callrec_ipass_cdr>,
    network_user: Window<callrec_ipass_network_user>,
    company: Window<callrec_company>,
    feed: Window<callrec_billing_feed_row>,
    calls: Window<callrec_getcalls_row>,
    user: Window<callrec_user>,
}

/// A row struct that has a window of its own.
pub(super) trait Windowed: Row {
    fn window(windows: &mut Windows) -> &mut Window<Self>;
}

impl Windowed for callrec_ipass_cdr {
    #[inline]
    fn window(windows: &mut Windows) -> &mut Window<Self> {
        &mut windows.cdr
    }
}

impl Windowed for callrec_ipass_network_user {
    fn window(windows: &mut Windows) -> &mut Window<Self> {
        &mut windows.network_user
    }
}

impl Windowed for callrec_company {
    fn window(windows: &mut Windows) -> &mut Window<Self> {
        &mut windows.company
    }
}

impl Windowed for callrec_billing_feed_row {
    fn window(windows: &mut Windows) -> &mut Window<Self> {
        &mut windows.feed
    }
}

impl Windowed for callrec_getcalls_row {
    fn window(windows: &mut Windows) -> &mut Window<Self> {
        &mut windows.calls
    }
}

impl Windowed for callrec_user {
    fn window(windows: &mut Windows) -> &mut Window<Self> {
        &mut windows.user
    }
}

impl Cursor {
    pub(super) fn new(reader: Reader) -> Self {
        Self {
            report: reader.report(),
            source: Source::Open(Box::new(reader)),
            batch: None,
            loaded: 0,
            windows: Windows {
                cdr: Window::new(),
                network_user: Window::new(),
                company: Window::new(),
                feed: Window::new(),
                calls: Window::new(),
                user: Window::new(),
            },
            before: None,
            dropped: false,
            streaming: false,
            quarantined: VecDeque::new(),
            lent: None,
        }
    }

    /// Lends the next row, if it is ready; good until the cursor moves.
    #[inline]
    pub(super) fn ready_row<R: Windowed>(&mut self) -> Option<*const R> {
        R::window(&mut self.windows).next()
    }

    /// Makes rows ready and lends the first of them.
    pub(super) fn next_row<R: Windowed>(&mut self) -> Result<*const R, Failure> {
        self.refuse_beside_stream()?;
        if R::REPORT != self.report {
            return Err(Failure::invalid_argument(format!(
                "the reader reads {}, not {}",
                self.report,
                R::REPORT
            )));
        }
        loop {
            if let Some(batch) = &self.batch {
                let window = R::window(&mut self.windows);
                self.loaded += window.load(batch, self.loaded)?;
                if let Some(row) = window.next() {
                    return Ok(row);
                }
            }
            self.forget_batch();
            self.batch = Some(self.pull()?);
        }
    }

    /// The rest of the batch that rows were lent from, or the next one.
    pub(super) fn next_batch(&mut self) -> Result<RecordBatch, Failure> {
        self.refuse_beside_stream()?;
        self.stream_batch()
    }

    /// The schema of the rows.
    pub(super) fn schema(&self) -> SchemaRef {
        self.report.schema()
    }

    /// From now on only the Arrow stream reads.
    pub(super) fn give_to_stream(&mut self) -> Result<(), Failure> {
        self.refuse_beside_stream()?;
        if matches!(self.source, Source::Closed(..)) {
            return Err(Failure::closed("the reader was closed"));
        }
        self.loaded -= self.windows.left();
        self.windows.clear();
        self.streaming = true;
        Ok(())
    }

    fn refuse_beside_stream(&self) -> Result<(), Failure> {
        if self.streaming {
            return Err(Failure::closed("the rows were taken as an Arrow stream"));
        }
        Ok(())
    }

    /// As [`next_batch`](Self::next_batch), for the stream.
    pub(super) fn stream_batch(&mut self) -> Result<RecordBatch, Failure> {
        let passed = self.loaded - self.windows.left();
        let rest = self.batch.take().map(|batch| batch.slice(passed, batch.num_rows() - passed));
        self.forget_batch();
        match rest {
            Some(rest) if rest.num_rows() > 0 => Ok(rest),
            _ => self.pull(),
        }
    }

    /// Ends the lending of rows, and drops those that were not lent.
    pub(super) fn forget_batch(&mut self) {
        self.dropped |= self.has_rows_left();
        self.windows.clear();
        self.batch = None;
        self.loaded = 0;
    }

    /// The next batch with rows from the core.
    fn pull(&mut self) -> Result<RecordBatch, Failure> {
        let reader = match &mut self.source {
            Source::Open(reader) => reader,
            Source::Ended(_, how) => return Err(how.again()),
            Source::Closed(..) => return Err(Failure::closed("the reader was closed")),
        };
        if !self.dropped {
            self.before = reader.cursor();
        }
        let how = loop {
            match reader.next() {
                Some(Ok(batch)) if batch.num_rows() == 0 => {}
                Some(Ok(batch)) => return Ok(batch),
                Some(Err(error)) => break error.into(),
                None => break Failure::End,
            }
        };
        let again = how.again();
        // The place-holder is replaced at once: nothing between the two lines can fail.
        let facts = Source::Closed(self.facts());
        if let Source::Open(reader) = std::mem::replace(&mut self.source, facts) {
            self.source = Source::Ended(reader, how);
        }
        Err(again)
    }

    pub(super) fn close(&mut self) {
        self.forget_batch();
        self.take_quarantined();
        self.source = Source::Closed(self.facts());
    }

    fn facts(&self) -> Facts {
        match &self.source {
            Source::Open(reader) | Source::Ended(reader, _) => Facts {
                accounting: reader.accounting(),
                proof: reader.proof(),
                bytes: (reader.bytes_read(), reader.total_bytes()),
                cursor: self.feed_cursor(),
            },
            Source::Closed(facts) => facts.clone(),
        }
    }

    pub(super) fn accounting(&self) -> Accounting {
        self.facts().accounting
    }

    pub(super) fn proof(&self) -> Option<Proof> {
        self.facts().proof
    }

    /// Bytes so far, and in all where that is known.
    pub(super) fn bytes(&self) -> (u64, Option<u64>) {
        self.facts().bytes
    }

    /// Covers the rows that were lent or handed on, and none that was not: while rows of the batch at
    /// hand are left it is what it was before that batch. `None` for a reader without one.
    pub(super) fn feed_cursor(&self) -> Option<callrec::Cursor> {
        match &self.source {
            Source::Closed(facts) => facts.cursor.clone(),
            _ if self.dropped || self.has_rows_left() => self.before.clone(),
            Source::Open(reader) | Source::Ended(reader, _) => reader.cursor(),
        }
    }

    /// Whether the batch at hand has rows that were not lent.
    fn has_rows_left(&self) -> bool {
        let passed = self.loaded - self.windows.left();
        self.batch.as_ref().is_some_and(|batch| passed < batch.num_rows())
    }

    /// Moves what the core has set aside into the queue.
    pub(super) fn take_quarantined(&mut self) {
        if let Source::Open(reader) | Source::Ended(reader, _) = &mut self.source {
            self.quarantined.extend(reader.take_quarantined());
        }
    }
}

impl Windows {
    fn left(&self) -> usize {
        let of_the_portal = self.cdr.left() + self.network_user.left() + self.company.left();
        of_the_portal + self.feed.left() + self.calls.left() + self.user.left()
    }

    fn clear(&mut self) {
        self.cdr.clear();
        self.network_user.clear();
        self.company.clear();
        self.feed.clear();
        self.calls.clear();
        self.user.clear();
    }
}
