//! Columns of the unified record.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use arrow_schema::{DataType, Field, Schema, SchemaRef, TimeUnit};

use crate::report::provenance::{money, open_list};

/// Name in the schema's metadata, under `callrec.report`.
pub(super) const NAME: &str = "unified";

/// The one schema, whatever the report.
pub(super) fn schema() -> SchemaRef {
    static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
        let metadata = HashMap::from([("callrec.report".to_owned(), NAME.to_owned())]);
        Arc::new(Schema::new_with_metadata(fields(), metadata))
    });
    SchemaRef::clone(&SCHEMA)
}

fn fields() -> Vec<Field> {
    let text = |name| Field::new(name, DataType::Utf8, true);
    let list = |name| Field::new(name, open_list(), true);
    let decimal = |name| Field::new(name, money(), true);
    let time =
        |name, zone| Field::new(name, DataType::Timestamp(TimeUnit::Microsecond, zone), true);
    let utc = || Some("UTC".into());
    vec![
        Field::new("provider", DataType::Utf8, false),
        text("account"),
        Field::new("report", DataType::Utf8, false),
        text("record_id"),
        Field::new("kind", open_list(), false),
        list("direction"),
        text("origin"),
        text("destination"),
        text("destination_name"),
        time("started_at", utc()),
        time("ended_at", utc()),
        time("local_time", None),
        Field::new("duration_s", DataType::Int64, true),
        decimal("quantity"),
        list("unit"),
        decimal("amount"),
        text("currency"),
        list("charge_type"),
        list("charge_subtype"),
        text("invoice"),
        decimal("price"),
        list("price_policy"),
        Field::new("_line", DataType::UInt64, false),
        Field::new("_offset", DataType::UInt64, false),
        list("_repair"),
    ]
}
