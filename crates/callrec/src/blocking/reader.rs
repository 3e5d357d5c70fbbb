//! One reader for reports that are downloaded and for files that are there.

use std::fmt;
use std::sync::Arc;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use callrec_decode::{Accounting, Quarantined, Report};

use super::cancel::{CancelHandle, Interrupt};
use super::file::{Local, Shared};
use super::remote::{Message, Remote};
use super::runtime::Runtime;
use super::{ArrowReader, ProgressHandle};
use crate::download::Progress;
use crate::{Cursor, Error, ErrorKind, Proof, Result};

/// Reads one report on a plain thread, batch by batch.
///
/// Ends cleanly only when the report was whole. An error comes after the rows that were read before
/// it and stays: [`next_batch`](Self::next_batch) gives it again and again, the iterator gives it
/// once and then ends. Dropping a reader cancels it.
pub struct Reader {
    report: Report,
    source: Source,
    progress: Arc<Progress>,
    cancel: CancelHandle,
    accounting: Accounting,
    proof: Option<Proof>,
    quarantined: Vec<Quarantined>,
    quarantine_held: usize,
    cursor: Option<Cursor>,
    state: State,
    told: bool,
}

pub(super) enum Source {
    Remote(Remote),
    Local(Box<Local>),
    Shared(Box<Shared>),
}

enum State {
    Reading,
    Ended,
    Failed(Error),
}

impl Reader {
    pub(super) fn remote(
        reader: crate::Reader,
        runtime: Arc<Runtime>,
        interrupt: Interrupt,
    ) -> Result<Self> {
        let (report, progress) = (reader.report(), reader.progress());
        let (held, cancel) = (reader.quarantine_held(), CancelHandle::default());
        let cursor = reader.cursor();
        let remote = Remote::start(reader, runtime, cancel.clone(), interrupt)?;
        let reader = Self::new(report, Source::Remote(remote), progress, cancel, held);
        Ok(Self { cursor, ..reader })
    }

    pub(super) fn new(
        report: Report,
        source: Source,
        progress: Arc<Progress>,
        cancel: CancelHandle,
        quarantine_held: usize,
    ) -> Self {
        Self {
            report,
            source,
            progress,
            cancel,
            accounting: Accounting::default(),
            proof: None,
            quarantined: Vec::new(),
            quarantine_held,
            cursor: None,
            state: State::Reading,
            told: false,
        }
    }

    /// The report being read.
    pub fn report(&self) -> Report {
        self.report
    }

    /// The schema of every batch.
    pub fn schema(&self) -> SchemaRef {
        self.report.schema()
    }

    /// The next batch, waited for; `None` once the report was read to a proven end.
    pub fn next_batch(&mut self) -> Result<Option<RecordBatch>> {
        match &self.state {
            State::Reading => {}
            State::Ended => return Ok(None),
            State::Failed(error) => return Err(error.clone()),
        }
        let next = self.step();
        match &next {
            Ok(Some(_)) => {}
            Ok(None) => self.state = State::Ended,
            // The caller may come again from a thread where waiting is allowed.
            Err(error) if error.kind() == ErrorKind::InsideRuntime => {}
            Err(error) => self.state = State::Failed(error.clone()),
        }
        next
    }

    /// Counts of the batches so far.
    pub fn accounting(&self) -> Accounting {
        self.accounting
    }

    /// Takes the records set aside so far, in input order.
    ///
    /// As many as `DecodeOptions::limits.quarantine_held` are kept; one more ends the reading with
    /// `Limit`, so whoever expects many takes them between batches.
    pub fn take_quarantined(&mut self) -> Vec<Quarantined> {
        std::mem::take(&mut self.quarantined)
    }

    /// What proves that the body came whole; `None` before its end.
    pub fn proof(&self) -> Option<Proof> {
        self.proof
    }

    /// See [`crate::Reader::cursor`]: covers the batches that were given, whatever was read ahead.
    pub fn cursor(&self) -> Option<Cursor> {
        self.cursor.clone()
    }

    /// Bytes of the body or file that were read so far; may be ahead of the batches.
    pub fn bytes_read(&self) -> u64 {
        self.progress.bytes()
    }

    /// Bytes of the body or file in all, where that is known.
    pub fn total_bytes(&self) -> Option<u64> {
        self.progress.total()
    }

    /// Whether the report was read to its clean end.
    pub fn is_complete(&self) -> bool {
        matches!(self.state, State::Ended)
    }

    /// Ends the reading: every later call gives `Cancelled`.
    pub fn cancel(&self) {
        self.cancel.cancel();
    }

    /// A handle by which another thread can cancel this reader.
    pub fn cancel_handle(&self) -> CancelHandle {
        self.cancel.clone()
    }

    /// A handle by which another thread can see how far this reader is.
    pub fn progress_handle(&self) -> ProgressHandle {
        ProgressHandle::new(self.progress.clone())
    }

    /// The same reader as an Arrow `RecordBatchReader`.
    pub fn into_arrow(self) -> ArrowReader {
        ArrowReader::new(self)
    }

    fn step(&mut self) -> Result<Option<RecordBatch>> {
        self.cancel.check()?;
        let message = match &mut self.source {
            Source::Remote(remote) => remote.next()?,
            Source::Local(local) => local.next(&self.progress)?,
            Source::Shared(shared) => shared.next()?,
        };
        let Message { next, accounting, proof, quarantined, cursor } = message;
        (self.accounting, self.proof) = (accounting, proof);
        self.quarantined.extend(quarantined);
        if self.quarantined.len() > self.quarantine_held && matches!(next, Some(Ok(_))) {
            let held = self.quarantine_held;
            let detail = format!("more than {held} quarantined records were not taken");
            return Err(Error::new(ErrorKind::Limit, detail));
        }
        // What is not given is not covered either.
        self.cursor = cursor;
        next.transpose()
    }
}

impl Iterator for Reader {
    type Item = Result<RecordBatch>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.told {
            return None;
        }
        let next = self.next_batch().transpose();
        self.told = matches!(next, Some(Err(_)));
        next
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("report", &self.report)
            .field("accounting", &self.accounting)
            .field("proof", &self.proof)
            .field("bytes_read", &self.bytes_read())
            .finish_non_exhaustive()
    }
}
