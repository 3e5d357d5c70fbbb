//! What is known of a report as JSON.

use crate::Report;
use crate::report::names::NamedColumn;
use crate::report::{billing_feed, getcalls};

/// One report as a list of JSON objects.
#[derive(Debug)]
pub(crate) struct Profile {
    pub(crate) report: Report,
    pub(super) columns: &'static [NamedColumn],
    /// Key, folded, of an object inside each record, and from which column on its keys are columns;
    /// the columns before are keys of the record itself.
    pub(super) inner: Option<(&'static str, usize)>,
}

impl Profile {
    /// The profile of a report; `None` where the report does not come as JSON.
    pub(crate) fn of(report: Report) -> Option<&'static Self> {
        match report {
            Report::GetCalls => Some(&GETCALLS),
            Report::BillingFeed => Some(&BILLING_FEED),
            _ => None,
        }
    }

    /// The column that a key stands for, in the record itself or in the object inside.
    pub(super) fn column(&self, key: &[u8], inside: bool) -> Option<usize> {
        let border = self.inner.map_or(self.columns.len(), |(_, border)| border);
        let range = if inside { border..self.columns.len() } else { 0..border };
        range.into_iter().find(|&column| self.columns[column].is_called(key))
    }
}

/// `{"type": …, "data": {…}}` (SEED).
static GETCALLS: Profile =
    Profile { report: Report::GetCalls, columns: &getcalls::COLUMNS, inner: Some(("data", 1)) };

/// Flat objects: that a cousin of the feed offers JSON is DOC, its keys are INF.
static BILLING_FEED: Profile =
    Profile { report: Report::BillingFeed, columns: &billing_feed::COLUMNS, inner: None };
