//! Zip archives, made while they are sent and wrong where a switch says so. The records are
//! written here, byte by byte, so that each of them can be wrong: no library writes what a
//! reader must refuse.

mod hostile;
mod records;

use std::io::Write;

use bytes::Bytes;
use flate2::{Compression, Crc, write::DeflateEncoder};

pub(crate) use hostile::{Bent, bent};

use records::{Header, end_of_directory};

/// Pieces of about this size go out.
const PIECE_BYTES: usize = 64 * 1024;

/// What is in an entry.
#[derive(Debug, Clone)]
pub(crate) enum Data {
    Bytes(Vec<u8>),
    /// So many spaces, never all of them in memory.
    Spaces(u64),
}

/// An entry.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) data: Data,
    /// A symbolic link whose target is the data.
    pub(crate) is_link: bool,
}

/// An archive while it is made.
pub(crate) struct Zip<I> {
    entries: I,
    bent: Bent,
    /// The entry that is being compressed.
    long: Option<Long>,
    /// Places of the entries, and what the directory says of them.
    directory: Vec<Header>,
    offset: u64,
    ended: bool,
}

/// An entry that is too long for memory; what it came to stands after it.
struct Long {
    header: Header,
    left: u64,
    checksum: Crc,
    encoder: DeflateEncoder<Vec<u8>>,
}

impl<I: Iterator<Item = Entry>> Zip<I> {
    pub(crate) fn new(entries: I, bent: Bent) -> Self {
        Self { entries, bent, long: None, directory: Vec::new(), offset: 0, ended: false }
    }

    fn begin(&mut self, entry: Entry) -> Vec<u8> {
        let mut header = Header::new(entry.name, entry.is_link, self.offset);
        match entry.data {
            Data::Bytes(bytes) => {
                let mut checksum = Crc::new();
                checksum.update(&bytes);
                let packed = deflated(&bytes);
                header.checksum = checksum.sum();
                header.length = bytes.len() as u64;
                header.packed_length = packed.len() as u64;
                if self.directory.is_empty() {
                    self.bent.apply(&mut header);
                }
                let mut out = header.local();
                out.extend_from_slice(&packed);
                self.directory.push(header);
                out
            }
            Data::Spaces(length) => {
                header.sizes_follow = true;
                let out = header.local();
                let encoder = DeflateEncoder::new(Vec::new(), Compression::default());
                self.long = Some(Long { header, left: length, checksum: Crc::new(), encoder });
                out
            }
        }
    }

    fn go_on(&mut self, mut long: Long) -> Vec<u8> {
        static SPACES: [u8; PIECE_BYTES] = [b' '; PIECE_BYTES];
        while long.left > 0 && long.encoder.get_ref().len() < PIECE_BYTES {
            let take = usize::try_from(long.left).map_or(PIECE_BYTES, |left| left.min(PIECE_BYTES));
            long.checksum.update(&SPACES[..take]);
            // A vector takes all that is written to it.
            let _ = long.encoder.write_all(&SPACES[..take]);
            long.header.length += take as u64;
            long.left -= take as u64;
        }
        let mut out = std::mem::take(long.encoder.get_mut());
        if long.left > 0 {
            long.header.packed_length += out.len() as u64;
            self.long = Some(long);
            return out;
        }
        out.extend(long.encoder.finish().unwrap_or_default());
        long.header.packed_length += out.len() as u64;
        long.header.checksum = long.checksum.sum();
        out.extend(long.header.descriptor());
        self.directory.push(long.header);
        out
    }

    fn directory(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for header in &self.directory {
            let place = if self.bent.overlaps { 0 } else { header.offset };
            out.extend(header.central(place));
        }
        let length = out.len() as u64;
        if self.bent.directory_is_cut {
            out.truncate(out.len() / 2);
            return out;
        }
        out.extend(end_of_directory(self.directory.len(), length, self.offset));
        out
    }
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    // A vector takes all that is written to it.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}

impl<I: Iterator<Item = Entry>> Iterator for Zip<I> {
    type Item = Bytes;

    fn next(&mut self) -> Option<Bytes> {
        let mut piece = Vec::new();
        while !self.ended && piece.len() < PIECE_BYTES {
            let part = if let Some(long) = self.long.take() {
                self.go_on(long)
            } else if let Some(entry) = self.entries.next() {
                self.begin(entry)
            } else {
                self.ended = true;
                if self.bent.directory_is_missing { Vec::new() } else { self.directory() }
            };
            if !self.ended {
                self.offset += part.len() as u64;
            }
            piece.extend(part);
        }
        (!piece.is_empty()).then(|| piece.into())
    }
}
