//! The builder's part that is about the billing feed and getcalls.

use super::{Builder, Password};
use crate::{
    Day,
    billing_feed::{FeedSetup, Feeds},
    getcalls::{CallsSetup, Reseller},
    session::unguessable,
};

/// Rows of each account of the feed when nothing is said.
pub const DEFAULT_FEED_ROWS: u64 = 1_000;
/// Accounts of the feed when nothing is said: one login an account (OBS).
pub const DEFAULT_FEED_ACCOUNTS: u32 = 2;
/// The first id when none is given. Ids of a thousand rows grow beyond 32 bits.
pub const DEFAULT_FEED_FIRST_ID: u64 = 2_147_475_000;
/// Records of a profile on a day, about, when nothing is said.
pub const DEFAULT_CALLS_PER_DAY: u64 = 100;
/// Profiles of getcalls when nothing is said.
pub const DEFAULT_CALL_PROFILES: u32 = 2;
/// The user of getcalls when none is given.
pub const DEFAULT_GET_CALLS_USERNAME: &str = "reseller+calls@example.com";

impl Default for FeedSetup {
    fn default() -> Self {
        Self {
            accounts: DEFAULT_FEED_ACCOUNTS,
            rows: DEFAULT_FEED_ROWS,
            first_id: DEFAULT_FEED_FIRST_ID,
            login: None,
            // A query of the document's kind holds it: it must survive that.
            password: format!("b1ll&f33d+ %é/{}", unguessable()),
        }
    }
}

impl Default for CallsSetup {
    fn default() -> Self {
        Self {
            per_day: DEFAULT_CALLS_PER_DAY,
            profiles: DEFAULT_CALL_PROFILES,
            username: DEFAULT_GET_CALLS_USERNAME.to_owned(),
            password: format!("c&lls+ %ü?/{}", unguessable()),
        }
    }
}

impl Builder {
    /// Rows of each account of the feed at the beginning, spread over the last month that holds
    /// data. Rows that come later go on at the same pace.
    #[must_use]
    pub fn feed_rows(mut self, rows: u64) -> Self {
        self.feed.rows = rows;
        self
    }

    /// How many accounts of the feed there are, at least one and at most a thousand.
    #[must_use]
    pub fn feed_accounts(mut self, accounts: u32) -> Self {
        self.feed.accounts = accounts.min(1_000);
        self
    }

    /// The number below which no row has its id.
    #[must_use]
    pub fn feed_first_id(mut self, id: u64) -> Self {
        self.feed.first_id = id;
        self
    }

    /// What the first account of the feed accepts. Without it: an account number from the seed
    /// and a password that is another one at every start. The other accounts' passwords are
    /// this one, a hyphen and their number from 1.
    #[must_use]
    pub fn feed_credentials(
        mut self,
        login: impl Into<String>,
        password: impl Into<String>,
    ) -> Self {
        self.feed.login = Some(login.into());
        self.feed.password = password.into();
        self
    }

    /// Records of a profile of getcalls on a day, from three to five quarters of it.
    #[must_use]
    pub fn calls_per_day(mut self, records: u64) -> Self {
        self.calls.per_day = records;
        self
    }

    /// How many profiles are linked to the account of getcalls, at least one.
    #[must_use]
    pub fn call_profiles(mut self, profiles: u32) -> Self {
        self.calls.profiles = profiles;
        self
    }

    /// What getcalls accepts. Without it: [`DEFAULT_GET_CALLS_USERNAME`] and a password that is
    /// another one at every start.
    #[must_use]
    pub fn get_calls_credentials(
        mut self,
        username: impl Into<String>,
        password: impl Into<String>,
    ) -> Self {
        self.calls.username = username.into();
        self.calls.password = password.into();
        self
    }

    /// The day that it is for getcalls; the day after the last month that holds data when not
    /// given.
    #[must_use]
    pub fn today(mut self, day: Day) -> Self {
        self.today = Some(day);
        self
    }

    pub(super) fn feeds(&self) -> Feeds {
        Feeds::new(&self.feed, self.scale.seed, self.scale.last_month)
    }

    pub(super) fn reseller(&self) -> Reseller {
        let last = self.scale.last_month;
        let first = last.back(self.scale.months.saturating_sub(1)).unwrap_or(last);
        let after = last.first_day().last_of_month().saturating_add(jiff::Span::new().days(1));
        let today = self.today.map_or(after, Day::date);
        Reseller::new(&self.calls, self.scale.seed, first.first_day(), today)
    }
}

impl std::fmt::Debug for FeedSetup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("FeedSetup")
            .field("accounts", &self.accounts)
            .field("rows", &self.rows)
            .field("first_id", &self.first_id)
            .field("login", &self.login)
            .field("password", &Password(String::new()))
            .finish()
    }
}

impl std::fmt::Debug for CallsSetup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CallsSetup")
            .field("per_day", &self.per_day)
            .field("profiles", &self.profiles)
            .field("username", &self.username)
            .field("password", &Password(String::new()))
            .finish()
    }
}
