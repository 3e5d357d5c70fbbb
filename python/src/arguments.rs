//! What callers may write: periods as text or dates, reports by name.

use std::str::FromStr;
use std::time::Duration;

use callrec::{Day, DecodeOptions, DstPolicy, ErrorKind, Month, PricePolicy, Report, Zone};
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

/// A time zone by its IANA name.
pub(crate) fn zone(py: Python<'_>, name: &str) -> PyResult<Zone> {
    Zone::named(name).map_err(|unknown| error::invalid_argument(py, &unknown.to_string()))
}

/// What becomes of a local time that came twice or never.
pub(crate) fn dst(py: Python<'_>, name: &str) -> PyResult<DstPolicy> {
    one_of(
        py,
        "dst",
        name,
        &[
            ("reject", DstPolicy::Reject),
            ("earlier", DstPolicy::Earlier),
            ("later", DstPolicy::Later),
        ],
    )
}

/// How a price of getcalls becomes an amount.
pub(crate) fn price_policy(py: Python<'_>, name: &str) -> PyResult<PricePolicy> {
    let policies = [PricePolicy::PerQuantity, PricePolicy::LineTotal];
    let policies = policies.map(|policy| (policy.name(), policy));
    one_of(py, "price_policy", name, &policies)
}

/// One of a few values by its name.
pub(crate) fn one_of<T: Copy>(
    py: Python<'_>,
    argument: &str,
    given: &str,
    values: &[(&str, T)],
) -> PyResult<T> {
    let found = values.iter().find(|(name, _)| *name == given).map(|(_, value)| *value);
    found.ok_or_else(|| {
        let names: Vec<_> = values.iter().map(|(name, _)| format!("{name:?}")).collect();
        let known = names.join(", ");
        error::invalid_argument(py, &format!("{argument} is one of {known}, not {given:?}"))
    })
}

/// Seconds, also none at all.
pub(crate) fn seconds_or_none(py: Python<'_>, name: &str, value: f64) -> PyResult<Duration> {
    Duration::try_from_secs_f64(value).map_err(|_| {
        error::invalid_argument(py, &format!("{name} is a number of seconds, 0 or more"))
    })
}

/// Seconds that are more than none.
pub(crate) fn seconds(py: Python<'_>, name: &str, value: f64) -> PyResult<Duration> {
    Duration::try_from_secs_f64(value).ok().filter(|duration| !duration.is_zero()).ok_or_else(
        || error::invalid_argument(py, &format!("{name} is a number of seconds above 0")),
    )
}
