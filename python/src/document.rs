//! `callrec.Document`: reports that are not rows.

pub(crate) mod archive;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use callrec::{DocumentProgress, ErrorKind, SavedDocument as Saved, blocking};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

pub(crate) use archive::UnpackedEntry;

use crate::aside;
use crate::error::{self, Place};
use crate::interrupt::Ear;
use crate::released::released;

/// A document that was opened and waits to be read: HTML, a zip archive, a recording.
///
/// It holds its connection until it is read, saved or closed. A body that breaks off is fetched again
/// from its beginning; one whose end nothing proves is fetched once more and must be equal.
#[pyclass(module = "callrec", frozen, weakref)]
pub(crate) struct Document {
    /// None once it was read or closed.
    inner: Mutex<Option<blocking::Document>>,
    closed: Arc<AtomicBool>,
    at: Place,
    kind: &'static str,
    progress: DocumentProgress,
}

impl Document {
    pub(crate) fn new(inner: blocking::Document, at: Place) -> Self {
        let (kind, progress) = (inner.kind().name(), inner.progress());
        let closed = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&closed);
        let inner = inner.with_interrupt(move || asked.load(Ordering::Acquire));
        Self { inner: Mutex::new(Some(inner)), closed, at, kind, progress }
    }

    /// The document, for the one who reads it.
    fn take(&self, py: Python<'_>, limit: Option<u64>) -> PyResult<blocking::Document> {
        // Held for as long as a move takes, and with the GIL.
        let taken = self.inner.lock().unwrap_or_else(PoisonError::into_inner).take();
        let Some(document) = taken else {
            let detail = "the document was read or closed already";
            return Err(error::own_at(
                py,
                ErrorKind::Closed,
                detail,
                "fetch it again",
                Some(self.at),
            ));
        };
        Ok(match limit {
            Some(bytes) => document.limit(bytes),
            None => document,
        })
    }

    fn read_by<T: Send>(
        slf: &Bound<'_, Self>,
        limit: Option<u64>,
        progress: Option<bool>,
        work: impl FnOnce(blocking::Document) -> callrec::Result<T> + Send,
    ) -> PyResult<T> {
        let py = slf.py();
        let document = slf.get().take(py, limit)?;
        aside::with_progress(slf.as_any(), progress, || {
            released(py, || Ear::Python.listening(|| work(document))).map_err(|halt| halt.raise(py))
        })
    }
}

#[pymethods]
impl Document {
    /// str : What it is, by its first bytes: ``"html"``, ``"zip"``, ``"csv"``, ``"xml"``, ``"json"``
    /// or ``"other"``, which may be sound.
    #[getter]
    fn kind(&self) -> &'static str {
        self.kind
    }

    /// int or None : Its length in bytes, where the answer's head says so.
    #[getter]
    fn total_bytes(&self) -> Option<u64> {
        self.progress.total_bytes()
    }

    /// int : Bytes that came so far; begins anew where the document is fetched again.
    #[getter]
    fn bytes_read(&self) -> u64 {
        self.progress.bytes()
    }

    /// str : The operation that gave it, as in ``"custom_report"``.
    #[getter]
    fn operation(&self) -> &'static str {
        self.at.operation
    }

    /// Reads all of it into memory, once.
    ///
    /// Parameters
    /// ----------
    /// limit : int, default 2**30
    ///     Bytes; a longer one is a `LimitError`.
    /// progress : bool, optional
    ///     Whether a progress bar is shown; by default in a terminal or notebook, after half a
    ///     second.
    ///
    /// Returns
    /// -------
    /// bytes
    ///
    /// Raises
    /// ------
    /// TruncatedError, IncompleteError, LimitError
    ///     It did not come whole, or is too long.
    /// ClosedError
    ///     It was read already.
    #[pyo3(signature = (*, limit=None, progress=None))]
    fn read<'py>(
        slf: &Bound<'py, Self>,
        limit: Option<u64>,
        progress: Option<bool>,
    ) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = Self::read_by(slf, limit, progress, blocking::Document::into_bytes)?;
        Ok(PyBytes::new(slf.py(), &bytes))
    }

    /// Saves it into a file, once: under its name there is the whole document or what was there
    /// before.
    ///
    /// Parameters
    /// ----------
    /// path : str or os.PathLike
    ///     The file; one that is there is replaced.
    /// limit : int, default 2**30
    ///     Bytes; a longer one is a `LimitError`.
    /// progress : bool, optional
    ///     As in `read`.
    ///
    /// Returns
    /// -------
    /// SavedDocument
    ///
    /// Raises
    /// ------
    /// TruncatedError, IncompleteError, LimitError
    ///     It did not come whole, or is too long.
    /// FileError
    ///     The file cannot be written.
    /// ClosedError
    ///     It was read already.
    #[pyo3(signature = (path, *, limit=None, progress=None))]
    fn save(
        slf: &Bound<'_, Self>,
        path: PathBuf,
        limit: Option<u64>,
        progress: Option<bool>,
    ) -> PyResult<SavedDocument> {
        let inner = Self::read_by(slf, limit, progress, |document| document.save(path))?;
        Ok(SavedDocument { inner })
    }

    /// Unpacks it, if it is a zip archive, into a new folder, once. See `callrec.unpack`.
    ///
    /// Parameters
    /// ----------
    /// folder : str or os.PathLike
    ///     It must not be there yet, or be empty. The archive lies beside it meanwhile, hidden.
    /// limit : int, default 2**30
    ///     Bytes of the archive.
    /// entries, entry_bytes, total_bytes, ratio : int
    ///     As of `callrec.unpack`.
    /// progress : bool, optional
    ///     As in `read`.
    ///
    /// Returns
    /// -------
    /// list of UnpackedEntry
    ///
    /// Raises
    /// ------
    /// NotDataError
    ///     It is no zip archive. One of another `kind` can be read or saved still.
    /// DecodeError, UnsupportedError, LimitError, FileError
    ///     As of `callrec.unpack`.
    #[pyo3(signature = (
        folder, *, limit=None, entries=10000, entry_bytes=1073741824, total_bytes=4294967296,
        ratio=200, progress=None,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn unpack(
        slf: &Bound<'_, Self>,
        folder: PathBuf,
        limit: Option<u64>,
        entries: usize,
        entry_bytes: u64,
        total_bytes: u64,
        ratio: u64,
        progress: Option<bool>,
    ) -> PyResult<Vec<UnpackedEntry>> {
        let this = slf.get();
        if !matches!(this.kind, "zip" | "other") {
            let detail = format!("the document is {}, not a zip archive", this.kind);
            let hint = "read or save it instead";
            let at = Some(this.at);
            return Err(error::own_at(slf.py(), ErrorKind::NotData, &detail, hint, at));
        }
        let limits = archive::limits(entries, entry_bytes, total_bytes, ratio);
        let found = Self::read_by(slf, limit, progress, |document| {
            let beside = archive::Beside::of(&folder);
            document.save(&beside.archive)?;
            archive::listening(&beside.archive, &folder, &limits)
        })?;
        Ok(found.into_iter().map(UnpackedEntry::from).collect())
    }

    /// Lets its connection go, from any thread; what reads it ends with `CancelledError`. Twice is
    /// fine.
    fn close(&self) {
        self.closed.store(true, Ordering::Release);
        drop(self.inner.lock().unwrap_or_else(PoisonError::into_inner).take());
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

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        aside::html(slf.as_any(), "document")
    }

    fn __repr__(&self) -> String {
        let bytes = match self.total_bytes() {
            Some(bytes) => format!("{bytes} bytes"),
            None => "of unknown length".to_owned(),
        };
        format!("<callrec.Document {}: {}, {bytes}>", self.at.operation, self.kind)
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(PyTypeError::new_err(
            "a document stands on an open connection and cannot be pickled; save it or read it",
        ))
    }
}

/// A document in a file that is there whole.
#[pyclass(module = "callrec", frozen)]
pub(crate) struct SavedDocument {
    inner: Saved,
}

#[pymethods]
impl SavedDocument {
    /// pathlib.Path : Where it is, as it was given.
    #[getter]
    fn path(&self) -> PathBuf {
        self.inner.path().to_owned()
    }

    /// int : Its length in bytes.
    #[getter]
    fn bytes(&self) -> u64 {
        self.inner.bytes()
    }

    /// str : The SHA-256 of its bytes, in lower-case hexadecimal digits.
    #[getter]
    fn sha256(&self) -> String {
        self.inner.sha256_hex()
    }

    /// str : What it is, as `Document.kind`.
    #[getter]
    fn kind(&self) -> &'static str {
        self.inner.kind().name()
    }

    /// str : What proved that it came whole: ``"framed"``, ``"tls_closed"`` or ``"unproven"``.
    #[getter]
    fn proof(&self) -> &'static str {
        self.inner.proof().name()
    }

    fn _repr_html_<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        aside::html(slf.as_any(), "saved")
    }

    fn __repr__(&self) -> String {
        let path = self.inner.path().display();
        format!("<callrec.SavedDocument {path}: {}, {} bytes>", self.kind(), self.bytes())
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(crate::not_pickled())
    }
}
