//! `Reader.unified`: the record that is the same for all systems.

use std::sync::Arc;

use callrec::{Doubt as Left, Unifier, UnifyAccounting as Counts, UnifyOptions};
use pyo3::prelude::*;

use super::Reader;
use crate::arguments;
use crate::halt::Halt;
use crate::reading::Reading;
use crate::released::released;

#[pymethods]
impl Reader {
    /// What is left as unified records, the same table for all systems; this reader is handed over.
    ///
    /// Instants are made from the local times of feed and getcalls only where `zone` says where those
    /// were printed. Arithmetic is exact: what does not fit is None, and `doubts` tells it.
    ///
    /// Parameters
    /// ----------
    /// account : str, optional
    ///     What becomes `UnifiedRecord.account`; by default the company, login or profile that the
    ///     client was asked for.
    /// currency : str, optional
    ///     ISO 4217 code of the amounts, which no iPass report and no feed states; getcalls is in
    ///     ``EUR`` (SEED) and takes no other.
    /// unit : str, optional
    ///     What `UnifiedRecord.quantity` counts.
    /// zone : str, optional
    ///     Time zone of local times, as in ``"Pacific/Auckland"``; by default that of the client.
    /// dst : {"reject", "earlier", "later"}, optional
    ///     What becomes of a local time that came twice or never; by default it is None, and told.
    /// price_policy : {"per_quantity", "line_total"}, optional
    ///     How a price of getcalls becomes an amount; by default as the client was told.
    /// strict : bool, default False
    ///     Make the first doubt a `StrictError`, which comes after the records before it.
    ///
    /// Returns
    /// -------
    /// Reader of UnifiedRecord
    ///
    /// Raises
    /// ------
    /// InvalidArgumentError
    ///     The report holds no call records, or contradicts the arguments.
    #[pyo3(signature = (
        *, account=None, currency=None, unit=None, zone=None, dst=None, price_policy=None,
        strict=false,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn unified(
        &self,
        py: Python<'_>,
        account: Option<String>,
        currency: Option<String>,
        unit: Option<String>,
        zone: Option<&str>,
        dst: Option<&str>,
        price_policy: Option<&str>,
        strict: bool,
    ) -> PyResult<Self> {
        let mut options: UnifyOptions = self.unify.clone();
        options.account = account.or(options.account);
        options.currency = currency.or(options.currency);
        options.unit = unit.or(options.unit);
        if let Some(name) = zone {
            options.zone = Some(arguments::zone(py, name)?);
        }
        if let Some(name) = dst {
            options.dst = arguments::dst(py, name)?;
        }
        if let Some(name) = price_policy {
            options.price_policy = arguments::price_policy(py, name)?;
        }
        options.strict = strict;
        let unifier = Unifier::new(self.reading.table.report(), options.clone())
            .map_err(|error| Halt::refused(&error).raise(py))?;
        let below = Arc::clone(&self.reading);
        let reading = released(py, || Reading::unified(below, unifier));
        Ok(Self { reading: reading.map_err(|halt| halt.raise(py))?, unify: options })
    }

    /// Takes the values of a unified reader that are None because there is no right one, in input
    /// order: the first 1,024 since the last call; all are counted in `unify_accounting`.
    fn doubts(&self, py: Python<'_>) -> PyResult<Vec<Doubt>> {
        let taken = released(py, || self.reading.take_doubts()).map_err(|halt| halt.raise(py))?;
        Ok(taken.into_iter().map(|inner| Doubt { inner }).collect())
    }

    /// UnifyAccounting or None : Counts of a unified reader so far; None for any other.
    #[getter]
    fn unify_accounting(&self) -> Option<UnifyAccounting> {
        self.reading.facts().unify.map(UnifyAccounting::from)
    }
}

/// A value of a unified record that is None although the report has what it is made of.
#[pyclass(module = "callrec", frozen, eq)]
#[derive(PartialEq)]
pub(crate) struct Doubt {
    inner: Left,
}

#[pymethods]
impl Doubt {
    /// int : Physical line of the record, from 1.
    #[getter]
    fn line(&self) -> u64 {
        self.inner.line
    }

    /// int : Byte of the record in the input, from 0.
    #[getter]
    fn offset(&self) -> u64 {
        self.inner.offset
    }

    /// str : Name of the unified column that is None.
    #[getter]
    fn column(&self) -> &'static str {
        self.inner.column
    }

    /// str : Why, in one line.
    #[getter]
    fn reason(&self) -> String {
        self.inner.reason.to_string()
    }

    fn __repr__(&self) -> String {
        format!("<callrec.Doubt {}>", self.inner)
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(crate::not_pickled())
    }
}

/// Counts of a unified reader.
#[pyclass(module = "callrec", frozen, eq, hash)]
#[derive(PartialEq, Eq, Hash)]
pub(crate) struct UnifyAccounting {
    /// int : Records given: as many as were taken.
    #[pyo3(get)]
    rows: u64,
    /// int : Values left None because they do not fit their column.
    #[pyo3(get)]
    overflow: u64,
    /// int : Amounts left None because they have more than six digits behind the point.
    #[pyo3(get)]
    inexact: u64,
    /// int : Instants left None because the clock showed the local time twice.
    #[pyo3(get)]
    repeated_local_times: u64,
    /// int : Instants left None because the clock never showed the local time.
    #[pyo3(get)]
    skipped_local_times: u64,
}

impl From<Counts> for UnifyAccounting {
    fn from(counts: Counts) -> Self {
        Self {
            rows: counts.rows,
            overflow: counts.overflow,
            inexact: counts.inexact,
            repeated_local_times: counts.repeated_local_times,
            skipped_local_times: counts.skipped_local_times,
        }
    }
}

#[pymethods]
impl UnifyAccounting {
    fn __repr__(&self) -> String {
        let Self { rows, overflow, inexact, repeated_local_times, skipped_local_times } = self;
        format!(
            "UnifyAccounting(rows={rows}, overflow={overflow}, inexact={inexact}, \
             repeated_local_times={repeated_local_times}, \
             skipped_local_times={skipped_local_times})"
        )
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(crate::not_pickled())
    }
}
