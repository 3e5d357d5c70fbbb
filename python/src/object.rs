//! Objects of the provisioning systems as records: the classes and names of their lists.

mod described;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::SystemTime;

use arrow_array::builder::{MapBuilder, MapFieldNames, StringBuilder};
use arrow_array::types::Int16Type;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, DictionaryArray, Int64Array, RecordBatch, StringArray,
    TimestampMicrosecondArray,
};
use arrow_schema::{ArrowError, DataType, Field, Schema};
use callrec::{Day, Report};
use jiff::civil;
use pyo3::prelude::*;
use pyo3::types::PyList;

use crate::error;
use crate::record::{Record, Rows, Table};
use crate::value;

/// What callrec adds to the records of readers, and what answers to writes do not have.
const ONLY_IN_READERS: [&str; 3] = ["_line", "_offset", "_repair"];

/// A value of an object, of the type that its column has.
pub(crate) enum Cell {
    Text(Option<String>),
    Flag(Option<bool>),
    Whole(Option<i64>),
    Day(Option<Day>),
    Instant(Option<SystemTime>),
}

/// An object of the core that a table has rows of.
pub(crate) trait Described: Send {
    const REPORT: Report;

    /// Its values in the order of the table's columns, and what has no column.
    fn cells(self) -> (Vec<Cell>, BTreeMap<String, String>);
}

/// What an answer is about, if anything.
pub(crate) trait Answered: Send {
    fn record(self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>>;
}

/// Operations whose answers hold no object.
impl Answered for () {
    fn record(self, _: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        Ok(None)
    }
}

impl<T: Described> Answered for T {
    fn record(self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        one(py, self).map(Some)
    }
}

/// The object as a record of its table's class.
pub(crate) fn one<T: Described>(py: Python<'_>, object: T) -> PyResult<Py<PyAny>> {
    let batch = batch(object).map_err(|cause| {
        let detail = format!("an object does not fit its table: {cause}");
        error::own(py, callrec::ErrorKind::Internal, &detail, "report it to the authors of callrec")
    })?;
    Record::object(py, Rows::new(Table::Of(T::REPORT), batch), 0)
}

pub(crate) fn maybe<T: Described>(
    py: Python<'_>,
    object: Option<T>,
) -> PyResult<Option<Py<PyAny>>> {
    object.map(|object| one(py, object)).transpose()
}

pub(crate) fn list<T: Described>(py: Python<'_>, objects: Vec<T>) -> PyResult<Bound<'_, PyList>> {
    let records: PyResult<Vec<_>> = objects.into_iter().map(|object| one(py, object)).collect();
    PyList::new(py, records?)
}

fn batch<T: Described>(object: T) -> Result<RecordBatch, ArrowError> {
    let schema = T::REPORT.schema();
    let fields = schema.fields().iter();
    let fields: Vec<Field> = fields
        .filter(|field| !ONLY_IN_READERS.contains(&field.name().as_str()))
        .map(|field| field.as_ref().clone())
        .collect();
    let (cells, extra) = object.cells();
    let mut columns: Vec<ArrayRef> =
        cells.into_iter().zip(&fields).map(|(cell, field)| column(cell, field)).collect();
    columns.push(Arc::new(extra_column(extra)?));
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
}

fn column(cell: Cell, field: &Field) -> ArrayRef {
    match cell {
        Cell::Text(text) if matches!(field.data_type(), DataType::Dictionary(..)) => {
            Arc::new(DictionaryArray::<Int16Type>::from_iter([text.as_deref()]))
        }
        Cell::Text(text) => Arc::new(StringArray::from(vec![text])),
        Cell::Flag(flag) => Arc::new(BooleanArray::from(vec![flag])),
        Cell::Whole(number) => Arc::new(Int64Array::from(vec![number])),
        Cell::Day(day) => Arc::new(Date32Array::from(vec![day.and_then(since_epoch)])),
        Cell::Instant(time) => {
            let micros = time.and_then(value::micros);
            Arc::new(TimestampMicrosecondArray::from(vec![micros]).with_timezone("UTC"))
        }
    }
}

fn extra_column(extra: BTreeMap<String, String>) -> Result<arrow_array::MapArray, ArrowError> {
    let names = MapFieldNames {
        entry: "entries".to_owned(),
        key: "key".to_owned(),
        value: "value".to_owned(),
    };
    let mut map = MapBuilder::new(Some(names), StringBuilder::new(), StringBuilder::new());
    let there = !extra.is_empty();
    for (name, value) in extra {
        map.keys().append_value(name);
        map.values().append_value(value);
    }
    map.append(there)?;
    Ok(map.finish())
}

fn since_epoch(day: Day) -> Option<i32> {
    let date = civil::Date::new(
        day.year().try_into().ok()?,
        day.month().try_into().ok()?,
        day.day().try_into().ok()?,
    );
    let since = civil::date(1970, 1, 1).until(date.ok()?).ok()?;
    Some(since.get_days())
}
