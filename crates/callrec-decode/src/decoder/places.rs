//! Which places of its input a decoder may still speak of.

/// Filled by a decoder: offsets in its own input.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// Rows of the next batches that are known already and left out.
    known: usize,
    /// The rows behind them.
    pub(super) rows: Vec<u64>,
    /// Nothing before this byte will be spoken of, but rows and what is pinned.
    pub(crate) unread: u64,
    /// Places before it that an error may name.
    pub(crate) pinned: Vec<u64>,
}

impl Places {
    pub(super) fn beyond(known: usize) -> Self {
        Self { known, ..Self::default() }
    }

    /// Adds rows that come next.
    pub(crate) fn add_rows(&mut self, offsets: &[u64]) {
        let left_out = self.known.min(offsets.len());
        self.known -= left_out;
        self.rows.extend_from_slice(&offsets[left_out..]);
    }
}
