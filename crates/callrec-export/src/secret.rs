//! Columns whose values are secret: nobody writes them by accident.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::{Array, ArrayRef, RecordBatch, StringArray, new_null_array};
use arrow_schema::{ArrowError, DataType, Schema, SchemaRef};

/// Metadata of a field that is secret.
const MARK: (&str, &str) = ("callrec.secret", "true");
/// What is written instead of a value.
const VEILED: &str = "***";

/// The secret columns of a schema, to be hidden.
pub(crate) struct Veil {
    columns: Vec<usize>,
}

impl Veil {
    /// Hides nothing.
    pub(crate) fn none() -> Self {
        Self { columns: Vec::new() }
    }

    /// Hides the columns that are marked.
    pub(crate) fn of(schema: &Schema) -> Self {
        let (key, value) = MARK;
        let marked = |field: &arrow_schema::FieldRef| {
            field.metadata().get(key).is_some_and(|found| found == value)
        };
        let fields = schema.fields().iter().enumerate();
        Self { columns: fields.filter(|(_, field)| marked(field)).map(|(at, _)| at).collect() }
    }

    /// The batch without the secrets. Fails where a column is no text and must have a value.
    pub(crate) fn over<'a>(
        &self,
        batch: &'a RecordBatch,
    ) -> Result<Cow<'a, RecordBatch>, ArrowError> {
        if self.columns.is_empty() {
            return Ok(Cow::Borrowed(batch));
        }
        let mut columns = batch.columns().to_vec();
        for &at in &self.columns {
            columns[at] = veiled(&columns[at]);
        }
        RecordBatch::try_new(SchemaRef::clone(batch.schema_ref()), columns).map(Cow::Owned)
    }
}

/// Text for text, null for null; a column of another type says nothing at all.
fn veiled(column: &ArrayRef) -> ArrayRef {
    let texts = || -> StringArray {
        (0..column.len()).map(|row| column.is_valid(row).then_some(VEILED)).collect()
    };
    match column.data_type() {
        DataType::Utf8 => Arc::new(texts()),
        DataType::Dictionary(_, value) if **value == DataType::Utf8 => {
            arrow_cast::cast(&texts(), column.data_type())
                .unwrap_or_else(|_| new_null_array(column.data_type(), column.len()))
        }
        other => new_null_array(other, column.len()),
    }
}
