//! `callrec.decode`: reports that are here already.

use std::io;
use std::path::PathBuf;

use bytes::Bytes;
use callrec::{DecodeOptions, Report, blocking};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::{PyBytes, PyMemoryView};

use crate::interrupt::{self, Ear};
use crate::reader::Reader;
use crate::released::{released, stay_if_ending};
use crate::{arguments, error};

/// Opens a path, bytes, or a file object.
#[pyfunction]
#[pyo3(signature = (source, report="ipass_cdr", *, batch_rows=8192, strict=false))]
pub(crate) fn decode(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    report: &str,
    batch_rows: usize,
    strict: bool,
) -> PyResult<Reader> {
    let report = arguments::report(py, report)?;
    let options = arguments::decode_options(py, batch_rows, strict)?;
    let input = Input::of(source)?;
    released(py, || Ear::Python.listening(|| input.open(report, options)))
        .map(Reader::new)
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
        let given = source.get_type().name()?;
        Err(error::invalid_argument(
            source.py(),
            &format!("a source is a path, bytes or a binary file object, not {given}"),
        ))
    }

    fn open(self, report: Report, options: DecodeOptions) -> callrec::Result<blocking::Reader> {
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
