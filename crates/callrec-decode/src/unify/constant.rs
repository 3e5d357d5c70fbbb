//! Columns with one value in every row, kept from batch to batch.

use std::sync::Arc;

use arrow_array::types::Int16Type;
use arrow_array::{Array, ArrayRef, DictionaryArray, Int16Array, StringArray, new_null_array};
use arrow_schema::{ArrowError, DataType, Field};

/// One text in every row, or null in every row.
#[derive(Debug)]
pub(super) struct Constant {
    text: Option<String>,
    array: Option<ArrayRef>,
}

impl Constant {
    pub(super) fn new(text: Option<String>) -> Self {
        Self { text, array: None }
    }

    /// The column for so many rows, in the field's type: text or a dictionary of texts.
    pub(super) fn column(&mut self, field: &Field, rows: usize) -> Result<ArrayRef, ArrowError> {
        match &self.array {
            Some(array) if array.len() >= rows => Ok(array.slice(0, rows)),
            _ => {
                let array = build(self.text.as_deref(), field.data_type(), rows)?;
                Ok(ArrayRef::clone(self.array.insert(array)))
            }
        }
    }
}

fn build(text: Option<&str>, kind: &DataType, rows: usize) -> Result<ArrayRef, ArrowError> {
    Ok(match (text, kind) {
        (None, _) => new_null_array(kind, rows),
        (Some(text), DataType::Utf8) => {
            Arc::new(StringArray::from_iter_values(std::iter::repeat_n(text, rows)))
        }
        (Some(text), _) => {
            let values: Arc<dyn Array> = Arc::new(StringArray::from_iter_values([text]));
            let codes = Int16Array::from(vec![0; rows]);
            Arc::new(DictionaryArray::<Int16Type>::try_new(codes, values)?)
        }
    })
}
