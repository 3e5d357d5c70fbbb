//! The state that a reader, its iterators and its Arrow stream share: one position in one report.

mod coverage;
mod rest;
mod source;

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use arrow_array::RecordBatch;
use callrec::blocking::{CancelHandle, ProgressHandle};
use callrec::{
    Accounting, Cursor, Doubt, ErrorKind, Proof, SchemaRef, Unifier, UnifyAccounting, blocking,
};
use coverage::Coverage;
pub(crate) use coverage::Standing;
pub(crate) use rest::Rest;

use crate::halt::{Halt, Unreadable};
use crate::interrupt::Ear;
use crate::process::Home;
use crate::record::{Rows, Table};
use crate::turn::{LISTEN_EVERY, Turn, wait_for};
use source::Source;

/// Lock order and GIL: the position is locked only while the GIL is released, or tried without
/// waiting. So no thread waits for the lock with the GIL in hand, and the lock's holder may take
/// the GIL for a moment to look at the signals.
pub(crate) struct Reading {
    pub(crate) table: Table,
    pub(crate) schema: SchemaRef,
    home: Home,
    position: Mutex<Position>,
    facts: Mutex<Facts>,
    coverage: Arc<Coverage>,
    taken: AtomicBool,
    closed: AtomicBool,
    canceller: CancelHandle,
    progress: ProgressHandle,
}

struct Position {
    source: Source,
    listened: Instant,
    current: Option<(Arc<Rows>, usize)>,
    /// Rows of the core's last batch that stand before those in hand.
    start: usize,
    end: Option<End>,
}

enum End {
    Clean,
    Failed(callrec::Error),
    Refused(ErrorKind, String),
    Interrupted,
}

/// What is known of the reading so far; looking at it never waits for the network.
#[derive(Clone, Default)]
pub(crate) struct Facts {
    pub(crate) accounting: Accounting,
    pub(crate) proof: Option<Proof>,
    pub(crate) bytes_read: u64,
    pub(crate) total_bytes: Option<u64>,
    pub(crate) error: Option<callrec::Error>,
    /// What came could not become what was asked for: the kind and one line.
    pub(crate) refused: Option<(ErrorKind, String)>,
    /// A Python exception broke it off.
    pub(crate) is_interrupted: bool,
    /// Of unified readings.
    pub(crate) unify: Option<UnifyAccounting>,
}

impl Reading {
    pub(crate) fn new(reader: blocking::Reader) -> Arc<Self> {
        let (table, schema) = (Table::Of(reader.report()), reader.schema());
        let handles = (reader.cancel_handle(), reader.progress_handle());
        let coverage = Arc::new(Coverage::of(reader.covered()));
        Self::start(table, schema, handles, Source::Reader(Box::new(reader), None), coverage)
    }

    /// What is left of `below` as unified records. It can be read by nobody else from then on.
    pub(crate) fn unified(below: Arc<Self>, unifier: Unifier) -> Result<Arc<Self>, Halt> {
        below.take()?;
        let table = Table::Unified(below.table.report());
        let handles = (below.canceller.clone(), below.progress.clone());
        let coverage = Arc::clone(&below.coverage);
        let source = Source::Unified { below, unifier: Box::new(unifier), stopped: None };
        Ok(Self::start(table, Unifier::schema(), handles, source, coverage))
    }

    fn start(
        table: Table,
        schema: SchemaRef,
        (canceller, progress): (CancelHandle, ProgressHandle),
        source: Source,
        coverage: Arc<Coverage>,
    ) -> Arc<Self> {
        Arc::new(Self {
            table,
            schema,
            home: Home::here(),
            canceller,
            progress,
            facts: Mutex::new(source.facts()),
            coverage,
            position: Mutex::new(Position {
                source,
                listened: Instant::now(),
                current: None,
                start: 0,
                end: None,
            }),
            taken: AtomicBool::new(false),
            closed: AtomicBool::new(false),
        })
    }

    /// Why nothing can be read by a new reading of records, batches or a stream.
    pub(crate) fn refuse_unreadable(&self) -> Result<(), Halt> {
        self.lock(Ear::Python)?.refuse_ended()
    }

    fn refuse_handed_over(&self) -> Result<(), Unreadable> {
        if self.home.is_elsewhere() {
            Err(Unreadable::Forked)
        } else if self.taken.load(Ordering::Acquire) {
            // Also once its taker has closed it.
            Err(Unreadable::Taken)
        } else if self.closed.load(Ordering::Acquire) {
            Err(Unreadable::Closed)
        } else {
            Ok(())
        }
    }

    /// Hands the rest to an Arrow consumer, once.
    pub(crate) fn take(&self) -> Result<(), Halt> {
        // Under the lock: whoever gets it next sees that the consumer has the reading to itself.
        let position = self.lock(Ear::Python)?;
        position.refuse_ended()?;
        self.taken.store(true, Ordering::Release);
        Ok(())
    }

    /// The next row of the batch in hand, if there is one and nobody else is at work.
    pub(crate) fn row_in_hand(&self) -> Option<(Arc<Rows>, usize)> {
        let given_up = self.taken.load(Ordering::Acquire) || self.closed.load(Ordering::Acquire);
        if given_up || self.home.was_left() {
            return None;
        }
        self.row(&mut *self.position.try_lock().ok()?)
    }

    /// The next row; waits for it. To be called without the GIL.
    pub(crate) fn next_row(&self) -> Result<Option<(Arc<Rows>, usize)>, Halt> {
        let mut position = self.lock(Ear::Python)?;
        loop {
            if let Some(row) = self.row(&mut position) {
                return Ok(Some(row));
            }
            match self.pull(&mut position, Ear::Python)? {
                Some((batch, start)) => {
                    position.current = Some((Rows::new(self.table, batch), 0));
                    position.start = start;
                }
                None => return Ok(None),
            }
        }
    }

    /// What is left of the batch in hand, or the next one. To be called without the GIL.
    pub(crate) fn next_batch(&self) -> Result<Option<Arc<Rows>>, Halt> {
        let mut position = self.lock(Ear::Python)?;
        let next = self.rest_or_next(&mut position, Ear::Python)?;
        Ok(next.map(|next| Rows::new(self.table, self.given(next))))
    }

    /// The same for the Arrow consumer that took the stream.
    pub(crate) fn next_for_consumer(&self, ear: Ear) -> Result<Option<RecordBatch>, Halt> {
        Ok(self.next_to_unify(ear)?.map(|next| self.given(next)))
    }

    /// The same for whoever makes unified records of the rows: they are given when those are. And how
    /// many rows of the core's batch stand before them.
    fn next_to_unify(&self, ear: Ear) -> Result<Option<(RecordBatch, usize)>, Halt> {
        if self.home.is_elsewhere() {
            return Err(Halt::Unreadable(Unreadable::Forked));
        }
        if self.closed.load(Ordering::Acquire) {
            return Err(Halt::Unreadable(Unreadable::Closed));
        }
        self.rest_or_next(&mut *wait_for(&self.position, ear)?, ear)
    }

    fn rest_or_next(
        &self,
        position: &mut Position,
        ear: Ear,
    ) -> Result<Option<(RecordBatch, usize)>, Halt> {
        if let Some((rows, next)) = position.current.take() {
            let left = rows.batch.num_rows() - next;
            if left > 0 {
                return Ok(Some((rows.batch.slice(next, left), position.start + next)));
            }
        }
        self.pull(position, ear)
    }

    /// The batch, all of which the cursor covers from now on.
    fn given(&self, (batch, start): (RecordBatch, usize)) -> RecordBatch {
        self.coverage.gave(start + batch.num_rows());
        batch
    }

    /// The next row of the batch in hand.
    fn row(&self, position: &mut Position) -> Option<(Arc<Rows>, usize)> {
        let (rows, next) = position.current.as_mut()?;
        let row = (Arc::clone(rows), *next);
        *next += 1;
        self.coverage.gave(position.start + *next);
        if *next == rows.batch.num_rows() {
            position.current = None;
        }
        Some(row)
    }

    /// The next batch with rows, and how many rows of the core's batch stand before them.
    fn pull(
        &self,
        position: &mut Position,
        ear: Ear,
    ) -> Result<Option<(RecordBatch, usize)>, Halt> {
        match &position.end {
            Some(End::Clean) => return Ok(None),
            Some(End::Failed(error)) => return Err(Halt::Core(error.clone())),
            Some(End::Refused(kind, text)) => return Err(Halt::Refused(*kind, text.clone())),
            Some(End::Interrupted) => return Err(Halt::Unreadable(Unreadable::Interrupted)),
            None => {}
        }
        let next = position.next(ear);
        position.end = match &next {
            Ok(Some(_)) => None,
            Ok(None) => Some(End::Clean),
            Err(Halt::Core(error)) => Some(End::Failed(error.clone())),
            Err(Halt::Refused(kind, text)) => Some(End::Refused(*kind, text.clone())),
            Err(_) => Some(End::Interrupted),
        };
        if let Some(End::Refused(..) | End::Interrupted) = position.end {
            self.canceller.cancel();
        }
        let mut facts = position.source.facts();
        match &position.end {
            Some(End::Failed(error)) => facts.error = Some(error.clone()),
            Some(End::Refused(kind, text)) => facts.refused = Some((*kind, text.clone())),
            Some(End::Interrupted) => facts.is_interrupted = true,
            Some(End::Clean) | None => {}
        }
        if let Source::Reader(reader, _) = &position.source {
            match &next {
                Ok(Some(_)) => self.coverage.arrived(reader.covered()),
                Ok(None) => self.coverage.ended(reader.covered()),
                Err(_) => {}
            }
        }
        *self.lock_facts() = facts;
        next
    }

    /// Of feeds: covers the records that were given, and no other.
    pub(crate) fn cursor(&self) -> Option<Cursor> {
        if self.home.is_elsewhere() {
            return self.coverage.cursor_without_waiting();
        }
        self.coverage.cursor()
    }

    /// Where it stands, for whoever may throw away what he is given.
    pub(crate) fn standing(&self) -> Result<Standing, Halt> {
        if self.home.is_elsewhere() {
            return Err(Halt::Unreadable(Unreadable::Forked));
        }
        Ok(self.coverage.standing())
    }

    /// What was given since then has come to nothing: the cursor does not cover it, and the reading
    /// ends. Does not wait.
    pub(crate) fn take_back(&self, standing: Standing) {
        if !self.home.is_elsewhere() {
            self.canceller.cancel();
            self.coverage.take_back(standing);
        }
    }

    /// All that is left, for one call. To be called without the GIL.
    pub(crate) fn rest(&self) -> Result<Rest<'_>, Halt> {
        let position = self.lock(Ear::Python)?;
        position.refuse_ended()?;
        Ok(Rest { reading: self, position, standing: self.coverage.standing(), is_begun: false })
    }

    fn lock_facts(&self) -> MutexGuard<'_, Facts> {
        self.facts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The records set aside since the last call. Waits for a batch in flight: without the GIL.
    pub(crate) fn take_quarantined(&self) -> Result<Vec<callrec::Quarantined>, Halt> {
        if self.home.is_elsewhere() {
            return Err(Halt::Unreadable(Unreadable::Forked));
        }
        wait_for(&self.position, Ear::Python)?.source.take_quarantined()
    }

    /// The values left null since the last call. Waits as `take_quarantined` does.
    pub(crate) fn take_doubts(&self) -> Result<Vec<Doubt>, Halt> {
        if self.home.is_elsewhere() {
            return Err(Halt::Unreadable(Unreadable::Forked));
        }
        Ok(wait_for(&self.position, Ear::Python)?.source.take_doubts())
    }

    pub(crate) fn facts(&self) -> Facts {
        let facts = if self.home.is_elsewhere() {
            // Its holder may be a thread that the fork left behind.
            self.facts.try_lock().map(|facts| facts.clone()).unwrap_or_default()
        } else {
            self.lock_facts().clone()
        };
        // Counts are of the batches that came; bytes are of this moment.
        let (bytes_read, total_bytes) = (self.progress.bytes_read(), self.progress.total_bytes());
        Facts { bytes_read, total_bytes, ..facts }
    }

    /// Ends it, from any thread, without waiting.
    pub(crate) fn close(&self) {
        self.closed.store(true, Ordering::Release);
        if !self.home.is_elsewhere() {
            self.canceller.cancel();
        }
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.closed.load(Ordering::Acquire)
    }

    pub(crate) fn is_taken(&self) -> bool {
        self.taken.load(Ordering::Acquire)
    }

    /// The position, for a reader that was not handed over or closed meanwhile.
    fn lock(&self, ear: Ear) -> Result<Turn<'_, Position>, Halt> {
        self.refuse_handed_over().map_err(Halt::Unreadable)?;
        let position = wait_for(&self.position, ear)?;
        self.refuse_handed_over().map_err(Halt::Unreadable)?;
        Ok(position)
    }
}

impl Position {
    fn refuse_ended(&self) -> Result<(), Halt> {
        match self.end {
            Some(End::Clean) => Err(Halt::Unreadable(Unreadable::Ended)),
            Some(End::Interrupted) => Err(Halt::Unreadable(Unreadable::Interrupted)),
            _ => Ok(()),
        }
    }

    fn next(&mut self, ear: Ear) -> Result<Option<(RecordBatch, usize)>, Halt> {
        loop {
            if self.listened.elapsed() >= LISTEN_EVERY {
                self.listened = Instant::now();
                ear.listen().map_err(Halt::interrupted)?;
            }
            match self.source.next(ear)? {
                Some((batch, _)) if batch.num_rows() == 0 => {}
                next => return Ok(next),
            }
        }
    }
}
