//! The last record of a body that was cut: it may be cut itself, so it is neither handed on nor
//! counted.

use std::collections::VecDeque;

use arrow_array::{Array as _, RecordBatch};
use callrec_decode::{Accounting, Quarantined, ReportDecoder};

use crate::Error;

/// The end of the rows, where it is not to be trusted.
#[derive(Debug, Default)]
pub(super) struct Tail {
    /// Where the last record was counted, once that was looked for.
    last: Option<Place>,
    /// Where the withheld record was counted.
    withheld: Option<Place>,
    /// Batches that were looked past.
    ahead: VecDeque<RecordBatch>,
    /// Quarantined records that stand.
    quarantined: Vec<Quarantined>,
}

/// In which count a record is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Accepted,
    Repaired,
    Quarantined,
}

impl Tail {
    /// Gathers what a finished decoder still holds, which is not much more than a batch, and finds
    /// its last record. Where the decoder stopped at an error instead, all rows before are whole.
    pub(super) fn gather(&mut self, decoder: &mut ReportDecoder) {
        while let Ok(next) = decoder.flush() {
            match next {
                Some(batch) => self.ahead.push_back(batch),
                None => {
                    self.last = self.find_last(decoder);
                    break;
                }
            }
        }
    }

    /// Whether the last record was set aside.
    pub(super) fn last_is_quarantined(&self) -> bool {
        self.last == Some(Place::Quarantined)
    }

    /// Takes the last record away.
    pub(super) fn drop_last(&mut self) {
        self.withheld = self.last.take();
        match self.withheld {
            None => {}
            Some(Place::Quarantined) => drop(self.quarantined.pop()),
            Some(Place::Accepted | Place::Repaired) => {
                let batch = self.ahead.pop_back();
                let rows = batch.as_ref().map_or(0, RecordBatch::num_rows);
                self.ahead.extend(batch.filter(|_| rows > 1).map(|batch| batch.slice(0, rows - 1)));
            }
        }
    }

    /// The next batch of rows that stand; none at the end of them, or with the error that ends them.
    pub(super) fn flush(
        &mut self,
        decoder: &mut ReportDecoder,
        error: &mut Option<Error>,
    ) -> Option<RecordBatch> {
        self.ahead.pop_front().or_else(|| {
            decoder.flush().unwrap_or_else(|found| {
                error.get_or_insert_with(|| found.into());
                None
            })
        })
    }

    fn find_last(&mut self, decoder: &mut ReportDecoder) -> Option<Place> {
        self.quarantined.append(&mut decoder.take_quarantined());
        let last = decoder.accounting().read;
        if self.quarantined.last().is_some_and(|record| record.record == last) {
            return Some(Place::Quarantined);
        }
        let batch = self.ahead.back()?;
        let row = batch.num_rows().checked_sub(1)?;
        let repaired = batch.column_by_name("_repair").is_some_and(|repair| repair.is_valid(row));
        Some(if repaired { Place::Repaired } else { Place::Accepted })
    }

    /// The counts without the withheld record.
    pub(super) fn corrected(&self, mut accounting: Accounting) -> Accounting {
        let count = match self.withheld {
            None => return accounting,
            Some(Place::Accepted) => &mut accounting.accepted,
            Some(Place::Repaired) => &mut accounting.repaired,
            Some(Place::Quarantined) => &mut accounting.quarantined,
        };
        *count = count.saturating_sub(1);
        accounting.read = accounting.read.saturating_sub(1);
        accounting
    }

    /// The quarantined records that stand.
    pub(super) fn take_quarantined(&mut self, decoder: &mut ReportDecoder) -> Vec<Quarantined> {
        let mut quarantined = std::mem::take(&mut self.quarantined);
        quarantined.append(&mut decoder.take_quarantined());
        quarantined
    }
}
