//! Batches without dictionaries, for the columnar formats.

use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};

/// Metadata key of the version of callrec that wrote a file.
pub(crate) const VERSION: (&str, &str) = ("callrec.version", env!("CARGO_PKG_VERSION"));

/// The schema with dictionary columns as plain ones, and the version in its metadata.
pub(crate) fn schema(schema: &Schema) -> SchemaRef {
    let fields: Vec<_> = schema
        .fields()
        .iter()
        .map(|field| match field.data_type() {
            DataType::Dictionary(_, value) => {
                field.as_ref().clone().with_data_type(value.as_ref().clone())
            }
            _ => field.as_ref().clone(),
        })
        .collect();
    let mut metadata = schema.metadata().clone();
    metadata.insert(VERSION.0.to_owned(), VERSION.1.to_owned());
    Arc::new(Schema::new_with_metadata(fields, metadata))
}

/// The batch in that schema.
pub(crate) fn batch(batch: &RecordBatch, schema: &SchemaRef) -> Result<RecordBatch, ArrowError> {
    let columns = batch
        .columns()
        .iter()
        .zip(schema.fields())
        .map(|(column, field)| match column.data_type() == field.data_type() {
            true => Ok(ArrayRef::clone(column)),
            false => arrow_cast::cast(column, field.data_type()),
        })
        .collect::<Result<_, _>>()?;
    RecordBatch::try_new(SchemaRef::clone(schema), columns)
}
