//! A profile (customer) and its records, day by day.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use jiff::civil::Date;

use super::record::{Record, record};
use crate::{
    data::prng::{Draws, key},
    locked::locked,
    switches::EndDate,
};

const SECONDS: u64 = 86_400;
const NOON: u32 = 43_200;
/// Of so many records in a row the last two are equal: nothing tells them apart.
const TWINS: u64 = 10;

/// One profile.
#[derive(Debug)]
pub(crate) struct Profile {
    /// The customer number.
    pub(crate) id: String,
    key: u64,
    per_day: u64,
    first_day: Date,
    /// Records more or fewer than there were, by day.
    changes: Mutex<HashMap<Date, i64>>,
}

/// What day it is for the service.
#[derive(Debug)]
pub(crate) struct Today(RwLock<Date>);

impl Today {
    pub(crate) fn new(date: Date) -> Self {
        Self(RwLock::new(date))
    }

    pub(crate) fn get(&self) -> Date {
        *self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn set(&self, date: Date) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = date;
    }
}

impl Profile {
    pub(crate) fn new(id: String, key: u64, per_day: u64, first_day: Date) -> Self {
        Self { id, key, per_day, first_day, changes: Mutex::default() }
    }

    /// Records of a day more (or, below zero, fewer) than there were.
    pub(crate) fn change(&self, date: Date, records: i64) {
        let mut changes = locked(&self.changes);
        let change = changes.entry(date).or_default();
        *change = change.saturating_add(records);
    }

    /// Makes every day what it was in the beginning.
    pub(crate) fn reset(&self) {
        locked(&self.changes).clear();
    }

    /// The records of a day so far, in the order of an answer. The day that is today has
    /// those before noon.
    pub(super) fn day(
        self: &Arc<Self>,
        date: Date,
        today: Date,
    ) -> impl Iterator<Item = Record> + Send + use<> {
        let made = if date < self.first_day || date > today { 0 } else { self.made_on(date) };
        let change = locked(&self.changes).get(&date).copied().unwrap_or(0);
        let there = made.saturating_add_signed(change);
        let open = date == today;
        let profile = Arc::clone(self);
        (0..there)
            .map(move |number| profile.record(date, number, made))
            .filter(move |record| !open || record.second < NOON)
    }

    fn made_on(&self, date: Date) -> u64 {
        let quarter = self.per_day / 4;
        let mut draws = Draws::new(key(self.key, ordinal(date)));
        // Days differ; the first and the last record of a day are always there.
        (self.per_day - quarter + draws.below(2 * quarter + 1)).max(2.min(self.per_day))
    }

    /// `made` is how many there were at first: the day is theirs, what came later is anywhere.
    fn record(&self, date: Date, number: u64, made: u64) -> Record {
        let twin = number % TWINS == TWINS - 1 && number + 1 < made;
        let number = if twin { number - 1 } else { number };
        let second = if number >= made {
            Draws::new(key(self.key, number)).below(SECONDS)
        } else if number == 0 {
            0
        } else if number + 1 == made {
            SECONDS - 1
        } else {
            let (first, after) = (number * SECONDS / made, (number + 1) * SECONDS / made);
            first + Draws::new(key(self.key, number)).below(after - first)
        };
        record(self.key, date, number, u32::try_from(second).unwrap_or(0))
    }
}

fn ordinal(date: Date) -> u64 {
    let parts = [i64::from(date.year()), i64::from(date.month()), i64::from(date.day())];
    parts.into_iter().fold(0, |all, part| all * 100 + part).cast_unsigned()
}

/// The days of a request, `end` as it was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) start: Date,
    pub(crate) end: Date,
    pub(crate) end_date: EndDate,
}

impl Window {
    /// The records of a profile within the window, in the order of an answer.
    pub(super) fn records(
        self,
        profile: &Arc<Profile>,
        today: Date,
    ) -> impl Iterator<Item = Record> + Send + use<> {
        let profile = Arc::clone(profile);
        let days = self.start.series(jiff::Span::new().days(1));
        // With the day of the end; what of it belongs here is looked at below.
        let days = days.take_while(move |date| *date <= self.end);
        days.flat_map(move |date| {
            profile.day(date, today).filter(move |record| self.holds(date, record))
        })
    }

    fn holds(self, date: Date, record: &Record) -> bool {
        date < self.end
            || match self.end_date {
                EndDate::Exclusive => false,
                EndDate::Inclusive => true,
                EndDate::Midnight => record.second == 0,
            }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Date = Date::constant(2026, 9, 1);
    const TODAY: Date = Date::constant(2026, 10, 1);

    fn profile(per_day: u64) -> Arc<Profile> {
        Arc::new(Profile::new("100001".to_owned(), 5, per_day, FIRST))
    }

    fn count(profile: &Arc<Profile>, start: Date, end: Date, end_date: EndDate) -> usize {
        Window { start, end, end_date }.records(profile, TODAY).count()
    }

    #[test]
    fn both_edges_of_a_day_have_a_call() {
        let profile = profile(100);
        let day: Vec<Record> = profile.day(FIRST, TODAY).collect();
        let calls = |records: &[Record]| records.iter().filter(|record| record.is_call).count();
        assert_eq!(day[0].second, 0);
        assert!((75..=125).contains(&day.len()));
        assert!(calls(&day) > 50);
        let edges = (0..30).map(|days| FIRST.saturating_add(jiff::Span::new().days(days)));
        let lasts = edges.filter_map(|date| profile.day(date, TODAY).last());
        assert!(lasts.filter(|last| last.is_call).all(|last| last.second == 86_399));
    }

    #[test]
    fn some_records_are_equal() {
        let day: Vec<Record> = profile(100).day(FIRST, TODAY).collect();
        let twins = day.windows(2).filter(|pair| pair[0] == pair[1]).count();
        assert!(twins >= day.len() / 10 - 1, "{twins} of {}", day.len());
    }

    #[test]
    fn the_three_ends_differ_by_the_last_day_and_its_first_second() {
        let profile = profile(100);
        let next = FIRST.tomorrow().unwrap();
        let first = profile.day(FIRST, TODAY).count();
        let midnight = profile.day(next, TODAY).filter(|record| record.second == 0).count();
        assert!(midnight > 0);
        assert_eq!(count(&profile, FIRST, next, EndDate::Exclusive), first);
        assert_eq!(count(&profile, FIRST, next, EndDate::Midnight), first + midnight);
        assert_eq!(
            count(&profile, FIRST, next, EndDate::Inclusive),
            first + profile.day(next, TODAY).count()
        );
    }

    #[test]
    fn today_is_half_a_day_and_tomorrow_is_empty() {
        let profile = profile(100);
        let open = profile.day(TODAY, TODAY).count();
        let closed = profile.day(TODAY, TODAY.tomorrow().unwrap()).count();
        assert!(open < closed && open > closed / 4);
        assert_eq!(profile.day(TODAY.tomorrow().unwrap(), TODAY).count(), 0);
        assert_eq!(profile.day(FIRST.yesterday().unwrap(), TODAY).count(), 0);
    }

    #[test]
    fn a_closed_day_can_change() {
        let profile = profile(100);
        let before: Vec<Record> = profile.day(FIRST, TODAY).collect();
        profile.change(FIRST, 3);
        let after: Vec<Record> = profile.day(FIRST, TODAY).collect();
        assert_eq!(after.len(), before.len() + 3);
        assert_eq!(after[..before.len()], before);
        profile.change(FIRST, -13);
        assert_eq!(profile.day(FIRST, TODAY).collect::<Vec<_>>(), before[..before.len() - 10]);
    }
}
