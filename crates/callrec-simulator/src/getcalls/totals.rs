//! Exact sums of a window.

use std::collections::BTreeMap;

use serde::Serialize;

use super::record::Record;

/// The sums of the records of a window, made from the facts and not from the text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct CallTotals {
    /// Records, equal ones counted each.
    pub rows: u64,
    /// Sum of the durations in seconds.
    pub duration_s: u64,
    /// Sum of the quantities in tenths.
    pub quantity_tenths: i128,
    /// Sum of the prices in millionths of a cent, as they stand in the column.
    pub price_micros: i128,
    /// Sum of price times quantity in millionths of a euro (SEED: "price in euro cents per quantity").
    pub per_quantity_eur_micros: i128,
    /// Sum of the prices in millionths of a euro, were they totals of their rows (E11).
    pub line_total_eur_micros: i128,
    /// Records by type.
    pub by_type: BTreeMap<String, u64>,
}

impl CallTotals {
    pub(super) fn add(&mut self, record: &Record) {
        let (price, quantity) =
            (i128::from(record.price_hundredths), i128::from(record.quantity_tenths));
        self.rows += 1;
        self.duration_s += record.duration_s;
        self.quantity_tenths += quantity;
        self.price_micros += price * 10_000;
        // Hundredths of a cent are hundreds of millionths of a euro.
        self.per_quantity_eur_micros += price * quantity * 10;
        self.line_total_eur_micros += price * 100;
        *self.by_type.entry(record.kind.to_owned()).or_default() += 1;
    }
}
