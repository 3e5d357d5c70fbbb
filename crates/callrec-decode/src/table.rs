//! One batch under construction: the report's columns and where each row came from.

mod extra;
mod repair;
mod veil;

use std::sync::Arc;

use arrow_array::{RecordBatch, UInt64Array};
use arrow_schema::{ArrowError, SchemaRef};

use crate::column::{Column, Kind};
pub(crate) use extra::ExtraColumn;
use extra::Same;
pub(crate) use repair::{Repair, RepairColumn, Repairs};

/// Metadata of a schema: which of its layouts a report came in.
const PROFILE: &str = "callrec.profile";

/// The columns of a report in its schema's order, then line, offset, repair and extra.
pub(crate) struct Table {
    schema: SchemaRef,
    pub(crate) columns: Vec<Column>,
    pub(crate) lines: Vec<u64>,
    pub(crate) offsets: Vec<u64>,
    pub(crate) repairs: RepairColumn,
    pub(crate) extra: ExtraColumn,
}

impl Table {
    pub(crate) fn new(schema: SchemaRef, kinds: impl Iterator<Item = Kind>) -> Self {
        Self {
            schema,
            columns: kinds.map(Column::new).collect(),
            lines: Vec::new(),
            offsets: Vec::new(),
            repairs: RepairColumn::default(),
            extra: ExtraColumn::default(),
        }
    }

    /// The schema of the batches.
    pub(crate) fn schema(&self) -> SchemaRef {
        SchemaRef::clone(&self.schema)
    }

    /// Adds to the schema's metadata which form of the report this is.
    pub(crate) fn set_profile(&mut self, name: &str) {
        let mut metadata = self.schema.metadata().clone();
        metadata.insert(PROFILE.to_owned(), name.to_owned());
        self.schema = Arc::new(self.schema.as_ref().clone().with_metadata(metadata));
    }

    /// Rows so far.
    pub(crate) fn rows(&self) -> usize {
        self.lines.len()
    }

    /// Remembers the state that [`Self::truncate`] may go back to.
    pub(crate) fn mark(&mut self) {
        self.columns.iter_mut().for_each(Column::mark);
    }

    /// Takes back all rows from `rows` on, also those that some columns do not have yet.
    pub(crate) fn truncate(&mut self, rows: usize) {
        for column in &mut self.columns {
            column.truncate(rows);
        }
        self.lines.truncate(rows);
        self.offsets.truncate(rows);
        self.repairs.truncate(rows);
        self.extra.truncate(rows);
    }

    /// Forgets what was carried on from the batches before. There must be no rows.
    pub(crate) fn begin_anew(&mut self) {
        self.columns.iter_mut().for_each(Column::begin_anew);
    }

    /// The rows as a batch; the table begins anew.
    pub(crate) fn finish(&mut self) -> Result<RecordBatch, ArrowError> {
        let rows = self.rows();
        // What stood where a column has null instead stays to be seen.
        let named = self.columns.iter_mut().zip(self.schema.fields());
        let absent = named
            .filter_map(|(column, field)| Some((field.name().as_str(), column.take_absent()?)))
            .map(|(name, (rows, text))| Same { rows, name, text })
            .next();
        let mut arrays = Vec::with_capacity(self.columns.len() + 4);
        for column in &mut self.columns {
            arrays.push(column.finish()?);
        }
        arrays.push(Arc::new(UInt64Array::from(taken(&mut self.lines))));
        arrays.push(Arc::new(UInt64Array::from(taken(&mut self.offsets))));
        arrays.push(self.repairs.finish(rows)?);
        arrays.push(self.extra.finish(rows, absent, &self.schema)?);
        RecordBatch::try_new(SchemaRef::clone(&self.schema), arrays)
    }
}

/// The values, leaving room for as many.
fn taken(values: &mut Vec<u64>) -> Vec<u64> {
    let room = Vec::with_capacity(values.len());
    std::mem::replace(values, room)
}
