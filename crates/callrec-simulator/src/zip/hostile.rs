//! Archives that a reader must survive (faults G1 to G3).

use super::{Data, Entry, records::Header};
use crate::switches::Archive;

/// Spaces of a bomb.
const BOMB_BYTES: u64 = 256 << 20;
const MANY_ENTRIES: u32 = 60_000;

/// What is wrong with the records.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Bent {
    checksum: bool,
    length: bool,
    encrypted: bool,
    pub(super) overlaps: bool,
    pub(super) directory_is_cut: bool,
    pub(super) directory_is_missing: bool,
}

impl Bent {
    pub(crate) fn of(archive: Archive) -> Self {
        Self {
            checksum: archive == Archive::BadCrc,
            length: archive == Archive::BadSize,
            encrypted: archive == Archive::Encrypted,
            overlaps: archive == Archive::Overlapping,
            directory_is_cut: archive == Archive::TruncatedDirectory,
            directory_is_missing: archive == Archive::NoDirectory,
        }
    }

    /// Bends the first entry.
    pub(super) fn apply(self, header: &mut Header) {
        header.is_encrypted = self.encrypted;
        header.checksum ^= u32::from(self.checksum);
        header.length -= u64::from(self.length);
    }
}

/// The entries as the switch has them.
pub(crate) fn bent(
    archive: Archive,
    entries: impl Iterator<Item = Entry> + Send + 'static,
) -> Box<dyn Iterator<Item = Entry> + Send> {
    let name: fn(usize, &str) -> String = match archive {
        Archive::ParentNames => |_, name| format!("../../{name}"),
        Archive::AbsoluteNames => |_, name| format!("/tmp/{name}"),
        Archive::WindowsNames => windows_name,
        Archive::DuplicateNames => same_name,
        Archive::Symlink => |_, name| format!("link/{name}"),
        _ => |_, name| name.to_owned(),
    };
    let entries = entries
        .enumerate()
        .map(move |(index, entry)| Entry { name: name(index, &entry.name), ..entry });
    match archive {
        Archive::Symlink => {
            let link = file("link", b"/etc/passwd".to_vec(), true);
            Box::new(std::iter::once(link).chain(entries))
        }
        Archive::Bomb => {
            let name = "9999999/Report.html".to_owned();
            let bomb = Entry { name, data: Data::Spaces(BOMB_BYTES), is_link: false };
            Box::new(entries.chain(std::iter::once(bomb)))
        }
        Archive::OddNames => Box::new(
            entries
                .chain(odd_names().into_iter().map(|name| file(&name, b"odd\n".to_vec(), false))),
        ),
        Archive::ManyEntries => {
            let empty = |number| file(&format!("{number:07}/empty.html"), Vec::new(), false);
            Box::new(entries.chain((0..MANY_ENTRIES).map(empty)))
        }
        _ => Box::new(entries),
    }
}

fn file(name: &str, bytes: Vec<u8>, is_link: bool) -> Entry {
    Entry { name: name.to_owned(), data: Data::Bytes(bytes), is_link }
}

/// The same twice for a file system that does not tell cases apart, and every second time for
/// one that does.
fn same_name(index: usize, _: &str) -> String {
    let name = "1000000/Report.html";
    if index.is_multiple_of(2) { name.to_owned() } else { name.to_ascii_uppercase() }
}

fn odd_names() -> Vec<String> {
    let mut names: Vec<String> = [
        "",
        ".",
        "..",
        "./.",
        "a//b.html",
        "folder/",
        "nul\0byte.html",
        "line\nend.html",
        "\u{202e}lmth.exe",
        "\u{2025}/\u{ff0e}\u{ff0e}/x.html",
        "~/x.html",
        "-rf",
        " .html",
        "a:stream.html",
    ]
    .map(str::to_owned)
    .into();
    names.push("x".repeat(5_000));
    names
}

fn windows_name(index: usize, name: &str) -> String {
    match index % 5 {
        0 => format!("C:\\Windows\\{name}"),
        1 => format!("..\\..\\{name}"),
        2 => "CON".to_owned(),
        3 => format!("\\\\server\\share\\{name}"),
        _ => format!("{name}. . ."),
    }
}
