//! Unpacks a zip archive that nobody vouches for.

mod entry;
mod label;

use std::fs::File;
use std::io::{self, BufRead as _, BufReader};
use std::path::Path;

use zip::ZipArchive;
use zip::result::ZipError;

use super::partial::{Partial, io_error};
use crate::error::shown;
use crate::{Error, ErrorKind, Result, regular_file};
use entry::Budget;
use label::label;

pub use entry::UnpackedEntry;

/// What every record of an archive begins with.
const SIGNATURE: &[u8] = b"PK";

/// What to do about a broken archive: it has no rows, and leaves no files.
const AGAIN: &str = "fetch the archive again; nothing was unpacked";

/// Bounds on what an archive may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnpackLimits {
    /// Entries, folders included. Default 10,000.
    pub entries: usize,
    /// Bytes of one entry, unpacked. Default 1 GiB.
    pub entry_bytes: u64,
    /// Bytes of all entries, unpacked. Default 4 GiB.
    pub total_bytes: u64,
    /// How many times as long as packed an entry may be, once it is above 1 MiB. Default 200; text
    /// reaches 30, the best that the format can do is 1,032.
    pub ratio: u64,
}

impl Default for UnpackLimits {
    fn default() -> Self {
        Self { entries: 10_000, entry_bytes: 1 << 30, total_bytes: 4 << 30, ratio: 200 }
    }
}

/// Unpacks the zip archive at `archive` into `folder`, which must not be there yet, or be empty.
///
/// The files have names of callrec's own, `00001.csv` and so on in the archive's order, with the
/// extension of what they turn out to be; the archive's names are only kept as [labels]
/// (`UnpackedEntry::label`). Everything is checked before `folder` appears: lengths and checksums of
/// all entries, that the directory is whole and agrees with the entries, that none overlap, and the
/// limits. Blocks; needs no network.
///
/// `NotData` for what is no zip archive; `Decode` for a broken one: cut, a checksum or length that is
/// wrong, two entries of one name; `Unsupported` for an encrypted entry, a link, or an unknown
/// compression; `Limit`; `Io`.
///
/// [labels]: UnpackedEntry::label
pub fn unpack(
    archive: impl AsRef<Path>,
    folder: impl AsRef<Path>,
    limits: &UnpackLimits,
) -> Result<Vec<UnpackedEntry>> {
    unpack_with_interrupt(archive, folder, limits, || false)
}

/// The same, asking `ask` between the pieces of an entry whether to stop; true ends it with
/// `Cancelled`, and nothing is left behind.
pub fn unpack_with_interrupt(
    archive: impl AsRef<Path>,
    folder: impl AsRef<Path>,
    limits: &UnpackLimits,
    ask: impl Fn() -> bool,
) -> Result<Vec<UnpackedEntry>> {
    let (archive, folder) = (archive.as_ref(), folder.as_ref());
    let file = regular_file::open(archive)
        .map_err(|error| io_error("cannot be opened", archive, &error))?;
    let partial = Partial::folder(folder)?;
    let budget = Budget::new(limits, &ask);
    let entries = into(BufReader::new(file), &partial, limits, budget)
        .map_err(|error| error.prefixed(shown(archive)))?;
    partial.persist_folder()?;
    Ok(entries)
}

fn into(
    mut file: BufReader<File>,
    partial: &Partial,
    limits: &UnpackLimits,
    mut budget: Budget<'_>,
) -> Result<Vec<UnpackedEntry>> {
    let begin = file.fill_buf().map_err(|error| opening(ZipError::Io(error)))?;
    // One that was cut to nothing is still called broken.
    let is_archive = begin.iter().zip(SIGNATURE).all(|(byte, of)| byte == of);
    let mut archive = ZipArchive::new(file).map_err(|error| match error {
        ZipError::InvalidArchive(_) if !is_archive => no_archive(),
        error => opening(error),
    })?;
    if archive.len() > limits.entries {
        let (count, most) = (archive.len(), limits.entries);
        let detail = format!("the archive has {count} entries, {most} are the most");
        return Err(Error::new(ErrorKind::Limit, detail));
    }
    if archive.offset() != 0 {
        return Err(torn("something stands before the archive".to_owned()));
    }
    archive.validate_header_consistency().map_err(broken)?;
    let mut names = std::collections::HashSet::new();
    let mut entries = Vec::new();
    for index in 0..archive.len() {
        budget.stop_if_asked()?;
        let entry = archive.by_index_raw(index).map_err(broken)?;
        let label = label(entry.name_raw());
        if entry.encrypted() {
            return Err(unsupported(&label, "is encrypted"));
        }
        // Neither a link nor a device: only bytes.
        if entry.is_symlink() || entry.unix_mode().is_some_and(|mode| !is_plain(mode)) {
            return Err(unsupported(&label, "is a link or a device"));
        }
        if entry.is_dir() {
            // Its bytes would be lost.
            if entry.size() > 0 {
                let detail = format!("the entry {label:?} is a folder and has bytes");
                return Err(torn(detail));
            }
            continue;
        }
        budget.declared(&label, entry.size(), entry.compressed_size())?;
        if !names.insert(label.to_lowercase()) {
            return Err(torn(format!("two entries of the archive are named {label:?}")));
        }
        drop(entry);
        let entry = archive.by_index(index).map_err(|error| broken(error).prefixed(&label))?;
        let number = entries.len() + 1;
        entries.push(entry::unpack(entry, label, number, partial.path(), &mut budget)?);
    }
    Ok(entries)
}

/// A file or a folder by the mode that Unix archivers note; 0 where none was noted.
fn is_plain(mode: u32) -> bool {
    matches!(mode & 0o170_000, 0 | 0o100_000 | 0o040_000)
}

fn unsupported(label: &str, what: &str) -> Error {
    Error::new(ErrorKind::Unsupported, format!("the entry {label:?} {what}"))
        .with_hint("ask the provider; nothing was unpacked")
}

fn no_archive() -> Error {
    Error::new(ErrorKind::NotData, "it is no zip archive")
        .with_hint("check the file; nothing was unpacked")
}

/// What opening an archive fails with.
fn opening(error: ZipError) -> Error {
    match error {
        ZipError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
            Error::new(ErrorKind::Io, format!("the archive cannot be read: {error}"))
        }
        error => broken(error),
    }
}

/// An archive that contradicts itself.
fn torn(detail: String) -> Error {
    Error::new(ErrorKind::Decode, detail).with_hint(AGAIN)
}

/// What the library says of an archive that is not as it must be.
fn broken(error: ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(what) => {
            Error::new(ErrorKind::Unsupported, format!("the archive: {what}"))
        }
        ZipError::CompressionMethodNotSupported(method) => Error::new(
            ErrorKind::Unsupported,
            format!("the archive has compression method {method}"),
        ),
        error => Error::new(ErrorKind::Decode, format!("the archive is broken: {error}")),
    }
    .with_hint(AGAIN)
}
