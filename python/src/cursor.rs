//! `callrec.FeedCursor`.

use std::path::PathBuf;

use callrec::{Cursor, FeedDialect};
use pyo3::prelude::*;

use crate::aside;
use crate::error;
use crate::released::released;

/// How far a billing feed was collected: a value that can be saved.
///
/// It covers the rows that were given and no other. Its text names base URL and login, so that it
/// cannot be used for another feed, and ends with a checksum; it holds no secret. Save the rows and
/// the cursor in one transaction, or the rows first.
///
/// Examples
/// --------
/// >>> cursor = FeedCursor.first_run()  # once; then FeedCursor.load("feed.cursor")
/// >>> reader = feed.collect(cursor)
/// >>> for batch in reader.batches():
/// ...     store(batch)
/// ...     reader.cursor.save("feed.cursor")
#[pyclass(module = "callrec", frozen, eq, from_py_object)]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct FeedCursor {
    pub(crate) inner: Cursor,
}

#[pymethods]
impl FeedCursor {
    /// The beginning: everything that the service has, by ``fromid=0``. Nothing else ever sends that.
    #[staticmethod]
    fn first_run() -> Self {
        Self { inner: Cursor::first_run() }
    }

    /// After `last_id`, which was collected by other means: that row is not given again.
    ///
    /// Parameters
    /// ----------
    /// last_id : int
    ///     Above 0.
    #[staticmethod]
    fn after(py: Python<'_>, last_id: u64) -> PyResult<Self> {
        Self::of(py, Cursor::after(last_id))
    }

    /// Reads a cursor's text.
    ///
    /// Raises
    /// ------
    /// StateCorruptError
    ///     It is damaged.
    /// WrongStateError
    ///     It is of a later version of callrec.
    #[staticmethod]
    fn parse(py: Python<'_>, text: &str) -> PyResult<Self> {
        Self::of(py, text.parse())
    }

    /// Loads a cursor that was saved.
    ///
    /// Raises
    /// ------
    /// FileError
    ///     There is none: that is never a silent first run.
    /// StateCorruptError, WrongStateError
    ///     As of `parse`.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        let loaded = released(py, || Cursor::load(path));
        Self::of(py, loaded)
    }

    /// Saves its text as a file, whole or not at all.
    ///
    /// Raises
    /// ------
    /// FileError
    ///     The file cannot be written.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        released(py, || self.inner.save(path)).map_err(|failure| error::raise(py, &failure))
    }

    /// str : What `parse` reads, for a database. Also ``str(cursor)``.
    #[getter]
    fn text(&self) -> String {
        self.inner.to_string()
    }

    /// int or None : The last id that is covered: all rows up to it that the service had were given.
    #[getter]
    fn last_id(&self) -> Option<u64> {
        self.inner.last_id()
    }

    /// str : Whether the row of the id that is asked from comes again: ``"inclusive"`` (SEED),
    /// ``"exclusive"`` (DOC of a cousin, OBS), or ``"unknown"`` as long as it was not seen.
    #[getter]
    fn dialect(&self) -> &'static str {
        match self.inner.dialect() {
            FeedDialect::Inclusive => "inclusive",
            FeedDialect::Exclusive => "exclusive",
            _ => "unknown",
        }
    }

    /// bool : Whether nothing is covered yet, so that the next request is ``fromid=0``.
    #[getter]
    fn is_first_run(&self) -> bool {
        self.inner.is_first_run()
    }

    /// The same without the contents of the rows: what the service has of them now is taken for good.
    /// For use after `RowRevisedError` was looked into.
    fn accept_revised(&self) -> Self {
        Self { inner: self.inner.clone().accept_revised() }
    }

    fn __str__(&self) -> String {
        self.text()
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        aside::html(slf.as_any(), "cursor")
    }

    fn __repr__(&self) -> String {
        match self.inner.last_id() {
            Some(id) => format!("<callrec.FeedCursor after {id}, {}>", self.dialect()),
            None => "<callrec.FeedCursor first run>".to_owned(),
        }
    }

    /// It is a value without a secret: its text says all.
    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<(Bound<'py, PyAny>, (String,))> {
        Ok((slf.get_type().getattr("parse")?, (slf.get().text(),)))
    }
}

impl FeedCursor {
    fn of(py: Python<'_>, cursor: callrec::Result<Cursor>) -> PyResult<Self> {
        cursor.map(|inner| Self { inner }).map_err(|failure| error::raise(py, &failure))
    }
}
