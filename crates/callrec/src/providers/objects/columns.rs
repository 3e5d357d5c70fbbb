//! The columns of one batch, by name.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Date32Type, Int16Type, Int64Type, TimestampMicrosecondType};
use arrow_array::{Array as _, ArrayRef, RecordBatch};
use arrow_schema::DataType;
use callrec_decode::Report;

use super::day;
use crate::secret::Secret;
use crate::{Day, Error, ErrorKind, Result};

/// A batch whose columns are known to be those of a report.
pub struct Columns<'a> {
    batch: &'a RecordBatch,
}

impl<'a> Columns<'a> {
    pub(super) fn of(batch: &'a RecordBatch, report: Report) -> Result<Self> {
        if batch.schema().fields() != report.schema().fields() {
            let detail = format!("the batch is not one of the table {report}");
            return Err(Error::invalid_argument(detail));
        }
        Ok(Self { batch })
    }

    /// A text that is there in every row.
    pub(super) fn key(&self, name: &str, row: usize) -> Result<String> {
        self.text(name, row)?
            .ok_or_else(|| Error::new(ErrorKind::Internal, format!("{name} is null in its table")))
    }

    pub(super) fn text(&self, name: &str, row: usize) -> Result<Option<String>> {
        Ok(self.str(name, row)?.map(str::to_owned))
    }

    pub(super) fn secret(&self, name: &str, row: usize) -> Result<Option<Secret>> {
        Ok(self.str(name, row)?.map(Secret::new))
    }

    /// Text, be it from a dictionary or not.
    pub(super) fn str(&self, name: &str, row: usize) -> Result<Option<&'a str>> {
        let Some(column) = self.valid(name, row)? else { return Ok(None) };
        if let Some(texts) = column.as_string_opt::<i32>() {
            return Ok(Some(texts.value(row)));
        }
        let listed = column.as_dictionary_opt::<Int16Type>().and_then(|dictionary| {
            let key = usize::try_from(dictionary.keys().value(row)).ok()?;
            Some(dictionary.values().as_string_opt::<i32>()?.value(key))
        });
        listed.map(Some).ok_or_else(|| other_type(name))
    }

    pub(super) fn flag(&self, name: &str, row: usize) -> Result<Option<bool>> {
        let Some(column) = self.valid(name, row)? else { return Ok(None) };
        let flags = column.as_boolean_opt().ok_or_else(|| other_type(name))?;
        Ok(Some(flags.value(row)))
    }

    pub(super) fn whole(&self, name: &str, row: usize) -> Result<Option<i64>> {
        let Some(column) = self.valid(name, row)? else { return Ok(None) };
        let numbers = column.as_primitive_opt::<Int64Type>().ok_or_else(|| other_type(name))?;
        Ok(Some(numbers.value(row)))
    }

    pub(super) fn day(&self, name: &str, row: usize) -> Result<Option<Day>> {
        let Some(column) = self.valid(name, row)? else { return Ok(None) };
        let days = column.as_primitive_opt::<Date32Type>().ok_or_else(|| other_type(name))?;
        day::since_epoch(days.value(row)).map(Some)
    }

    pub(super) fn instant(&self, name: &str, row: usize) -> Result<Option<SystemTime>> {
        let Some(column) = self.valid(name, row)? else { return Ok(None) };
        let instants = column
            .as_primitive_opt::<TimestampMicrosecondType>()
            .ok_or_else(|| other_type(name))?;
        let micros = instants.value(row);
        let distance = Duration::from_micros(micros.unsigned_abs());
        let instant = if micros < 0 {
            SystemTime::UNIX_EPOCH.checked_sub(distance)
        } else {
            SystemTime::UNIX_EPOCH.checked_add(distance)
        };
        Ok(instant)
    }

    /// What the table has no column for, under the provider's own names.
    pub(super) fn extra(&self, row: usize) -> Result<BTreeMap<String, String>> {
        let Some(column) = self.valid("_extra", row)? else { return Ok(BTreeMap::new()) };
        let entries = column.as_map_opt().ok_or_else(|| other_type("_extra"))?.value(row);
        let text = |index: usize| {
            entries.column(index).as_string_opt::<i32>().ok_or_else(|| other_type("_extra"))
        };
        let (names, values) = (text(0)?, text(1)?);
        let values = values.iter().map(|value| value.unwrap_or_default().to_owned());
        Ok(names.iter().flatten().map(str::to_owned).zip(values).collect())
    }

    /// The column, where it is not null in this row.
    fn valid(&self, name: &str, row: usize) -> Result<Option<&'a ArrayRef>> {
        let column = self.batch.column_by_name(name).ok_or_else(|| {
            Error::new(ErrorKind::Internal, format!("the table has no column {name}"))
        })?;
        Ok((*column.data_type() != DataType::Null && column.is_valid(row)).then_some(column))
    }
}

fn other_type(name: &str) -> Error {
    Error::new(ErrorKind::Internal, format!("the column {name} has another type"))
}
