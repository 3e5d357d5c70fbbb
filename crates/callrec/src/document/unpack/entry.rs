//! One entry: unpacked, measured, checked.

use std::fs::{self, File, OpenOptions};
use std::io::{Read, Write as _};
use std::path::Path;

use callrec_decode::{SNIFF_BYTES, sniff};
use sha2::{Digest as _, Sha256};
use zip::read::ZipFile;

use super::{UnpackLimits, torn};
use crate::document::DocumentKind;
use crate::document::partial::io_error;
use crate::{Error, ErrorKind, Result};

/// Below this length no ratio is suspicious.
const ANY_RATIO_BELOW: u64 = 1 << 20;
/// Bytes read at once.
const BUFFER: usize = 64 << 10;

/// A file that was in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnpackedEntry {
    /// The name in the folder: a number in the archive's order, and the extension of the kind.
    pub file_name: String,
    /// What the archive calls it, as text to be shown: never a path to be used.
    pub label: String,
    /// The first part of the label where there are several: in the report of all child companies, the
    /// company (DOC).
    pub folder: Option<String>,
    /// Its length.
    pub bytes: u64,
    /// The SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// What it is, by its first bytes.
    pub kind: DocumentKind,
}

/// What may still be unpacked. Lengths that the archive states are not believed.
pub(super) struct Budget<'a> {
    limits: &'a UnpackLimits,
    left: u64,
    /// Whether to stop.
    ask: &'a dyn Fn() -> bool,
}

impl<'a> Budget<'a> {
    pub(super) fn new(limits: &'a UnpackLimits, ask: &'a dyn Fn() -> bool) -> Self {
        Self { limits, left: limits.total_bytes, ask }
    }

    /// Nothing is left behind: the folder has no name yet.
    pub(super) fn stop_if_asked(&self) -> Result<()> {
        match (self.ask)() {
            true => Err(Error::new(ErrorKind::Cancelled, "the unpacking was cancelled")),
            false => Ok(()),
        }
    }

    /// Refuses what is too much by the archive's own word.
    pub(super) fn declared(&self, label: &str, bytes: u64, packed: u64) -> Result<()> {
        self.check(label, bytes, packed)?;
        if bytes > self.left { Err(self.too_much()) } else { Ok(()) }
    }

    fn check(&self, label: &str, bytes: u64, packed: u64) -> Result<()> {
        let UnpackLimits { entry_bytes, ratio, .. } = *self.limits;
        let detail = if bytes > entry_bytes {
            format!("the entry {label:?} has more than {entry_bytes} bytes")
        } else if bytes > ANY_RATIO_BELOW && bytes / ratio.max(1) > packed {
            format!("the entry {label:?} is more than {ratio} times as long as packed")
        } else {
            return Ok(());
        };
        Err(Error::new(ErrorKind::Limit, detail))
    }

    fn take(&mut self, bytes: u64) -> Result<()> {
        self.left = self.left.checked_sub(bytes).ok_or_else(|| self.too_much())?;
        Ok(())
    }

    fn too_much(&self) -> Error {
        let most = self.limits.total_bytes;
        Error::new(ErrorKind::Limit, format!("the archive unpacks to more than {most} bytes"))
    }
}

/// Writes an entry to a file of its own in `folder`; the checksum is good when this succeeds.
pub(super) fn unpack<R: Read>(
    mut entry: ZipFile<'_, R>,
    label: String,
    number: usize,
    folder: &Path,
    budget: &mut Budget<'_>,
) -> Result<UnpackedEntry> {
    let unnamed = folder.join(format!("{number:05}"));
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&unnamed)
        .map_err(|error| io_error("cannot be created", &unnamed, &error))?;
    let (declared, packed) = (entry.size(), entry.compressed_size());
    let (mut digest, mut bytes, mut head) = (Sha256::new(), 0, Vec::new());
    let mut buffer = vec![0; BUFFER];
    loop {
        // The library checks the checksum where it says that the entry has ended.
        let read = entry
            .read(&mut buffer)
            .map_err(|error| torn(format!("the entry {label:?} cannot be unpacked: {error}")))?;
        let chunk = &buffer[..read];
        if chunk.is_empty() {
            break;
        }
        budget.stop_if_asked()?;
        bytes += read as u64;
        budget.take(read as u64)?;
        budget.check(&label, bytes, packed)?;
        digest.update(chunk);
        head.extend_from_slice(&chunk[..read.min(SNIFF_BYTES - head.len())]);
        file.write_all(chunk).map_err(|error| io_error("cannot be written", &unnamed, &error))?;
    }
    if bytes != declared {
        let detail = format!("the entry {label:?} has {bytes} bytes, not {declared} as stated");
        return Err(torn(detail));
    }
    let kind = sniff(&head, true).map_or(DocumentKind::Other, DocumentKind::of);
    let file_name = format!("{number:05}.{}", kind.extension());
    finish(file, &unnamed, &folder.join(&file_name))?;
    Ok(UnpackedEntry {
        file_name,
        folder: label.split_once('/').map(|(folder, _)| folder.to_owned()),
        label,
        bytes,
        sha256: digest.finalize().into(),
        kind,
    })
}

fn finish(file: File, unnamed: &Path, named: &Path) -> Result<()> {
    file.sync_all().map_err(|error| io_error("cannot be synced", unnamed, &error))?;
    drop(file);
    fs::rename(unnamed, named).map_err(|error| io_error("cannot be given its name", named, &error))
}
