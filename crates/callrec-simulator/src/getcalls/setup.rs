//! The reseller's account and its profiles.

use std::sync::Arc;

use jiff::civil::Date;

use super::profile::{Profile, Today};
use crate::data::prng::{key, key_of_text};

/// How large the account is.
#[derive(Clone)]
pub(crate) struct CallsSetup {
    pub(crate) per_day: u64,
    pub(crate) profiles: u32,
    pub(crate) username: String,
    pub(crate) password: String,
}

/// The account: its credentials, its profiles, and what day it is.
pub(crate) struct Reseller {
    pub(crate) username: String,
    pub(crate) password: String,
    pub(crate) profiles: Vec<Arc<Profile>>,
    /// A profile that there is and that belongs to somebody else.
    pub(crate) foreign: String,
    pub(crate) today: Today,
    pub(crate) first_day: Date,
    first_today: Date,
}

impl Reseller {
    pub(crate) fn new(setup: &CallsSetup, seed: u64, first_day: Date, today: Date) -> Self {
        let calls_key = key_of_text(key(seed, 4), "getcalls");
        // Six digits; the last three tell them apart.
        let id = |index: u32| {
            let number = 100_000 + calls_key % 900 * 1_000 + u64::from(index);
            number.to_string()
        };
        let profiles = (0..setup.profiles.max(1)).map(|index| {
            let profile_key = key(calls_key, u64::from(index));
            Arc::new(Profile::new(id(index), profile_key, setup.per_day, first_day))
        });
        Self {
            username: setup.username.clone(),
            password: setup.password.clone(),
            profiles: profiles.collect(),
            foreign: id(setup.profiles.max(1)),
            today: Today::new(today),
            first_day,
            first_today: today,
        }
    }

    /// Makes the records and the day what they were in the beginning.
    pub(crate) fn reset(&self) {
        self.today.set(self.first_today);
        self.profiles.iter().for_each(|profile| profile.reset());
    }

    /// Nothing empty is ever accepted.
    pub(super) fn accepts(&self, username: &str, password: &str) -> bool {
        !username.is_empty()
            && !password.is_empty()
            && username == self.username
            && password == self.password
    }

    pub(super) fn find(&self, profile: &str) -> Option<&Arc<Profile>> {
        self.profiles.iter().find(|one| one.id == profile)
    }
}
