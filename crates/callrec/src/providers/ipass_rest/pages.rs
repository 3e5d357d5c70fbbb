//! A list that comes in pages, as one stream (reading B23).
//!
//! Nothing but an empty page is the end: a short page may stand in the middle. Records that came
//! before are left out and counted as duplicates, since a list that grows while it is read moves them
//! to the next page. A page that repeats the one before is the end where that one was not full (some
//! services answer so beyond their last page), else nobody knows what is behind it: `NoProgress`. Of
//! other pages that bring nothing new, a second short one in a row is the end. A service may give fewer
//! items than it was asked for, so a page as large as the largest is not short.

use std::collections::{HashSet, VecDeque};
use std::sync::Arc;

use arrow_array::cast::AsArray as _;
use arrow_array::{Array as _, BooleanArray, RecordBatch};
use callrec_decode::{Accounting, Quarantined, Report};
use futures_core::future::BoxFuture;

use super::IpassRest;
use super::client::at;
use super::paging::FIRST_PAGE;
use super::search::SearchOptions;
use super::wire::Call;
use crate::download::{Download, Progress};
use crate::reader::Source;
use crate::{Error, ErrorKind, Proof, Result};

/// Pages in a row without anything new, above which the list is not believed to end.
const MOST_STALE_PAGES: u32 = 3;
/// Pages of one list, at most.
const MOST_PAGES: u32 = 1_000_000;

/// The pages of one list.
pub(super) struct Pages {
    rest: IpassRest,
    call: Call,
    report: Report,
    limit: u32,
    window: SearchOptions,
    number: u32,
    /// The page that is being read.
    open: Option<Download>,
    page: Page,
    before: Page,
    stale: u32,
    /// Items of the largest page so far: a service may give fewer than it was asked for.
    largest: usize,
    seen: HashSet<Key>,
    ready: VecDeque<RecordBatch>,
    ended: bool,
    accounting: Accounting,
    quarantined: Vec<Quarantined>,
    proof: Option<Proof>,
    progress: Arc<Progress>,
}

/// What a page has held so far.
#[derive(Debug, Default)]
struct Page {
    keys: Vec<Key>,
    fresh: usize,
}

/// What tells records apart: the key of the table, or the bytes of one that was set aside.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Record(Box<str>),
    Quarantined(Box<[u8]>),
}

impl Page {
    fn is_full(&self, limit: u32) -> bool {
        self.keys.len() >= limit as usize
    }
}

impl Pages {
    /// Opens the first page.
    pub(super) async fn open(
        rest: IpassRest,
        call: Call,
        limit: u32,
        window: SearchOptions,
    ) -> Result<Self> {
        let first = rest.download(&rest.page_of(&call, FIRST_PAGE, limit)).await?;
        Ok(Self {
            report: first.report(),
            rest,
            call,
            limit,
            window,
            number: FIRST_PAGE,
            open: Some(first),
            page: Page::default(),
            before: Page::default(),
            stale: 0,
            largest: 0,
            seen: HashSet::new(),
            ready: VecDeque::new(),
            ended: false,
            accounting: Accounting::default(),
            quarantined: Vec::new(),
            proof: None,
            progress: Arc::default(),
        })
    }

    async fn advance(&mut self) -> Result<Option<RecordBatch>> {
        loop {
            if let Some(batch) = self.ready.pop_front() {
                return Ok(Some(batch));
            }
            if self.ended {
                return Ok(None);
            }
            match &mut self.open {
                Some(page) => {
                    let next = page.next().await.transpose();
                    let quarantined = page.take_quarantined();
                    self.set_aside(quarantined);
                    match next? {
                        Some(batch) => self.take(&batch)?,
                        None => self.close().await?,
                    }
                }
                None => {
                    let call = self.rest.page_of(&self.call, self.number, self.limit);
                    self.open = Some(self.rest.download(&call).await?);
                }
            }
        }
    }

    fn set_aside(&mut self, quarantined: Vec<Quarantined>) {
        for record in quarantined {
            let key = Key::Quarantined(record.raw.as_slice().into());
            self.page.keys.push(key.clone());
            self.accounting.read += 1;
            if self.seen.insert(key) {
                self.page.fresh += 1;
                self.accounting.quarantined += 1;
                self.quarantined.push(record);
            } else {
                self.accounting.duplicate += 1;
            }
        }
    }

    /// Hands on the rows of a batch that are new and were asked for, in runs.
    fn take(&mut self, batch: &RecordBatch) -> Result<()> {
        let keys = batch
            .column(0)
            .as_string_opt::<i32>()
            .ok_or_else(|| Error::new(ErrorKind::Internal, "the table's key is no text"))?;
        let wanted = self.window.mask(batch);
        let repaired = batch.column_by_name("_repair");
        let mut kept = 0..0;
        for row in 0..batch.num_rows() {
            let key = Key::Record(keys.value(row).into());
            self.page.keys.push(key.clone());
            let is_new = self.seen.insert(key);
            self.page.fresh += usize::from(is_new);
            self.accounting.read += 1;
            // What lies outside of the window was not asked for: left out like what came before.
            if !is_new || is_outside(wanted.as_ref(), row) {
                self.accounting.duplicate += 1;
                continue;
            }
            match repaired.is_some_and(|column| column.is_valid(row)) {
                true => self.accounting.repaired += 1,
                false => self.accounting.accepted += 1,
            }
            if kept.end != row {
                self.hand_on(batch, kept);
                kept = row..row;
            }
            kept.end = row + 1;
        }
        self.hand_on(batch, kept);
        Ok(())
    }

    fn hand_on(&mut self, batch: &RecordBatch, rows: std::ops::Range<usize>) {
        if !rows.is_empty() {
            self.ready.push_back(batch.slice(rows.start, rows.len()));
        }
    }

    /// A page was read to its end: says whether the list goes on.
    async fn close(&mut self) -> Result<()> {
        if let Some(page) = self.open.take() {
            self.progress.add(usize::try_from(page.progress().bytes()).unwrap_or(usize::MAX));
            self.proof = match (self.proof, page.proof()) {
                (Some(one), Some(other)) => Some(one.weaker(other)),
                (one, other) => one.or(other),
            };
        }
        let page = std::mem::take(&mut self.page);
        if self.number == FIRST_PAGE {
            self.check_paging(&page).await?;
        }
        if page.keys.is_empty() {
            self.ended = true;
            return Ok(());
        }
        self.largest = self.largest.max(page.keys.len());
        if page.fresh > 0 {
            self.stale = 0;
        } else {
            self.stale += 1;
            let repeats = page.keys == self.before.keys;
            // By the limit, or by what the service gives at most where that is less.
            let is_full = page.is_full(self.limit) || page.keys.len() == self.largest;
            let is_end = match repeats {
                true => self.before.keys.len() != self.limit as usize,
                false => !is_full && self.stale > 1,
            };
            if is_end {
                self.ended = true;
                return Ok(());
            }
            if repeats || self.stale > MOST_STALE_PAGES {
                return Err(self.stuck(repeats));
            }
        }
        if self.number == MOST_PAGES {
            let detail = format!("the list has more than {MOST_PAGES} pages");
            return Err(Error::new(ErrorKind::Limit, detail));
        }
        self.before = page;
        self.number += 1;
        Ok(())
    }

    fn stuck(&self, repeats: bool) -> Error {
        let (number, limit) = (self.number, self.limit);
        let what = match repeats {
            true => "is the page before again, which was full",
            false => "brought nothing new, as those before it",
        };
        let detail = format!("page {number} of {limit} items {what}");
        let hint = "set another page_limit: if it stays, ask the provider how its pages end";
        Error::new(ErrorKind::NoProgress, detail).with_hint(hint)
    }

    /// Finds out once a client whether the service takes `page` for the size and `limit` for the
    /// number (reading B22): it would answer a first page of its own making with few items or none,
    /// which looks like a small list. A full page cannot come from it; of one page of one item both
    /// readings mean the same.
    async fn check_paging(&mut self, first: &Page) -> Result<()> {
        if self.limit == 1 || self.rest.is_paging_proven() {
            return Ok(());
        }
        if !first.is_full(self.limit) {
            let expected = first.keys.first();
            let same_in_both = self.rest.page_of(&self.call, FIRST_PAGE, 1);
            let mut probe = self.rest.download(&same_in_both).await?;
            let mut found = None;
            while let Some(batch) = probe.next().await.transpose()? {
                let keys = batch.column(0).as_string_opt::<i32>();
                let first = keys.filter(|keys| !keys.is_empty()).map(|keys| keys.value(0));
                found = found.or(first.map(|key| Key::Record(key.into())));
            }
            let aside = probe.take_quarantined().into_iter().next();
            let found = found.or(aside.map(|record| Key::Quarantined(record.raw.into())));
            // An empty list in both proves nothing of the next one.
            if expected.is_none() && found.is_none() {
                return Ok(());
            }
            if expected != found.as_ref() {
                return Err(other_paging());
            }
        }
        self.rest.prove_paging();
        Ok(())
    }
}

fn other_paging() -> Error {
    let detail = "the first page does not begin with the first item: the service takes page for the \
                  size and limit for the number, or the list was changed meanwhile";
    Error::new(ErrorKind::NoProgress, detail)
        .with_hint("try again; if it stays, set paging to the other reading")
}

fn is_outside(wanted: Option<&BooleanArray>, row: usize) -> bool {
    wanted.is_some_and(|wanted| !wanted.value(row))
}

impl Source for Pages {
    fn report(&self) -> Report {
        self.report
    }

    fn next(&mut self) -> BoxFuture<'_, Option<Result<RecordBatch>>> {
        Box::pin(async {
            let next = self.advance().await.transpose()?;
            Some(next.map_err(|error| at(self.call.operation, error)))
        })
    }

    fn accounting(&self) -> Accounting {
        assert!(self.accounting.balanced(), "{:?}", self.accounting);
        self.accounting
    }

    fn take_quarantined(&mut self) -> Vec<Quarantined> {
        std::mem::take(&mut self.quarantined)
    }

    fn proof(&self) -> Option<Proof> {
        self.proof.filter(|_| self.ended)
    }

    fn quarantine_held(&self) -> usize {
        self.rest.quarantine_held()
    }

    fn named(&self, error: Error) -> Error {
        at(self.call.operation, error)
    }

    fn progress(&self) -> Arc<Progress> {
        self.progress.clone()
    }
}
