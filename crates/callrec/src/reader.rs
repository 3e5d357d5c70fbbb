//! The async reader: batches while the body arrives, then a clean end or an error.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;
use callrec_decode::{Accounting, Quarantined, Report};
use futures_core::Stream;
use futures_core::future::BoxFuture;

use crate::download::Progress;
use crate::held::{Held, Judged};
use crate::providers::billing_feed::Covered;
use crate::{Cursor, Error, Proof, Result};

/// What a reader reads from: one download, or the pages or windows of many.
pub(crate) trait Source: Send + 'static {
    /// The report that all batches are of.
    fn report(&self) -> Report;
    /// The next batch, an error after which nothing comes, or the proven end. Its error names the
    /// provider and the operation.
    fn next(&mut self) -> BoxFuture<'_, Option<Result<RecordBatch>>>;
    /// Counts of what was read so far.
    fn accounting(&self) -> Accounting;
    /// Takes the records set aside since it was asked last.
    fn take_quarantined(&mut self) -> Vec<Quarantined>;
    /// What proves the end; of several bodies the weakest proof.
    fn proof(&self) -> Option<Proof>;
    /// How many quarantined records may wait to be taken.
    fn quarantine_held(&self) -> usize;
    /// Whether all that comes is of one body, whose offsets say what comes first.
    fn is_one_body(&self) -> bool {
        false
    }
    /// The error with the provider and the operation.
    fn named(&self, error: Error) -> Error;
    /// How far a feed was collected.
    fn covered(&self) -> Option<Covered> {
        None
    }
    /// The bytes that came, readable from other threads.
    fn progress(&self) -> Arc<Progress>;
}

/// Reads one report, batch by batch.
///
/// Ends cleanly only when the body came whole and could be read as a whole. An error comes after the
/// rows that were read before it and stays: [`next_batch`](Self::next_batch) gives it again and
/// again, the [`Stream`] gives it once and then ends. Dropping a reader closes its connection.
///
/// Cancel-safe: a `next_batch` that is dropped before it is ready loses nothing.
pub struct Reader {
    report: Report,
    schema: SchemaRef,
    state: State,
    told: bool,
    accounting: Accounting,
    proof: Option<Proof>,
    held: Held,
    quarantine_held: usize,
    is_one_body: bool,
    covered: Option<Covered>,
    progress: Arc<Progress>,
}

type Step = (Box<dyn Source>, Option<Result<RecordBatch>>);

enum State {
    Idle(Box<dyn Source>),
    Busy(BoxFuture<'static, Step>),
    Ended,
    Failed(Error),
}

impl Reader {
    pub(crate) fn new(source: impl Source) -> Self {
        let (most, is_one_body) = (source.quarantine_held(), source.is_one_body());
        Self {
            report: source.report(),
            schema: source.report().schema(),
            accounting: Accounting::default(),
            proof: None,
            held: Held::new(source.report(), most, is_one_body),
            quarantine_held: most,
            is_one_body,
            covered: source.covered(),
            progress: source.progress(),
            told: false,
            state: State::Idle(Box::new(source)),
        }
    }

    /// The report being read.
    pub fn report(&self) -> Report {
        self.report
    }

    /// The schema of every batch.
    pub fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }

    /// The next batch; `None` once the report was read to a proven end.
    pub async fn next_batch(&mut self) -> Option<Result<RecordBatch>> {
        std::future::poll_fn(|cx| self.poll_batch(cx)).await
    }

    /// Counts of the batches so far.
    pub fn accounting(&self) -> Accounting {
        self.accounting
    }

    /// Takes the records set aside so far, in input order.
    ///
    /// As many as `DecodeOptions::limits.quarantine_held` are kept; one more ends the reading with
    /// `Limit`, after the rows before it, so whoever expects many takes them between batches.
    pub fn take_quarantined(&mut self) -> Vec<Quarantined> {
        self.held.take()
    }

    /// What proves that the report came whole; `None` before its clean end, and after an error.
    pub fn proof(&self) -> Option<Proof> {
        self.proof
    }

    /// For a reader of [`BillingFeed::collect`](crate::BillingFeed::collect): covers the rows of the
    /// batches so far and no other. Where the feed ended, the one to go on from. `None` for others.
    pub fn cursor(&self) -> Option<Cursor> {
        self.covered.as_ref().map(Covered::cursor)
    }

    /// [`Self::cursor`] where only so many rows of the last batch were handed on, for who stores rows
    /// one by one or stops within a batch: the others come again. The records set aside in that batch
    /// count as handed on up to there; only within a page that the service does not sort, and within the
    /// first page, they come again as long as the page is not covered whole.
    pub fn cursor_after(&self, rows: usize) -> Option<Cursor> {
        self.covered.as_ref().map(|covered| covered.after(rows))
    }

    /// What [`Self::cursor`] and [`Self::cursor_after`] are made of, to be kept beside the last batch:
    /// for whoever hands its rows on one by one while the next one may be waited for on another task.
    pub fn covered(&self) -> Option<Covered> {
        self.covered.clone()
    }

    /// Bytes of the body that came so far.
    pub fn bytes_read(&self) -> u64 {
        self.progress.bytes()
    }

    /// Bytes that the body will have, where its head says so.
    pub fn total_bytes(&self) -> Option<u64> {
        self.progress.total()
    }

    /// Whether the report was read to its clean end.
    pub fn is_complete(&self) -> bool {
        matches!(self.state, State::Ended)
    }

    pub(crate) fn progress(&self) -> Arc<Progress> {
        self.progress.clone()
    }

    pub(crate) fn quarantine_held(&self) -> usize {
        self.quarantine_held
    }

    pub(crate) fn is_one_body(&self) -> bool {
        self.is_one_body
    }

    fn poll_batch(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<RecordBatch>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Idle(mut source) => {
                    self.state = State::Busy(Box::pin(async move {
                        let next = source.next().await;
                        (source, next)
                    }));
                }
                State::Busy(mut step) => match step.as_mut().poll(cx) {
                    Poll::Pending => {
                        self.state = State::Busy(step);
                        return Poll::Pending;
                    }
                    Poll::Ready((source, next)) => {
                        return Poll::Ready(self.stepped(source, next));
                    }
                },
                State::Ended => return Poll::Ready(None),
                State::Failed(error) => {
                    self.state = State::Failed(error.clone());
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }

    fn stepped(
        &mut self,
        mut source: Box<dyn Source>,
        next: Option<Result<RecordBatch>>,
    ) -> Option<Result<RecordBatch>> {
        let quarantined = source.take_quarantined();
        let Judged { next, cut } = self.held.judge(next, quarantined, |error| source.named(error));
        self.accounting = self.held.counted(source.accounting());
        // What was read last may be proven while the report goes on, or fails.
        self.proof = if next.is_none() { source.proof() } else { None };
        // What is not given is not covered either.
        match cut {
            None => self.covered = source.covered(),
            Some(0) => {}
            Some(rows) => self.covered = source.covered().map(|covered| covered.cut(rows)),
        }
        self.state = match (self.held.refusal(), &next) {
            (Some(error), _) => State::Failed(error),
            (None, Some(Ok(_))) => State::Idle(source),
            (None, Some(Err(error))) => State::Failed(error.clone()),
            (None, None) => State::Ended,
        };
        next
    }
}

impl Stream for Reader {
    type Item = Result<RecordBatch>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.told {
            return Poll::Ready(None);
        }
        let next = ready!(self.poll_batch(cx));
        self.told = matches!(next, Some(Err(_)));
        Poll::Ready(next)
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
