//! A cell of a batch as a Python object: exact, and nothing guessed.

use std::time::{SystemTime, UNIX_EPOCH};

use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    Date32Type, Decimal128Type, Int16Type, Int64Type, Time64MicrosecondType,
    TimestampMicrosecondType, UInt64Type,
};
use arrow_array::{Array, ArrayRef, StructArray};
use arrow_schema::{DataType, TimeUnit};
use callrec::{Amount, Day};
use jiff::{SignedDuration, ToSpan as _, civil};
use pyo3::IntoPyObjectExt as _;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDate, PyDateTime, PyDict, PyTime, PyTzInfo};

/// The cell of `column` at `row`; `None` where it is null.
pub(crate) fn cell<'py>(
    py: Python<'py>,
    column: &ArrayRef,
    row: usize,
) -> PyResult<Bound<'py, PyAny>> {
    if column.is_null(row) {
        return Ok(py.None().into_bound(py));
    }
    match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).into_bound_py_any(py),
        DataType::Boolean => column.as_boolean().value(row).into_bound_py_any(py),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).into_bound_py_any(py),
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(row).into_bound_py_any(py),
        DataType::Decimal128(_, scale) if u32::from(scale.unsigned_abs()) == Amount::SCALE => {
            decimal(py, Amount(column.as_primitive::<Decimal128Type>().value(row)))
        }
        DataType::Timestamp(TimeUnit::Microsecond, zone) => {
            let micros = column.as_primitive::<TimestampMicrosecondType>().value(row);
            if zone.is_some() { instant(py, micros) } else { local(py, micros) }
        }
        DataType::Date32 => date(py, column.as_primitive::<Date32Type>().value(row)),
        DataType::Time64(TimeUnit::Microsecond) => {
            clock(py, column.as_primitive::<Time64MicrosecondType>().value(row))
        }
        DataType::Dictionary(..) => {
            let keys = column.as_dictionary::<Int16Type>();
            match keys.key(row) {
                Some(key) => keys.values().as_string::<i32>().value(key).into_bound_py_any(py),
                None => Ok(py.None().into_bound(py)),
            }
        }
        DataType::Map(..) => entries(py, &column.as_map().value(row)),
        other => Err(crate::error::own(
            py,
            callrec::ErrorKind::Internal,
            &format!("no Python type is known for the Arrow type {other}"),
            "report it to the authors of callrec",
        )),
    }
}

/// An exact `decimal.Decimal` with all six places.
pub(crate) fn decimal(py: Python<'_>, amount: Amount) -> PyResult<Bound<'_, PyAny>> {
    static DECIMAL: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    DECIMAL.import(py, "decimal", "Decimal")?.call1((amount.to_string(),))
}

/// An aware `datetime` in UTC.
pub(crate) fn instant(py: Python<'_>, micros: i64) -> PyResult<Bound<'_, PyAny>> {
    let utc = PyTzInfo::utc(py)?;
    datetime(py, micros, Some(&utc))
}

/// Microseconds since 1970 in UTC; none where 64 bits do not hold them.
pub(crate) fn micros(time: SystemTime) -> Option<i64> {
    match time.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_micros()).ok(),
        Err(early) => i64::try_from(early.duration().as_micros()).ok().map(|micros| -micros),
    }
}

/// A naive `datetime`, as printed by the provider.
fn local(py: Python<'_>, micros: i64) -> PyResult<Bound<'_, PyAny>> {
    datetime(py, micros, None)
}

fn datetime<'py>(
    py: Python<'py>,
    micros: i64,
    zone: Option<&Bound<'py, PyTzInfo>>,
) -> PyResult<Bound<'py, PyAny>> {
    // By the calendar alone: an instant of jiff leaves room for zones and ends a day before the year
    // 9999 does. Years that Python has no date for were set aside by the decoder; one that came here
    // all the same is Python's ValueError.
    let time = civil::date(1970, 1, 1)
        .at(0, 0, 0, 0)
        .checked_add(SignedDuration::from_micros(micros))
        .map_err(|cause| PyValueError::new_err(cause.to_string()))?;
    let (date, clock) = (time.date(), time.time());
    Ok(PyDateTime::new(
        py,
        date.year().into(),
        date.month().unsigned_abs(),
        date.day().unsigned_abs(),
        clock.hour().unsigned_abs(),
        clock.minute().unsigned_abs(),
        clock.second().unsigned_abs(),
        clock.subsec_nanosecond().unsigned_abs() / 1_000,
        zone,
    )?
    .into_any())
}

/// A `datetime.date`.
fn date(py: Python<'_>, days: i32) -> PyResult<Bound<'_, PyAny>> {
    let date = civil::date(1970, 1, 1)
        .checked_add(i64::from(days).days())
        .map_err(|cause| PyValueError::new_err(cause.to_string()))?;
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    Ok(PyDate::new(py, date.year().into(), month, day)?.into_any())
}

/// A naive `datetime.time`.
fn clock(py: Python<'_>, micros: i64) -> PyResult<Bound<'_, PyAny>> {
    let time = civil::Time::midnight()
        .checked_add(micros.microseconds())
        .map_err(|cause| PyValueError::new_err(cause.to_string()))?;
    Ok(PyTime::new(
        py,
        time.hour().unsigned_abs(),
        time.minute().unsigned_abs(),
        time.second().unsigned_abs(),
        time.subsec_nanosecond().unsigned_abs() / 1_000,
        None,
    )?
    .into_any())
}

/// A `datetime.date`.
pub(crate) fn day(py: Python<'_>, day: Day) -> PyResult<Bound<'_, PyAny>> {
    Ok(PyDate::new(py, day.year().into(), day.month(), day.day())?.into_any())
}

fn entries<'py>(py: Python<'py>, entries: &StructArray) -> PyResult<Bound<'py, PyAny>> {
    let dict = PyDict::new(py);
    let (keys, values) = (entries.column(0).as_string::<i32>(), entries.column(1));
    for row in 0..entries.len() {
        dict.set_item(keys.value(row), cell(py, values, row)?)?;
    }
    Ok(dict.into_any())
}
