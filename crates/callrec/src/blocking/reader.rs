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
use crate::download::{Place, Progress};
use crate::held::{Held, Judged};
use crate::providers::billing_feed::Covered;
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
    held: Held,
    covered: Option<Covered>,
    /// What is read; of what is here already nothing to name.
    place: Option<Place>,
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
        place: Place,
    ) -> Result<Self> {
        let (report, progress) = (reader.report(), reader.progress());
        let held = Held::new(report, reader.quarantine_held(), reader.is_one_body());
        let cancel = CancelHandle::default();
        let covered = reader.covered();
        let remote = Remote::start(reader, runtime, cancel.clone(), interrupt)?;
        let reader = Self::new(report, Source::Remote(remote), progress, cancel, held);
        Ok(Self { covered, place: Some(place), ..reader })
    }

    pub(super) fn new(
        report: Report,
        source: Source,
        progress: Arc<Progress>,
        cancel: CancelHandle,
        held: Held,
    ) -> Self {
        Self {
            report,
            source,
            progress,
            cancel,
            accounting: Accounting::default(),
            proof: None,
            held,
            covered: None,
            place: None,
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
        let next = self.step().map_err(|error| match self.place {
            Some(place) => error.at(place.provider, place.operation),
            None => error,
        });
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
    /// `Limit`, after the rows before it, so whoever expects many takes them between batches. Where
    /// several threads decode, those of the next batches may be among them.
    pub fn take_quarantined(&mut self) -> Vec<Quarantined> {
        self.held.take()
    }

    /// What proves that the report came whole; `None` before its clean end, and after an error.
    pub fn proof(&self) -> Option<Proof> {
        self.proof
    }

    /// See [`crate::Reader::cursor`]: covers the batches that were given, whatever was read ahead.
    pub fn cursor(&self) -> Option<Cursor> {
        self.covered.as_ref().map(Covered::cursor)
    }

    /// See [`crate::Reader::cursor_after`].
    pub fn cursor_after(&self, rows: usize) -> Option<Cursor> {
        self.covered.as_ref().map(|covered| covered.after(rows))
    }

    /// See [`crate::Reader::covered`].
    pub fn covered(&self) -> Option<Covered> {
        self.covered.clone()
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
        let Message { next, accounting, proof, quarantined, covered } = message;
        let name = |error: Error| match (&self.source, self.place) {
            (Source::Local(local), _) => local.named(error),
            (Source::Shared(shared), _) => shared.named(error),
            (Source::Remote(_), Some(place)) => error.at(place.provider, place.operation),
            (Source::Remote(_), None) => error,
        };
        let Judged { next, cut } = self.held.judge(next, quarantined, name);
        self.accounting = self.held.counted(accounting);
        self.proof = proof.filter(|_| next.is_none());
        // What is not given is not covered either.
        match cut {
            None => self.covered = covered,
            Some(0) => {}
            Some(rows) => self.covered = covered.map(|covered| covered.cut(rows)),
        }
        if let Some(error) = self.held.refusal() {
            self.state = State::Failed(error);
        }
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
