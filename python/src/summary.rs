//! What a CDR report adds up to, exactly.

use std::sync::Mutex;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::sync::MutexExt as _;

use crate::batch::Batch;
use crate::{aside, error, value};

/// Exact totals over batches of ``ipass_cdr``.
///
/// ``print(summary)`` shows a small table. Under a ``…_cap`` service type the amounts are
/// cumulative, so where `cap_records` is not 0 the total need not equal the invoice.
///
/// Examples
/// --------
/// >>> total = Summary()
/// >>> for batch in reader.batches():
/// ...     total.add(batch)
#[pyclass(module = "callrec", frozen)]
#[derive(Default)]
pub(crate) struct Summary {
    inner: Mutex<callrec::Summary>,
}

impl From<callrec::Summary> for Summary {
    fn from(inner: callrec::Summary) -> Self {
        Self { inner: Mutex::new(inner) }
    }
}

impl Summary {
    fn with<T>(&self, py: Python<'_>, look: impl FnOnce(&mut callrec::Summary) -> T) -> T {
        let mut inner = match self.inner.lock_py_attached(py) {
            Ok(inner) => inner,
            Err(poisoned) => poisoned.into_inner(),
        };
        look(&mut inner)
    }

    fn time(&self, py: Python<'_>, micros: Option<i64>) -> PyResult<Option<Py<PyAny>>> {
        micros.map(|micros| value::instant(py, micros).map(Bound::unbind)).transpose()
    }
}

#[pymethods]
impl Summary {
    #[new]
    fn new() -> Self {
        Self::default()
    }

    /// Adds a batch.
    ///
    /// Raises
    /// ------
    /// InvalidArgumentError
    ///     The batch is of another report.
    /// LimitError
    ///     A sum does not fit 38 digits.
    fn add(&self, py: Python<'_>, batch: &Batch) -> PyResult<()> {
        self.with(py, |inner| inner.add(&batch.rows.batch))
            .map_err(|error| error::raise(py, &error))
    }

    /// int : Records added.
    #[getter]
    fn records(&self, py: Python<'_>) -> u64 {
        self.with(py, |inner| inner.records)
    }

    /// int : Sum of ``session_length_s``: seconds (INF).
    #[getter]
    fn seconds(&self, py: Python<'_>) -> i128 {
        self.with(py, |inner| inner.seconds)
    }

    /// decimal.Decimal : Exact sum of ``net_billing_amount``, in a currency that the provider
    /// does not name.
    #[getter]
    fn amount<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value::decimal(py, self.with(py, |inner| inner.amount))
    }

    /// int : Records without a ``net_billing_amount``.
    #[getter]
    fn without_amount(&self, py: Python<'_>) -> u64 {
        self.with(py, |inner| inner.without_amount)
    }

    /// int : Records whose amounts are cumulative.
    #[getter]
    fn cap_records(&self, py: Python<'_>) -> u64 {
        self.with(py, |inner| inner.cap_records)
    }

    /// datetime.datetime or None : Earliest ``gmt_time``, UTC; None without one.
    #[getter]
    fn first_gmt_time(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        self.time(py, self.with(py, |inner| inner.first_gmt_us))
    }

    /// datetime.datetime or None : Latest ``gmt_time``, UTC; None without one.
    #[getter]
    fn last_gmt_time(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        self.time(py, self.with(py, |inner| inner.last_gmt_us))
    }

    /// list of ServiceTotal : By service type, in the order of their names, unnamed ones first.
    #[getter]
    fn by_service_type(&self, py: Python<'_>) -> Vec<ServiceTotal> {
        self.with(py, |inner| inner.by_service_type().cloned().map(ServiceTotal).collect())
    }

    /// Draws a bar a service type.
    ///
    /// Parameters
    /// ----------
    /// value : {"amount", "records", "seconds"}, default "amount"
    ///     What the bars show; seconds are drawn as hours.
    /// ax : matplotlib.axes.Axes, optional
    ///     Where to draw; by default on axes of its own.
    ///
    /// Returns
    /// -------
    /// matplotlib.axes.Axes
    ///     What was drawn on.
    ///
    /// Raises
    /// ------
    /// InvalidArgumentError
    ///     No value has this name.
    /// UnsupportedError
    ///     matplotlib is not installed.
    #[pyo3(signature = (*, value="amount", ax=None))]
    fn plot<'py>(
        slf: &Bound<'py, Self>,
        value: &str,
        ax: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        aside::call(slf.py(), "callrec._plot", "summary", (slf, value, ax))
    }

    /// A notebook's view: the table of ``print(summary)``.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        aside::html(slf.as_any(), "summary")
    }

    /// A small table: one line a service type, then the total.
    fn __str__(&self, py: Python<'_>) -> String {
        self.with(py, |inner| {
            let line = |name: &str, records: u64, seconds: i128, amount: callrec::Amount| {
                format!("{name:<20} {records:>10} {seconds:>14} {amount:>20}")
            };
            let head = format!(
                "{:<20} {:>10} {:>14} {:>20}",
                "service type", "records", "seconds", "amount"
            );
            let mut lines = vec![head];
            for total in inner.by_service_type() {
                let name = total.service_type.as_deref().unwrap_or("(none)");
                lines.push(line(name, total.records, total.seconds, total.amount));
            }
            lines.push(line("total", inner.records, inner.seconds, inner.amount));
            if inner.cap_records > 0 {
                lines.push(format!(
                    "{} records of a _cap service type carry cumulative amounts: \
                     the total need not equal the invoice",
                    inner.cap_records
                ));
            }
            lines.join("\n")
        })
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        self.with(py, |inner| {
            format!(
                "<callrec.Summary: {} records, {} seconds, amount {}>",
                inner.records, inner.seconds, inner.amount
            )
        })
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err("a summary is not pickled; keep its numbers instead"))
    }
}

/// Totals of one service type.
#[pyclass(module = "callrec", frozen)]
pub(crate) struct ServiceTotal(callrec::ServiceTotal);

#[pymethods]
impl ServiceTotal {
    /// str or None : The provider's word for it; None for records without one.
    #[getter]
    fn service_type(&self) -> Option<&str> {
        self.0.service_type.as_deref()
    }

    /// int : Records of this type.
    #[getter]
    fn records(&self) -> u64 {
        self.0.records
    }

    /// int : Sum of their ``session_length_s``: seconds (INF).
    #[getter]
    fn seconds(&self) -> i128 {
        self.0.seconds
    }

    /// decimal.Decimal : Exact sum of their ``net_billing_amount``.
    #[getter]
    fn amount<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        value::decimal(py, self.0.amount)
    }

    /// bool : Whether the amounts are cumulative: the type ends in ``_cap`` (DOC).
    #[getter]
    fn cumulative(&self) -> bool {
        self.0.cumulative
    }

    fn __repr__(&self) -> String {
        let name = self.0.service_type.as_deref().unwrap_or("(none)");
        format!(
            "<callrec.ServiceTotal {name}: {} records, {} seconds, amount {}>",
            self.0.records, self.0.seconds, self.0.amount
        )
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(crate::not_pickled())
    }
}
