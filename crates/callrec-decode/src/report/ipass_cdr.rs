//! Columns of `ipass_cdr`.

use arrow_schema::{DataType, Field, TimeUnit};

use super::provenance::open_list;

/// Digits of a Decimal128 column in all.
const PRECISION: u8 = 18;
/// Digits after the point.
const SCALE: i8 = 6;

pub(super) fn fields() -> Vec<Field> {
    let text = |name| Field::new(name, DataType::Utf8, true);
    let decimal = |name| Field::new(name, DataType::Decimal128(PRECISION, SCALE), true);
    let timestamp =
        |name, zone| Field::new(name, DataType::Timestamp(TimeUnit::Microsecond, zone), true);
    vec![
        Field::new("transaction_id", DataType::Utf8, false),
        text("billing_code"),
        text("user_id"),
        text("auth_domain"),
        text("description"),
        timestamp("gmt_time", Some("UTC".into())),
        timestamp("local_time", None),
        Field::new("session_length_s", DataType::Int64, true),
        decimal("billing_rate"),
        decimal("net_billing_amount"),
        Field::new("access_type", open_list(), true),
        Field::new("service_type", open_list(), true),
        text("reserved"),
        decimal("data_used"),
    ]
}
