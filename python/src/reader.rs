//! `callrec.Reader` and its iterators.

mod unified;

use std::path::PathBuf;
use std::sync::Arc;

use callrec::{Report, Summary as Totals, UnifyOptions, blocking};
use callrec_export::WriteOptions;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyType};

use crate::accounting::{Accounting, Quarantined};
use crate::batch::Batch;
use crate::collected::Collected;
use crate::consumer::ConsumerStream;
use crate::cursor::FeedCursor;
use crate::halt::Halt;
use crate::reading::{Reading, Standing};
use crate::record::{Record, Table};
use crate::released::released;
use crate::summary::Summary;
use crate::{aside, capsule, error, write};

pub(crate) use unified::{Doubt, UnifyAccounting};

/// One report, read once, from front to back, while its body is still arriving.
///
/// Iterate it for records, `batches` for batches, or hand it to an Arrow consumer:
/// ``polars.DataFrame(reader)``, ``pyarrow.table(reader)``, ``duckdb.execute("… from reader")``. Memory
/// stays bounded when the consumer streams. Records and batches may be mixed: none is lost or given
/// twice. It ends without an exception only if the body was complete; an exception comes after the
/// records before it, and comes again.
///
/// While it waits the GIL is released, and Ctrl-C is answered within 200 ms: it closes the
/// connection. Threads may share a reader: each record goes to one of them.
///
/// Raises
/// ------
/// CallrecError
///     On iteration: `TruncatedError`, `IncompleteError` and other `TransportError`,
///     `NotDataError`, `DecodeError`, `StrictError`, `LimitError`.
/// ClosedError
///     On iteration after the end, after `close`, or once an Arrow consumer took it.
/// ForkedError
///     On use in a forked child.
/// TypeError
///     On pickling.
#[pyclass(module = "callrec", frozen, weakref)]
pub(crate) struct Reader {
    reading: Arc<Reading>,
    /// What is known for unified records.
    unify: UnifyOptions,
}

impl Reader {
    pub(crate) fn new(source: blocking::Reader, unify: UnifyOptions) -> Self {
        Self { reading: Reading::new(source), unify }
    }

    /// The report's name, for people.
    fn kind(&self) -> String {
        match self.reading.table {
            Table::Of(report) => report.name().to_owned(),
            Table::Unified(report) => format!("unified {}", report.name()),
        }
    }

    fn refuse_unreadable(&self, py: Python<'_>) -> PyResult<()> {
        released(py, || self.reading.refuse_unreadable()).map_err(|why| why.raise(py))
    }
}

#[pymethods]
impl Reader {
    /// Iterates what is left, record by record.
    fn __iter__(&self, py: Python<'_>) -> PyResult<Records> {
        self.refuse_unreadable(py)?;
        Ok(Records { reading: Arc::clone(&self.reading) })
    }

    /// Iterates what is left, batch by batch.
    fn batches(&self, py: Python<'_>) -> PyResult<Batches> {
        self.refuse_unreadable(py)?;
        Ok(Batches { reading: Arc::clone(&self.reading) })
    }

    /// Hands what is left to an Arrow consumer, once, as a PyCapsule of a C stream.
    ///
    /// A requested schema is not applied. An error reaches the consumer as one line of text; the
    /// typed exception is then in `error`.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        // A wish only: the Arrow specification lets the producer keep its own schema.
        let _ = requested_schema;
        released(py, || self.reading.take()).map_err(|why| why.raise(py))?;
        capsule::stream(py, Box::new(ConsumerStream::new(Arc::clone(&self.reading))))
    }

    /// Arrow PyCapsule of the schema; the reader is not consumed.
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        capsule::schema(py, &self.reading.schema)
    }

    /// str : The report's name.
    #[getter]
    fn report(&self) -> &'static str {
        self.reading.table.report().name()
    }

    /// list of str : The columns, in the order of the schema.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        self.reading.schema.fields().iter().map(|field| field.name().clone()).collect()
    }

    /// Accounting : Counts of the batches so far; of the whole body once it was read.
    #[getter]
    fn accounting(&self) -> Accounting {
        self.reading.facts().accounting.into()
    }

    /// Takes the records set aside since the last call, in input order.
    ///
    /// At most 65,536 are held: on input with more, take them between batches, else reading ends
    /// with a `LimitError`.
    fn quarantined(&self, py: Python<'_>) -> PyResult<Vec<Quarantined>> {
        let taken =
            released(py, || self.reading.take_quarantined()).map_err(|why| why.raise(py))?;
        Ok(taken.into_iter().map(Quarantined::from).collect())
    }

    /// str or None : What proves that the report came whole; None before its clean end, and after an error.
    #[getter]
    fn proof(&self) -> Option<&'static str> {
        self.reading.facts().proof.map(callrec::Proof::name)
    }

    /// int : Bytes of the body that came so far.
    #[getter]
    fn bytes_read(&self) -> u64 {
        self.reading.facts().bytes_read
    }

    /// int or None : Bytes that the body will have, where its head says so.
    #[getter]
    fn total_bytes(&self) -> Option<u64> {
        self.reading.facts().total_bytes
    }

    /// FeedCursor or None : Of a feed: covers the records that were given and no other, also while a
    /// batch is iterated record by record. None for other reports.
    #[getter]
    fn cursor(&self) -> Option<FeedCursor> {
        self.reading.cursor().map(|inner| FeedCursor { inner })
    }

    /// Exception or None : The `CallrecError` that ended the reading; None while there is none.
    #[getter]
    fn error(&self, py: Python<'_>) -> Option<Py<PyAny>> {
        let facts = self.reading.facts();
        let failed = facts.error.map(|error| error::raise(py, &error));
        let raised =
            failed.or_else(|| facts.refused.map(|(kind, text)| error::told(py, kind, &text)))?;
        Some(raised.into_value(py).into_any())
    }

    /// Reads what is left of an ``ipass_cdr`` report and gives its totals.
    ///
    /// Parameters
    /// ----------
    /// progress : bool, optional
    ///     Whether a progress bar is shown; by default in a terminal or notebook, after half a
    ///     second.
    ///
    /// Returns
    /// -------
    /// Summary
    ///     Exact totals, with a table by ``print`` and a chart by `Summary.plot`.
    ///
    /// Raises
    /// ------
    /// InvalidArgumentError
    ///     The report is another one.
    #[pyo3(signature = (*, progress=None))]
    fn summary(slf: &Bound<'_, Self>, progress: Option<bool>) -> PyResult<Summary> {
        let (py, this) = (slf.py(), slf.get());
        this.refuse_unreadable(py)?;
        if this.reading.table != Table::Of(Report::IpassCdr) {
            let detail = format!("a summary is of ipass_cdr records, not of {}", this.kind());
            return Err(error::invalid_argument(py, &detail));
        }
        let add_up = || {
            let mut rest = this.reading.rest()?;
            let mut totals = Totals::new();
            while let Some(batch) = rest.next()? {
                if let Err(error) = totals.add(&batch) {
                    rest.come_to_nothing(None);
                    return Err(Halt::Core(error));
                }
            }
            Ok(Summary::from(totals))
        };
        aside::with_progress(slf.as_any(), progress, || {
            released(py, add_up).map_err(|halt: Halt| halt.raise(py))
        })
    }

    /// Writes what is left into a file, whole or not at all.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike
    ///     The file. It appears under this name when it is complete; one that was there is replaced.
    /// format : {"csv", "ndjson", "parquet", "arrow"}, optional
    ///     By default told by the ending of `path`.
    /// excel_safe : bool, default False
    ///     In CSV, put ``'`` before text that a spreadsheet would take for a formula. The mark becomes
    ///     part of the text.
    /// reveal_secrets : bool, default False
    ///     Write what stands in the secret columns of users; by default they hold ``***``.
    /// progress : bool, optional
    ///     As in `summary`.
    ///
    /// Returns
    /// -------
    /// int
    ///     Records written.
    ///
    /// Raises
    /// ------
    /// FileError
    ///     The file cannot be written.
    /// InvalidArgumentError
    ///     The format is not known.
    #[pyo3(signature = (
        path, format=None, *, excel_safe=false, reveal_secrets=false, progress=None,
    ))]
    fn write(
        slf: &Bound<'_, Self>,
        path: PathBuf,
        format: Option<&str>,
        excel_safe: bool,
        reveal_secrets: bool,
        progress: Option<bool>,
    ) -> PyResult<u64> {
        let (py, this) = (slf.py(), slf.get());
        this.refuse_unreadable(py)?;
        let options =
            WriteOptions::default().with_excel_safe(excel_safe).with_reveal_secrets(reveal_secrets);
        let target =
            write::Target::new(path, format, options).map_err(|refused| refused.raise(py))?;
        aside::with_progress(slf.as_any(), progress, || {
            released(py, || target.write(&this.reading)).map_err(|failure| failure.raise(py))
        })
    }

    /// Reads what is left into a ``pandas.DataFrame``, all of it in memory.
    ///
    /// Parameters
    /// ----------
    /// dtype_backend : {"pyarrow", "numpy"}, default "pyarrow"
    ///     ``pyarrow`` keeps the types of the schema: exact decimals, whole numbers beside nulls.
    ///     ``numpy`` makes what pandas made before: objects, and floats where there are nulls.
    /// progress : bool, optional
    ///     As in `summary`.
    ///
    /// Returns
    /// -------
    /// pandas.DataFrame
    ///     One column a column of the schema.
    ///
    /// Raises
    /// ------
    /// UnsupportedError
    ///     pandas or pyarrow is not installed.
    #[pyo3(signature = (*, dtype_backend="pyarrow", progress=None))]
    fn to_pandas<'py>(
        slf: &Bound<'py, Self>,
        dtype_backend: &str,
        progress: Option<bool>,
    ) -> PyResult<Bound<'py, PyAny>> {
        aside::call(slf.py(), "callrec._frames", "to_pandas", (slf, dtype_backend, progress))
    }

    /// Reads what is left into a ``polars.DataFrame``, all of it in memory.
    ///
    /// Parameters
    /// ----------
    /// progress : bool, optional
    ///     As in `summary`.
    ///
    /// Returns
    /// -------
    /// polars.DataFrame
    ///     One column a column of the schema.
    ///
    /// Raises
    /// ------
    /// UnsupportedError
    ///     polars is not installed.
    #[pyo3(signature = (*, progress=None))]
    fn to_polars<'py>(
        slf: &Bound<'py, Self>,
        progress: Option<bool>,
    ) -> PyResult<Bound<'py, PyAny>> {
        aside::call(slf.py(), "callrec._frames", "to_polars", (slf, progress))
    }

    /// Reads what is left into a ``pyarrow.Table``, all of it in memory.
    ///
    /// Parameters
    /// ----------
    /// progress : bool, optional
    ///     As in `summary`.
    ///
    /// Returns
    /// -------
    /// pyarrow.Table
    ///     One chunk a batch, without a copy.
    ///
    /// Raises
    /// ------
    /// UnsupportedError
    ///     pyarrow is not installed.
    ///
    /// Notes
    /// -----
    /// To stream instead: ``pyarrow.RecordBatchReader.from_stream(reader)``.
    #[pyo3(signature = (*, progress=None))]
    fn to_arrow<'py>(
        slf: &Bound<'py, Self>,
        progress: Option<bool>,
    ) -> PyResult<Bound<'py, PyAny>> {
        aside::call(slf.py(), "callrec._frames", "to_arrow", (slf, progress))
    }

    /// Reads what is left of a report of call records and draws it in bars.
    ///
    /// Parameters
    /// ----------
    /// by : {"day", "hour", "type"}, default "day"
    ///     A bar a day, an hour of the day, or a type of service or call. Days and hours are UTC
    ///     where the report has instants, else local ones as printed.
    /// value : {"amount", "records", "seconds"}, default "amount"
    ///     What the bars show; seconds are drawn as hours. Sums are exact.
    /// ax : matplotlib.axes.Axes, optional
    ///     Where to draw; by default on axes of its own.
    /// progress : bool, optional
    ///     As in `summary`.
    ///
    /// Returns
    /// -------
    /// matplotlib.axes.Axes
    ///     What was drawn on.
    ///
    /// Raises
    /// ------
    /// InvalidArgumentError
    ///     The report holds no call records, or ``getcalls`` is to show amounts: they depend on the
    ///     price policy, so take ``reader.unified()``.
    /// UnsupportedError
    ///     matplotlib is not installed.
    #[pyo3(signature = (*, by="day", value="amount", ax=None, progress=None))]
    fn plot<'py>(
        slf: &Bound<'py, Self>,
        by: &str,
        value: &str,
        ax: Option<Bound<'py, PyAny>>,
        progress: Option<bool>,
    ) -> PyResult<Bound<'py, PyAny>> {
        aside::call(slf.py(), "callrec._plot", "reader", (slf, by, value, ax, progress))
    }

    /// All that is left, in memory.
    fn _collect(&self, py: Python<'_>) -> PyResult<Collected> {
        self.refuse_unreadable(py)?;
        released(py, || Collected::of(&self.reading)).map_err(|halt| halt.raise(py))
    }

    /// Where it stands, for `_take_back`.
    fn _standing(&self, py: Python<'_>) -> PyResult<Given> {
        self.reading.standing().map(|standing| Given { standing }).map_err(|halt| halt.raise(py))
    }

    /// What was given since then was thrown away: the cursor does not cover it, and reading ends.
    fn _take_back(&self, given: &Given) {
        self.reading.take_back(given.standing.clone());
    }

    /// The next record where it is in memory already, else None: never waits.
    fn _record_in_hand(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let row = self.reading.row_in_hand();
        row.map(|(rows, row)| Record::object(py, rows, row)).transpose()
    }

    /// A notebook's view: how far it is. Reads nothing.
    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        aside::html(slf.as_any(), "reader")
    }

    /// Closes it, from any thread; what waits in it ends with `CancelledError`. Twice is fine.
    fn close(&self) {
        self.reading.close();
    }

    fn __enter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __exit__(
        &self,
        kind: Option<Bound<'_, PyAny>>,
        error: Option<Bound<'_, PyAny>>,
        traceback: Option<Bound<'_, PyAny>>,
    ) {
        drop((kind, error, traceback));
        self.close();
    }

    #[classmethod]
    fn __class_getitem__<'py>(
        cls: &Bound<'py, PyType>,
        item: Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        crate::generic_alias(cls, item)
    }

    /// What it is like now, in a word or two.
    #[getter]
    fn _state(&self) -> &'static str {
        let facts = self.reading.facts();
        if facts.error.is_some() || facts.refused.is_some() {
            "failed"
        } else if facts.is_interrupted && !self.reading.is_closed() {
            "broken off"
        } else if facts.proof.is_some() {
            "complete"
        } else if self.reading.is_closed() {
            "closed"
        } else if self.reading.is_taken() {
            "handed over"
        } else {
            "open"
        }
    }

    fn __repr__(&self) -> String {
        let facts = self.reading.facts();
        format!(
            "<callrec.Reader {}: {} records read, {} bytes, {}>",
            self.kind(),
            facts.accounting.read,
            facts.bytes_read,
            self._state()
        )
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "a reader stands on an open connection or file and cannot be pickled; \
             write it to a file, or make it where it is used",
        ))
    }
}

/// Where a reader stood before a call gave what nobody may have taken.
#[pyclass(module = "callrec._native", name = "_Given", frozen)]
pub(crate) struct Given {
    standing: Standing,
}

/// Iterates what is left of a reader, record by record.
#[pyclass(module = "callrec._native", frozen)]
pub(crate) struct Records {
    reading: Arc<Reading>,
}

#[pymethods]
impl Records {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Py<PyAny>>> {
        let next = match self.reading.row_in_hand() {
            Some(row) => Some(row),
            None => released(py, || self.reading.next_row()).map_err(|halt| halt.raise(py))?,
        };
        next.map(|(rows, row)| Record::object(py, rows, row)).transpose()
    }
}

/// Iterates what is left of a reader, batch by batch.
#[pyclass(module = "callrec._native", frozen)]
pub(crate) struct Batches {
    reading: Arc<Reading>,
}

#[pymethods]
impl Batches {
    fn __iter__(slf: PyRef<'_, Self>) -> PyRef<'_, Self> {
        slf
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Batch>> {
        let next = released(py, || self.reading.next_batch()).map_err(|halt| halt.raise(py))?;
        Ok(next.map(|rows| Batch { rows }))
    }
}
