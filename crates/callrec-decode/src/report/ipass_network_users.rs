//! Columns of `ipass_network_users`.

use arrow_schema::{DataType, Field};

pub(super) fn fields() -> Vec<Field> {
    vec![
        Field::new("user_name", DataType::Utf8, false),
        Field::new("user_domain", DataType::Utf8, true),
        Field::new("network_user", DataType::Boolean, true),
        Field::new("om_user", DataType::Boolean, true),
        Field::new("ipc_user", DataType::Boolean, true),
    ]
}
