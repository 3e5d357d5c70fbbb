//! An account and its rows: what is there at an instant, and what changes it.

use std::{
    collections::{BTreeSet, HashMap},
    sync::{Arc, Mutex},
};

use super::{
    numbering::{Numbering, Place},
    row::{self, Row, Timeline},
};
use crate::locked::locked;

/// One login and its feed.
pub(crate) struct Account {
    /// The account number (SEED: "User: account number").
    pub(crate) login: String,
    /// The user that the provider's portal calls BillingFeedUser: as good as the number (D1).
    pub(crate) user: String,
    pub(crate) password: String,
    rows: Mutex<Arc<Rows>>,
    beginning: Arc<Rows>,
}

/// The rows as they are at one instant; an answer is made from one of these.
#[derive(Debug, Clone)]
pub(crate) struct Rows {
    pub(super) key: u64,
    timeline: Timeline,
    numbering: Numbering,
    count: u64,
    /// Rows after which a late one came.
    late: BTreeSet<u64>,
    /// How many times the row at a place was rated anew.
    rerated: HashMap<Place, u32>,
}

impl Account {
    pub(crate) fn new(login: String, user: String, password: String, rows: Rows) -> Self {
        let beginning = Arc::new(rows);
        Self { login, user, password, rows: Mutex::new(Arc::clone(&beginning)), beginning }
    }

    /// Nothing empty is ever accepted.
    pub(crate) fn accepts(&self, login: &str, password: &str) -> bool {
        !login.is_empty()
            && !password.is_empty()
            && (login == self.login || login == self.user)
            && password == self.password
    }

    pub(crate) fn rows(&self) -> Arc<Rows> {
        Arc::clone(&locked(&self.rows))
    }

    /// Makes the rows what they were in the beginning.
    pub(crate) fn reset(&self) {
        *locked(&self.rows) = Arc::clone(&self.beginning);
    }

    /// Changes the rows for all answers that are begun afterwards.
    pub(crate) fn change<R>(&self, change: impl FnOnce(&mut Rows) -> R) -> R {
        change(Arc::make_mut(&mut locked(&self.rows)))
    }
}

impl Rows {
    pub(crate) fn new(key: u64, first_id: u64, timeline: Timeline, count: u64) -> Self {
        Self {
            key,
            timeline,
            numbering: Numbering::new(key, first_id),
            count,
            late: BTreeSet::new(),
            rerated: HashMap::new(),
        }
    }

    pub(crate) fn id(&self, place: Place) -> u64 {
        self.numbering.id(place)
    }

    pub(super) fn row(&self, place: Place) -> Row {
        row::row(self.key, place, self.timeline, self.rerated.get(&place).copied().unwrap_or(0))
    }

    /// The places with an id of `from` or greater, in the order of their ids.
    pub(crate) fn places(self: &Arc<Self>, from: u64) -> Places {
        let next = self.numbering.at_or_after(from);
        Places { rows: Arc::clone(self), next }
    }

    /// The place that bears an id.
    pub(crate) fn find(&self, id: u64) -> Option<Place> {
        let place = self.numbering.at_or_after(id);
        (self.id(place) == id && self.holds(place)).then_some(place)
    }

    fn holds(&self, place: Place) -> bool {
        place.row < self.count && (!place.late || self.late.contains(&place.row))
    }

    /// Rows at the end: their ids.
    pub(crate) fn append(&mut self, count: u64) -> Vec<u64> {
        let first = self.count;
        self.count = first.saturating_add(count);
        (first..self.count).map(|row| self.id(Place { row, late: false })).collect()
    }

    /// The same where nobody wants to know the ids.
    pub(crate) fn grow(&mut self, count: u64) {
        self.count = self.count.saturating_add(count);
    }

    /// Rows whose ids are smaller than the greatest one and were not there before: their ids,
    /// rising. The nearest before the last row; fewer where there is no room.
    pub(crate) fn append_late(&mut self, count: u64) -> Vec<u64> {
        let before_last = 0..self.count.saturating_sub(1);
        let free = before_last.rev().filter(|row| !self.late.contains(row));
        let taken: Vec<u64> = free.take(usize::try_from(count).unwrap_or(usize::MAX)).collect();
        self.late.extend(&taken);
        taken.iter().rev().map(|&row| self.id(Place { row, late: true })).collect()
    }

    /// Whether there is a row of the id, which has another cost from now on.
    pub(crate) fn rerate(&mut self, id: u64) -> bool {
        let place = self.find(id);
        if let Some(place) = place {
            *self.rerated.entry(place).or_default() += 1;
        }
        place.is_some()
    }

    pub(crate) fn renumber(&mut self) {
        self.numbering.renumber();
    }

    pub(crate) fn restart_numbering(&mut self, first_id: u64) {
        self.numbering.restart(first_id);
    }
}

/// Places in the order of their ids.
#[derive(Debug)]
pub(crate) struct Places {
    rows: Arc<Rows>,
    next: Place,
}

impl Iterator for Places {
    type Item = Place;

    fn next(&mut self) -> Option<Place> {
        while self.next.row < self.rows.count {
            let place = self.next;
            self.next = if place.late {
                Place { row: place.row + 1, late: false }
            } else {
                Place { late: true, ..place }
            };
            if self.rows.holds(place) {
                return Some(place);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(count: u64) -> Arc<Rows> {
        let timeline = Timeline { begin_s: 0, interval_micros: 60_000_000 };
        Arc::new(Rows::new(3, 1_000, timeline, count))
    }

    fn ids(rows: &Arc<Rows>) -> Vec<u64> {
        rows.places(0).map(|place| rows.id(place)).collect()
    }

    #[test]
    fn late_rows_come_among_the_others() {
        let mut rows = rows(10);
        let before = ids(&rows);
        let late = Arc::make_mut(&mut rows).append_late(4);
        assert_eq!(late.len(), 4);
        assert!(late.is_sorted() && late.iter().all(|id| !before.contains(id)));
        assert!(late[3] < before[9] && late[3] > before[8]);
        let after = ids(&rows);
        assert_eq!((after.len(), after.last()), (14, before.last()));
        assert!(after.is_sorted());
        assert_eq!(Arc::make_mut(&mut rows).append_late(100).len(), 5);
    }

    #[test]
    fn an_answer_in_progress_does_not_change() {
        let mut rows = rows(3);
        let begun = Arc::clone(&rows);
        let appended = Arc::make_mut(&mut rows).append(2);
        assert_eq!((ids(&begun).len(), ids(&rows).len()), (3, 5));
        assert_eq!(ids(&rows)[3..], appended);
    }

    #[test]
    fn only_rows_that_are_there_are_found() {
        let mut rows = rows(5);
        let ids = ids(&rows);
        assert!(ids.iter().all(|&id| rows.find(id).is_some()));
        assert!(ids.iter().all(|&id| rows.find(id + 1).is_none()));
        assert!(rows.find(0).is_none() && rows.find(u64::MAX).is_none());
        Arc::make_mut(&mut rows).renumber();
        assert!(ids.iter().all(|&id| rows.find(id).is_none()));
    }
}
