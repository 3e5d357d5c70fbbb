//! Records: light views of one row of a batch. A cell becomes a Python object when it is looked at.

use std::fmt::Write as _;
use std::sync::Arc;

use arrow_array::RecordBatch;
use callrec::Report;
use pyo3::exceptions::{PyKeyError, PyTypeError};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyIterator, PyList, PyMapping, PyString};

use crate::value;

/// The rows that records, batches and iterators share.
pub(crate) struct Rows {
    pub(crate) report: Report,
    pub(crate) batch: RecordBatch,
    /// The columns' names as Python has them: made once a batch, used for each record.
    keys: PyOnceLock<Vec<Py<PyString>>>,
}

impl Rows {
    pub(crate) fn new(report: Report, batch: RecordBatch) -> Arc<Self> {
        Arc::new(Self { report, batch, keys: PyOnceLock::new() })
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

    fn position(&self, name: &str) -> Option<usize> {
        self.names().position(|known| known == name)
    }
}

/// A record of any report: attributes and mapping access by column name.
#[pyclass(module = "callrec", frozen, subclass, mapping)]
pub(crate) struct Record {
    rows: Arc<Rows>,
    row: usize,
}

impl Record {
    /// The record at `row`, as the class of its report.
    pub(crate) fn object(py: Python<'_>, rows: Arc<Rows>, row: usize) -> PyResult<Py<PyAny>> {
        let report = rows.report;
        let record = PyClassInitializer::from(Record { rows, row });
        Ok(match report {
            Report::IpassCdr => Py::new(py, record.add_subclass(CdrRecord))?.into_any(),
            Report::IpassNetworkUsers => {
                Py::new(py, record.add_subclass(NetworkUserRecord))?.into_any()
            }
            Report::Companies => Py::new(py, record.add_subclass(CompanyRecord))?.into_any(),
            _ => Py::new(py, record)?.into_any(),
        })
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

    fn keys<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        PyList::new(py, self.rows.keys(py))
    }

    fn values<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let values: PyResult<Vec<_>> = (0..self.__len__()).map(|at| self.at(py, at)).collect();
        PyList::new(py, values?)
    }

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

    #[getter]
    fn _line<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.by_name(py, "_line")
    }

    #[getter]
    fn _offset<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.by_name(py, "_offset")
    }

    #[getter]
    fn _repair<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.by_name(py, "_repair")
    }

    #[getter]
    fn _extra<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyAny>> {
        self.by_name(py, "_extra")
    }
}

/// A record class: one getter a column, by its place in the report's schema.
macro_rules! record_class {
    ($class:ident, $report:expr, [$($place:literal $column:ident,)*]) => {
        #[doc = concat!("A record of the report `", stringify!($report), "`.")]
        #[pyclass(module = "callrec", frozen, mapping, extends = Record)]
        pub(crate) struct $class;

        #[pymethods]
        impl $class {
            $(
                #[getter]
                fn $column<'py>(slf: PyRef<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
                    slf.as_super().at(slf.py(), $place)
                }
            )*
        }

        impl $class {
            /// The getters' columns, to be compared with the schema once a process.
            const COLUMNS: &'static [(usize, &'static str)] = &[$(($place, stringify!($column)),)*];
        }
    };
}

record_class!(CdrRecord, Report::IpassCdr, [
    0 transaction_id,
    1 billing_code,
    2 user_id,
    3 auth_domain,
    4 description,
    5 gmt_time,
    6 local_time,
    7 session_length_s,
    8 billing_rate,
    9 net_billing_amount,
    10 access_type,
    11 service_type,
    12 reserved,
    13 data_used,
]);

record_class!(NetworkUserRecord, Report::IpassNetworkUsers, [
    0 user_name,
    1 user_domain,
    2 network_user,
    3 om_user,
    4 ipc_user,
]);

record_class!(CompanyRecord, Report::Companies, [
    0 id,
    1 name,
    2 is_active,
]);

/// Whether every getter stands at its column's place and no column lacks one.
pub(crate) fn getters_match_schemas() -> bool {
    [
        (Report::IpassCdr, CdrRecord::COLUMNS),
        (Report::IpassNetworkUsers, NetworkUserRecord::COLUMNS),
        (Report::Companies, CompanyRecord::COLUMNS),
    ]
    .into_iter()
    .all(|(report, columns)| {
        let schema = report.schema();
        // The last four are the provenance, which the base class has.
        columns.len() + 4 == schema.fields().len()
            && columns.iter().all(|&(place, name)| schema.field(place).name() == name)
    })
}
