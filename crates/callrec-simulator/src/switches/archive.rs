//! What may be wrong with the zip of the child companies' reports (faults G1 to G3).

use serde::{Deserialize, Serialize};

/// See [`Switches::archive`](crate::Switches::archive).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Archive {
    /// Nothing: a folder a child company, named after its id.
    Clean,
    /// Names that begin with `../../`.
    ParentNames,
    /// Names that begin with `/`.
    AbsoluteNames,
    /// Names with drives, backslashes, devices and dots at the end.
    WindowsNames,
    /// More entries at the end, their names empty, dots alone, with a NUL, a line end, marks that
    /// turn the writing round, dots of other alphabets, or longer than any file system takes.
    OddNames,
    /// The same name for every entry, in upper case every second time.
    DuplicateNames,
    /// One more entry at the beginning, a symbolic link to `/etc/passwd`, and then entries below it.
    Symlink,
    /// The checksum of the first entry is another one.
    BadCrc,
    /// The first entry is one byte longer than it says.
    BadSize,
    /// One more entry at the end: 256 MiB of spaces, a thousandth of that in the archive.
    Bomb,
    /// 60,000 more entries, empty.
    ManyEntries,
    /// Every entry of the directory names the first entry's place.
    Overlapping,
    /// The archive ends within its directory, with a proper end of the answer.
    TruncatedDirectory,
    /// The archive ends before its directory, with a proper end of the answer.
    NoDirectory,
    /// The first entry says that it is encrypted.
    Encrypted,
}
