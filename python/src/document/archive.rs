//! Zip archives that nobody vouches for.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use callrec::UnpackLimits;
use pyo3::prelude::*;

use crate::interrupt::{self, Ear};
use crate::released::released;
use crate::turn::LISTEN_EVERY;

pub(super) fn limits(
    entries: usize,
    entry_bytes: u64,
    total_bytes: u64,
    ratio: u64,
) -> UnpackLimits {
    let mut limits = UnpackLimits::default();
    limits.entries = entries;
    limits.entry_bytes = entry_bytes;
    limits.total_bytes = total_bytes;
    limits.ratio = ratio;
    limits
}

/// Unpacks a zip archive that lies here into a new folder.
///
/// The files have names of callrec's own, ``00001.csv`` and so on, with the extension of what they
/// turn out to be; the archive's names are only kept as labels. Everything is checked before the
/// folder appears: lengths, checksums, that no two entries overlap, and the limits.
///
/// Parameters
/// ----------
/// archive : str or os.PathLike
///     The archive.
/// folder : str or os.PathLike
///     It must not be there yet, or be empty.
/// entries : int, default 10000
///     Entries, at most.
/// entry_bytes, total_bytes : int, default 2**30 and 2**32
///     Bytes of one entry and of all, unpacked, at most.
/// ratio : int, default 200
///     How many times as long as packed an entry may be, once it is above 1 MiB.
///
/// Returns
/// -------
/// list of UnpackedEntry
///
/// Raises
/// ------
/// NotDataError
///     It is no zip archive.
/// DecodeError
///     It is broken: cut, a wrong checksum or length, two entries of one name.
/// UnsupportedError
///     An entry is encrypted, a link, or compressed in an unknown way.
/// LimitError, FileError
///     A limit, or the disk.
#[pyfunction]
#[pyo3(signature = (
    archive, folder, *, entries=10000, entry_bytes=1073741824, total_bytes=4294967296, ratio=200,
))]
pub(crate) fn unpack(
    py: Python<'_>,
    archive: PathBuf,
    folder: PathBuf,
    entries: usize,
    entry_bytes: u64,
    total_bytes: u64,
    ratio: u64,
) -> PyResult<Vec<UnpackedEntry>> {
    let limits = limits(entries, entry_bytes, total_bytes, ratio);
    let work = || Ear::Python.listening(|| listening(&archive, &folder, &limits));
    let found = released(py, work).map_err(|halt| halt.raise(py))?;
    Ok(found.into_iter().map(UnpackedEntry::from).collect())
}

/// Unpacks within a call that listens.
pub(super) fn listening(
    archive: &Path,
    folder: &Path,
    limits: &UnpackLimits,
) -> callrec::Result<Vec<callrec::UnpackedEntry>> {
    let listened = Cell::new(Instant::now());
    callrec::unpack_with_interrupt(archive, folder, limits, || {
        if listened.get().elapsed() < LISTEN_EVERY {
            return false;
        }
        listened.set(Instant::now());
        interrupt::asked()
    })
}

/// A file that was in an archive.
#[pyclass(module = "callrec", frozen)]
pub(crate) struct UnpackedEntry {
    inner: callrec::UnpackedEntry,
}

impl From<callrec::UnpackedEntry> for UnpackedEntry {
    fn from(inner: callrec::UnpackedEntry) -> Self {
        Self { inner }
    }
}

#[pymethods]
impl UnpackedEntry {
    /// str : Its name in the folder: a number in the archive's order, and the extension of the kind.
    #[getter]
    fn file_name(&self) -> &str {
        &self.inner.file_name
    }

    /// str : What the archive calls it, as text to be shown: never a path to be used.
    #[getter]
    fn label(&self) -> &str {
        &self.inner.label
    }

    /// str or None : The first part of the label where there are several: in the report of all child
    /// companies, the company (DOC).
    #[getter]
    fn folder(&self) -> Option<&str> {
        self.inner.folder.as_deref()
    }

    /// int : Its length in bytes.
    #[getter]
    fn bytes(&self) -> u64 {
        self.inner.bytes
    }

    /// str : The SHA-256 of its bytes, in lower-case hexadecimal digits.
    #[getter]
    fn sha256(&self) -> String {
        self.inner.sha256.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// str : What it is, as `Document.kind`.
    #[getter]
    fn kind(&self) -> &'static str {
        self.inner.kind.name()
    }

    fn __repr__(&self) -> String {
        let callrec::UnpackedEntry { file_name, label, bytes, .. } = &self.inner;
        format!("<callrec.UnpackedEntry {file_name}: {label:?}, {bytes} bytes>")
    }

    fn __reduce__(&self) -> PyResult<()> {
        Err(crate::not_pickled())
    }
}

/// A hidden file beside a folder, which goes with this.
pub(super) struct Beside {
    pub(super) archive: PathBuf,
}

impl Beside {
    pub(super) fn of(folder: &Path) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let hidden = format!(".{name}.{}-{number}.zip", std::process::id());
        Self { archive: folder.with_file_name(hidden) }
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // Where it was never written, there is nothing to remove.
        let _ = std::fs::remove_file(&self.archive);
    }
}
