//! The users that an account began with: of any number, each made from its place alone.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use super::{
    device::Device,
    user::{Notifications, User, UserStatus},
};
use crate::data::prng::{Draws, key};

const GIVEN: [&str; 16] = [
    "Ana", "Björn", "Chen", "Dora", "Emeka", "Fatima", "Goran", "Hana", "Ivan", "Jo", "Kofi",
    "Lucía", "María", "Noor", "Oleg", "Priya",
];
const FAMILY: [&str; 16] = [
    "Abel",
    "Berg",
    "Costa",
    "Diaz",
    "Eriksen",
    "Fischer",
    "Gupta",
    "Hoang",
    "Ito",
    "Jansen",
    "Kim & Kim",
    "Lopez",
    "Müller",
    "Novak",
    "Okafor",
    "O'Brien",
];
const COUNTRIES: [&str; 6] = ["US", "DE", "IN", "JP", "LU", "NZ"];
const LOCALES: [&str; 4] = ["en-US", "de-DE", "ja-JP", ""];
const DEPARTMENTS: [&str; 4] = ["DEV", "Sales", "R&D", ""];

/// What the users of one company follow from.
#[derive(Debug, Clone)]
pub(crate) struct Population {
    pub(crate) key: u64,
    /// How many there are.
    pub(crate) count: u64,
    /// Usernames end with `@` and this.
    pub(crate) realm: Arc<str>,
    /// The first `endUserId`; no two companies' ids meet.
    pub(crate) first_id: u64,
    /// No user registered later.
    pub(crate) until: Timestamp,
    pub(crate) cost_centers: Arc<[u64]>,
    pub(crate) groups: Arc<[u64]>,
    /// The places of those who came by a registration code.
    pub(crate) by_code: Arc<[u64]>,
}

/// What can be told of a user without its names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) status: UserStatus,
    pub(crate) cost_center: Option<u64>,
    pub(crate) group: Option<u64>,
}

impl Population {
    pub(crate) fn facts(&self, number: u64) -> Facts {
        let mut draws = Draws::new(key(self.key, number));
        Facts {
            status: if draws.one_in(9) { UserStatus::Suspended } else { UserStatus::Active },
            cost_center: picked(&self.cost_centers, &mut draws),
            group: picked(&self.groups, &mut draws),
        }
    }

    /// The user at a place below the count.
    pub(crate) fn user(&self, number: u64) -> User {
        let facts = self.facts(number);
        let user_key = key(self.key ^ 0x7573_6572, number);
        let mut draws = Draws::new(user_key);
        let (fname, lname) = (GIVEN[draws.below(16) as usize], FAMILY[draws.below(16) as usize]);
        let seconds = draws.below(3 * 365 * 24 * 3_600);
        let created = self.until - SignedDuration::from_secs(seconds.cast_signed());
        let created = created + SignedDuration::from_millis(draws.below(1_000).cast_signed());
        let device_count = draws.below(4);
        User {
            number,
            end_user_id: self.first_id + number,
            thor_user_id: self.thor_id(number),
            username: self.username(number, fname),
            // Unique across all companies: the id is.
            email: format!("user{}.{}@{}", self.first_id + number, ascii(lname), self.realm),
            fname: fname.to_owned(),
            lname: lname.to_owned(),
            home_country: COUNTRIES[draws.below(6) as usize].to_owned(),
            locale: LOCALES[draws.below(4) as usize].to_owned(),
            department_code: DEPARTMENTS[draws.below(4) as usize].to_owned(),
            enable_portal_login: draws.one_in(12),
            device_limit: None,
            notifications: Notifications { activate: !draws.one_in(5), suspend: !draws.one_in(5) },
            status: facts.status,
            by_code: self.by_code.contains(&number),
            cost_center: facts.cost_center,
            group: facts.group,
            devices: (0..device_count)
                .map(|index| Device::of_seed(user_key, index, created))
                .collect(),
            created,
            modified: created,
            created_by: 0,
            modified_by: 0,
            activations: 1,
        }
    }

    /// Never the `endUserId` (B58).
    pub(crate) fn thor_id(&self, number: u64) -> u64 {
        7_000_000_000 + self.first_id + number
    }

    fn username(&self, number: u64, fname: &str) -> String {
        // Usernames may hold a plus, which careless encoding turns into a space (B6).
        let mark = if number % 10 == 7 { "+" } else { "." };
        format!("{}{mark}{number}@{}", ascii(fname), self.realm)
    }

    /// The place of the user with this name, in lower case, if the seed made one.
    pub(crate) fn number_of_username(&self, username: &str) -> Option<u64> {
        let local = username.split_once('@')?.0;
        let number: u64 = local.rsplit_once(['.', '+'])?.1.parse().ok()?;
        (number < self.count && self.user(number).username.to_lowercase() == username)
            .then_some(number)
    }

    /// The place of the user who began with this address, in lower case.
    pub(crate) fn number_of_email(&self, email: &str) -> Option<u64> {
        let id: u64 = email.strip_prefix("user")?.split_once('.')?.0.parse().ok()?;
        let number = id.checked_sub(self.first_id)?;
        (number < self.count && self.user(number).email.to_lowercase() == email).then_some(number)
    }
}

/// One of them, or none for every fourth.
fn picked(ids: &[u64], draws: &mut Draws) -> Option<u64> {
    let place = draws.below(ids.len() as u64 * 4 / 3 + 1);
    ids.get(usize::try_from(place).unwrap_or(usize::MAX)).copied()
}

/// Letters that a user name may hold.
fn ascii(name: &str) -> String {
    let folded = name.chars().map(|c| match c.to_ascii_lowercase() {
        'ö' => 'o',
        'ü' => 'u',
        'í' => 'i',
        other => other,
    });
    folded.filter(char::is_ascii_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_and_addresses_are_unique_and_lead_back() {
        let population = Population {
            key: 7,
            count: 3_000,
            realm: "example.com".into(),
            first_id: 100_000,
            until: "2026-10-01T00:00:00Z".parse().unwrap(),
            cost_centers: [1, 2].into(),
            groups: [].into(),
            by_code: [3].into(),
        };
        let (mut names, mut emails) = (HashSet::new(), HashSet::new());
        let mut in_cost_centers = 0;
        for number in 0..population.count {
            let user = population.user(number);
            assert_eq!(population.number_of_username(&user.username.to_lowercase()), Some(number));
            assert_eq!(population.number_of_email(&user.email.to_lowercase()), Some(number));
            assert!(user.created < population.until + SignedDuration::from_secs(1));
            assert_eq!(user.group, None);
            in_cost_centers += u64::from(user.cost_center.is_some());
            assert!(names.insert(user.username) && emails.insert(user.email));
        }
        assert!((1_500..2_500).contains(&in_cost_centers), "{in_cost_centers}");
        assert_eq!(population.number_of_username("ana.3000@example.com"), None);
        assert_eq!(population.number_of_username("nobody.1@example.com"), None);
    }
}
