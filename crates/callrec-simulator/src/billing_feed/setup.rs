//! The accounts of the feed, and how they are set up.

use super::{
    account::{Account, Rows},
    row::Timeline,
};
use crate::{
    Month,
    data::prng::{key, key_of_text},
};

/// How large the feed is.
#[derive(Clone)]
pub(crate) struct FeedSetup {
    pub(crate) accounts: u32,
    pub(crate) rows: u64,
    pub(crate) first_id: u64,
    /// Of the first account; the others' follow from the seed.
    pub(crate) login: Option<String>,
    pub(crate) password: String,
}

/// Pace of an account that has no rows yet.
const EMPTY_INTERVAL_MICROS: u64 = 60_000_000;

/// All accounts; the first is the main one.
pub(crate) struct Feeds(Vec<Account>);

impl Feeds {
    /// The rows of the beginning are spread over the last month that holds data; later ones
    /// go on at the same pace.
    pub(crate) fn new(setup: &FeedSetup, seed: u64, month: Month) -> Self {
        let feeds_key = key_of_text(key(seed, 3), "billing feed");
        let begin_s = seconds(month);
        let month_micros = u64::from(month.length()) * 86_400 * 1_000_000;
        let interval_micros = match setup.rows {
            0 => EMPTY_INTERVAL_MICROS,
            rows => (month_micros / rows).max(1),
        };
        let accounts = (0..setup.accounts.max(1)).map(|index| {
            let account_key = key(feeds_key, u64::from(index));
            // Eight digits, different because of the last three.
            let number = 10_000_000 + account_key % 90_000 * 1_000 + u64::from(index) % 1_000;
            let number = setup.login.clone().filter(|_| index == 0).unwrap_or(number.to_string());
            let user = format!("BillingFeedUser+{}@example.com", index + 1);
            let password = match index {
                0 => setup.password.clone(),
                _ => format!("{}-{index}", setup.password),
            };
            let timeline = Timeline { begin_s, interval_micros };
            let rows = Rows::new(account_key, setup.first_id, timeline, setup.rows);
            Account::new(number, user, password, rows)
        });
        Self(accounts.collect())
    }

    pub(crate) fn all(&self) -> &[Account] {
        &self.0
    }

    pub(crate) fn find(&self, login: &str) -> Option<&Account> {
        self.0.iter().find(|account| account.login == login)
    }

    pub(super) fn login(&self, login: &str, password: &str) -> Option<&Account> {
        self.0.iter().find(|account| account.accepts(login, password))
    }
}

/// From 1970-01-01 to the first of the month.
fn seconds(month: Month) -> i64 {
    let first = month.first_day().at(0, 0, 0, 0);
    first.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |zoned| zoned.timestamp().as_second())
}
