//! The simulator's part that is about the billing feed and getcalls.

use super::Simulator;
use crate::{Error, Feed, GetCalls};

impl Simulator {
    /// The feed of the first account.
    pub fn feed(&self) -> Feed<'_> {
        Feed::new(&self.shared.feeds.all()[0])
    }

    /// The feeds of all accounts, the first account's first.
    pub fn feeds(&self) -> Vec<Feed<'_>> {
        self.shared.feeds.all().iter().map(Feed::new).collect()
    }

    /// The feed of the account with a number.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a number that no account has.
    pub fn feed_of(&self, login: &str) -> Result<Feed<'_>, Error> {
        let found = self.shared.feeds.find(login);
        found
            .map(Feed::new)
            .ok_or_else(|| Error::invalid("account of the feed", login, "one of feeds()"))
    }

    /// The account number that the feed takes, of the first account.
    pub fn feed_username(&self) -> &str {
        self.feed().login()
    }

    /// The password of the first account of the feed.
    pub fn feed_password(&self) -> &str {
        self.feed().password()
    }

    /// The records of getcalls.
    pub fn get_calls(&self) -> GetCalls<'_> {
        GetCalls::new(&self.shared.reseller)
    }

    /// The user name that getcalls accepts.
    pub fn get_calls_username(&self) -> &str {
        &self.shared.reseller.username
    }

    /// The password that getcalls accepts.
    pub fn get_calls_password(&self) -> &str {
        &self.shared.reseller.password
    }

    /// The id of the first profile of getcalls.
    pub fn get_calls_profile(&self) -> &str {
        &self.shared.reseller.profiles[0].id
    }
}
