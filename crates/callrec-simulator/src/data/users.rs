//! The people of a company: the same pool in its CDRs and in its user reports.

use super::{
    calendar::Month,
    prng::{Draws, key},
    text::push_cell,
};

const GIVEN: [&str; 16] = [
    "ana", "bjorn", "chen", "dora", "emeka", "fatima", "goran", "hana", "ivan", "jo", "kofi",
    "lucía", "maría", "noor", "oleg", "priya",
];
const FAMILY: [&str; 16] = [
    "abel", "berg", "costa", "diaz", "eriksen", "fischer", "gupta", "hoang", "ito", "jansen",
    "kim", "lopez", "müller", "novak", "okafor", "o'brien",
];
/// Reserved names (RFC 2606) only. The third is over-qualified, as the column may be (DOC).
const DOMAINS: [&str; 4] =
    ["example.com", "corp.example.net", "mail.sales.corp.example.net", "example.org"];

/// One line of the network and client user report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkUser {
    /// As in the CDR's User ID.
    pub user_name: String,
    /// As in the CDR's Authentication Domain.
    pub user_domain: String,
    /// At least one CDR in the month.
    pub network_user: bool,
    /// Connected with an Open Mobile client in the month.
    pub om_user: bool,
    /// Connected with an iPassConnect client in the month.
    pub ipc_user: bool,
}

/// The pool of a company.
#[derive(Debug)]
pub(crate) struct Users {
    key: u64,
    people: Vec<(String, &'static str)>,
    /// `User ID,Authentication Domain` as the CDR writes them.
    cells: Vec<Box<[u8]>>,
}

impl Users {
    pub(crate) fn new(company_key: u64, rows_per_month: u64) -> Self {
        let key = key(company_key, 0x0075_7365_7273);
        // Enough people for a lively report, few enough to keep them all in memory.
        let count = (rows_per_month / 20).clamp(12, 5_000);
        let people: Vec<_> = (0..count).map(|index| person(key, index)).collect();
        let cells = people
            .iter()
            .map(|(name, domain)| {
                let mut cell = Vec::new();
                push_cell(&mut cell, name);
                cell.push(b',');
                push_cell(&mut cell, domain);
                cell.into_boxed_slice()
            })
            .collect();
        Self { key, people, cells }
    }

    pub(crate) fn cells(&self, user: u32) -> &[u8] {
        &self.cells[user as usize]
    }

    /// How many of them have at least one of the month's `rows` sessions.
    pub(crate) fn active(&self, rows: u64) -> u64 {
        (self.people.len() as u64 * 7 / 10).min(rows)
    }

    /// The person in an active slot of a month: who is active changes with the month.
    pub(crate) fn in_slot(&self, month: Month, slot: u64) -> u32 {
        ((slot + self.rotation(month)) % self.people.len() as u64) as u32
    }

    fn rotation(&self, month: Month) -> u64 {
        key(self.key, month.ordinal().unsigned_abs()) % self.people.len() as u64
    }

    /// Who connected in any way in a month of so many sessions, by pool order.
    pub(crate) fn report(&self, month: Month, rows: u64) -> impl Iterator<Item = NetworkUser> {
        let active = self.active(rows);
        let pool = self.people.len() as u64;
        let rotation = self.rotation(month);
        let month_key = key(self.key ^ 0x6f6d, month.ordinal().unsigned_abs());
        self.people.iter().enumerate().filter_map(move |(index, (name, domain))| {
            let slot = (index as u64 + pool - rotation) % pool;
            let bits = key(month_key, index as u64);
            let user = NetworkUser {
                user_name: name.clone(),
                user_domain: (*domain).to_owned(),
                network_user: slot < active,
                om_user: bits & 3 != 0,
                ipc_user: bits & 0x70 == 0,
            };
            (rows > 0 && (user.network_user || user.om_user || user.ipc_user)).then_some(user)
        })
    }
}

/// User names are unique by their number; a few hold what user names may hold
/// (A13: `@` and `+`), a comma or a quote.
fn person(pool_key: u64, index: u64) -> (String, &'static str) {
    let mut draws = Draws::new(key(pool_key, index));
    let given = GIVEN[draws.below(16) as usize];
    let family = FAMILY[draws.below(16) as usize];
    let name = match draws.below(24) {
        0 => format!("{given}+{index}@{family}.example"),
        1 => format!("{family}, {given} {index}"),
        2 => format!("\"{given}\" {family}{index}"),
        3 => format!("{index:05}"),
        _ => format!("{given}.{family}{index}"),
    };
    (name, DOMAINS[draws.below(4) as usize])
}
