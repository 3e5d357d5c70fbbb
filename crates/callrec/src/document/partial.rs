//! Files and folders that are under their name whole or not at all.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::hash::{BuildHasher as _, RandomState};
use std::io;
use std::path::{Path, PathBuf};

use super::naming::Naming;
use crate::error::shown;
use crate::{Error, ErrorKind, Result};

/// Something hidden beside its target, removed when dropped unless it was given the target's name.
#[derive(Debug)]
pub(crate) struct Partial {
    path: PathBuf,
    target: PathBuf,
    is_folder: bool,
    done: bool,
}

impl Partial {
    /// Creates `.NAME.RANDOM.partial` in the target's folder, with the beginning of its name. A link is
    /// followed: what it points to is replaced, not the link. An existing file's permissions are kept.
    pub(crate) fn file(target: &Path) -> Result<(Self, File)> {
        let fail = |error| io_error("cannot be created", target, &error);
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
        if !is_file || is_of_a_folder(target) {
            let detail = format!("{} is not a file", shown(target));
            return Err(Error::new(ErrorKind::Io, detail));
        }
        let name = named(&resolved, target)?;
        let (path, file) = loop {
            let path = resolved.with_file_name(hidden(&name));
            match OpenOptions::new().write(true).create_new(true).open(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(fail(error)),
                Ok(file) => break (path, file),
            }
        };
        let partial = Self { path, target: resolved, is_folder: false, done: false };
        if let Some(existing) = existing {
            file.set_permissions(existing.permissions()).map_err(fail)?;
        }
        Ok((partial, file))
    }

    /// Creates a hidden folder beside `target`, which must not be there, or be an empty folder.
    pub(crate) fn folder(target: &Path) -> Result<Self> {
        let fail = |error| io_error("cannot be created", target, &error);
        let resolved = std::path::absolute(target).map_err(fail)?;
        match fs::read_dir(&resolved) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(fail(error)),
            Ok(mut entries) => {
                if entries.next().is_some() {
                    let detail = format!("the folder {} is not empty", shown(target));
                    return Err(Error::new(ErrorKind::Io, detail)
                        .with_hint("name a folder that is not there yet"));
                }
            }
        }
        let name = named(&resolved, target)?;
        let path = loop {
            let path = resolved.with_file_name(hidden(&name));
            match fs::create_dir(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(fail(error)),
                Ok(()) => break path,
            }
        };
        Ok(Self { path, target: resolved, is_folder: true, done: false })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Brings the bytes of a file to disk and gives it its name, unless it was given up by then.
    pub(crate) fn persist_file(self, file: File, naming: &Naming) -> Result<()> {
        // A failed fsync is never tried again: the kernel may have dropped the bytes.
        file.sync_all().map_err(|error| io_error("cannot be synced", &self.target, &error))?;
        drop(file);
        self.rename(naming)
    }

    /// Gives a folder, whose files are all on disk, its name.
    pub(crate) fn persist_folder(self) -> Result<()> {
        sync(&self.path).map_err(|error| io_error("cannot be synced", &self.target, &error))?;
        self.rename(&Naming::default())
    }

    fn rename(mut self, naming: &Naming) -> Result<()> {
        naming.give(|| {
            fs::rename(&self.path, &self.target)
                .map_err(|error| io_error("cannot be given its name", &self.target, &error))
        })?;
        self.done = true;
        let parent = self.target.parent().unwrap_or(&self.target);
        sync(parent).map_err(|error| io_error("cannot be synced", &self.target, &error))
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // The best that can be done; a process that is killed leaves it behind.
        let _ = match (self.done, self.is_folder) {
            (true, _) => Ok(()),
            (false, true) => fs::remove_dir_all(&self.path),
            (false, false) => fs::remove_file(&self.path),
        };
    }
}

/// An error of the system about a path.
pub(crate) fn io_error(what: &str, path: &Path, error: &io::Error) -> Error {
    Error::new(ErrorKind::Io, format!("{} {what}: {error}", shown(path)))
}

fn named(resolved: &Path, target: &Path) -> Result<OsString> {
    let name = resolved.file_name().map(OsStr::to_owned);
    name.ok_or_else(|| Error::new(ErrorKind::Io, format!("{} has no name", shown(target))))
}

/// Characters of a name that the hidden one shows: where the name may just be so long, the hidden one
/// must not be longer.
const SHOWN: usize = 24;

fn hidden(name: &OsStr) -> String {
    let random = RandomState::new().hash_one(std::process::id());
    let begin: String = name.to_string_lossy().chars().take(SHOWN).collect();
    format!(".{begin}.{random:016x}.partial")
}

/// Whether no file can have this name, as in `a.csv/` and `a.csv/.`: that would show when the whole
/// of it is to get it.
fn is_of_a_folder(path: &Path) -> bool {
    let bytes = path.as_os_str().as_encoded_bytes();
    let bytes = bytes.strip_suffix(b".").filter(|rest| !rest.is_empty()).unwrap_or(bytes);
    bytes.last().is_some_and(|last| std::path::is_separator(char::from(*last)))
}

/// Brings a folder's names to disk.
fn sync(folder: &Path) -> io::Result<()> {
    // Only Unix can open a folder as a file; elsewhere the rename has to do.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(target: &Path) -> Result<()> {
        let (partial, file) = Partial::file(target)?;
        partial.persist_file(file, &Naming::default())
    }

    #[test]
    fn a_name_of_a_folder_is_refused_before_anything_is_fetched() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["a.csv/", "a.csv//", "a.csv/.", "a.csv/./"] {
            let error = Partial::file(&folder.path().join(name)).expect_err(name);
            assert_eq!(error.kind(), ErrorKind::Io);
            assert!(error.detail().ends_with("is not a file"), "{error}");
        }
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 0);
        for name in ["a.csv", "a.", ".a", "./a", "..a."] {
            saved(&folder.path().join(name)).expect(name);
        }
    }

    /// 255 bytes are the most on the file systems of today.
    #[test]
    fn a_name_may_be_as_long_as_the_system_takes_it() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["n".repeat(255), "ü".repeat(127)] {
            let path = folder.path().join(name);
            saved(&path).expect("saved");
            assert!(path.is_file());
        }
        let folders = folder.path().join("f".repeat(255));
        Partial::folder(&folders).and_then(Partial::persist_folder).expect("made");
        assert!(folders.is_dir());
    }
}
