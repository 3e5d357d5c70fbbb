//! How far a download is, to be read from other threads.

use std::sync::atomic::{AtomicU64, Ordering};

/// Stands for a total that is not known.
const UNKNOWN: u64 = u64::MAX;

/// Bytes so far and in all.
#[derive(Debug)]
pub(crate) struct Progress {
    bytes: AtomicU64,
    total: AtomicU64,
}

impl Default for Progress {
    fn default() -> Self {
        Self { bytes: AtomicU64::new(0), total: AtomicU64::new(UNKNOWN) }
    }
}

impl Progress {
    pub(crate) fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    pub(crate) fn total(&self) -> Option<u64> {
        Some(self.total.load(Ordering::Relaxed)).filter(|total| *total != UNKNOWN)
    }

    pub(crate) fn add(&self, bytes: usize) {
        self.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    pub(crate) fn restart(&self, total: Option<u64>) {
        self.bytes.store(0, Ordering::Relaxed);
        self.total.store(total.unwrap_or(UNKNOWN), Ordering::Relaxed);
    }
}
