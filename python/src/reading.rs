//! The state that a reader, its iterators and its Arrow stream share: one position in one report.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use arrow_array::RecordBatch;
use callrec::blocking::CancelHandle;
use callrec::{Accounting, Proof, Report, SchemaRef, blocking};

use crate::halt::{Halt, Unreadable};
use crate::interrupt::Ear;
use crate::process::Home;
use crate::record::Rows;

/// How long a reading without Python in between may go on before it looks at the signals.
const LISTEN_EVERY: Duration = Duration::from_millis(50);

/// Lock order and GIL: the position is locked only while the GIL is released, or tried without
/// waiting. So no thread waits for the lock with the GIL in hand, and the lock's holder may take
/// the GIL for a moment to look at the signals.
pub(crate) struct Reading {
    pub(crate) report: Report,
    pub(crate) schema: SchemaRef,
    home: Home,
    position: Mutex<Position>,
    facts: Mutex<Facts>,
    taken: AtomicBool,
    closed: AtomicBool,
    canceller: CancelHandle,
}

struct Position {
    source: blocking::Reader,
    listened: Instant,
    current: Option<(Arc<Rows>, usize)>,
    end: Option<End>,
}

enum End {
    Clean,
    Failed(callrec::Error),
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
}

impl Reading {
    pub(crate) fn new(source: blocking::Reader) -> Arc<Self> {
        Arc::new(Self {
            report: source.report(),
            schema: source.schema(),
            home: Home::here(),
            canceller: source.cancel_handle(),
            facts: Mutex::new(Facts::of(&source)),
            position: Mutex::new(Position {
                source,
                listened: Instant::now(),
                current: None,
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
        } else if self.closed.load(Ordering::Acquire) {
            Err(Unreadable::Closed)
        } else if self.taken.load(Ordering::Acquire) {
            Err(Unreadable::Taken)
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
        self.position.try_lock().ok()?.row()
    }

    /// The next row; waits for it. To be called without the GIL.
    pub(crate) fn next_row(&self) -> Result<Option<(Arc<Rows>, usize)>, Halt> {
        let mut position = self.lock(Ear::Python)?;
        loop {
            if let Some(row) = position.row() {
                return Ok(Some(row));
            }
            match self.pull(&mut position, Ear::Python)? {
                Some(batch) => position.current = Some((self.rows(batch), 0)),
                None => return Ok(None),
            }
        }
    }

    /// What is left of the batch in hand, or the next one. To be called without the GIL.
    pub(crate) fn next_batch(&self) -> Result<Option<Arc<Rows>>, Halt> {
        let mut position = self.lock(Ear::Python)?;
        let batch = self.rest_or_next(&mut position, Ear::Python)?;
        Ok(batch.map(|batch| self.rows(batch)))
    }

    /// The same for the Arrow consumer that took the stream.
    pub(crate) fn next_for_consumer(&self, ear: Ear) -> Result<Option<RecordBatch>, Halt> {
        if self.home.is_elsewhere() {
            return Err(Halt::Unreadable(Unreadable::Forked));
        }
        if self.closed.load(Ordering::Acquire) {
            return Err(Halt::Unreadable(Unreadable::Closed));
        }
        self.rest_or_next(&mut *self.wait_for_lock(ear)?, ear)
    }

    fn rest_or_next(&self, position: &mut Position, ear: Ear) -> Result<Option<RecordBatch>, Halt> {
        if let Some((rows, next)) = position.current.take() {
            let left = rows.batch.num_rows() - next;
            if left > 0 {
                return Ok(Some(rows.batch.slice(next, left)));
            }
        }
        self.pull(position, ear)
    }

    fn pull(&self, position: &mut Position, ear: Ear) -> Result<Option<RecordBatch>, Halt> {
        match &position.end {
            Some(End::Clean) => return Ok(None),
            Some(End::Failed(error)) => return Err(Halt::Core(error.clone())),
            Some(End::Interrupted) => return Err(Halt::Unreadable(Unreadable::Interrupted)),
            None => {}
        }
        let next = position.next(ear);
        position.end = match &next {
            Ok(Some(_)) => None,
            Ok(None) => Some(End::Clean),
            Err(Halt::Core(error)) => Some(End::Failed(error.clone())),
            Err(_) => Some(End::Interrupted),
        };
        if let Some(End::Interrupted) = position.end {
            self.canceller.cancel();
        }
        let mut facts = Facts::of(&position.source);
        if let Some(End::Failed(error)) = &position.end {
            facts.error = Some(error.clone());
        }
        *self.facts.lock().unwrap_or_else(PoisonError::into_inner) = facts;
        next
    }

    /// The records set aside since the last call. Waits for a batch in flight: without the GIL.
    pub(crate) fn take_quarantined(&self) -> Result<Vec<callrec::Quarantined>, Halt> {
        if self.home.is_elsewhere() {
            return Err(Halt::Unreadable(Unreadable::Forked));
        }
        Ok(self.wait_for_lock(Ear::Python)?.source.take_quarantined())
    }

    pub(crate) fn facts(&self) -> Facts {
        if self.home.is_elsewhere() {
            // Its holder may be a thread that the fork left behind.
            return self.facts.try_lock().map(|facts| facts.clone()).unwrap_or_default();
        }
        self.facts.lock().unwrap_or_else(PoisonError::into_inner).clone()
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

    fn rows(&self, batch: RecordBatch) -> Arc<Rows> {
        Rows::new(self.report, batch)
    }

    /// The position, for a reader that was not handed over or closed meanwhile.
    fn lock(&self, ear: Ear) -> Result<MutexGuard<'_, Position>, Halt> {
        self.refuse_handed_over().map_err(Halt::Unreadable)?;
        let position = self.wait_for_lock(ear)?;
        self.refuse_handed_over().map_err(Halt::Unreadable)?;
        Ok(position)
    }

    /// The position, once the thread that reads now is done. Listens to the signals, too.
    fn wait_for_lock(&self, ear: Ear) -> Result<MutexGuard<'_, Position>, Halt> {
        let mut listened = Instant::now();
        let mut turn = 0_u32;
        loop {
            match self.position.try_lock() {
                Ok(position) => return Ok(position),
                // A panic while reading left the position as it was before.
                Err(TryLockError::Poisoned(poisoned)) => return Ok(poisoned.into_inner()),
                // Most hold it for a row, some for as long as the network takes.
                Err(TryLockError::WouldBlock) if turn < 100 => std::thread::yield_now(),
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(1)),
            }
            if listened.elapsed() >= LISTEN_EVERY {
                listened = Instant::now();
                ear.listen().map_err(Halt::interrupted)?;
            }
            turn = turn.saturating_add(1);
        }
    }
}

impl Facts {
    fn of(source: &blocking::Reader) -> Self {
        Self {
            accounting: source.accounting(),
            proof: source.proof(),
            bytes_read: source.bytes_read(),
            total_bytes: source.total_bytes(),
            error: None,
        }
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

    fn next(&mut self, ear: Ear) -> Result<Option<RecordBatch>, Halt> {
        loop {
            if self.listened.elapsed() >= LISTEN_EVERY {
                self.listened = Instant::now();
                ear.listen().map_err(Halt::interrupted)?;
            }
            match ear.listening(|| self.source.next_batch())? {
                Some(batch) if batch.num_rows() == 0 => {}
                next => return Ok(next),
            }
        }
    }

    fn row(&mut self) -> Option<(Arc<Rows>, usize)> {
        let (rows, next) = self.current.as_mut()?;
        if *next == rows.batch.num_rows() {
            self.current = None;
            return None;
        }
        let row = (Arc::clone(rows), *next);
        *next += 1;
        Some(row)
    }
}
