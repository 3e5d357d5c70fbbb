//! The builder's part that is about the accounts' users: the REST API and hosted provisioning.

use super::{Builder, Password};
use crate::{Error, state::Beginning};

/// Users of the main company when nothing is said.
pub const DEFAULT_USERS: u64 = 60;
/// The realm that usernames end with when none is given.
pub const DEFAULT_REALM: &str = "roaming.example.com";
/// Ids of companies' users would meet beyond.
const MOST_USERS: u64 = 10_000_000;

impl Default for Beginning {
    fn default() -> Self {
        Self { seed: 0, users: DEFAULT_USERS, realm: DEFAULT_REALM.to_owned() }
    }
}

impl Beginning {
    pub(super) fn check(&self) -> Result<(), Error> {
        let refuse = |what, text: &str, expected: &str| Err(Error::invalid(what, text, expected));
        if self.users > MOST_USERS {
            return refuse("number of users", &self.users.to_string(), "at most 10000000");
        }
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        if self.realm.is_empty() || !self.realm.chars().all(fits) {
            return refuse("realm", &self.realm, "a name such as roaming.example.com");
        }
        Ok(())
    }
}

impl Builder {
    /// Users of the main company at the beginning, at most ten million; each child company has a
    /// fourth of them. They take no memory until they are changed.
    #[must_use]
    pub fn users(mut self, users: u64) -> Self {
        self.beginning.users = users;
        self
    }

    /// The iPass roaming realm of the account: usernames end with `@` and this (B10, B11).
    #[must_use]
    pub fn realm(mut self, realm: impl Into<String>) -> Self {
        self.beginning.realm = realm.into();
        self
    }

    /// The key of the REST API; without it one that is another one at every start.
    #[must_use]
    pub fn rest_key(mut self, key: impl Into<String>) -> Self {
        self.rest_key = Password(key.into());
        self
    }
}
