//! The four columns that every report ends in: where a record stood and what was done to it.

use std::sync::Arc;

use arrow_schema::{DataType, Field};

pub(super) fn fields() -> [Field; 4] {
    [
        Field::new("_line", DataType::UInt64, false),
        Field::new("_offset", DataType::UInt64, false),
        Field::new("_repair", open_list(), true),
        Field::new("_extra", extra(), true),
    ]
}

/// Text of which few values differ and new ones may come.
pub(crate) fn open_list() -> DataType {
    DataType::Dictionary(Box::new(DataType::Int16), Box::new(DataType::Utf8))
}

/// Money, rates and quantities: eighteen digits, six of them after the point.
pub(crate) fn money() -> DataType {
    DataType::Decimal128(18, 6)
}

/// Map of text to text, with the field names of the Arrow columnar format.
fn extra() -> DataType {
    let key = Field::new("key", DataType::Utf8, false);
    let value = Field::new("value", DataType::Utf8, true);
    let entries = DataType::Struct(vec![key, value].into());
    DataType::Map(Arc::new(Field::new("entries", entries, false)), false)
}
