//! A row's id, and a hash of its content by which a change is noticed.

use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    Date32Type, Decimal128Type, Int16Type, Int64Type, Time64MicrosecondType,
    TimestampMicrosecondType, UInt64Type,
};
use arrow_array::{Array as _, ArrayRef, RecordBatch};
use arrow_schema::DataType;
use sha2::{Digest as _, Sha256};

use super::cursor::Known;
use crate::{Error, ErrorKind, Result};

/// The rows of a batch of the `billing_feed` table.
///
/// The hash is made of the typed columns in the table's order: the format they came in, and columns
/// that the table does not know, make no difference.
pub(super) fn rows(batch: &RecordBatch) -> Result<Vec<Known>> {
    let ids = batch.column_by_name("id").and_then(|ids| ids.as_primitive_opt::<UInt64Type>());
    let ids = ids.ok_or_else(|| unknown("id"))?;
    let mut digests = vec![Sha256::new(); batch.num_rows()];
    for (field, column) in batch.schema_ref().fields().iter().zip(batch.columns()) {
        if !field.name().starts_with('_') {
            add(column, &mut digests).ok_or_else(|| unknown(field.name()))?;
        }
    }
    let print = |digest: Sha256| {
        let digest = digest.finalize();
        u64::from_be_bytes(std::array::from_fn(|at| digest[at]))
    };
    let rows = ids.values().iter().zip(digests);
    Ok(rows.map(|(&id, digest)| Known { id, print: Some(print(digest)) }).collect())
}

/// Adds a column's values, each with its length before it, null unlike any value.
fn add(column: &ArrayRef, digests: &mut [Sha256]) -> Option<()> {
    let mut put = |row: usize, bytes: &[u8]| {
        let digest = &mut digests[row];
        if column.is_null(row) {
            digest.update(u32::MAX.to_le_bytes());
        } else {
            digest.update((bytes.len() as u32).to_le_bytes());
            digest.update(bytes);
        }
    };
    macro_rules! numbers {
        ($kind:ty) => {{
            let values = column.as_primitive_opt::<$kind>()?.values();
            values.iter().enumerate().for_each(|(row, value)| put(row, &value.to_le_bytes()));
        }};
    }
    match column.data_type() {
        DataType::UInt64 => numbers!(UInt64Type),
        DataType::Int64 => numbers!(Int64Type),
        DataType::Date32 => numbers!(Date32Type),
        DataType::Time64(_) => numbers!(Time64MicrosecondType),
        DataType::Timestamp(..) => numbers!(TimestampMicrosecondType),
        DataType::Decimal128(..) => numbers!(Decimal128Type),
        DataType::Utf8 => {
            let values = column.as_string_opt::<i32>()?;
            (0..values.len()).for_each(|row| put(row, values.value(row).as_bytes()));
        }
        DataType::Dictionary(..) => {
            let dictionary = column.as_dictionary_opt::<Int16Type>()?;
            let values = dictionary.values().as_string_opt::<i32>()?;
            for row in 0..dictionary.len() {
                let key = dictionary.key(row);
                put(row, key.map_or(&[][..], |key| values.value(key).as_bytes()));
            }
        }
        _ => return None,
    }
    Some(())
}

fn unknown(column: &str) -> Error {
    Error::new(ErrorKind::Internal, format!("the billing feed's table has another {column}"))
}
