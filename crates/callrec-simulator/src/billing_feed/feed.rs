//! The feed as the program that started the simulator sees it.

use std::{fmt, sync::Arc};

use super::{
    account::{Account, Rows},
    call_types::CALL_TYPES,
    facts::FeedRow,
    recording::Recording,
    row::Row,
    selection::Selection,
    totals::FeedTotals,
};
use crate::{Day, Error};

/// One account's feed: its rows may grow and change while clients read.
#[derive(Clone, Copy)]
pub struct Feed<'a> {
    account: &'a Account,
}

/// Which rows are meant.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FeedFilter {
    /// Rows with this id or a greater one; all when none.
    pub from_id: Option<u64>,
    /// Rows that began on this day, local time.
    pub date: Option<Day>,
    /// Rows that began in this hour of any day, 0 to 23, local time.
    pub hour: Option<u8>,
    /// Rows that are calls.
    pub calls_only: bool,
    /// Rows that are charges without numbers.
    pub services_only: bool,
}

impl<'a> Feed<'a> {
    pub(crate) fn new(account: &'a Account) -> Self {
        Self { account }
    }

    /// The account number, which is what the login takes.
    pub fn login(&self) -> &'a str {
        &self.account.login
    }

    /// The other name that the login takes, that of the provider's user for the feed (D1).
    pub fn user(&self) -> &'a str {
        &self.account.user
    }

    /// The password that the login accepts.
    pub fn password(&self) -> &'a str {
        &self.account.password
    }

    /// The pairs of the rows: type, subtype, and what the document calls them (SEED), the
    /// observed one that is not in the document at the end.
    pub fn call_types() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
        CALL_TYPES.iter().map(|one| (one.main, one.sub, one.description))
    }

    /// Adds rows at the end: their ids, rising.
    pub fn append(&self, rows: u64) -> Vec<u64> {
        self.account.change(|all| all.append(rows))
    }

    /// Adds rows whose ids are smaller than the last one and were not there before (D11, fault
    /// H3): their ids, rising. At most one after each row that is there, so there may be fewer.
    pub fn append_late(&self, rows: u64) -> Vec<u64> {
        self.account.change(|all| all.append_late(rows))
    }

    /// Changes the cost of a row (fault H2). A pointer row becomes a charge.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an id that no row has.
    pub fn rerate(&self, id: u64) -> Result<(), Error> {
        if self.account.change(|rows| rows.rerate(id)) {
            Ok(())
        } else {
            Err(Error::invalid("row", &id.to_string(), "the id of a row of the feed"))
        }
    }

    /// Gives every row another id, near the old one (fault H2). No id comes again within
    /// four times.
    pub fn renumber(&self) {
        self.account.change(Rows::renumber);
    }

    /// Lets the ids begin at another number (fault H4): with a smaller one the greatest id is
    /// smaller than what was read before.
    pub fn restart_numbering(&self, first_id: u64) {
        self.account.change(|rows| rows.restart_numbering(first_id));
    }

    /// Every id, rising.
    pub fn ids(&self) -> Vec<u64> {
        let rows = self.account.rows();
        rows.places(0).map(|place| rows.id(place)).collect()
    }

    /// The greatest id; none without rows.
    pub fn last_id(&self) -> Option<u64> {
        let rows = self.account.rows();
        rows.places(0).last().map(|place| rows.id(place))
    }

    /// The exact sums of all rows.
    pub fn totals(&self) -> FeedTotals {
        self.totals_where(&FeedFilter::default())
    }

    /// The exact sums of the rows that are meant.
    pub fn totals_where(&self, filter: &FeedFilter) -> FeedTotals {
        let mut totals = FeedTotals::default();
        for (id, row) in self.chosen(filter) {
            totals.add(id, &row);
        }
        totals
    }

    /// The facts of the rows that are meant, in the order of their ids: made while they are read,
    /// as they are at this instant.
    pub fn rows_where(&self, filter: &FeedFilter) -> impl Iterator<Item = FeedRow> + use<> {
        self.chosen(filter).map(|(id, row)| FeedRow::of(id, &row))
    }

    fn chosen(&self, filter: &FeedFilter) -> impl Iterator<Item = (u64, Row)> + use<> {
        let rows = self.account.rows();
        let selection = Selection {
            rows: Arc::clone(&rows),
            filter: *filter,
            inclusive: true,
            limit: 0,
            shuffled: false,
        };
        selection.places().map(move |place| (rows.id(place), rows.row(place)))
    }

    /// The bytes of a row's recording; none where the row has none or there is no such row.
    pub fn recording(&self, id: u64) -> Option<Vec<u8>> {
        let rows = self.account.rows();
        let recording = Recording::of(&rows, rows.find(id)?)?;
        Some(recording.chunks().flatten().collect())
    }
}

impl fmt::Debug for Feed<'_> {
    /// The account number alone: no password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Feed").field("login", &self.account.login).finish_non_exhaustive()
    }
}
