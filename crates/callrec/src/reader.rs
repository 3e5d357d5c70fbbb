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

use crate::download::{Download, Progress};
use crate::{Error, ErrorKind, Proof, Result};

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
    quarantined: Vec<Quarantined>,
    quarantine_held: usize,
    progress: Arc<Progress>,
}

type Step = (Box<Download>, Option<Result<RecordBatch>>);

enum State {
    Idle(Box<Download>),
    Busy(BoxFuture<'static, Step>),
    Ended,
    Failed(Error),
}

impl Reader {
    pub(crate) fn new(download: Download) -> Self {
        Self {
            report: download.report(),
            schema: download.report().schema(),
            accounting: Accounting::default(),
            proof: None,
            quarantined: Vec::new(),
            quarantine_held: download.quarantine_held(),
            progress: download.progress(),
            told: false,
            state: State::Idle(Box::new(download)),
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
    /// `Limit`, so whoever expects many takes them between batches.
    pub fn take_quarantined(&mut self) -> Vec<Quarantined> {
        std::mem::take(&mut self.quarantined)
    }

    /// What proves that the body came whole; `None` before its end.
    pub fn proof(&self) -> Option<Proof> {
        self.proof
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

    fn poll_batch(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<RecordBatch>>> {
        loop {
            match std::mem::replace(&mut self.state, State::Ended) {
                State::Idle(mut download) => {
                    self.state = State::Busy(Box::pin(async move {
                        let next = download.next().await;
                        (download, next)
                    }));
                }
                State::Busy(mut step) => match step.as_mut().poll(cx) {
                    Poll::Pending => {
                        self.state = State::Busy(step);
                        return Poll::Pending;
                    }
                    Poll::Ready((download, next)) => {
                        return Poll::Ready(self.stepped(download, next));
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
        mut download: Box<Download>,
        next: Option<Result<RecordBatch>>,
    ) -> Option<Result<RecordBatch>> {
        self.accounting = download.accounting();
        self.proof = download.proof();
        self.quarantined.append(&mut download.take_quarantined());
        let next = match next {
            Some(Ok(_)) if self.quarantined.len() > self.quarantine_held => Some(Err(Error::new(
                ErrorKind::Limit,
                format!("more than {} quarantined records were not taken", self.quarantine_held),
            ))),
            next => next,
        };
        self.state = match &next {
            Some(Ok(_)) => State::Idle(download),
            Some(Err(error)) => State::Failed(error.clone()),
            None => State::Ended,
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
