//! Carries out the cursor protocol: pages are opened, read, held back until they are known to be
//! good, and handed on.

mod counts;

use std::collections::VecDeque;
use std::sync::Arc;

use arrow_array::{BooleanArray, RecordBatch};
use arrow_select::filter::filter_record_batch;
use callrec_decode::{Accounting, Quarantined, Report};
use futures_core::future::BoxFuture;

use self::counts::Counts;
use super::client::{BillingFeed, at};
use super::covered::Covered;
use super::cursor::{Cursor, Known};
use super::print;
use super::protocol::{Checked, Next, Protocol, SORTED_ROWS};
use super::wire::Rows;
use crate::download::{Download, Progress};
use crate::http::{Class, NetworkClock, Retry};
use crate::reader::Source;
use crate::{Error, ErrorKind, Proof, Result};

/// Rows that may wait for their page to be known as good.
const HELD_ROWS: usize = 1 << 20;

/// The engine below a reader of [`BillingFeed::collect`].
pub(super) struct Collect {
    feed: BillingFeed,
    protocol: Protocol,
    stage: Stage,
    /// Batches without the rows that were handed on before, and the rows that are left.
    held: VecDeque<(RecordBatch, Vec<Known>)>,
    pages: u64,
    retry: Retry,
    counts: Counts,
    quarantined: Vec<Quarantined>,
    proof: Option<Proof>,
    progress: Arc<Progress>,
}

enum Stage {
    Opening,
    Reading(Box<Page>),
    /// The page has ended and was found good; its rows go out.
    Ended {
        proven: bool,
    },
    Done,
}

/// A page on its way.
struct Page {
    download: Download,
    /// Whether a batch came: before that the download itself tries again.
    came: bool,
    /// Bytes that were told.
    bytes: u64,
}

impl Collect {
    /// Opens the first page.
    pub(super) async fn open(feed: BillingFeed, cursor: Cursor) -> Result<Self> {
        let mut collect = Self {
            protocol: Protocol::new(cursor, feed.look_back(), SORTED_ROWS),
            stage: Stage::Opening,
            held: VecDeque::new(),
            pages: 0,
            retry: feed.client().retry(),
            counts: Counts::default(),
            quarantined: Vec::new(),
            proof: None,
            progress: Arc::default(),
            feed,
        };
        collect.open_page().await?;
        Ok(collect)
    }

    async fn open_page(&mut self) -> Result<()> {
        self.pages += 1;
        let most = self.feed.page_limit();
        if self.pages > most {
            let detail = format!("more than {most} pages came, and there is no end to be seen");
            return Err(at(Error::new(ErrorKind::Limit, detail)
                .with_hint("collect again from the cursor, or raise page_limit")));
        }
        let download = self.feed.open(Rows::From(self.protocol.from())).await?.unverified();
        self.stage = Stage::Reading(Box::new(Page { download, came: false, bytes: 0 }));
        Ok(())
    }

    async fn advance(&mut self) -> Result<Option<RecordBatch>> {
        loop {
            if self.protocol.may_hand_on()
                && let Some((batch, rows)) = self.held.pop_front()
            {
                self.protocol.hand_on(rows);
                return Ok(Some(batch));
            }
            match &self.stage {
                Stage::Opening => self.open_page().await?,
                Stage::Reading(_) => self.read().await?,
                Stage::Ended { proven } => {
                    let next = self.protocol.settle(*proven)?;
                    self.retry.succeeded();
                    self.stage = match next {
                        Next::Page => {
                            self.protocol.begin();
                            Stage::Opening
                        }
                        Next::End => Stage::Done,
                    };
                }
                Stage::Done => return Ok(None),
            }
        }
    }

    /// One step through the page.
    async fn read(&mut self) -> Result<()> {
        let Stage::Reading(page) = &mut self.stage else { return Ok(()) };
        let next = page.download.next().await;
        let bytes = page.download.progress().bytes();
        self.progress.add(usize::try_from(bytes.saturating_sub(page.bytes)).unwrap_or(0));
        page.bytes = bytes;
        let set_aside = page.download.take_quarantined();
        self.protocol.set_aside(set_aside.len() as u64);
        self.quarantined.extend(self.counts.set_aside(set_aside));
        self.counts.page(page.download.accounting());
        match next {
            Some(Ok(batch)) => {
                page.came = true;
                self.take(batch)
            }
            Some(Err(error)) => {
                let came = page.came;
                self.broken(error, came).await
            }
            None => {
                let proof = page.download.proof();
                self.ended(proof).await
            }
        }
    }

    /// Takes out what was handed on before, and holds the rest.
    fn take(&mut self, batch: RecordBatch) -> Result<()> {
        let looked = self.protocol.look(&print::rows(&batch)?)?;
        self.counts.dropped(&batch, &looked.keep);
        let batch = match looked.fresh.len() {
            0 => return Ok(()),
            all if all == batch.num_rows() => batch,
            _ => {
                filter_record_batch(&batch, &BooleanArray::from(looked.keep)).map_err(|error| {
                    Error::new(ErrorKind::Internal, format!("rows cannot be taken out: {error}"))
                })?
            }
        };
        self.held.push_back((batch, looked.fresh));
        let held: usize = self.held.iter().map(|(batch, _)| batch.num_rows()).sum();
        if held > HELD_ROWS && !self.protocol.may_hand_on() {
            let detail = format!("{held} rows came, and not the one that had to come again");
            return Err(Error::new(ErrorKind::Limit, detail));
        }
        Ok(())
    }

    /// The page came to an end.
    async fn ended(&mut self, proof: Option<Proof>) -> Result<()> {
        let proof = proof.unwrap_or(Proof::Unproven);
        // Its connection and its place among the calls of the client go first.
        self.stage = Stage::Opening;
        self.counts.page_ended();
        let proven = proof != Proof::Unproven;
        loop {
            match self.protocol.check(proven)? {
                Checked::Good => break,
                Checked::Probe(id) => {
                    let came = self.probe(id).await?;
                    self.protocol.probed(came);
                }
                Checked::Repeat => {
                    self.forget();
                    self.protocol.repeat();
                    return Ok(());
                }
            }
        }
        self.proof = Some(self.proof.map_or(proof, |before| before.weaker(proof)));
        self.stage = Stage::Ended { proven };
        Ok(())
    }

    /// The page broke off: what is covered stays, and the rest is asked for again.
    async fn broken(&mut self, error: Error, came: bool) -> Result<()> {
        self.stage = Stage::Opening;
        self.counts.page_ended();
        if !came {
            return Err(error);
        }
        let clock = NetworkClock::new(self.feed.client().timeouts());
        self.retry.again(Class::Read, &clock, error).await?;
        self.forget();
        self.protocol.again();
        Ok(())
    }

    /// Lets go of rows that were not handed on: they are counted when they come again.
    fn forget(&mut self) {
        for (batch, _) in self.held.drain(..) {
            self.counts.forgotten(&batch);
        }
    }

    /// Whether the page from an id that is there begins with it.
    async fn probe(&self, id: u64) -> Result<bool> {
        let mut download = self.feed.open(Rows::From(id)).await?;
        while let Some(batch) = download.next().await {
            if print::rows(&batch?)?.iter().any(|row| row.id == id) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

impl Source for Collect {
    fn report(&self) -> Report {
        Report::BillingFeed
    }

    fn next(&mut self) -> BoxFuture<'_, Option<Result<RecordBatch>>> {
        Box::pin(async {
            let next = self.advance().await;
            if next.is_err() {
                self.forget();
            }
            next.map_err(at).transpose()
        })
    }

    fn accounting(&self) -> Accounting {
        self.counts.total()
    }

    fn take_quarantined(&mut self) -> Vec<Quarantined> {
        std::mem::take(&mut self.quarantined)
    }

    fn proof(&self) -> Option<Proof> {
        self.proof.filter(|_| matches!(self.stage, Stage::Done))
    }

    fn quarantine_held(&self) -> usize {
        self.feed.quarantine_held()
    }

    fn named(&self, error: Error) -> Error {
        at(error)
    }

    fn progress(&self) -> Arc<Progress> {
        self.progress.clone()
    }

    fn covered(&self) -> Option<Covered> {
        Some(self.protocol.covered())
    }
}
