//! How far a feed is covered: behind each record that was given, and no further.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use callrec::{Covered, Cursor};

/// Beside the rows that were given: what was given since has come to nothing, and more does not count.
const TAKEN_BACK: usize = 1 << (usize::BITS - 1);
/// More rows than any batch has.
const ALL: usize = TAKEN_BACK - 1;

/// Shared by a reading and the one that makes its records unified: what either gives is given.
///
/// Written by whoever holds the position; looked at, and taken back, by anybody, without waiting for
/// the network.
pub(super) struct Coverage {
    /// What the core knows of the batch that came last; `None` for what is no feed.
    covered: Mutex<Option<Covered>>,
    /// Rows of that batch that were given.
    given: AtomicUsize,
}

/// Where a reading stood.
#[derive(Clone)]
pub(crate) struct Standing {
    covered: Option<Covered>,
    given: usize,
}

impl Coverage {
    pub(super) fn of(covered: Option<Covered>) -> Self {
        Self { covered: Mutex::new(covered), given: AtomicUsize::new(ALL) }
    }

    /// A batch has come, of which nothing was given yet.
    pub(super) fn arrived(&self, covered: Option<Covered>) {
        self.set(covered, 0);
    }

    /// The end of the feed covers what the last rows left open.
    pub(super) fn ended(&self, covered: Option<Covered>) {
        self.set(covered, ALL);
    }

    fn set(&self, covered: Option<Covered>, given: usize) {
        let mut known = self.lock();
        if self.given.load(Ordering::Acquire) & TAKEN_BACK == 0 {
            *known = covered;
            self.given.store(given, Ordering::Release);
        }
    }

    /// So many rows of the batch that came last were given.
    pub(super) fn gave(&self, rows: usize) {
        let step = |given| (given & TAKEN_BACK == 0).then_some(rows);
        let _ = self.given.fetch_update(Ordering::AcqRel, Ordering::Acquire, step);
    }

    pub(super) fn cursor(&self) -> Option<Cursor> {
        self.cursor_of(&self.lock())
    }

    /// In a child of `fork`, where whoever held the lock may be gone.
    pub(super) fn cursor_without_waiting(&self) -> Option<Cursor> {
        self.cursor_of(&*self.covered.try_lock().ok()?)
    }

    fn cursor_of(&self, known: &Option<Covered>) -> Option<Cursor> {
        let given = self.given.load(Ordering::Acquire) & !TAKEN_BACK;
        known.as_ref().map(|covered| covered.after(given))
    }

    pub(super) fn standing(&self) -> Standing {
        let known = self.lock();
        let given = self.given.load(Ordering::Acquire) & !TAKEN_BACK;
        Standing { covered: known.clone(), given }
    }

    /// What was given since then has come to nothing, and whatever is given from now on is not covered.
    pub(super) fn take_back(&self, standing: Standing) {
        let mut known = self.lock();
        if self.given.fetch_or(TAKEN_BACK, Ordering::AcqRel) & TAKEN_BACK == 0 {
            *known = standing.covered;
            self.given.store(standing.given | TAKEN_BACK, Ordering::Release);
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Covered>> {
        self.covered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
