//! The accounts of one simulator: the main company, its children, and their months.

use std::{
    collections::HashSet,
    sync::{Arc, OnceLock},
};

use super::{
    adjustments::{Adjustments, REACH_MONTHS},
    calendar::Month,
    cdr_file::{CdrFile, CdrKind, Period},
    prng::{key, key_of_text},
    sessions::MonthOfSessions,
    users::{NetworkUser, Users},
};

/// Names that an XML writer must escape and a reader must not mangle.
const CHILD_NAMES: [&str; 6] = [
    "Example Travel",
    "Müller & Söhne",
    "Sample <Logistics> Ltd",
    "\"Quoted\" Holdings",
    "L'Exemple S.A.",
    "東京サンプル",
];

/// How large the accounts are.
#[derive(Debug, Clone)]
pub(crate) struct Scale {
    pub(crate) seed: u64,
    pub(crate) rows_per_month: u64,
    pub(crate) children: u32,
    /// The main company's id; from the seed when not given.
    pub(crate) company: Option<String>,
    pub(crate) months: u32,
    pub(crate) last_month: Month,
}

/// One company.
#[derive(Debug)]
pub(crate) struct Company {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) is_active: bool,
    key: u64,
    rows_per_month: u64,
    users: OnceLock<Arc<Users>>,
}

/// All companies of a simulator; the first is the main one.
#[derive(Debug)]
pub(crate) struct Accounts {
    companies: Vec<Company>,
    months: u32,
    last_month: Month,
}

impl Accounts {
    pub(crate) fn new(scale: &Scale) -> Self {
        let mut taken = HashSet::new();
        let main = match &scale.company {
            Some(id) => id.clone(),
            None => free_id(&mut taken, key(scale.seed, 0)),
        };
        taken.insert(main.clone());
        let mut companies = vec![Company::new(
            scale.seed,
            main,
            "Example Main Company".to_owned(),
            true,
            scale.rows_per_month,
        )];
        for child in 0..u64::from(scale.children) {
            let child_key = key(scale.seed, child + 1);
            let id = free_id(&mut taken, child_key);
            let name = CHILD_NAMES[(child % 6) as usize];
            let name = if child < 6 { name.to_owned() } else { format!("{name} {child}") };
            let share =
                (scale.rows_per_month / (4 + child_key % 17)).max(1).min(scale.rows_per_month);
            companies.push(Company::new(scale.seed, id, name, child % 4 != 3, share));
        }
        Self { companies, months: scale.months, last_month: scale.last_month }
    }

    pub(crate) fn main(&self) -> &Company {
        &self.companies[0]
    }

    pub(crate) fn children(&self) -> &[Company] {
        &self.companies[1..]
    }

    pub(crate) fn find(&self, id: &str) -> Option<&Company> {
        self.companies.iter().find(|company| company.id == id)
    }

    /// The first and the last month that hold sessions.
    pub(crate) fn first_month(&self) -> Month {
        self.last_month.back(self.months.saturating_sub(1)).unwrap_or(self.last_month)
    }

    pub(crate) fn last_month(&self) -> Month {
        self.last_month
    }

    fn holds(&self, month: Month) -> bool {
        self.months > 0 && month >= self.first_month() && month <= self.last_month
    }

    fn sessions(&self, company: &Company, month: Month) -> Arc<MonthOfSessions> {
        let rows = if self.holds(month) { company.rows_per_month } else { 0 };
        Arc::new(MonthOfSessions::new(company.key, month, rows, company.users()))
    }

    /// The rows of a download; an empty file where the account has no data.
    pub(crate) fn cdr_file(
        &self,
        company: &Company,
        kind: CdrKind,
        period: Period,
    ) -> Arc<CdrFile> {
        let month = period.month();
        Arc::new(match kind {
            CdrKind::Regular => CdrFile::sessions(self.sessions(company, month), period),
            CdrKind::Adjustment => {
                let priors = (1..=REACH_MONTHS)
                    .filter_map(|back| month.back(back))
                    .filter(|&prior| self.holds(month) && self.holds(prior))
                    .map(|prior| self.sessions(company, prior))
                    .filter(|prior| !prior.all().is_empty())
                    .collect();
                CdrFile::adjustments(Adjustments::new(company.key, month, priors), period)
            }
        })
    }

    /// The network and client users of a month.
    pub(crate) fn network_users(&self, company: &Company, month: Month) -> Vec<NetworkUser> {
        let rows = if self.holds(month) { company.rows_per_month } else { 0 };
        company.users().report(month, rows).collect()
    }
}

impl Company {
    fn new(seed: u64, id: String, name: String, is_active: bool, rows_per_month: u64) -> Self {
        let key = key_of_text(seed, &id);
        Self { id, name, is_active, key, rows_per_month, users: OnceLock::new() }
    }

    fn users(&self) -> Arc<Users> {
        Arc::clone(self.users.get_or_init(|| Arc::new(Users::new(self.key, self.rows_per_month))))
    }
}

/// Seven digits, as in the seed's sample.
fn free_id(taken: &mut HashSet<String>, key: u64) -> String {
    let mut number = 1_000_000 + key % 9_000_000;
    loop {
        let id = number.to_string();
        if taken.insert(id.clone()) {
            return id;
        }
        number = 1_000_000 + (number - 999_999) % 9_000_000;
    }
}
