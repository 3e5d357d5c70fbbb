//! Columns of `getcalls`.

use arrow_schema::{DataType, Field, TimeUnit};

use super::names::NamedColumn;
use super::provenance::{money, open_list};
use crate::column::Kind;

/// In the order of the provider's field list, with its keys (SEED, folded).
pub(crate) static COLUMNS: [NamedColumn; 11] = [
    NamedColumn::new("type", Kind::Dictionary, &["type"]).required(),
    NamedColumn::new("source", Kind::Text, &["source"]),
    NamedColumn::new("destination", Kind::Text, &["destination"]),
    NamedColumn::new("destination_name", Kind::Text, &["destinationname"]),
    NamedColumn::new("call_start_local", Kind::IsoLocal, &["callstart"]),
    NamedColumn::new("call_end_local", Kind::IsoLocal, &["callend"]),
    NamedColumn::new("duration_s", Kind::Integer, &["duration"]),
    NamedColumn::new("pbx_extension", Kind::Text, &["pbxextension"]),
    NamedColumn::new("quantity", Kind::Decimal, &["quantity"]),
    NamedColumn::new("price_cents", Kind::Decimal, &["price"]),
    NamedColumn::new("invoice", Kind::Invoice, &["invoice"]),
];

pub(super) fn fields() -> Vec<Field> {
    let text = |name| Field::new(name, DataType::Utf8, true);
    let local = |name| Field::new(name, DataType::Timestamp(TimeUnit::Microsecond, None), true);
    vec![
        Field::new("type", open_list(), false),
        text("source"),
        text("destination"),
        text("destination_name"),
        local("call_start_local"),
        local("call_end_local"),
        Field::new("duration_s", DataType::Int64, true),
        text("pbx_extension"),
        Field::new("quantity", money(), true),
        Field::new("price_cents", money(), true),
        text("invoice"),
    ]
}
