//! Decodes gzip and believes none of it: checksums, lengths, members, the end.
//!
//! The usual decoders end cleanly on an empty body, ignore what follows a member and have no limit.

use bytes::{Buf as _, Bytes};
use flate2::{Crc, Decompress, FlushDecompress, Status};

use crate::{Error, ErrorKind, Result};

/// Bytes decoded at once.
const PIECE: usize = 64 << 10;
/// Bytes of a member's header, its name and comment included. Real ones have ten.
const MOST_HEADER: usize = 4 << 10;
/// Checksum and length after a member (RFC 1952, 2.3.1).
const TRAILER: usize = 8;
/// So much may come out whatever went in.
const FREE_BYTES: u64 = 1 << 20;
/// Above that, bytes out for one byte in. Call records come to about twenty.
const MOST_RATIO: u64 = 200;

/// A decoder that is fed and asked in turns.
#[derive(Debug)]
pub(super) struct Gunzip {
    inflate: Decompress,
    sum: Crc,
    input: Bytes,
    at: At,
    members: u64,
    took: u64,
    gave: u64,
}

#[derive(Debug)]
enum At {
    /// Before a member, with what came of its header.
    Header(Vec<u8>),
    Data,
    Trailer(Vec<u8>),
}

impl Gunzip {
    pub(super) fn new() -> Self {
        Self {
            inflate: Decompress::new(false),
            sum: Crc::new(),
            input: Bytes::new(),
            at: At::Header(Vec::new()),
            members: 0,
            took: 0,
            gave: 0,
        }
    }

    /// Gives it the next bytes; only when [`decode`](Self::decode) has asked for them.
    pub(super) fn feed(&mut self, input: Bytes) {
        debug_assert!(self.input.is_empty(), "what was fed before is used up");
        self.input = input;
    }

    /// The next decoded bytes, or `None` when it needs more input.
    pub(super) fn decode(&mut self) -> Result<Option<Bytes>> {
        while !self.input.is_empty() {
            match &mut self.at {
                At::Header(header) => {
                    header.push(self.input.get_u8());
                    self.took += 1;
                    if header_ended(header, self.members, self.took)? {
                        self.at = At::Data;
                    }
                }
                At::Data => {
                    if let Some(piece) = self.inflate()? {
                        return Ok(Some(piece));
                    }
                }
                At::Trailer(trailer) => {
                    trailer.push(self.input.get_u8());
                    self.took += 1;
                    if trailer.len() == TRAILER {
                        check(trailer, &self.sum, self.took)?;
                        self.members += 1;
                        self.inflate.reset(false);
                        self.sum.reset();
                        self.at = At::Header(Vec::new());
                    }
                }
            }
        }
        Ok(None)
    }

    /// The input is over: `Truncated` unless it ended after a member.
    pub(super) fn finish(&self) -> Result<()> {
        match &self.at {
            At::Header(header) if header.is_empty() && self.members > 0 => Ok(()),
            At::Header(header) if header.is_empty() => {
                Err(cut("an empty body came where gzip was announced", self.took))
            }
            At::Header(_) if self.members > 0 => Err(junk(self.took)),
            _ => Err(cut("the gzip data is cut", self.took)),
        }
    }

    /// Whether the input so far is exactly one member, whose checksum then frames it. A cut between
    /// two members would look whole.
    pub(super) fn is_one_member(&self) -> bool {
        self.members == 1 && matches!(&self.at, At::Header(header) if header.is_empty())
    }

    /// Decodes a piece; `None` when nothing came out this time.
    fn inflate(&mut self) -> Result<Option<Bytes>> {
        let mut piece = Vec::with_capacity(PIECE);
        let before = self.inflate.total_in();
        let status = self
            .inflate
            .decompress_vec(&self.input, &mut piece, FlushDecompress::None)
            .map_err(|_| nonsense("the gzip data cannot be decoded", self.took))?;
        let used = self.inflate.total_in() - before;
        // Never more than the input is long.
        self.input.advance(usize::try_from(used).unwrap_or(self.input.len()));
        self.took += used;
        self.gave += piece.len() as u64;
        self.sum.update(&piece);
        match status {
            Status::StreamEnd => self.at = At::Trailer(Vec::with_capacity(TRAILER)),
            Status::Ok | Status::BufError if used == 0 && piece.is_empty() => {
                return Err(nonsense("the gzip data cannot be decoded", self.took));
            }
            Status::Ok | Status::BufError => {}
        }
        if self.gave > FREE_BYTES && self.gave / MOST_RATIO > self.took {
            let detail = format!(
                "{} compressed bytes hold more than {} bytes, more than {MOST_RATIO} times as many",
                self.took, self.gave
            );
            return Err(Error::new(ErrorKind::Limit, detail));
        }
        Ok((!piece.is_empty()).then(|| piece.into()))
    }
}

/// Whether a member's header is whole with its last byte (RFC 1952, 2.3).
fn header_ended(header: &[u8], members: u64, took: u64) -> Result<bool> {
    const EXPECTED: [(usize, u8); 3] = [(0, 0x1f), (1, 0x8b), (2, 8)];
    let last = header.len() - 1;
    if EXPECTED.iter().any(|(at, byte)| *at == last && header[last] != *byte) {
        return Err(if members > 0 { junk(took) } else { nonsense("the body is no gzip", took) });
    }
    if last == 3 && header[last] & 0xe0 != 0 {
        return Err(nonsense("the gzip header has reserved flags", took));
    }
    if header.len() > MOST_HEADER {
        return Err(Error::new(ErrorKind::Limit, "the gzip header is longer than 4 KiB"));
    }
    Ok(header_length(header).is_some_and(|length| length == header.len()))
}

/// The length of the header, once enough of it is there to tell.
fn header_length(header: &[u8]) -> Option<usize> {
    const CHECKSUM: u8 = 2;
    const EXTRA: u8 = 4;
    const NAME: u8 = 8;
    const COMMENT: u8 = 16;
    let flags = *header.get(3)?;
    let mut length = 10;
    if flags & EXTRA != 0 {
        let size = header.get(length..length + 2)?;
        length += 2 + usize::from(u16::from_le_bytes([size[0], size[1]]));
    }
    for text in [NAME, COMMENT] {
        if flags & text != 0 {
            length += memchr::memchr(0, header.get(length..)?)? + 1;
        }
    }
    Some(if flags & CHECKSUM != 0 { length + 2 } else { length })
}

/// CRC32 and length modulo 2^32, both little-endian.
fn check(trailer: &[u8], sum: &Crc, took: u64) -> Result<()> {
    let (crc, length) = trailer.split_at(TRAILER / 2);
    if crc != sum.sum().to_le_bytes() {
        return Err(nonsense("the gzip checksum does not fit the data", took));
    }
    if length != sum.amount().to_le_bytes() {
        return Err(nonsense("the gzip length does not fit the data", took));
    }
    Ok(())
}

fn cut(what: &str, took: u64) -> Error {
    Error::new(ErrorKind::Truncated, format!("{what}, after {took} compressed bytes"))
}

fn junk(took: u64) -> Error {
    nonsense("more than gzip came after its end", took)
}

/// Damage on the way, which another try may mend.
fn nonsense(what: &str, took: u64) -> Error {
    Error::new(ErrorKind::Transport, format!("{what}, at compressed byte {took}"))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::{Compression, GzBuilder, write::GzEncoder};

    use super::*;

    fn gzip(data: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(data).expect("encoded");
        encoder.finish().expect("encoded")
    }

    /// Decodes `input` in pieces of `size`.
    fn decode(input: &[u8], size: usize) -> Result<Vec<u8>> {
        let (mut gunzip, mut decoded) = (Gunzip::new(), Vec::new());
        for piece in input.chunks(size) {
            gunzip.feed(Bytes::copy_from_slice(piece));
            while let Some(bytes) = gunzip.decode()? {
                decoded.extend_from_slice(&bytes);
            }
        }
        gunzip.finish()?;
        assert_eq!(gunzip.took, input.len() as u64);
        Ok(decoded)
    }

    fn data() -> Vec<u8> {
        (0..200_000u32)
            .flat_map(|number| number.wrapping_mul(2_654_435_761).to_le_bytes())
            .collect()
    }

    #[test]
    fn members_of_every_form_at_every_split() {
        let text = b"ab,cd\r\n".repeat(9);
        let named = GzBuilder::new()
            .filename("a.csv")
            .comment("x")
            .extra(vec![1, 2, 3])
            .write(Vec::new(), Compression::best());
        let mut named = named;
        named.write_all(&text).expect("encoded");
        let two = [named.finish().expect("encoded"), gzip(&text)].concat();
        for size in 1..two.len() {
            assert_eq!(decode(&two, size).expect("whole"), text.repeat(2), "pieces of {size}");
        }
        assert_eq!(decode(&gzip(&data()), 4096).expect("whole"), data());
        assert_eq!(decode(&gzip(b""), 7).expect("an empty member"), b"");
    }

    #[test]
    fn a_cut_at_every_offset_is_an_error() {
        let whole = gzip(b"one,two,three\r\nfour,five,six\r\n");
        for cut in 0..whole.len() {
            let error = decode(&whole[..cut], 5).expect_err("cut");
            assert_eq!(error.kind(), ErrorKind::Truncated, "at {cut}: {error}");
        }
    }

    #[test]
    fn a_flipped_bit_anywhere_that_matters_is_an_error() {
        let text = b"one,two,three\r\nfour,five,six\r\n".repeat(3);
        let whole = gzip(&text);
        for at in (0..whole.len()).filter(|at| !(4..10).contains(at)) {
            let mut damaged = whole.clone();
            damaged[at] ^= 4;
            match decode(&damaged, 64) {
                Err(_) => {}
                Ok(decoded) => assert_eq!(decoded, text, "a flip at {at} changes nothing"),
            }
        }
    }

    #[test]
    fn anything_after_the_end_is_an_error() {
        for junk in [&b"\0"[..], b"\0\0\0\0", b"\r\n", b"\x1f", b"\x1f\x8b\x08", b"hello, world"] {
            let error = decode(&[&gzip(b"x"), junk].concat(), 6).expect_err("junk");
            assert!(error.to_string().contains("after its end") || junk.len() == 3, "{error}");
        }
    }

    #[test]
    fn a_bomb_is_stopped_early() {
        let bomb = gzip(&vec![0; 64 << 20]);
        let mut gunzip = Gunzip::new();
        gunzip.feed(Bytes::from(bomb));
        let mut gave = 0;
        let error = loop {
            match gunzip.decode() {
                Ok(Some(bytes)) => gave += bytes.len(),
                Ok(None) => panic!("the bomb went off"),
                Err(error) => break error,
            }
        };
        assert_eq!(error.kind(), ErrorKind::Limit);
        assert!(gave < 8 << 20, "{gave} bytes came out");
        // Less than a mebibyte may be as even as it likes.
        assert_eq!(decode(&gzip(&vec![0; 1 << 20]), 4096).expect("whole").len(), 1 << 20);
    }
}
