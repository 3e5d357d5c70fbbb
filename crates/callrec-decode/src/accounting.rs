//! Where each record read ended up.

/// Counts of one body: every record read is in exactly one of the four other places.
///
/// `read == accepted + repaired + quarantined + duplicate` holds whenever the decoder returns to its
/// caller; it is asserted in release builds too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Accounting {
    /// Records found in the input, the header not counted.
    pub read: u64,
    /// Records handed on as they were.
    pub accepted: u64,
    /// Records handed on after a named rule mended a documented irregularity (`_repair` names it).
    pub repaired: u64,
    /// Records set aside with their raw bytes and the reason.
    pub quarantined: u64,
    /// Records left out because they were handed on before (cursor feeds), or because the next window
    /// of days has them (`getcalls`).
    pub duplicate: u64,
}

impl Accounting {
    /// Rows that are in the batches: accepted and repaired.
    pub fn rows(&self) -> u64 {
        self.accepted + self.repaired
    }

    /// Whether every record read is in exactly one place.
    pub fn balanced(&self) -> bool {
        self.read == self.accepted + self.repaired + self.quarantined + self.duplicate
    }
}
