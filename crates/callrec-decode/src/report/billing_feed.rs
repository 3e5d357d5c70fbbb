//! Columns of `billing_feed`: the union of the feed's three profiles, and their headings.

use arrow_schema::{DataType, Field, TimeUnit};

use super::names::NamedColumn;
use super::provenance::{money, open_list};
use crate::column::Kind;

/// The table's columns with the headings of the NZ, AU and monthly profiles (OBS), folded. The keys of
/// the JSON form are taken to be the same (INF), since no page shows one. Headings that none of them
/// is, such as the monthly profile's `Account_Code`, go to `_extra`.
///
/// That AU's `ShortCauseDesc` and NZ's `Status` say the same is INF, and so is `MainType` for `Type`.
pub(crate) static COLUMNS: [NamedColumn; 21] = [
    NamedColumn::new("id", Kind::Unsigned, &["id"]).required(),
    NamedColumn::new("billing_group", Kind::Text, &["billinggroup"]),
    NamedColumn::new("origin", Kind::Text, &["origin", "originnumber"]),
    NamedColumn::new("destination", Kind::Text, &["destination", "destinationnumber"]),
    NamedColumn::new("description", Kind::Text, &["description"]),
    NamedColumn::new("status", Kind::Text, &["status", "shortcausedesc"]),
    NamedColumn::new("terminated", Kind::Text, &["terminated"]),
    NamedColumn::new("zone_prefix", Kind::Text, &["zoneprefix"]),
    NamedColumn::new("azone_prefix", Kind::Text, &["azoneprefix"]),
    NamedColumn::new("third_number", Kind::Text, &["thirdnumber"]),
    NamedColumn::new("local_date", Kind::FeedDate, &["date"]),
    NamedColumn::new("local_time", Kind::FeedTime, &["time"]),
    NamedColumn::new("started_at_local", Kind::FeedLocal, &["datetime"]),
    NamedColumn::new(
        "length_s",
        Kind::Integer,
        &["calllengthseconds", "calllength", "networkseconds", "seconds"],
    ),
    NamedColumn::new(
        "charge",
        Kind::Decimal,
        &["charge", "callcost", "callcostnzd", "callcostaud"],
    ),
    NamedColumn::new("smart_code", Kind::Text, &["smartcode"]),
    NamedColumn::new("smart_code_description", Kind::Text, &["smartcodedescription"]),
    NamedColumn::new("type", Kind::Dictionary, &["type", "maintype"]),
    NamedColumn::new("subtype", Kind::Dictionary, &["subtype"]),
    NamedColumn::new("recording", Kind::Text, &["mp3"]),
    NamedColumn::new("bill_date", Kind::FeedLocal, &["billdate"]),
];

pub(super) fn fields() -> Vec<Field> {
    let text = |name| Field::new(name, DataType::Utf8, true);
    let local = |name| Field::new(name, DataType::Timestamp(TimeUnit::Microsecond, None), true);
    vec![
        Field::new("id", DataType::UInt64, false),
        text("billing_group"),
        text("origin"),
        text("destination"),
        text("description"),
        text("status"),
        text("terminated"),
        text("zone_prefix"),
        text("azone_prefix"),
        text("third_number"),
        Field::new("local_date", DataType::Date32, true),
        Field::new("local_time", DataType::Time64(TimeUnit::Microsecond), true),
        local("started_at_local"),
        Field::new("length_s", DataType::Int64, true),
        Field::new("charge", money(), true),
        text("smart_code"),
        text("smart_code_description"),
        Field::new("type", open_list(), true),
        Field::new("subtype", open_list(), true),
        text("recording"),
        local("bill_date"),
    ]
}
