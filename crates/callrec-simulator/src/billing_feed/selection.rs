//! Which rows an answer holds, and in which order.

use std::sync::Arc;

use super::{
    FeedFilter,
    account::Rows,
    clock::Instant,
    numbering::Place,
    row::{Kind, Row},
};
use crate::data::prng::{Draws, key};

/// Rows that are mixed with one another at most: an answer of any size is made in this space.
const MIXED_ROWS: usize = 8_192;

/// The rows of one answer.
#[derive(Debug, Clone)]
pub(crate) struct Selection {
    pub(crate) rows: Arc<Rows>,
    pub(crate) filter: FeedFilter,
    /// Whether an id of exactly `filter.from_id` is among them.
    pub(crate) inclusive: bool,
    /// 0: all.
    pub(crate) limit: u64,
    pub(crate) shuffled: bool,
}

impl Selection {
    /// The places in the order of the answer.
    pub(crate) fn places(&self) -> Box<dyn Iterator<Item = Place> + Send> {
        let from = self.filter.from_id.unwrap_or(0);
        let from = if self.inclusive { from } else { from.saturating_add(1) };
        let (rows, filter) = (Arc::clone(&self.rows), self.filter);
        let fitting = self
            .rows
            .places(from)
            .filter(move |place| filter.is_open() || filter.takes(&rows.row(*place)));
        let limit = if self.limit == 0 { usize::MAX } else { limit(self.limit) };
        let page = fitting.take(limit);
        if self.shuffled {
            Box::new(Mixed { source: page, key: self.rows.key, mixed: Vec::new() })
        } else {
            Box::new(page)
        }
    }
}

fn limit(rows: u64) -> usize {
    usize::try_from(rows).unwrap_or(usize::MAX)
}

impl FeedFilter {
    /// Whether nothing but the id is asked for.
    fn is_open(&self) -> bool {
        self.date.is_none() && self.hour.is_none() && !self.calls_only && !self.services_only
    }

    pub(super) fn takes(&self, row: &Row) -> bool {
        let at = Instant::of(row.started_s);
        let has_time = !matches!(row.kind, Kind::Pointer);
        self.date.is_none_or(|date| has_time && at.date == date.date())
            && self.hour.is_none_or(|hour| has_time && at.hour == hour)
            && (!self.calls_only || matches!(row.kind, Kind::Call(_)))
            && (!self.services_only || matches!(row.kind, Kind::Service(_)))
    }
}

/// Blocks of places, each mixed by its own first place.
struct Mixed<I> {
    source: I,
    key: u64,
    /// What is left of a block, backwards.
    mixed: Vec<Place>,
}

impl<I: Iterator<Item = Place>> Iterator for Mixed<I> {
    type Item = Place;

    fn next(&mut self) -> Option<Place> {
        if self.mixed.is_empty() {
            self.mixed = self.source.by_ref().take(MIXED_ROWS).collect();
            let greatest = self.mixed.last().copied()?;
            let mut draws = Draws::new(key(self.key, greatest.row));
            for end in (1..self.mixed.len()).rev() {
                let other = usize::try_from(draws.below(end as u64 + 1)).unwrap_or(0);
                self.mixed.swap(end, other);
            }
            // A reader that takes the last row for the greatest is always wrong.
            if self.mixed.len() > 1 && self.mixed[0] == greatest {
                self.mixed.rotate_left(1);
            }
        }
        self.mixed.pop()
    }
}
