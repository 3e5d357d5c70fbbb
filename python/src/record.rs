//! Records: light views of one row of a batch. A cell becomes a Python object when it is looked at.

mod calls;
mod class;
mod ipass;
mod organisation;
mod users;

use std::fmt::Write as _;
use std::sync::Arc;

use arrow_array::RecordBatch;
use callrec::Report;
use pyo3::exceptions::{PyAttributeError, PyKeyError, PyTypeError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyIterator, PyList, PyMapping, PyString};

pub(crate) use calls::{FeedRecord, GetCallsRecord, UnifiedRecord};
pub(crate) use class::getters_match_schemas;
pub(crate) use ipass::{CdrRecord, CompanyRecord, NetworkUserRecord};
pub(crate) use organisation::{
    CostCenterRecord, GroupPlanRecord, GroupRecord, RegistrationCodeRecord,
};
pub(crate) use users::{DeviceRecord, SimpleUserRecord, UserRecord};

use crate::{aside, value};

/// What the rows of a batch are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Table {
    /// A report as its provider has it.
    Of(Report),
    /// The unified record of a report.
    Unified(Report),
}

impl Table {
    pub(crate) fn report(self) -> Report {
        match self {
            Self::Of(report) | Self::Unified(report) => report,
        }
    }
}

/// The rows that records, batches and iterators share.
pub(crate) struct Rows {
    pub(crate) table: Table,
    pub(crate) batch: RecordBatch,
    /// The columns' names as Python has them: made once a batch, used for each record.
    keys: PyOnceLock<Vec<Py<PyString>>>,
}

impl Rows {
    pub(crate) fn new(table: Table, batch: RecordBatch) -> Arc<Self> {
        Arc::new(Self { table, batch, keys: PyOnceLock::new() })
    }

    fn keys(&self, py: Python<'_>) -> &[Py<PyString>] {
        let make = || self.names().map(|name| PyString::intern(py, name).unbind()).collect();
        self.keys.get_or_init(py, make)
    }

    fn cell<'py>(&self, py: Python<'py>, column: usize, row: usize) -> PyResult<Bound<'py, PyAny>> {
        value::cell(py, self.batch.column(column), row)
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.batch.schema_ref().fields().iter().map(|field| field.name().as_str())
    }

    /// Whether a column must not be shown unless it is asked for by name.
    fn is_secret(&self, column: usize) -> bool {
        let metadata = self.batch.schema_ref().field(column).metadata();
        metadata.get("callrec.secret").is_some_and(|value| value == "true")
    }

    /// Those columns, for views that are written in Python.
    pub(crate) fn secret_columns(&self) -> Vec<&str> {
        self.names()
            .enumerate()
            .filter(|&(at, _)| self.is_secret(at))
            .map(|(_, name)| name)
            .collect()
    }

    fn position(&self, name: &str) -> Option<usize> {
        self.names().position(|known| known == name)
    }
}

/// One record: attributes and mapping access by column name, nothing converted until looked at.
///
/// A light view of its batch, which it keeps in memory: keep ``dict(record)`` to keep few of many.
/// Text is `str`, amounts and rates exact `decimal.Decimal` with six places, instants aware
/// `datetime.datetime` in UTC, local times naive `datetime.datetime` as printed, null is None.
///
/// Every report ends in the four columns of the attributes below, which callrec adds.
///
/// Raises
/// ------
/// KeyError
///     ``record[key]`` with a name that is no column.
/// TypeError
///     Pickling: pickle ``dict(record)`` instead.
#[pyclass(module = "callrec", frozen, subclass, mapping)]
pub(crate) struct Record {
    rows: Arc<Rows>,
    row: usize,
}

impl Record {
    /// The record at `row`, as the class of its report.
    pub(crate) fn object(py: Python<'_>, rows: Arc<Rows>, row: usize) -> PyResult<Py<PyAny>> {
        let table = rows.table;
        class::object(py, table, Record { rows, row })
    }

    fn at<'py>(&self, py: Python<'py>, column: usize) -> PyResult<Bound<'py, PyAny>> {
        self.rows.cell(py, column, self.row)
    }

    fn by_name<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        match self.rows.position(name) {
            Some(column) => self.at(py, column),
            None => Err(PyKeyError::new_err(name.to_owned())),
        }
    }

    /// What callrec adds to the records of a reader, and to no others.
    fn added<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Bound<'py, PyAny>> {
        match self.rows.position(name) {
            Some(column) => self.at(py, column),
            None => Err(PyAttributeError::new_err(format!(
                "this record has no {name}: it is no row of a report of that kind"
            ))),
        }
    }

    fn dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (column, name) in self.rows.keys(py).iter().enumerate() {
            dict.set_item(name, self.at(py, column)?)?;
        }
        Ok(dict)
    }
}

#[pymethods]
impl Record {
    fn __getitem__<'py>(&self, py: Python<'py>, key: &str) -> PyResult<Bound<'py, PyAny>> {
        self.by_name(py, key)
    }

    /// The value of a column, or `default` where there is no such column (a null is None).
    #[pyo3(signature = (key, default=None))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        key: &str,
        default: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        match self.rows.position(key) {
            Some(column) => self.at(py, column),
            None => Ok(default.unwrap_or_else(|| py.None().into_bound(py))),
        }
    }

    fn __contains__(&self, key: &Bound<'_, PyAny>) -> bool {
        key.cast::<PyString>()
            .ok()
            .and_then(|key| key.to_cow().ok().map(|key| self.rows.position(&key).is_some()))
            .unwrap_or(false)
    }

    fn __len__(&self) -> usize {
        self.rows.batch.num_columns()
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.keys(py)?.try_iter()
    }

    /// The column names, in the order of the schema.
    fn keys<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, self.rows.keys(py))
    }

    /// The values, in the order of the schema.
    fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let values: PyResult<Vec<_>> = (0..self.__len__()).map(|at| self.at(py, at)).collect();
        PyList::new(py, values?)
    }

    /// Pairs of column name and value, in the order of the schema.
    fn items<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let list = PyList::empty(py);
        for (column, name) in self.rows.keys(py).iter().enumerate() {
            list.append((name, self.at(py, column)?))?;
        }
        Ok(list)
    }

    fn __eq__<'py>(
        &self,
        py: Python<'py>,
        other: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        if other.cast::<PyMapping>().is_err() {
            return Ok(py.NotImplemented().into_bound(py));
        }
        let other = py.get_type::<PyDict>().call1((other,))?;
        self.dict(py)?.rich_compare(other, pyo3::basic::CompareOp::Eq)
    }

    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let (py, this) = (slf.py(), slf.get());
        let mut text = format!("{}(", slf.get_type().name()?);
        for (column, name) in this.rows.names().enumerate() {
            let separator = if column == 0 { "" } else { ", " };
            let cell = this.at(py, column)?;
            let _ = match this.rows.is_secret(column) && !cell.is_none() {
                true => write!(text, "{separator}{name}='***'"),
                false => write!(text, "{separator}{name}={}", cell.repr()?),
            };
        }
        text.push(')');
        Ok(text)
    }

    #[getter]
    fn _secret_columns(&self) -> Vec<&str> {
        self.rows.secret_columns()
    }

    /// A notebook's view: a line a column, secrets as ``***``.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        aside::html(slf.as_any(), "record")
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "a record is a view of its batch and is not pickled; pickle dict(record) instead",
        ))
    }

    fn __dir__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        let names = slf.py().import("builtins")?.getattr("dir")?.call1((slf.get_type(),))?;
        names.call_method1("extend", (slf.get().keys(slf.py())?,))?;
        Ok(names)
    }

    /// int : Physical line of the record's start, from 1; a header is line 1. Never null.
    #[getter]
    fn _line<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.added(py, "_line")
    }

    /// int : Byte of the record's start in the input, from 0. Never null.
    #[getter]
    fn _offset<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.added(py, "_offset")
    }

    /// str or None : Name of the rule that mended the record; None for a record that came as it
    /// should.
    #[getter]
    fn _repair<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.added(py, "_repair")
    }

    /// dict or None : What the schema has no column for, str to str or None, under the
    /// provider's own headings; None when empty.
    #[getter]
    fn _extra<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.added(py, "_extra")
    }
}
