//! Columns of `companies`.

use arrow_schema::{DataType, Field};

pub(super) fn fields() -> Vec<Field> {
    vec![
        Field::new("id", DataType::Utf8, false),
        Field::new("name", DataType::Utf8, true),
        Field::new("is_active", DataType::Boolean, true),
    ]
}
