//! A file that has no name of its own yet.

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};

use crate::{ExportError, Operation};

/// A hidden file beside its target, removed when dropped unless it was given the target's name.
#[derive(Debug)]
pub(crate) struct Partial {
    path: PathBuf,
    target: PathBuf,
}

impl Partial {
    /// Creates `.NAME.RANDOM.partial` in the target's directory, with the beginning of its name.
    ///
    /// A link is followed: what it points to is replaced, not the link. Where the target exists, the
    /// new file gets its permissions, so that what was private stays private.
    pub(crate) fn create(target: &Path) -> Result<(Self, File), ExportError> {
        let fail = |error| ExportError::io(Operation::Create, Some(target), error);
        // An absolute path, so that a change of the working directory does not matter.
        let mut resolved = std::path::absolute(target).map_err(fail)?;
        let existing = match fs::symlink_metadata(&resolved) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(fail(error)),
            Ok(_) => {
                resolved = fs::canonicalize(&resolved).map_err(fail)?;
                Some(fs::metadata(&resolved).map_err(fail)?)
            }
        };
        let is_file = existing.as_ref().is_none_or(fs::Metadata::is_file);
        if !is_file || is_of_a_directory(target) {
            return Err(ExportError::NotAFile { path: target.to_owned() });
        }
        let name = resolved
            .file_name()
            .ok_or_else(|| ExportError::NotAFile { path: target.to_owned() })?;
        let (path, file) = loop {
            let path = resolved.with_file_name(hidden(name));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(fail(error)),
                Ok(file) => break (path, file),
            }
        };
        let partial = Self { path, target: resolved };
        if let Some(existing) = existing {
            file.set_permissions(existing.permissions()).map_err(fail)?;
        }
        Ok((partial, file))
    }

    /// Gives the file, whose bytes are all written, its name: to disk first, then renamed, then the
    /// name to disk.
    pub(crate) fn persist(self, file: File) -> Result<(), ExportError> {
        let target = &self.target;
        let fail = |operation| move |error| ExportError::io(operation, Some(target), error);
        // A failed fsync is never tried again: the kernel may have dropped the bytes.
        file.sync_all().map_err(fail(Operation::Sync))?;
        drop(file);
        fs::rename(&self.path, target).map_err(fail(Operation::Rename))?;
        sync_directory(target).map_err(fail(Operation::SyncDirectory))
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // After a rename there is nothing to remove; otherwise this is the best that can be done.
        let _ = fs::remove_file(&self.path);
    }
}

/// Characters of a name that the hidden one shows: where the name may just be so long, the hidden one
/// must not be longer.
const SHOWN: usize = 24;

fn hidden(name: &OsStr) -> String {
    let random = RandomState::new().hash_one(std::process::id());
    let begin: String = name.to_string_lossy().chars().take(SHOWN).collect();
    format!(".{begin}.{random:016x}.partial")
}

/// Whether no file can have this name, as in `a.csv/` and `a.csv/.`: that would show when all of it
/// is written.
fn is_of_a_directory(path: &Path) -> bool {
    let bytes = path.as_os_str().as_encoded_bytes();
    let bytes = bytes.strip_suffix(b".").filter(|rest| !rest.is_empty()).unwrap_or(bytes);
    bytes.last().is_some_and(|last| std::path::is_separator(char::from(*last)))
}

fn sync_directory(target: &Path) -> io::Result<()> {
    match target.parent() {
        // Only Unix can open a directory as a file; elsewhere the rename has to do.
        Some(directory) if cfg!(unix) => File::open(directory)?.sync_all(),
        _ => Ok(()),
    }
}
