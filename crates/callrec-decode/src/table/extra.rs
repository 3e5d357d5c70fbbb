//! The `_extra` column: what the schema has no column for.

use std::sync::Arc;

use arrow_array::{Array, ArrayRef, MapArray, StringArray, StructArray, new_null_array};
use arrow_buffer::{BooleanBuffer, NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow_schema::{ArrowError, DataType, Schema};

/// Entries of the rows that have any.
#[derive(Default)]
pub(crate) struct ExtraColumn {
    /// Row of each entry, ascending.
    rows: Vec<usize>,
    names: Vec<Arc<str>>,
    /// Ends of the values in `text`.
    ends: Vec<usize>,
    text: Vec<u8>,
}

impl ExtraColumn {
    /// Adds an entry to `row`, which is not before the row of the last entry.
    pub(crate) fn push(&mut self, row: usize, name: &Arc<str>, value: &[u8]) {
        self.rows.push(row);
        self.names.push(Arc::clone(name));
        self.text.extend_from_slice(value);
        self.ends.push(self.text.len());
    }

    pub(super) fn truncate(&mut self, rows: usize) {
        let entries = self.rows.partition_point(|&row| row < rows);
        self.rows.truncate(entries);
        self.names.truncate(entries);
        self.ends.truncate(entries);
        self.text.truncate(self.ends.last().copied().unwrap_or(0));
    }

    pub(super) fn finish(&mut self, rows: usize, schema: &Schema) -> Result<ArrayRef, ArrowError> {
        let field = schema.field_with_name("_extra")?;
        if self.rows.is_empty() {
            return Ok(new_null_array(field.data_type(), rows));
        }
        let taken = std::mem::take(self);
        let DataType::Map(entries, ordered) = field.data_type() else {
            return Err(ArrowError::SchemaError("_extra is not a map".to_owned()));
        };
        let DataType::Struct(parts) = entries.data_type() else {
            return Err(ArrowError::SchemaError("_extra has no entries".to_owned()));
        };
        let text = String::from_utf8(taken.text)
            .map_err(|_| ArrowError::InvalidArgumentError("_extra is not UTF-8".to_owned()))?;
        let starts = std::iter::once(0).chain(taken.ends.iter().copied());
        let values: StringArray =
            starts.zip(&taken.ends).map(|(start, &end)| text.get(start..end)).collect();
        let names = StringArray::from_iter_values(taken.names.iter().map(AsRef::as_ref));
        let pairs: Vec<Arc<dyn Array>> = vec![Arc::new(names), Arc::new(values)];
        let pairs = StructArray::try_new(parts.clone(), pairs, None)?;

        let mut counts = vec![0_usize; rows];
        taken.rows.iter().for_each(|&row| counts[row] += 1);
        let valid: Vec<bool> = counts.iter().map(|&count| count > 0).collect();
        let mut offsets = Vec::with_capacity(rows + 1);
        offsets.push(0_i32);
        let mut end = 0_usize;
        for count in counts {
            end += count;
            let end = i32::try_from(end).map_err(|_| ArrowError::OffsetOverflowError(end))?;
            offsets.push(end);
        }
        let map = MapArray::try_new(
            Arc::clone(entries),
            OffsetBuffer::new(ScalarBuffer::from(offsets)),
            pairs,
            Some(NullBuffer::new(BooleanBuffer::from(valid))),
            *ordered,
        )?;
        Ok(Arc::new(map))
    }
}
