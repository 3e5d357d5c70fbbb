//! The account of one company.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;

use super::{
    organisation::{CostCenter, Group},
    population::{Facts, Population},
    registration_code::RegistrationCode,
    user::{User, UserStatus},
    users::Users,
};
use crate::data::prng::key;

/// Between the ids of one company's users and the next one's.
const IDS_OF_A_COMPANY: u64 = 50_000_000;
/// As in the samples, ids have six digits at the beginning.
const FIRST_ID: u64 = 100_000;

/// Cost centres that the seed makes: visible id, name.
const COST_CENTERS: [(&str, &str); 4] =
    [("qa", "qa"), ("dev-01", "Development"), ("4711", "Sales & Marketing"), ("Z 9", "Büro <Süd>")];
/// Groups that the seed makes: name, plan.
const GROUPS: [(&str, u64); 3] = [("QA Group1", 5), ("Client Group", 5), ("Exec", 1)];
/// Registration codes that the seed makes.
const CODES: u64 = 12;

#[derive(Debug, Clone)]
pub(crate) struct CompanyState {
    pub(crate) id: String,
    /// Shared with the lists that are being sent.
    pub(crate) users: Arc<Users>,
    pub(crate) cost_centers: BTreeMap<u64, CostCenter>,
    pub(crate) groups: BTreeMap<u64, Group>,
    /// In the order of lists.
    pub(crate) codes: Vec<RegistrationCode>,
    /// Ids are never given twice.
    pub(crate) next_id: u64,
}

impl CompanyState {
    pub(crate) fn new(
        id: &str,
        company_key: u64,
        place: u64,
        users: u64,
        realm: &str,
        until: Timestamp,
    ) -> Self {
        let mut next_id = 1_040 + place * 10_000;
        let mut take_id = || {
            next_id += 20;
            next_id - 20
        };
        let cost_centers: BTreeMap<_, _> = COST_CENTERS
            .into_iter()
            .map(|(cost_id, name)| CostCenter {
                id: take_id(),
                cost_id: cost_id.to_owned(),
                name: name.to_owned(),
                child_company: None,
                modified_by: "iPass".to_owned(),
                modified: until,
            })
            .map(|center| (center.id, center))
            .collect();
        let groups: BTreeMap<_, _> = GROUPS
            .into_iter()
            .map(|(name, plan)| Group {
                id: take_id(),
                name: name.to_owned(),
                plan,
                modified_by: "symphony@ipass.com".to_owned(),
                modified: until,
            })
            .map(|group| (group.id, group))
            .collect();
        let population = Population {
            key: key(company_key, 1),
            count: users,
            realm: realm.into(),
            first_id: FIRST_ID + place * IDS_OF_A_COMPANY,
            until,
            cost_centers: cost_centers.keys().copied().collect(),
            groups: groups.keys().copied().collect(),
            by_code: RegistrationCode::users_of_seed(CODES, users).into(),
        };
        Self {
            id: id.to_owned(),
            users: Arc::new(Users::new(population)),
            cost_centers,
            groups,
            codes: (0..CODES)
                .map(|index| RegistrationCode::of_seed(company_key, index, users))
                .collect(),
            next_id,
        }
    }

    /// A new id for a cost centre or a group.
    pub(crate) fn take_id(&mut self) -> u64 {
        self.next_id += 20;
        self.next_id - 20
    }

    /// Changes the user at a place.
    pub(crate) fn change_user(&mut self, number: u64, change: impl FnOnce(&mut User)) -> Arc<User> {
        let mut user = (*self.users.at(number)).clone();
        change(&mut user);
        Arc::make_mut(&mut self.users).put(user);
        self.users.at(number)
    }

    /// How many live users a cost centre has.
    pub(crate) fn in_cost_center(&self, id: u64) -> u64 {
        self.users.numbers(|facts| is_live(facts) && facts.cost_center == Some(id)).count() as u64
    }

    /// How many live users a group has.
    pub(crate) fn in_group(&self, id: u64) -> u64 {
        self.users.numbers(|facts| is_live(facts) && facts.group == Some(id)).count() as u64
    }
}

pub(crate) fn is_live(facts: Facts) -> bool {
    facts.status != UserStatus::Deleted
}
