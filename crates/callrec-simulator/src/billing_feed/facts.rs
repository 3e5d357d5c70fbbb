//! A row's facts for whoever compares: what a reader must have found, column by column.

use serde::Serialize;

use super::{
    clock::Instant,
    profile::number,
    row::{CUSTOMERS, Kind, Row, SMART_CODES},
};

/// A row of the feed as it is meant, whatever the layout prints of it. Texts that the row does
/// not have are empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct FeedRow {
    /// The id.
    pub id: u64,
    /// What the row is about.
    pub kind: FeedRowKind,
    /// The billing group, a text of digits.
    pub billing_group: String,
    /// The calling number, or `restricted`.
    pub origin: String,
    /// The called number.
    pub destination: String,
    /// The number that the call was forwarded to.
    pub third_number: String,
    /// The customer's name, or what a charge is for.
    pub description: String,
    /// How the call ended.
    pub status: String,
    /// `YYYY-MM-DD hh:mm:ss`, local, the zone unstated; a charge is dated at midnight. None for a
    /// pointer row.
    pub started_at: Option<String>,
    /// Seconds; none for a pointer row.
    pub length_s: Option<u64>,
    /// Millionths of the currency, which the feed does not name; none for a pointer row.
    pub charge_micros: Option<i64>,
    /// The code that the caller dialled.
    pub smart_code: String,
    /// `Type`; empty for a charge and a pointer row.
    pub call_type: String,
    /// `SubType`.
    pub sub_type: String,
    /// Whether there is a recording.
    pub recorded: bool,
}

/// What a row of the feed is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FeedRowKind {
    /// A call.
    Call,
    /// A charge without numbers (OBS).
    Service,
    /// An id and nothing else (OBS).
    Pointer,
}

impl FeedRow {
    pub(super) fn of(id: u64, row: &Row) -> Self {
        let (group, name) = CUSTOMERS[row.customer];
        let (kind, description, call_type, sub_type) = match row.kind {
            Kind::Call(call_type) => (FeedRowKind::Call, name, call_type.main, call_type.sub),
            Kind::Service(product) => (FeedRowKind::Service, product, "", ""),
            Kind::Pointer => (FeedRowKind::Pointer, "", "", ""),
        };
        let is_full = kind != FeedRowKind::Pointer;
        let at = Instant::of(row.started_s);
        Self {
            id,
            kind,
            billing_group: if is_full { group } else { "" }.to_owned(),
            origin: number(row.origin),
            destination: number(row.destination),
            third_number: number(row.third),
            description: description.to_owned(),
            status: row.status.to_owned(),
            started_at: is_full.then(|| format!("{} {}", at.iso_date(), at.time())),
            length_s: is_full.then_some(row.length_s),
            charge_micros: is_full.then_some(row.charge_micros),
            smart_code: row.smart_code.map_or("", |index| SMART_CODES[index].0).to_owned(),
            call_type: call_type.to_owned(),
            sub_type: sub_type.to_owned(),
            recorded: row.recorded,
        }
    }
}
