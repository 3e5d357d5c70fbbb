//! The users of one company: those of the seed, and over them whatever has been changed or added.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use super::{
    population::{Facts, Population},
    user::{User, UserStatus},
};

/// Cheap to clone: a list holds the users as they were while it is sent.
#[derive(Debug, Clone)]
pub(crate) struct Users {
    population: Population,
    /// Those that are not as the seed made them, by place.
    changed: BTreeMap<u64, Arc<User>>,
    /// The places of live users among the changed, by user name in lower case.
    by_name: HashMap<String, u64>,
    /// The same by address.
    by_email: HashMap<String, u64>,
    /// The place that the next user gets.
    next: u64,
}

impl Users {
    pub(crate) fn new(population: Population) -> Self {
        let next = population.count;
        Self {
            population,
            changed: BTreeMap::new(),
            by_name: HashMap::new(),
            by_email: HashMap::new(),
            next,
        }
    }

    pub(crate) fn population(&self) -> &Population {
        &self.population
    }

    /// The user at a place that has been given.
    pub(crate) fn at(&self, number: u64) -> Arc<User> {
        match self.changed.get(&number) {
            Some(user) => Arc::clone(user),
            None => Arc::new(self.population.user(number)),
        }
    }

    pub(crate) fn facts(&self, number: u64) -> Facts {
        match self.changed.get(&number) {
            Some(user) => {
                Facts { status: user.status, cost_center: user.cost_center, group: user.group }
            }
            None => self.population.facts(number),
        }
    }

    /// The places of those whose facts fit, in the order of lists.
    pub(crate) fn numbers(&self, fits: impl Fn(Facts) -> bool) -> impl Iterator<Item = u64> {
        (0..self.next).filter(move |&number| fits(self.facts(number)))
    }

    /// The live user of a name, in any case.
    pub(crate) fn by_name(&self, username: &str) -> Option<Arc<User>> {
        let name = username.to_lowercase();
        let number = self.by_name.get(&name).copied().or_else(|| {
            let number = self.population.number_of_username(&name)?;
            (!self.changed.contains_key(&number)).then_some(number)
        })?;
        Some(self.at(number))
    }

    /// The live user of an address, in any case.
    pub(crate) fn by_email(&self, email: &str) -> Option<Arc<User>> {
        let email = email.to_lowercase();
        let number = self.by_email.get(&email).copied().or_else(|| {
            let number = self.population.number_of_email(&email)?;
            (!self.changed.contains_key(&number)).then_some(number)
        })?;
        Some(self.at(number))
    }

    /// The live user of an `endUserId`.
    pub(crate) fn by_id(&self, end_user_id: u64) -> Option<Arc<User>> {
        let number = end_user_id.checked_sub(self.population.first_id)?;
        (number < self.next).then(|| self.at(number)).filter(|user| user.is_live())
    }

    /// The deleted user of a name or an address that was deleted last.
    pub(crate) fn deleted(&self, is_it: impl Fn(&User) -> bool) -> Option<Arc<User>> {
        let mut deleted = self.changed.values().rev().filter(|user| !user.is_live());
        deleted.find(|user| is_it(user)).cloned()
    }

    /// A new user's place.
    pub(crate) fn take_number(&mut self) -> u64 {
        self.next += 1;
        self.next - 1
    }

    /// Puts a user in its place.
    pub(crate) fn put(&mut self, user: User) {
        let before = self.at_if_any(user.number);
        if let Some(before) = before.filter(|before| before.is_live()) {
            self.by_name.remove(&before.username.to_lowercase());
            self.by_email.remove(&before.email.to_lowercase());
        }
        if user.status != UserStatus::Deleted {
            self.by_name.insert(user.username.to_lowercase(), user.number);
            self.by_email.insert(user.email.to_lowercase(), user.number);
        }
        self.changed.insert(user.number, Arc::new(user));
    }

    fn at_if_any(&self, number: u64) -> Option<Arc<User>> {
        let exists = number < self.population.count || self.changed.contains_key(&number);
        exists.then(|| self.at(number))
    }
}
