//! Exact sums of a feed: what a client's own sums must come to.

use std::collections::BTreeMap;

use serde::Serialize;

use super::row::{Kind, Row};

/// The sums of the rows of a feed, made from the facts and not from the text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FeedTotals {
    /// Rows, those of every kind.
    pub rows: u64,
    /// Rows that are calls.
    pub calls: u64,
    /// Rows that are charges without numbers (OBS).
    pub services: u64,
    /// Rows with an id and nothing else (OBS).
    pub pointers: u64,
    /// Sum of the call lengths in seconds.
    pub length_s: u64,
    /// Sum of the costs in millionths of the currency, which the feed does not name.
    pub charge_micros: i128,
    /// The smallest id; none without rows.
    pub first_id: Option<u64>,
    /// The greatest id; none without rows.
    pub last_id: Option<u64>,
    /// The same by pair, written `TYPE/SUBTYPE`; rows without a pair are under `/`.
    pub by_type: BTreeMap<String, FeedTypeTotals>,
}

/// The sums of one pair of type and subtype.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FeedTypeTotals {
    /// Rows.
    pub rows: u64,
    /// Sum of the call lengths in seconds.
    pub length_s: u64,
    /// Sum of the costs in millionths.
    pub charge_micros: i128,
}

impl FeedTotals {
    /// Rows come in the order of their ids.
    pub(super) fn add(&mut self, id: u64, row: &Row) {
        let (main, sub) = match row.kind {
            Kind::Call(call_type) => {
                self.calls += 1;
                (call_type.main, call_type.sub)
            }
            Kind::Service(_) => {
                self.services += 1;
                ("", "")
            }
            Kind::Pointer => {
                self.pointers += 1;
                ("", "")
            }
        };
        self.rows += 1;
        self.length_s += row.length_s;
        self.charge_micros += i128::from(row.charge_micros);
        self.first_id.get_or_insert(id);
        self.last_id = Some(id);
        let by_type = self.by_type.entry(format!("{main}/{sub}")).or_default();
        by_type.rows += 1;
        by_type.length_s += row.length_s;
        by_type.charge_micros += i128::from(row.charge_micros);
    }
}
