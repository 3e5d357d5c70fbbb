//! arrow-json with a schema, the list taken apart by its own option.

use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_json::ReaderBuilder;
use arrow_schema::{DataType, Field, Fields, Schema, TimeUnit};

use super::BATCH_ROWS;
use crate::measure::READ;
use crate::sums::Sums;

/// Key, callrec's name and type of each member of `data`.
fn members() -> Vec<(&'static str, &'static str, DataType)> {
    let (text, money) = (DataType::Utf8, DataType::Decimal128(18, 6));
    vec![
        ("source", "source", text.clone()),
        ("destination", "destination", text.clone()),
        ("destination_name", "destination_name", text.clone()),
        ("call_start", "call_start_local", DataType::Timestamp(TimeUnit::Microsecond, None)),
        ("duration", "duration_s", DataType::Int64),
        ("pbxextension", "pbx_extension", text.clone()),
        ("quantity", "quantity", money.clone()),
        ("price", "price_cents", money),
        ("invoice", "invoice", text),
    ]
}

/// Reads the call records. Types stay text where callrec makes a dictionary.
pub(super) fn getcalls(path: &str) -> Result<Sums, Box<dyn Error>> {
    let members = members();
    let fields: Fields =
        members.iter().map(|(key, _, kind)| Field::new(*key, kind.clone(), true)).collect();
    let schema = Schema::new(vec![
        Field::new("type", DataType::Utf8, false),
        Field::new("data", DataType::Struct(fields), false),
    ]);
    let reader = ReaderBuilder::new(Arc::new(schema))
        .with_batch_size(BATCH_ROWS)
        .with_flatten(true)
        .build(BufReader::with_capacity(READ, File::open(path)?))?;
    let mut sums = Sums::default();
    for batch in reader {
        let batch = batch?;
        sums.add_rows(batch.num_rows());
        for ((_, name, _), column) in members.iter().zip(batch.column(1).as_struct().columns()) {
            sums.add_array(name, column);
        }
    }
    Ok(sums)
}
