//! What callers may write: periods as text or dates, reports by name.

use std::str::FromStr;
use std::time::Duration;

use callrec::{Day, DecodeOptions, ErrorKind, Month, Report};
use pyo3::prelude::*;
use pyo3::types::{PyDate, PyDateAccess as _, PyString};

use crate::error::{self, Place};

/// A month given as `"2026-09"` or as any `datetime.date` in it.
pub(crate) fn month(value: &Bound<'_, PyAny>, place: Place) -> PyResult<Month> {
    period(value, place, "month", "\"2026-09\"", |date| {
        Month::new(date.get_year() as u16, date.get_month())
    })
}

/// A day given as `"2026-09-30"` or as a `datetime.date`.
pub(crate) fn day(value: &Bound<'_, PyAny>, place: Place) -> PyResult<Day> {
    period(value, place, "day", "\"2026-09-30\"", |date| {
        Day::new(date.get_year() as u16, date.get_month(), date.get_day())
    })
}

fn period<T: FromStr<Err = callrec::Error>>(
    value: &Bound<'_, PyAny>,
    place: Place,
    what: &str,
    example: &str,
    of_date: impl FnOnce(&Bound<'_, PyDate>) -> callrec::Result<T>,
) -> PyResult<T> {
    let py = value.py();
    if let Ok(text) = value.cast::<PyString>() {
        return text.to_cow()?.parse().map_err(|error| error::raise_at(py, &error, Some(place)));
    }
    if let Ok(date) = value.cast::<PyDate>() {
        return of_date(date).map_err(|error| error::raise_at(py, &error, Some(place)));
    }
    let given = value.get_type().name()?;
    let detail = format!("a {what} is text such as {example} or a datetime.date, not {given}");
    let hint = "correct the argument";
    Err(error::own_at(py, ErrorKind::InvalidArgument, &detail, hint, Some(place)))
}

/// A report by its name, as in `ipass_cdr`.
pub(crate) fn report(py: Python<'_>, name: &str) -> PyResult<Report> {
    name.parse().map_err(|unknown: callrec::UnknownReport| {
        error::invalid_argument(py, &unknown.to_string())
    })
}

/// Options of decoding.
pub(crate) fn decode_options(
    py: Python<'_>,
    batch_rows: usize,
    strict: bool,
) -> PyResult<DecodeOptions> {
    if batch_rows == 0 {
        return Err(error::invalid_argument(py, "batch_rows is at least 1"));
    }
    Ok(DecodeOptions::default().with_batch_rows(batch_rows).with_strict(strict))
}

/// Seconds that are more than none.
pub(crate) fn seconds(py: Python<'_>, name: &str, value: f64) -> PyResult<Duration> {
    Duration::try_from_secs_f64(value).ok().filter(|duration| !duration.is_zero()).ok_or_else(
        || error::invalid_argument(py, &format!("{name} is a number of seconds above 0")),
    )
}
