//! One body from its source to whoever receives it, counted and timed.

use std::time::{Duration, Instant};

use callrec::{Accounting, Proof, Quarantined, RecordBatch};

use crate::failure::Failure;
use crate::progress::Progress;
use crate::source::Source;

/// Who takes what is read.
pub(crate) trait Receive {
    /// A batch of the source's schema.
    fn batch(&mut self, batch: &RecordBatch) -> Result<(), Failure>;
    /// Records that were set aside, in input order.
    fn quarantined(&mut self, records: Vec<Quarantined>) -> Result<(), Failure>;
}

/// A body that was read to its proven end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Transferred {
    pub(crate) accounting: Accounting,
    pub(crate) bytes: u64,
    pub(crate) elapsed: Duration,
    /// The part of `elapsed` that the receiver took: summing up and writing.
    pub(crate) receiving: Duration,
    pub(crate) proof: Option<Proof>,
}

/// Reads the source to its end.
pub(crate) async fn transfer(
    source: &mut Source,
    progress: &mut Progress,
    receiver: &mut impl Receive,
) -> Result<Transferred, Failure> {
    let began = Instant::now();
    let mut receiving = Duration::ZERO;
    loop {
        let next = source.next_batch().await;
        let received = Instant::now();
        let aside = source.take_quarantined();
        if !aside.is_empty() {
            receiver.quarantined(aside)?;
        }
        match next {
            None => break,
            Some(batch) => receiver.batch(&batch?)?,
        }
        receiving += received.elapsed();
        progress.at(source.accounting().read, source.bytes_read());
        // Batches may be ready faster than they are asked for; Ctrl-C wants its turn all the same.
        tokio::task::yield_now().await;
    }
    Ok(Transferred {
        accounting: source.accounting(),
        bytes: source.bytes_read(),
        elapsed: began.elapsed(),
        receiving,
        proof: source.proof(),
    })
}
