//! JSON strings and objects.

use arrow_array::cast::AsArray;
use arrow_array::{Array, StructArray};

/// Appends a JSON string with its quotes.
pub(crate) fn append_string(text: &str, into: &mut Vec<u8>) {
    // A str always serialises, and writing to a Vec does not fail.
    let _ = serde_json::to_writer(into, text);
}

/// Appends a JSON object of texts; `entries` are the keys and values of one map.
pub(crate) fn append_map(entries: &StructArray, into: &mut Vec<u8>) {
    let keys = entries.column(0).as_string::<i32>();
    let values = entries.column(1).as_string::<i32>();
    into.push(b'{');
    for index in 0..entries.len() {
        if index > 0 {
            into.push(b',');
        }
        append_string(keys.value(index), into);
        into.push(b':');
        if values.is_null(index) {
            into.extend_from_slice(b"null");
        } else {
            append_string(values.value(index), into);
        }
    }
    into.push(b'}');
}
