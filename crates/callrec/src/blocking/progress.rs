//! How far a reading is, for other threads.

use std::sync::Arc;

use crate::download::Progress;

/// Tells how far one reader is, from any thread, also while another waits in it.
#[derive(Clone, Debug)]
pub struct ProgressHandle(Arc<Progress>);

impl ProgressHandle {
    pub(super) fn new(progress: Arc<Progress>) -> Self {
        Self(progress)
    }

    /// See [`Reader::bytes_read`](super::Reader::bytes_read).
    pub fn bytes_read(&self) -> u64 {
        self.0.bytes()
    }

    /// See [`Reader::total_bytes`](super::Reader::total_bytes).
    pub fn total_bytes(&self) -> Option<u64> {
        self.0.total()
    }
}
