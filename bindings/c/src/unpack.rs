//! Zip archives, such as the custom reports of child companies, unpacked into a folder.

use std::ffi::c_char;

use callrec::{UnpackLimits, UnpackedEntry, unpack};

use crate::document::kind_number;
use crate::error::{Failure, callrec_error};
use crate::guard::{entry, release};
use crate::handle::{self, Object, Table};
use crate::options::out_of_bounds;
use crate::ptr::{Out, options_in, path_in, struct_init};
use crate::text::callrec_text;

/// Bounds on what an archive may hold. Fill with callrec_unpack_limits_init; 0 is the default.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_unpack_limits {
    /// Bytes of this struct in the program, set by init.
    pub size: usize,
    /// Entries, folders included; 0 for the default, 10000.
    pub entries: i64,
    /// Bytes of one entry, unpacked; 0 for the default, 1 GiB.
    pub entry_bytes: i64,
    /// Bytes of all entries, unpacked; 0 for the default, 4 GiB.
    pub total_bytes: i64,
    /// How many times as long as packed an entry may be, once it is above 1 MiB; 0 for the default,
    /// 200.
    pub ratio: i64,
}

impl callrec_unpack_limits {
    pub(crate) const fn new() -> Self {
        Self { size: size_of::<Self>(), entries: 0, entry_bytes: 0, total_bytes: 0, ratio: 0 }
    }

    fn read(self) -> Result<UnpackLimits, Failure> {
        let mut limits = UnpackLimits::default();
        let number = |value: i64, name| match u64::try_from(value) {
            Ok(0) => Ok(None),
            Ok(value) => Ok(Some(value)),
            Err(_) => Err(out_of_bounds(name, value)),
        };
        if let Some(entries) = number(self.entries, "entries")? {
            limits.entries = usize::try_from(entries).unwrap_or(usize::MAX);
        }
        limits.entry_bytes = number(self.entry_bytes, "entry_bytes")?.unwrap_or(limits.entry_bytes);
        limits.total_bytes = number(self.total_bytes, "total_bytes")?.unwrap_or(limits.total_bytes);
        limits.ratio = number(self.ratio, "ratio")?.unwrap_or(limits.ratio);
        Ok(limits)
    }
}

/// What was unpacked. Owned by the caller, released with callrec_unpacked_free; freeing it leaves
/// the files. Immutable: any number of threads may read one at once.
pub struct callrec_unpacked {
    _opaque: [u8; 0],
}

/// A file that was unpacked. Lent until its callrec_unpacked is freed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_unpacked_entry {
    /// Bytes of this struct in the library at hand.
    pub size: usize,
    /// Its name in the folder: a number in the archive's order, and the extension of its kind.
    pub file_name: callrec_text,
    /// What the archive calls it: text to be shown, never a path to be used.
    pub label: callrec_text,
    /// The first part of the label where there are several: the child company. Else no value.
    pub folder: callrec_text,
    /// Length of the file.
    pub bytes: u64,
    /// One of CALLREC_DOCUMENT_...
    pub kind: i32,
    /// Always 0.
    pub reserved: i32,
    /// SHA-256 of the file.
    pub sha256: [u8; 32],
}

/// What a `callrec_unpacked` handle stands for.
struct UnpackedObject {
    lent: Vec<callrec_unpacked_entry>,
    /// Kept because `lent` lends from it.
    _entries: Vec<UnpackedEntry>,
}

impl Object for UnpackedObject {
    type Opaque = callrec_unpacked;
    const KIND: u8 = 0xcc;
    const NAME: &'static str = "unpacked archive";
    fn table() -> &'static Table<Self> {
        static ARCHIVES: Table<UnpackedObject> = Table::new();
        &ARCHIVES
    }
}

impl UnpackedObject {
    fn new(entries: Vec<UnpackedEntry>) -> Self {
        let lend = |entry: &UnpackedEntry| callrec_unpacked_entry {
            size: size_of::<callrec_unpacked_entry>(),
            file_name: callrec_text::lend(&entry.file_name),
            label: callrec_text::lend(&entry.label),
            folder: callrec_text::lend_optional(entry.folder.as_deref()),
            bytes: entry.bytes,
            kind: kind_number(entry.kind),
            reserved: 0,
            sha256: entry.sha256,
        };
        Self { lent: entries.iter().map(lend).collect(), _entries: entries }
    }
}

/// Fills the limits with the defaults. `size` is `sizeof *limits` in the program.
///
/// Errors: CALLREC_INVALID_ARGUMENT for NULL or a size that no version has. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_unpack_limits_init(
    limits: *mut callrec_unpack_limits,
    size: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_unpack_limits_init", error, || struct_init(limits, size))
}

/// Unpacks the zip archive at `archive` into `folder`, which must not be there yet, or be empty.
///
/// The files have names of callrec's own, `00001.csv` and so on in the archive's order; the names
/// in the archive decide nothing, and are told as labels. Everything is checked before `folder`
/// appears: lengths and checksums of all entries, that none overlap, and the limits. `limits` may
/// be NULL.
/// Writes what was unpacked to `unpacked`; release it with callrec_unpacked_free.
///
/// Errors: CALLREC_NOT_DATA (no zip archive), CALLREC_DECODE (a broken one), CALLREC_UNSUPPORTED
/// (encrypted, links), CALLREC_LIMIT, CALLREC_IO, CALLREC_INVALID_ARGUMENT. Any thread; needs no
/// network.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_unpack(
    archive: *const c_char,
    archive_length: usize,
    folder: *const c_char,
    folder_length: usize,
    limits: *const callrec_unpack_limits,
    unpacked: *mut *mut callrec_unpacked,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_unpack", error, || {
        let out = Out::new(unpacked, "unpacked")?;
        let archive = path_in(archive, archive_length, "archive")?;
        let folder = path_in(folder, folder_length, "folder")?;
        let entries = unpack(archive, folder, &options_in(limits)?.read()?)?;
        out.write(handle::insert(UnpackedObject::new(entries))?);
        Ok(())
    })
}

/// Writes the number of files to `count`.
///
/// Errors: CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_unpacked_count(
    unpacked: *const callrec_unpacked,
    count: *mut usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_unpacked_count", error, || {
        let object = handle::pin::<UnpackedObject>(unpacked)?;
        Out::new(count, "count")?.write(object.lent.len());
        Ok(())
    })
}

/// Lends the file at `index`, from 0 on, until `unpacked` is freed.
///
/// Errors: CALLREC_NOT_FOUND beyond the last one, CALLREC_INVALID_HANDLE,
/// CALLREC_INVALID_ARGUMENT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_unpacked_get_entry(
    unpacked: *const callrec_unpacked,
    index: usize,
    file: *mut *const callrec_unpacked_entry,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_unpacked_get_entry", error, || {
        let object = handle::pin::<UnpackedObject>(unpacked)?;
        let out = Out::new(file, "file")?;
        let found = object.lent.get(index);
        let missing = || Failure::beyond("files", object.lent.len(), index);
        out.write(found.ok_or_else(missing)?);
        Ok(())
    })
}

/// Releases what is known of an unpacked archive; the files stay. NULL and one freed before are
/// ignored. Never fails. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_unpacked_free(unpacked: *mut callrec_unpacked) {
    release::<UnpackedObject>(unpacked);
}
