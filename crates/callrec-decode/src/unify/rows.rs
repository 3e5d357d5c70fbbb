//! A report's batch, read column by column; what is in doubt is told with its row's place.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{ArrowPrimitiveType, Int16Type, TimestampMicrosecondType, UInt64Type};
use arrow_array::{
    Array, ArrayRef, DictionaryArray, PrimitiveArray, RecordBatch, StringArray,
    TimestampMicrosecondArray, UInt64Array,
};
use arrow_buffer::NullBuffer;

use super::UnifyError;
use super::doubt::{Doubt, DoubtReason, Doubts};
use crate::Report;
use crate::zone::Clock;

/// The columns of one batch.
pub(super) struct Rows<'a> {
    report: Report,
    batch: &'a RecordBatch,
    lines: &'a UInt64Array,
    offsets: &'a UInt64Array,
    doubts: &'a mut Doubts,
}

impl<'a> Rows<'a> {
    /// Checks that the batch has every column of the report, in its type.
    pub(super) fn new(
        report: Report,
        batch: &'a RecordBatch,
        doubts: &'a mut Doubts,
    ) -> Result<Self, UnifyError> {
        let lines = primitive::<UInt64Type>(report, batch, "_line")?;
        let offsets = primitive::<UInt64Type>(report, batch, "_offset")?;
        Ok(Self { report, batch, lines, offsets, doubts })
    }

    pub(super) fn count(&self) -> usize {
        self.batch.num_rows()
    }

    /// A column as it is.
    pub(super) fn column(&self, name: &'static str) -> Result<ArrayRef, UnifyError> {
        column(self.report, self.batch, name).cloned()
    }

    pub(super) fn text(&self, name: &'static str) -> Result<&'a StringArray, UnifyError> {
        let array = column(self.report, self.batch, name)?;
        array.as_string_opt::<i32>().ok_or(UnifyError::Schema { report: self.report, column: name })
    }

    pub(super) fn numbers<T: ArrowPrimitiveType>(
        &self,
        name: &'static str,
    ) -> Result<&'a PrimitiveArray<T>, UnifyError> {
        primitive(self.report, self.batch, name)
    }

    pub(super) fn open_list(&self, name: &'static str) -> Result<OpenList<'a>, UnifyError> {
        let array = column(self.report, self.batch, name)?;
        array
            .as_dictionary_opt::<Int16Type>()
            .and_then(|codes| Some(OpenList { codes, names: codes.values().as_string_opt()? }))
            .ok_or(UnifyError::Schema { report: self.report, column: name })
    }

    /// A column named `name` whose rows are made of others; a row is null where `nulls` says so, and
    /// where its value is in doubt.
    pub(super) fn compute<T: ArrowPrimitiveType>(
        &mut self,
        name: &'static str,
        nulls: Option<&NullBuffer>,
        mut value: impl FnMut(usize) -> Result<T::Native, DoubtReason>,
    ) -> Result<PrimitiveArray<T>, UnifyError> {
        let mut builder = PrimitiveArray::<T>::builder(self.count());
        for row in 0..self.count() {
            if nulls.is_some_and(|nulls| nulls.is_null(row)) {
                builder.append_null();
                continue;
            }
            match value(row) {
                Ok(value) => builder.append_value(value),
                Err(reason) => {
                    let (line, offset) = (self.lines.value(row), self.offsets.value(row));
                    self.doubts.add(row, Doubt { line, offset, column: name, reason });
                    builder.append_null();
                }
            }
        }
        Ok(builder.finish())
    }

    /// The instants of local times, as a column named `name`.
    pub(super) fn instants(
        &mut self,
        name: &'static str,
        local: &TimestampMicrosecondArray,
        clock: &mut Clock,
    ) -> Result<ArrayRef, UnifyError> {
        let instants = self.compute::<TimestampMicrosecondType>(name, local.nulls(), |row| {
            clock.instant(local.value(row)).map_err(DoubtReason::from)
        })?;
        Ok(Arc::new(instants.with_timezone("UTC")))
    }
}

/// A dictionary column of text.
#[derive(Clone, Copy)]
pub(super) struct OpenList<'a> {
    codes: &'a DictionaryArray<Int16Type>,
    names: &'a StringArray,
}

impl OpenList<'_> {
    /// What `judge` says of each row's text (`None` for null), asked once a text.
    pub(super) fn map<T: Copy>(self, judge: impl Fn(Option<&str>) -> T) -> impl Iterator<Item = T> {
        let absent = judge(None);
        let judged: Vec<T> = self.names.iter().map(judge).collect();
        self.codes.keys().iter().map(move |code| {
            let place = code.and_then(|code| usize::try_from(code).ok());
            place.and_then(|place| judged.get(place)).copied().unwrap_or(absent)
        })
    }
}

fn column<'a>(
    report: Report,
    batch: &'a RecordBatch,
    name: &'static str,
) -> Result<&'a ArrayRef, UnifyError> {
    let fault = UnifyError::Schema { report, column: name };
    let Some(array) = batch.column_by_name(name) else { return Err(fault) };
    match report.schema().field_with_name(name) {
        Ok(field) if field.data_type() == array.data_type() => Ok(array),
        _ => Err(fault),
    }
}

fn primitive<'a, T: ArrowPrimitiveType>(
    report: Report,
    batch: &'a RecordBatch,
    name: &'static str,
) -> Result<&'a PrimitiveArray<T>, UnifyError> {
    column(report, batch, name)?
        .as_primitive_opt::<T>()
        .ok_or(UnifyError::Schema { report, column: name })
}
