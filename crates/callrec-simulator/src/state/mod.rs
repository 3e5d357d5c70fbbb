//! What the accounts hold and writes change: users, cost centres, groups, devices, registration
//! codes. One state, whichever system a request comes by.

mod clock;
mod company;
mod device;
mod enrolment;
mod form;
mod organisation;
mod population;
mod provisioning;
mod records;
mod registration_code;
mod user;
mod users;

use jiff::{Timestamp, tz::TimeZone};

use clock::Clock;
pub(crate) use company::CompanyState;
pub(crate) use device::Device;
pub(crate) use form::UserForm;
pub(crate) use organisation::{CostCenter, Group, PLANS};
pub(crate) use provisioning::{Refusal, Rules};
pub use records::{
    CostCenterRecord, DeviceRecord, GroupRecord, RegistrationCodeRecord, UserRecord,
};
pub(crate) use registration_code::RegistrationCode;
pub use user::UserStatus;
pub(crate) use user::{Notifications, User};
pub(crate) use users::Users;

use crate::data::{Accounts, Month, prng::key};

/// How the accounts begin.
#[derive(Debug, Clone)]
pub(crate) struct Beginning {
    pub(crate) seed: u64,
    /// Users of the main company; each child has a fourth of them.
    pub(crate) users: u64,
    pub(crate) realm: String,
}

/// The accounts of all companies.
#[derive(Debug)]
pub(crate) struct State {
    companies: Vec<CompanyState>,
    clock: Clock,
    realm: String,
}

impl State {
    pub(crate) fn new(beginning: &Beginning, accounts: &Accounts) -> Self {
        let until = end_of(accounts.last_month());
        let main = std::iter::once((accounts.main(), beginning.users));
        let children = accounts.children().iter().map(|child| (child, beginning.users.div_ceil(4)));
        let companies = main
            .chain(children)
            .enumerate()
            .map(|(place, (company, users))| {
                let company_key = key(beginning.seed ^ 0x7374_6174, place as u64);
                CompanyState::new(
                    &company.id,
                    company_key,
                    place as u64,
                    users,
                    &beginning.realm,
                    until,
                )
            })
            .collect();
        Self { companies, clock: Clock::new(until), realm: beginning.realm.clone() }
    }

    pub(crate) fn realm(&self) -> &str {
        &self.realm
    }

    pub(crate) fn company(&self, id: &str) -> Option<&CompanyState> {
        self.companies.iter().find(|company| company.id == id)
    }

    pub(crate) fn company_mut(&mut self, id: &str) -> Option<&mut CompanyState> {
        self.companies.iter_mut().find(|company| company.id == id)
    }

    /// The company and the time of a write.
    pub(crate) fn writing(&mut self, id: &str) -> Option<(&mut CompanyState, Timestamp)> {
        let now = self.clock.tick();
        self.company_mut(id).map(|company| (company, now))
    }

    /// The live user of an address in any company: addresses are unique across all accounts.
    pub(crate) fn holder_of_email(&self, email: &str) -> Option<(&str, std::sync::Arc<User>)> {
        self.companies.iter().find_map(|company| {
            company.users.by_email(email).map(|user| (company.id.as_str(), user))
        })
    }

    /// Whether an address was that of a user who has been deleted.
    pub(crate) fn email_was_deleted(&self, email: &str) -> bool {
        self.companies.iter().any(|company| {
            company.users.deleted(|user| user.email.eq_ignore_ascii_case(email)).is_some()
        })
    }
}

/// Midnight after the month.
fn end_of(month: Month) -> Timestamp {
    let next = month.first_day().last_of_month().tomorrow();
    next.and_then(|day| day.to_zoned(TimeZone::UTC))
        .map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}
