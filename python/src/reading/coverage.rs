//! How far a feed is covered: behind each record that was given, and no further.

use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use callrec::{Covered, Cursor};

/// Shared by a reading and the one that makes its records unified: what either gives is given.
///
/// Written by whoever holds the position; looked at by anybody, without waiting for the network.
#[derive(Default)]
pub(super) struct Coverage {
    /// What the core knows of the batch that came last; `None` for what is no feed.
    covered: Mutex<Option<Covered>>,
    /// Rows of that batch that were given; more than it has, where all of it was.
    given: AtomicUsize,
    /// Rises with whatever is given, of any report.
    steps: AtomicU64,
}

/// Where a reading stood.
pub(crate) struct Standing {
    covered: Option<Covered>,
    given: usize,
    steps: u64,
}

impl Coverage {
    pub(super) fn of(covered: Option<Covered>) -> Self {
        Self {
            covered: Mutex::new(covered),
            given: AtomicUsize::new(usize::MAX),
            ..Self::default()
        }
    }

    /// A batch has come, of which nothing was given yet.
    pub(super) fn arrived(&self, covered: Option<Covered>) {
        self.set(covered, 0);
    }

    /// The end of the feed covers what the last rows left open.
    pub(super) fn ended(&self, covered: Option<Covered>) {
        self.set(covered, usize::MAX);
    }

    fn set(&self, covered: Option<Covered>, given: usize) {
        let mut known = self.lock();
        *known = covered;
        self.given.store(given, Ordering::Relaxed);
    }

    /// So many rows of the batch that came last were given.
    pub(super) fn gave(&self, rows: usize) {
        self.steps.fetch_add(1, Ordering::Relaxed);
        self.given.store(rows, Ordering::Release);
    }

    pub(super) fn cursor(&self) -> Option<Cursor> {
        let known = self.lock();
        known.as_ref().map(|covered| covered.after(self.given.load(Ordering::Acquire)))
    }

    /// In a child of `fork`, where whoever held the lock may be gone.
    pub(super) fn cursor_without_waiting(&self) -> Option<Cursor> {
        let known = self.covered.try_lock().ok()?;
        known.as_ref().map(|covered| covered.after(self.given.load(Ordering::Acquire)))
    }

    pub(super) fn standing(&self) -> Standing {
        let known = self.lock();
        Standing {
            covered: known.clone(),
            given: self.given.load(Ordering::Acquire),
            steps: self.steps.load(Ordering::Relaxed),
        }
    }

    /// What was given since then has come to nothing. Tells whether anything was.
    pub(super) fn take_back(&self, standing: Standing) -> bool {
        let Standing { covered, given, steps } = standing;
        if self.steps.load(Ordering::Relaxed) == steps {
            return false;
        }
        self.set(covered, given);
        true
    }

    fn lock(&self) -> MutexGuard<'_, Option<Covered>> {
        self.covered.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
