//! Counts over all pages: what was handed on before is a duplicate, wherever its page counted it.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};

use arrow_array::{Array as _, RecordBatch};
use callrec_decode::{Accounting, Quarantined};

/// The counts of a collecting.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// Of the pages that have ended, as their decoders counted.
    ended: Accounting,
    /// Of the page under way.
    page: Accounting,
    /// Counted by decoders as accepted, repaired or quarantined, but seen before.
    duplicates: Places,
    /// Looked at and let go: they come again.
    forgotten: Places,
    hasher: RandomState,
    /// Hashes of records that earlier pages set aside, and of those of this page.
    set_aside: HashSet<u64>,
    set_aside_now: Vec<u64>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Places {
    accepted: u64,
    repaired: u64,
    quarantined: u64,
}

impl Counts {
    /// How far the decoder of the page has counted.
    pub(super) fn page(&mut self, accounting: Accounting) {
        self.page = accounting;
    }

    pub(super) fn page_ended(&mut self) {
        let page = std::mem::take(&mut self.page);
        self.ended = sum(self.ended, page);
        self.set_aside.extend(self.set_aside_now.drain(..));
    }

    /// Counts the rows of a batch that are not kept.
    pub(super) fn dropped(&mut self, batch: &RecordBatch, keep: &[bool]) {
        self.duplicates.add(batch, |row| !keep[row]);
    }

    /// Counts the rows of a batch that is let go.
    pub(super) fn forgotten(&mut self, batch: &RecordBatch) {
        self.forgotten.add(batch, |_| true);
    }

    /// Gives the records that no earlier page set aside: an overlap brings them again.
    pub(super) fn set_aside(&mut self, records: Vec<Quarantined>) -> Vec<Quarantined> {
        let mut fresh = Vec::with_capacity(records.len());
        for record in records {
            let hash = self.hasher.hash_one(&record.raw);
            if self.set_aside.contains(&hash) {
                self.duplicates.quarantined += 1;
            } else {
                self.set_aside_now.push(hash);
                fresh.push(record);
            }
        }
        fresh
    }

    pub(super) fn total(&self) -> Accounting {
        let mut total = sum(self.ended, self.page);
        let Places { accepted, repaired, quarantined } = self.duplicates;
        total.accepted = total.accepted.saturating_sub(accepted + self.forgotten.accepted);
        total.repaired = total.repaired.saturating_sub(repaired + self.forgotten.repaired);
        total.quarantined = total.quarantined.saturating_sub(quarantined);
        total.duplicate += accepted + repaired + quarantined;
        total.read -= self.forgotten.accepted + self.forgotten.repaired;
        assert!(total.balanced(), "a record of the feed was counted twice or not at all");
        total
    }
}

impl Places {
    fn add(&mut self, batch: &RecordBatch, which: impl Fn(usize) -> bool) {
        let repair = batch.column_by_name("_repair");
        for row in (0..batch.num_rows()).filter(|row| which(*row)) {
            match repair.is_some_and(|repair| repair.is_valid(row)) {
                true => self.repaired += 1,
                false => self.accepted += 1,
            }
        }
    }
}

fn sum(a: Accounting, b: Accounting) -> Accounting {
    let mut sum = a;
    sum.read += b.read;
    sum.accepted += b.accepted;
    sum.repaired += b.repaired;
    sum.quarantined += b.quarantined;
    sum.duplicate += b.duplicate;
    sum
}
