//! The cursor protocol without its I/O: which id to ask from, which rows are new, what is covered.
//!
//! One page goes through [`begin`](Protocol::begin), [`look`](Protocol::look) at its rows as they
//! come, [`hand_on`](Protocol::hand_on) as rows go to the caller, [`check`](Protocol::check) at its
//! end and [`settle`](Protocol::settle) once all its rows are handed on. Or it breaks:
//! [`give_up`](Protocol::give_up).
//!
//! What is relied on (reading D6): a page holds the lowest ids from the one asked for, or all of
//! them, in any order. Where pages are not sorted, each is asked for from the middle of the one
//! before: the overlap must agree, or else nothing is proven and the collecting stops.

use std::collections::HashMap;
use std::sync::Arc;

use super::covered::{Covered, Handed};
use super::cursor::{Cursor, FeedDialect, Known, Order};
use super::delivered::Delivered;
use crate::{Error, ErrorKind, Result};

/// A page with fewer records is taken to be no full one: pages of 5,000 to 10,000 rows are seen
/// (OBS).
const FULL_PAGE: u64 = 1000;

/// A page of so many rows by ascending id shows that the server sorts; a smaller one may just have
/// come so.
pub(super) const SORTED_ROWS: u64 = 100;

/// What to do with the rows of a batch.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Looked {
    /// Which rows are new, in the order of the batch.
    pub(super) keep: Vec<bool>,
    /// The new rows.
    pub(super) fresh: Vec<Known>,
}

/// What a page's end asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Checked {
    /// Its rows may be handed on.
    Good,
    /// Nobody knows yet whether the server includes the id that is asked from: ask from this one,
    /// which was just seen, and say whether it came.
    Probe(u64),
    /// Its end was not proven and it lacks rows: it is to be asked for again.
    Repeat,
}

/// What comes after a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    Page,
    End,
}

/// The state of one collecting.
#[derive(Debug)]
pub(super) struct Protocol {
    cursor: Cursor,
    /// Ids that the cursor keeps for the look-back; at least the anchor.
    keep: usize,
    /// See [`SORTED_ROWS`].
    sorted_rows: u64,
    /// Whether the row that is asked from came in this collecting: then it is there.
    anchored: bool,
    /// The page reached only so far into the rows that come again; the next one goes on from there.
    behind: Option<u64>,
    /// Rows of the last whole page that was not sorted, by id: the next page must confirm them.
    overlap: Vec<Known>,
    /// The page repeats one whose end was not proven: what that one had.
    repeating: Option<Reading>,
    page: Page,
    /// The rows that were handed on last.
    last: Option<Handed>,
}

/// What one reading of a page had: number of records, and a sum of the rows' hashes.
type Reading = (u64, u64);

/// What is known of the page under way.
#[derive(Debug)]
struct Page {
    from: u64,
    /// Rows that were handed on before and come again, on an exclusive server without `from` itself.
    expected: HashMap<u64, Expected>,
    /// Rows of this page that are no longer new: handed on, or waiting for it.
    delivered: Delivered,
    handed: Vec<Arc<Vec<Known>>>,
    /// The cursor as this page began.
    before: Cursor,
    previous: Option<u64>,
    unsorted: bool,
    sum: u64,
    /// Rows that can be read, and records that were set aside.
    rows: u64,
    quarantined: u64,
    largest: Option<u64>,
    /// A row below the id that was asked from.
    below: Option<u64>,
    /// Rows that were never handed on.
    new: u64,
    /// Rows that an earlier page did not have.
    gained: u64,
    checked: bool,
}

#[derive(Clone, Copy, Debug)]
struct Expected {
    print: Option<u64>,
    seen: bool,
}

impl Page {
    fn new(from: u64, cursor: &Cursor, overlap: &[Known]) -> Self {
        let again = cursor.known.iter().chain(overlap).filter(|known| known.id >= from);
        Self {
            from,
            expected: again
                .map(|known| (known.id, Expected { print: known.print, seen: false }))
                .collect(),
            delivered: Delivered::of(cursor.uncovered()),
            handed: Vec::new(),
            before: cursor.clone(),
            previous: None,
            unsorted: false,
            sum: 0,
            rows: 0,
            quarantined: 0,
            largest: None,
            below: None,
            new: 0,
            gained: 0,
            checked: false,
        }
    }

    fn reading(&self) -> Reading {
        (self.rows + self.quarantined, self.sum)
    }
}

impl Protocol {
    pub(super) fn new(cursor: Cursor, look_back: usize, sorted_rows: u64) -> Self {
        let keep = look_back.max(1);
        let back = cursor.known.len().saturating_sub(keep);
        let from = cursor.known.get(back).map_or(0, |known| known.id);
        Self {
            page: Page::new(from, &cursor, &[]),
            anchored: false,
            behind: None,
            cursor,
            keep,
            sorted_rows,
            overlap: Vec::new(),
            repeating: None,
            last: None,
        }
    }

    /// Covers the rows that were handed on, and no other.
    pub(super) fn covered(&self) -> Covered {
        Covered { cursor: self.cursor.clone(), last: self.last.clone() }
    }

    /// The id to ask from; 0 only on a first run.
    pub(super) fn from(&self) -> u64 {
        self.page.from
    }

    /// Begins the page after one that was settled.
    pub(super) fn begin(&mut self) {
        let from = match (self.behind.take(), self.overlap.get(self.overlap.len() / 2)) {
            _ if self.repeating.is_some() => self.page.from,
            (Some(reached), _) => reached,
            (None, Some(signpost)) => signpost.id,
            (None, None) => self.cursor.last_id().unwrap_or(0),
        };
        self.anchored |= self.repeating.is_none();
        self.page = Page::new(from, &self.cursor, &self.overlap);
    }

    /// Begins again with a page that broke, or is to be asked for twice; rows that were looked at and
    /// not handed on are forgotten.
    pub(super) fn again(&mut self) {
        let from = match self.cursor.last_id() {
            Some(last) if self.is_sorted() && !self.page.handed.is_empty() => {
                (self.repeating, self.anchored) = (None, true);
                last
            }
            _ => self.page.from,
        };
        self.page = Page::new(from, &self.cursor, &self.overlap);
    }

    /// Asks for the page once more because its end was not proven.
    pub(super) fn repeat(&mut self) {
        let reading = self.page.reading();
        self.again();
        self.repeating = Some(reading);
    }

    /// Whether a second reading without proof had the same as the first.
    fn is_confirmed(&self) -> bool {
        self.repeating == Some(self.page.reading())
    }

    fn is_sorted(&self) -> bool {
        self.cursor.order == Order::Sorted && !self.page.unsorted
    }

    /// Looks at rows as they come. `RowRevised`, `ContinuityBroken`.
    pub(super) fn look(&mut self, rows: &[Known]) -> Result<Looked> {
        let mut looked = Looked { keep: Vec::with_capacity(rows.len()), fresh: Vec::new() };
        for &row in rows {
            let new = self.look_at(row)?;
            looked.keep.push(new);
            if new {
                looked.fresh.push(row);
            }
        }
        Ok(looked)
    }

    fn look_at(&mut self, row: Known) -> Result<bool> {
        let page = &mut self.page;
        page.rows += 1;
        let hash = row.id.rotate_left(32) ^ row.print.unwrap_or_default();
        page.sum = page.sum.wrapping_add(hash.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        page.unsorted |= page.previous.is_some_and(|previous| row.id < previous);
        page.previous = Some(row.id);
        page.largest = page.largest.max(Some(row.id));
        if row.id < page.from {
            page.below.get_or_insert(row.id);
            return Ok(false);
        }
        if let Some(expected) = page.expected.get_mut(&row.id) {
            same(Known { id: row.id, print: expected.print }, row)?;
            expected.seen = true;
            self.cursor.compare_from_now_on(row);
            return Ok(false);
        }
        page.gained += 1;
        if let Some(known) = page.delivered.get(row.id) {
            same(known, row)?;
            return Ok(false);
        }
        if self.overlap.last().is_some_and(|last| row.id < last.id) {
            let detail = format!("row {} was left out of a page that had larger ids", row.id);
            return Err(broken(detail)
                .with_retryable(true)
                .with_hint("collect again from the cursor; if it stays, no page proves anything"));
        }
        page.delivered.add(row);
        page.new += 1;
        Ok(true)
    }

    /// Counts records of the page that cannot be read.
    pub(super) fn set_aside(&mut self, records: u64) {
        self.page.quarantined += records;
    }

    /// Whether rows may be handed on: what had to come again has come, and nothing is wrong so far.
    pub(super) fn may_hand_on(&self) -> bool {
        let page = &self.page;
        let anchor = page.expected.get(&page.from);
        let clear =
            self.cursor.dialect != FeedDialect::Unknown || anchor.is_none_or(|anchor| anchor.seen);
        page.checked || (page.below.is_none() && clear && self.unseen().min().is_none())
    }

    /// The ids that have to come and did not yet.
    fn unseen(&self) -> impl Iterator<Item = u64> + '_ {
        let Page { from, expected, .. } = &self.page;
        let includes = self.cursor.dialect == FeedDialect::Inclusive;
        let has_to = move |id: u64| id > *from || (id == *from && includes);
        expected.iter().filter(move |(id, row)| !row.seen && has_to(**id)).map(|(id, _)| *id)
    }

    /// The smallest id that had to be in the page that has ended. A page has the lowest ids, so those
    /// above its largest may be in the next one, if it got anywhere at all.
    fn missing(&self) -> Option<u64> {
        let reached = self.page.largest.filter(|largest| *largest > self.page.from);
        self.unseen().filter(|id| reached.is_none_or(|reached| *id <= reached)).min()
    }

    /// Says that new rows go to the caller.
    pub(super) fn hand_on(&mut self, rows: Vec<Known>) {
        if rows.is_empty() {
            return;
        }
        if self.page.unsorted && self.cursor.order == Order::Sorted {
            self.no_longer_sorted();
        }
        let (rows, before) = (Arc::new(rows), self.cursor.clone());
        self.page.handed.push(rows.clone());
        self.cursor.hand_on(rows.clone(), self.keep);
        self.last = Some(Handed { before, rows, keep: self.keep });
    }

    /// What this page covered because pages had been sorted is covered no more.
    fn no_longer_sorted(&mut self) {
        let dialect = self.cursor.dialect;
        self.cursor = self.page.before.clone();
        (self.cursor.dialect, self.cursor.order) = (dialect, Order::Unsorted);
        self.cursor.beyond.extend(self.page.handed.iter().cloned());
    }

    /// Looks at a page that has ended. Where its end is not `proven`, nothing is said about what is
    /// missing until it was asked for twice. `ContinuityBroken`, `NoProgress`.
    pub(super) fn check(&mut self, proven: bool) -> Result<Checked> {
        let Page { from, below, largest, new, .. } = self.page;
        let proven = proven || self.is_confirmed();
        if let Some(below) = below {
            return Err(match new {
                0 => Error::new(
                    ErrorKind::NoProgress,
                    format!(
                        "rows from {from} on were asked for; row {below} came, and nothing new"
                    ),
                ),
                _ => broken(format!("rows from {from} on were asked for, and row {below} came")),
            });
        }
        let anchor = self.page.expected.get(&from).map(|anchor| anchor.seen);
        if anchor == Some(true) && self.cursor.dialect == FeedDialect::Unknown {
            self.cursor.dialect = FeedDialect::Inclusive;
        }
        if !proven && !self.may_hand_on() {
            return Ok(Checked::Repeat);
        }
        if let Some(missing) = self.missing() {
            return Err(is_gone(missing));
        }
        if anchor == Some(false) && self.cursor.dialect == FeedDialect::Unknown {
            match largest {
                // It was there a moment ago.
                _ if self.anchored => self.cursor.dialect = FeedDialect::Exclusive,
                Some(largest) => return Ok(Checked::Probe(largest)),
                // Nothing came, and nothing is lost whichever it is.
                None => {}
            }
        }
        self.page.checked = true;
        Ok(Checked::Good)
    }

    /// Says whether the row came that was asked from to learn the dialect.
    pub(super) fn probed(&mut self, came: bool) {
        self.cursor.dialect = if came { FeedDialect::Inclusive } else { FeedDialect::Exclusive };
    }

    /// Closes a page that was checked and whose rows were all handed on. `NoProgress`.
    pub(super) fn settle(&mut self, proven: bool) -> Result<Next> {
        let Page { rows, quarantined, new, gained, unsorted, largest, .. } = self.page;
        let settled = proven || self.is_confirmed();
        if unsorted && self.cursor.order == Order::Sorted {
            self.no_longer_sorted();
        }
        if unsorted {
            self.cursor.order = Order::Unsorted;
        } else if settled && rows >= self.sorted_rows && self.cursor.order == Order::Unknown {
            self.cursor.order = Order::Sorted;
        }
        let full = self.cursor.page_rows.max(FULL_PAGE);
        self.cursor.page_rows = self.cursor.page_rows.max(rows + quarantined);
        if !settled && (self.cursor.order != Order::Sorted || new == 0) {
            self.repeating = Some(self.page.reading());
            return Ok(Next::Page);
        }
        self.repeating = None;
        let last = self.cursor.last_id().max(self.overlap.last().map(|row| row.id));
        self.behind = match last {
            _ if self.unseen().next().is_some() => largest,
            // It may have had room for no more than the rows that came again.
            Some(last) if gained == 0 && self.page.from < last => Some(last),
            _ => None,
        };
        if self.behind.is_some() {
            return Ok(Next::Page);
        }
        let uncovered = self.cursor.uncovered().map(|row| row.id).max();
        if let Some(gone) = uncovered.filter(|id| gained == 0 && Some(*id) > last) {
            return Err(is_gone(gone));
        }
        self.cover(gained);
        if gained > 0 {
            return Ok(Next::Page);
        }
        if quarantined > 0 && rows + quarantined >= full {
            let detail = format!("a whole page came of which {quarantined} records cannot be read");
            return Err(Error::new(ErrorKind::NoProgress, detail));
        }
        Ok(Next::End)
    }

    /// Takes for covered what is: all of a sorted page; of others what the next page confirmed.
    fn cover(&mut self, gained: u64) {
        let mut rows: Vec<Known> = self.cursor.uncovered().collect();
        self.cursor.beyond.clear();
        if self.cursor.order == Order::Unsorted && gained > 0 {
            let confirmed = Delivered::of(std::mem::take(&mut self.overlap));
            let (covered, rest): (Vec<_>, Vec<_>) =
                rows.into_iter().partition(|row| confirmed.get(row.id).is_some());
            rows = covered;
            // Rows above may be of a page that broke off: they confirm nothing.
            let reached = |row: &&Known| Some(row.id) <= self.page.largest;
            self.overlap = rest.iter().filter(reached).copied().collect();
            self.overlap.sort_by_key(|row| row.id);
            self.cursor.beyond.push(Arc::new(rest));
        } else {
            self.overlap.clear();
        }
        self.cursor.cover(rows, self.keep);
    }
}

/// Compares a row with what it was before.
fn same(before: Known, now: Known) -> Result<()> {
    match before.print.zip(now.print) {
        Some((before, print)) if before != print => {
            let detail = format!("row {}, which was handed on before, has another content", now.id);
            Err(Error::new(ErrorKind::RowRevised, detail))
        }
        _ => Ok(()),
    }
}

fn is_gone(id: u64) -> Error {
    broken(format!("row {id}, which was handed on before, is gone"))
}

fn broken(detail: String) -> Error {
    Error::new(ErrorKind::ContinuityBroken, detail)
}
