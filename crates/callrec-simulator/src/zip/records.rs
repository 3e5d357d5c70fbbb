//! The records of a zip archive (APPNOTE 6.3), all numbers little-endian.

/// Deflate needs version 2.0; made on Unix, so that the mode below means something.
const NEEDED: u16 = 20;
const MADE_BY: u16 = 3 << 8 | NEEDED;
const DEFLATED: u16 = 8;
/// Name in UTF-8.
const UTF8: u16 = 1 << 11;
const SIZES_FOLLOW: u16 = 1 << 3;
const ENCRYPTED: u16 = 1;
/// 1 October 2026, 00:00: the same archive for ever.
const DATE: u16 = (2026 - 1980) << 9 | 10 << 5 | 1;
const FILE_MODE: u32 = 0o100_644;
const LINK_MODE: u32 = 0o120_777;

/// What local record and directory say of an entry.
#[derive(Debug, Clone)]
pub(super) struct Header {
    pub(super) name: String,
    pub(super) is_link: bool,
    /// From the beginning of the archive to the local record.
    pub(super) offset: u64,
    pub(super) checksum: u32,
    pub(super) length: u64,
    pub(super) packed_length: u64,
    /// Checksum and lengths stand after the data.
    pub(super) sizes_follow: bool,
    pub(super) is_encrypted: bool,
}

impl Header {
    pub(super) fn new(name: String, is_link: bool, offset: u64) -> Self {
        Self {
            name,
            is_link,
            offset,
            checksum: 0,
            length: 0,
            packed_length: 0,
            sizes_follow: false,
            is_encrypted: false,
        }
    }

    fn flags(&self) -> u16 {
        let mut flags = UTF8;
        if self.sizes_follow {
            flags |= SIZES_FOLLOW;
        }
        if self.is_encrypted {
            flags |= ENCRYPTED;
        }
        flags
    }

    /// What local record and directory have in common, from the version needed to the
    /// lengths.
    fn push_shared(&self, out: &mut Vec<u8>, sizes_known: bool) {
        for number in [NEEDED, self.flags(), DEFLATED, 0, DATE] {
            out.extend(number.to_le_bytes());
        }
        let sizes = [self.checksum, four(self.packed_length), four(self.length)];
        for number in if sizes_known { sizes } else { [0; 3] } {
            out.extend(number.to_le_bytes());
        }
        out.extend(two(self.name.len()).to_le_bytes());
        out.extend(0_u16.to_le_bytes());
    }

    pub(super) fn local(&self) -> Vec<u8> {
        let mut out = b"PK\x03\x04".to_vec();
        self.push_shared(&mut out, !self.sizes_follow);
        out.extend(self.name.as_bytes());
        out
    }

    pub(super) fn descriptor(&self) -> Vec<u8> {
        let mut out = b"PK\x07\x08".to_vec();
        for number in [self.checksum, four(self.packed_length), four(self.length)] {
            out.extend(number.to_le_bytes());
        }
        out
    }

    /// The record in the directory; `place` is where it says that the local record is.
    pub(super) fn central(&self, place: u64) -> Vec<u8> {
        let mut out = b"PK\x01\x02".to_vec();
        out.extend(MADE_BY.to_le_bytes());
        self.push_shared(&mut out, true);
        // Comment, disk and internal attributes: none.
        out.extend([0; 6]);
        let mode = if self.is_link { LINK_MODE } else { FILE_MODE };
        out.extend((mode << 16).to_le_bytes());
        out.extend(four(place).to_le_bytes());
        out.extend(self.name.as_bytes());
        out
    }
}

pub(super) fn end_of_directory(entries: usize, length: u64, offset: u64) -> Vec<u8> {
    let mut out = b"PK\x05\x06".to_vec();
    out.extend([0; 4]);
    for count in [two(entries); 2] {
        out.extend(count.to_le_bytes());
    }
    out.extend(four(length).to_le_bytes());
    out.extend(four(offset).to_le_bytes());
    out.extend([0; 2]);
    out
}

/// No archive here is as long as that: there is no zip64.
fn four(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn two(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}
