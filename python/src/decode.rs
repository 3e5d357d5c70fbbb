//! `callrec.decode`: reports that are here already.

use std::io;
use std::path::PathBuf;

use bytes::Bytes;
use callrec::blocking::{self, ReadOptions};
use callrec::{Report, UnifyOptions};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBytes, PyMemoryView};

use crate::client::{self, Limits};
use crate::interrupt::{self, Ear};
use crate::reader::Reader;
use crate::released::{released, stay_if_ending};
use crate::{arguments, error};

/// Reads a report that is here already.
///
/// Parameters
/// ----------
/// source : str, os.PathLike, bytes-like or binary file object
///     A path (also where it is a `str`), the content, or something with ``read(size)`` that gives
///     bytes, which is read as the reader is and not closed.
/// report : str, default "ipass_cdr"
///     What it is: ``"ipass_cdr"``, ``"ipass_network_users"``, ``"companies"``, ``"billing_feed"``,
///     ``"getcalls"``, ``"users"``, ``"simple_users"``, ``"cost_centers"``, ``"devices"``,
///     ``"registration_codes"``, ``"groups"`` or ``"group_plans"``. CSV, XML or JSON is told by the
///     content.
/// batch_rows : int, default 8192
///     Records of a batch.
/// strict : bool, default False
///     Make the first record that would be quarantined a `StrictError`.
/// encoding : {"auto", "utf-8", "utf-16-le", "utf-16-be", "latin-1", "windows-1252"}, default "auto"
///     Of text; by default UTF-8, or UTF-16 where a byte order mark says so. Nothing is guessed.
/// delimiter : {",", "\t", "|"}, optional
///     Of delimited text. By default a comma, or for the feed what its header line shows.
/// session_length_unit : {"seconds", "minutes"}, default "seconds"
///     What the session length of ``ipass_cdr`` counts (the unit is INF); the column is in seconds
///     anyway.
/// limits : Limits, optional
///     Bounds on hostile records.
/// threads : int, default 1
///     Threads that decode. More than one are of use for delimited text in UTF-8 of some megabytes;
///     records, counts and errors are the same, in the same order.
///
/// Returns
/// -------
/// Reader
///     Of the report's records.
///
/// Raises
/// ------
/// FileError
///     The file cannot be read.
/// InvalidArgumentError
///     No report has this name, or the source is of another type.
///
/// Examples
/// --------
/// >>> for record in decode("september.csv"):
/// ...     print(record.gmt_time, record.net_billing_amount)
#[pyfunction]
#[pyo3(signature = (
    source, report="ipass_cdr", *, batch_rows=8192, strict=false, encoding="auto", delimiter=None,
    session_length_unit="seconds", limits=None, threads=1,
))]
// The signature is Python's: keywords with defaults, as people there expect.
#[allow(clippy::too_many_arguments)]
pub(crate) fn decode(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    report: &str,
    batch_rows: usize,
    strict: bool,
    encoding: &str,
    delimiter: Option<&str>,
    session_length_unit: &str,
    limits: Option<Limits>,
    threads: usize,
) -> PyResult<Reader> {
    let report = arguments::report(py, report)?;
    let mut options = arguments::decode_options(py, batch_rows, strict)?
        .with_encoding(client::encoding(py, encoding)?)
        .with_session_length_unit(client::session_length_unit(py, session_length_unit)?);
    options.delimiter = client::delimiter(py, delimiter)?;
    if let Some(limits) = limits {
        options.limits = limits.core();
    }
    if threads == 0 {
        return Err(error::invalid_argument(py, "threads is at least 1"));
    }
    let options = ReadOptions::from(options).with_threads(threads);
    let input = Input::of(source)?;
    released(py, || Ear::Python.listening(|| input.open(report, options)))
        .map(|reader| Reader::new(reader, UnifyOptions::default()))
        .map_err(|halt| halt.raise(py))
}

enum Input {
    Path(PathBuf),
    Bytes(Bytes),
    File(FileObject),
}

impl Input {
    fn of(source: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(bytes) = source.extract::<PyBackedBytes>() {
            return Ok(Self::Bytes(Bytes::from_owner(bytes)));
        }
        if source.is_instance_of::<PyMemoryView>() {
            let copy = source.py().get_type::<PyBytes>().call1((source,))?;
            return Ok(Self::Bytes(Bytes::from_owner(copy.extract::<PyBackedBytes>()?)));
        }
        if let Ok(path) = source.extract::<PathBuf>() {
            return Ok(Self::Path(path));
        }
        if let Ok(read) = source.getattr("read") {
            return Ok(Self::File(FileObject { read: read.unbind(), rest: None }));
        }
        // Whatever else has a buffer, such as an array.
        if let Ok(view) = PyMemoryView::from(source) {
            return Self::of(&view);
        }
        let given = source.get_type().name()?;
        Err(error::invalid_argument(
            source.py(),
            &format!("a source is a path, bytes or a binary file object, not {given}"),
        ))
    }

    fn open(self, report: Report, options: ReadOptions) -> callrec::Result<blocking::Reader> {
        match self {
            Self::Path(path) => blocking::open_file(path, report, options),
            Self::Bytes(bytes) => blocking::open_bytes(bytes, report, options),
            Self::File(file) => blocking::open_reader(file, report, options),
        }
    }
}

/// Whatever has `read(size)` and gives bytes. It is not closed.
struct FileObject {
    read: Py<PyAny>,
    /// What it gave beyond what was asked for, and how much of that was taken.
    rest: Option<(PyBackedBytes, usize)>,
}

impl FileObject {
    fn pull(&self, size: usize) -> PyResult<PyBackedBytes> {
        stay_if_ending();
        Python::attach(|py| {
            let bytes = self.read.bind(py).call1((size,))?;
            bytes.extract().map_err(|_| {
                let given = bytes.get_type();
                PyTypeError::new_err(format!(
                    "read() of the source gave {given}, not bytes; open the file in binary mode"
                ))
            })
        })
    }
}

impl io::Read for FileObject {
    /// An exception of the file object reaches the caller as it is.
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let (bytes, taken) = match self.rest.take() {
            Some(rest) => rest,
            None => match self.pull(into.len()) {
                Ok(bytes) => (bytes, 0),
                Err(exception) => {
                    let text = Python::attach(|py| exception.value(py).to_string());
                    interrupt::catch(exception);
                    return Err(io::Error::other(format!("the file object failed: {text}")));
                }
            },
        };
        let count = into.len().min(bytes.len() - taken);
        into[..count].copy_from_slice(&bytes[taken..taken + count]);
        if taken + count < bytes.len() {
            self.rest = Some((bytes, taken + count));
        }
        Ok(count)
    }
}
