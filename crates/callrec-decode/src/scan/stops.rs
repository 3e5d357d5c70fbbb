//! Where runs of plain text end in JSON and XML: one bit a byte, some ahead of the reader.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod known;
#[cfg(test)]
mod tests;

use std::ops::Range;

use super::PADDING;
use super::level::{Level, level};
pub(crate) use known::{Cursor, Known};

/// Bytes that are looked at ahead of the reader at a time: they stay in the first-level cache.
const STRETCH: usize = 8 << 10;
/// Bytes that a window looks over at least.
pub(crate) const WINDOW: usize = 57;

/// The bytes that end a run of plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// Quotes, backslashes and control characters below the space.
    Json,
    /// `<`, `&`, `]` and control characters below the space.
    Xml,
}

impl Syntax {
    /// Whether the byte ends a run.
    pub(crate) const fn stops(self, byte: u8) -> bool {
        byte < b' ' || self.table()[byte as usize % 16] == byte
    }

    /// By the low four bits of a byte the only one of them that ends a run, or one of other bits.
    const fn table(self) -> &'static [u8; 16] {
        const fn table(marks: &[u8]) -> [u8; 16] {
            // No byte ends in four zeros and has the value 1, nor the other way round.
            let mut table = [0; 16];
            table[0] = 1;
            let mut mark = 0;
            while mark < marks.len() {
                table[marks[mark] as usize % 16] = marks[mark];
                mark += 1;
            }
            table
        }
        const JSON: [u8; 16] = table(b"\"\\");
        const XML: [u8; 16] = table(b"<&]");
        match self {
            Self::Json => &JSON,
            Self::Xml => &XML,
        }
    }
}

/// The stops in a stretch of bytes.
pub(crate) struct Stops {
    syntax: Syntax,
    /// One bit for each byte; those of the stretch are right.
    bits: Vec<u8>,
    /// The stretch, from a multiple of 64 on.
    from: usize,
    to: usize,
    /// Whether there may be a byte in it that is not ASCII.
    high: bool,
    #[cfg(test)]
    pub(crate) portable: bool,
}

impl Stops {
    pub(crate) fn new(syntax: Syntax) -> Self {
        Self {
            syntax,
            bits: Vec::new(),
            from: 0,
            to: 0,
            high: false,
            #[cfg(test)]
            portable: false,
        }
    }

    /// Forgets all: the bytes are others now.
    pub(crate) fn forget(&mut self) {
        (self.from, self.to, self.high) = (0, 0, false);
    }

    /// Whether so many bytes from `at` on are known.
    #[inline(always)]
    pub(crate) fn reach(&self, at: usize, bytes: usize) -> bool {
        self.from <= at && at + bytes <= self.to
    }

    /// Where what is known ends.
    pub(crate) fn to(&self) -> usize {
        self.to
    }

    /// Whether there may be a byte that is not ASCII in what is known.
    pub(crate) fn high(&self) -> bool {
        self.high
    }

    /// Looks at a further stretch up to `end`, from `at` on where that is beyond what is known. False
    /// when nothing can be added.
    ///
    /// # Panics
    ///
    /// If there are not [`PADDING`] bytes behind `end`.
    #[inline(never)]
    pub(crate) fn more(&mut self, bytes: &[u8], end: usize, at: usize) -> bool {
        assert!(end + PADDING <= bytes.len(), "the text is padded");
        let room = bytes.len().div_ceil(64) * 8 + 16;
        if self.bits.len() < room {
            self.bits.resize(room, 0);
        }
        if at >= end {
            return false;
        }
        if at < self.from || at > self.to {
            (self.from, self.to, self.high) = (at / 64 * 64, at / 64 * 64, false);
        }
        if self.to >= end {
            return false;
        }
        let to = end.min(self.to + STRETCH);
        // The last word may have been made of fewer bytes.
        let range = self.to / 64 * 64..to;
        #[cfg(test)]
        let high = if self.portable {
            portable(self.syntax, bytes, range, &mut self.bits)
        } else {
            find(self.syntax, bytes, range, &mut self.bits)
        };
        #[cfg(not(test))]
        let high = find(self.syntax, bytes, range, &mut self.bits);
        self.high |= high;
        self.to = to;
        true
    }

    /// What is known of `bytes`.
    ///
    /// # Panics
    ///
    /// If there are not [`PADDING`] bytes behind [`Self::to`].
    #[inline(always)]
    pub(crate) fn known<'a>(&'a self, bytes: &'a [u8]) -> Known<'a> {
        // The bits reach to the end of the bytes and 64 further.
        assert!(self.to + PADDING <= bytes.len() && (self.to + PADDING) / 8 + 8 <= self.bits.len());
        Known { bytes, bits: &self.bits, from: self.from, to: self.to }
    }
}

/// Writes a bit for each byte with the fastest form there is; the range starts at a multiple of 64.
/// Gives whether a byte near it is not ASCII.
fn find(syntax: Syntax, bytes: &[u8], range: Range<usize>, bits: &mut [u8]) -> bool {
    match level() {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the level says that there is every instruction set that the function needs.
        Level::Avx512 => unsafe { avx512::find(syntax, bytes, range, bits) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above.
        Level::Avx2 => unsafe { avx2::find(syntax, bytes, range, bits) },
        Level::Portable => portable(syntax, bytes, range, bits),
    }
}

/// The same without vector instructions.
fn portable(syntax: Syntax, bytes: &[u8], range: Range<usize>, bits: &mut [u8]) -> bool {
    build(bytes, range, bits, |chunk| masks(syntax, chunk))
}

/// What stands in 64 bytes, one bit each.
#[derive(Clone, Copy)]
struct Masks {
    stop: u64,
    high: u64,
}

/// The bits by way of `masks`, which classifies 64 bytes.
#[inline(always)]
fn build(
    bytes: &[u8],
    range: Range<usize>,
    bits: &mut [u8],
    masks: impl Fn(&[u8; 64]) -> Masks,
) -> bool {
    let count = (range.end - range.start).div_ceil(64);
    let chunks = bytes.get(range.start..).unwrap_or_default().as_chunks::<64>().0;
    let words = bits.get_mut(range.start / 8..).unwrap_or_default().as_chunks_mut::<8>().0;
    let mut high = 0;
    for (chunk, word) in chunks.iter().zip(words).take(count) {
        let found = masks(chunk);
        high |= found.high;
        *word = found.stop.to_le_bytes();
    }
    high != 0
}

const ONES: u64 = 0x0101_0101_0101_0101;
const LOWS: u64 = 0x7F7F_7F7F_7F7F_7F7F;
const HIGHS: u64 = 0x8080_8080_8080_8080;

fn masks(syntax: Syntax, chunk: &[u8; 64]) -> Masks {
    let marks: [u8; 3] = match syntax {
        Syntax::Json => *b"\"\\\\",
        Syntax::Xml => *b"<&]",
    };
    let (mut stop, mut high) = (0, 0);
    for (place, word) in chunk.as_chunks::<8>().0.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        // With the high bits set no byte borrows from the next.
        let mut stops = !((word | HIGHS) - ONES * 0x20) & !word & HIGHS;
        for mark in marks {
            let differs = word ^ (ONES * u64::from(mark));
            stops |= !((differs & LOWS).wrapping_add(LOWS) | differs | LOWS);
        }
        // The high bits of the eight bytes, side by side.
        stop |= ((stops >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * place);
        high |= word & HIGHS;
    }
    Masks { stop, high }
}
