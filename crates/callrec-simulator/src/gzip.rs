//! Bodies compressed with gzip, rightly and wrongly (faults C1 to C3). The frame around the
//! deflated data is written here, so that each part of it can be wrong.

use std::{io::Write, iter::repeat_n, str::FromStr};

use bytes::Bytes;
use flate2::{Compression, Crc, write::DeflateEncoder};

use crate::{Error, verb::byte_count};

/// RFC 1952: magic, deflate, no flags, no time, no hints, unknown system.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255];
const TRAILER_BYTES: usize = 8;
/// Pieces of about this size go out.
const PIECE_BYTES: usize = 16 * 1024;

/// What is wrong with a compressed body, if anything. Text forms are the names with a
/// hyphen, after `gzip-`; a bomb has its size: `gzip-bomb-268435456B`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum GzipFault {
    /// Nothing: the form is `gzip` alone.
    None,
    /// Nothing: two members, one after the other.
    TwoMembers,
    /// It ends within the deflated data, with a proper end of the answer.
    Truncated,
    /// Checksum and length are missing, with a proper end of the answer.
    NoTrailer,
    /// The checksum is another one.
    BadCrc,
    /// The length in the trailer is another one.
    BadLength,
    /// Bytes follow that are no member.
    TrailingJunk,
    /// The encoding is announced and the body has no byte.
    Empty,
    /// The encoding is announced and the body is not compressed.
    Not,
    /// So many line ends follow the body, which compress to a thousandth.
    Bomb(u64),
}

impl GzipFault {
    /// The text form after `gzip-`; empty for [`GzipFault::None`].
    pub(crate) fn name(self) -> String {
        match self {
            Self::None => String::new(),
            Self::TwoMembers => "two-members".to_owned(),
            Self::Truncated => "truncated".to_owned(),
            Self::NoTrailer => "no-trailer".to_owned(),
            Self::BadCrc => "bad-crc".to_owned(),
            Self::BadLength => "bad-length".to_owned(),
            Self::TrailingJunk => "trailing-junk".to_owned(),
            Self::Empty => "empty".to_owned(),
            Self::Not => "not".to_owned(),
            Self::Bomb(bytes) => format!("bomb-{bytes}B"),
        }
    }
}

impl FromStr for GzipFault {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let named = [
            Self::TwoMembers,
            Self::Truncated,
            Self::NoTrailer,
            Self::BadCrc,
            Self::BadLength,
            Self::TrailingJunk,
            Self::Empty,
            Self::Not,
        ];
        let bomb = || text.strip_prefix("bomb-").and_then(byte_count).map(Self::Bomb);
        named
            .into_iter()
            .find(|fault| fault.name() == text)
            .or_else(bomb)
            .ok_or_else(|| Error::invalid("gzip fault", text, "bad-crc, bomb-1048576B …"))
    }
}

/// The pieces of a body, compressed as the fault has it; none of them empty.
pub(crate) fn compressed(
    plain: Box<dyn Iterator<Item = Bytes> + Send>,
    fault: GzipFault,
) -> Box<dyn Iterator<Item = Bytes> + Send> {
    match fault {
        GzipFault::Empty => Box::new(std::iter::empty()),
        GzipFault::Not => plain,
        GzipFault::Bomb(bytes) => {
            let line_ends = Bytes::from_static(&[b'\n'; PIECE_BYTES]);
            let count = usize::try_from(bytes).unwrap_or(usize::MAX) / PIECE_BYTES;
            Box::new(Member::of(Box::new(plain.chain(repeat_n(line_ends, count))), fault))
        }
        GzipFault::TwoMembers => {
            // The first member has one piece; where that is all, the second is an empty one.
            let mut plain = plain;
            let first = plain.next();
            Box::new(Member::of(Box::new(first.into_iter()), fault).chain(Member::of(plain, fault)))
        }
        _ => Box::new(Member::of(plain, fault)),
    }
}

/// One gzip member while it is written.
struct Member {
    plain: Box<dyn Iterator<Item = Bytes> + Send>,
    /// None when the member has ended.
    encoder: Option<DeflateEncoder<Vec<u8>>>,
    checksum: Crc,
    fault: GzipFault,
}

impl Member {
    fn of(plain: Box<dyn Iterator<Item = Bytes> + Send>, fault: GzipFault) -> Self {
        let encoder = DeflateEncoder::new(HEADER.to_vec(), Compression::default());
        Self { plain, encoder: Some(encoder), checksum: Crc::new(), fault }
    }

    fn ended(&self, deflated: std::io::Result<Vec<u8>>) -> Vec<u8> {
        // A vector takes all that is written to it.
        let mut piece = deflated.unwrap_or_default();
        let (mut sum, mut amount) = (self.checksum.sum(), self.checksum.amount());
        match self.fault {
            GzipFault::BadCrc => sum ^= 1,
            GzipFault::BadLength => amount ^= 1,
            _ => {}
        }
        piece.extend_from_slice(&sum.to_le_bytes());
        piece.extend_from_slice(&amount.to_le_bytes());
        match self.fault {
            GzipFault::NoTrailer => piece.truncate(piece.len() - TRAILER_BYTES),
            GzipFault::Truncated => piece.truncate((piece.len() - TRAILER_BYTES) / 2),
            GzipFault::TrailingJunk => piece.extend_from_slice(b"\x1fjunk\n"),
            _ => {}
        }
        piece
    }
}

impl Iterator for Member {
    type Item = Bytes;

    fn next(&mut self) -> Option<Bytes> {
        while let Some(encoder) = &mut self.encoder {
            if encoder.get_ref().len() >= PIECE_BYTES {
                return Some(std::mem::take(encoder.get_mut()).into());
            }
            match self.plain.next() {
                Some(piece) => {
                    self.checksum.update(&piece);
                    if encoder.write_all(&piece).is_err() {
                        self.encoder = None;
                    }
                }
                None => {
                    let deflated = self.encoder.take().map(DeflateEncoder::finish)?;
                    return Some(Bytes::from(self.ended(deflated))).filter(|last| !last.is_empty());
                }
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Result};

    use flate2::read::{GzDecoder, MultiGzDecoder};

    use super::*;

    fn plain() -> Vec<u8> {
        (0..20_000_u32).flat_map(|n| format!("{n:x},").into_bytes()).collect()
    }

    fn body(fault: GzipFault) -> Vec<u8> {
        let pieces: Vec<_> = plain().chunks(999).map(Bytes::copy_from_slice).collect();
        compressed(Box::new(pieces.into_iter()), fault).flatten().collect()
    }

    fn read(fault: GzipFault) -> Result<Vec<u8>> {
        let (body, mut read) = (body(fault), Vec::new());
        MultiGzDecoder::new(body.as_slice()).read_to_end(&mut read).map(|_| read)
    }

    #[test]
    fn good_bodies_are_read_by_another_decoder() {
        assert_eq!(read(GzipFault::None).unwrap(), plain());
        assert_eq!(read(GzipFault::TwoMembers).unwrap(), plain());
        let (two, mut first) = (body(GzipFault::TwoMembers), Vec::new());
        GzDecoder::new(two.as_slice()).read_to_end(&mut first).unwrap();
        assert_eq!(first, plain()[..999]);
    }

    #[test]
    fn wrong_bodies_are_wrong_in_their_own_place() {
        for fault in [
            GzipFault::Truncated,
            GzipFault::NoTrailer,
            GzipFault::BadCrc,
            GzipFault::BadLength,
            GzipFault::TrailingJunk,
            GzipFault::Not,
        ] {
            assert!(read(fault).is_err(), "{fault:?}");
        }
        let good = body(GzipFault::None);
        let differs = |fault| {
            let wrong = body(fault);
            assert_eq!(wrong.len(), good.len());
            good.len() - good.iter().zip(&wrong).position(|(good, wrong)| good != wrong).unwrap()
        };
        assert_eq!((differs(GzipFault::BadCrc), differs(GzipFault::BadLength)), (8, 4));
        assert_eq!(body(GzipFault::NoTrailer), good[..good.len() - 8]);
        assert!(good.starts_with(&body(GzipFault::Truncated)));
        assert!(body(GzipFault::Empty).is_empty());
    }

    #[test]
    fn a_bomb_is_small_on_the_wire() {
        let bytes = 64 << 20;
        let bomb = body(GzipFault::Bomb(bytes));
        assert!(bomb.len() < body(GzipFault::None).len() + (bytes / 500) as usize);
        let mut read = 0;
        let mut decoder = MultiGzDecoder::new(bomb.as_slice());
        let mut buffer = vec![0; 1 << 20];
        while let Ok(count @ 1..) = decoder.read(&mut buffer) {
            read += count;
        }
        assert_eq!(read, plain().len() + bytes as usize);
    }
}
