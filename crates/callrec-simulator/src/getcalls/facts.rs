//! A record's facts for whoever compares: what a reader must have found, field by field.

use serde::Serialize;

use super::record::Record;

/// A record as it is meant, whatever the format prints of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CallRecord {
    /// The type.
    #[serde(rename = "type")]
    pub kind: String,
    /// The calling number with a `+`, or the user of a charge.
    pub source: String,
    /// The called number without one, or the product of a charge.
    pub destination: String,
    /// The country, or the description of a charge; none for incoming calls.
    pub destination_name: Option<String>,
    /// `YYYY-MM-DD hh:mm:ss`, local, the zone unstated; a charge is dated at midnight.
    pub call_start: String,
    /// The same of the end.
    pub call_end: String,
    /// Seconds.
    pub duration_s: u64,
    /// The extension, where there is one.
    pub pbx_extension: Option<String>,
    /// A decimal, as it is printed.
    pub quantity: String,
    /// A decimal of cents, as it is printed.
    pub price: String,
    /// The invoice; none where `N/A` is printed.
    pub invoice: Option<String>,
}

impl CallRecord {
    pub(super) fn of(record: &Record) -> Self {
        let joined = |(date, time): (String, String)| format!("{date} {time}");
        Self {
            kind: record.kind.to_owned(),
            source: record.source.clone(),
            destination: record.destination.clone(),
            destination_name: record.destination_name.map(str::to_owned),
            call_start: joined(record.start()),
            call_end: joined(record.end()),
            duration_s: record.duration_s,
            pbx_extension: record.extension.map(|extension| extension.to_string()),
            quantity: record.quantity(),
            price: record.price(),
            invoice: record.invoice.clone(),
        }
    }
}
