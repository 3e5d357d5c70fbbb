//! Adjustment files: they amend rows of the months before (DOC).

use std::{ops::Range, sync::Arc};

use super::{
    calendar::Month,
    prng::{Draws, key},
    row::Row,
    sessions::MonthOfSessions,
};

/// Amendments reach back so many months.
pub(crate) const REACH_MONTHS: u32 = 3;

/// The amendments that one month brought. Each repeats the transaction's id, times and
/// description; its amount is the difference to what was billed, negative or positive (INF).
#[derive(Debug)]
pub(crate) struct Adjustments {
    key: u64,
    month: Month,
    rows: u64,
    /// The amended months, the latest first; none of them is empty.
    priors: Vec<Arc<MonthOfSessions>>,
}

impl Adjustments {
    /// None where there is nothing before the month that could be amended.
    pub(crate) fn new(company_key: u64, month: Month, priors: Vec<Arc<MonthOfSessions>>) -> Self {
        let fewest = priors.iter().map(|prior| prior.all().end).min().unwrap_or(0);
        let rows = (fewest / 500 + 3).min(fewest);
        let key = key(company_key ^ 0x0061_646a, month.ordinal().unsigned_abs());
        Self { key, month, rows, priors }
    }

    pub(crate) fn all(&self) -> Range<u64> {
        0..self.rows
    }

    /// Evenly over the days of the month; days without any are common.
    pub(crate) fn of_day(&self, day: u8) -> Range<u64> {
        let days = u64::from(self.month.length());
        let start = |day: u8| self.rows * u64::from(day) / days;
        start(day)..start(day + 1)
    }

    pub(crate) fn row(&self, index: u64) -> (&MonthOfSessions, Row) {
        let months = self.priors.len() as u64;
        let prior = &self.priors[(index % months) as usize];
        let prior_rows = prior.all().end;
        // A stride keeps the amended transactions of one file apart.
        let stride = (prior_rows / (self.rows / months + 1)).max(1);
        let offset = key(self.key, index % months) % prior_rows;
        let mut row = prior.row((offset + index / months * stride) % prior_rows);
        row.amount_micros = row.amount_micros.map(|billed| {
            let mut draws = Draws::new(key(self.key, index));
            match draws.below(4) {
                0 | 1 => -billed,
                2 => -(billed / 2),
                _ => billed / 4 + 10_000 * (1 + draws.below(500) as i64),
            }
        });
        (prior, row)
    }
}
