//! The index without vector instructions: eight bytes in a word.

use super::cells::{Cells, GROUP};
use super::figures::Figures;
use super::index::{Index, Marks, Masks, build, write_eights};
use super::text::{CHUNK, Literal};

const ONES: u64 = 0x0101_0101_0101_0101;
const LOWS: u64 = 0x7F7F_7F7F_7F7F_7F7F;
const HIGHS: u64 = 0x8080_8080_8080_8080;

pub(super) fn index(bytes: &[u8], from: usize, to: usize, marks: Marks, into: &mut Index) {
    build(bytes, from, to, into, |chunk| masks(chunk, marks), prefix_xor, write_eights);
}

fn masks(chunk: &[u8; 64], marks: Marks) -> Masks {
    Masks {
        delimiter: equal(chunk, marks.delimiter),
        quote: marks.quote.map_or(0, |quote| equal(chunk, quote)),
        line_feed: equal(chunk, b'\n'),
        carriage_return: equal(chunk, b'\r'),
    }
}

/// One bit for each byte that equals `byte`.
fn equal(chunk: &[u8; 64], byte: u8) -> u64 {
    let mut bits = 0;
    for (place, word) in chunk.as_chunks::<8>().0.iter().enumerate() {
        bits |= gather(equal_in(u64::from_le_bytes(*word), byte)) << (8 * place);
    }
    bits
}

/// Each bit becomes the parity of itself and all lower ones.
pub(super) fn prefix_xor(bits: u64) -> u64 {
    let mut parity = bits;
    for shift in [1, 2, 4, 8, 16, 32] {
        parity ^= parity << shift;
    }
    parity
}

/// The high bit of each byte that equals `byte`, and of no other.
#[inline(always)]
fn equal_in(word: u64, byte: u8) -> u64 {
    let differs = word ^ (ONES * u64::from(byte));
    !((differs & LOWS).wrapping_add(LOWS) | differs | LOWS)
}

/// The high bits of the eight bytes, side by side.
#[inline(always)]
fn gather(highs: u64) -> u64 {
    (highs >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// The high bit of each quote, backslash and control character.
#[inline(always)]
fn stops(word: u64) -> u64 {
    // With the high bits set no byte borrows from the next.
    let below_space = !((word | HIGHS) - ONES * 0x20) & !word & HIGHS;
    below_space | equal_in(word, b'"') | equal_in(word, b'\\')
}

/// The first quote, backslash or control character from `at` on.
#[inline]
pub(crate) fn find_stop(bytes: &[u8], mut at: usize) -> Option<usize> {
    let is_stop = |byte: &u8| *byte < b' ' || matches!(byte, b'"' | b'\\');
    while let Some(word) = bytes.get(at..)?.first_chunk::<8>() {
        let found = stops(u64::from_le_bytes(*word));
        if found != 0 {
            return Some(at + (found.trailing_zeros() / 8) as usize);
        }
        at += 8;
    }
    bytes.get(at..)?.iter().position(is_stop).map(|distance| at + distance)
}

/// Whether the bytes that count are the predicted ones.
#[inline(always)]
pub(super) fn same(chunk: &[u8; CHUNK], literal: &Literal) -> bool {
    let words = |bytes: &[u8; CHUNK], place: usize| {
        bytes.as_chunks::<8>().0.get(place).map_or(0, |word| u64::from_le_bytes(*word))
    };
    let differs = (0..CHUNK / 8).fold(0, |sum, place| {
        sum | (words(chunk, place) ^ words(&literal.bytes, place)) & words(&literal.mask, place)
    });
    differs == 0
}

/// Digits, commas, points and minuses, and the number that the digits print.
pub(super) fn figures(cells: &Cells<'_>, into: &mut Figures) {
    for (row, cell) in cells.iter().enumerate().take(GROUP) {
        let (mut digits, mut commas, mut points, mut minuses, mut number) = (0, 0, 0, 0, 0);
        for (place, &byte) in cell.chunk::<0>().iter().enumerate().take(cell.length) {
            let digit = byte.wrapping_sub(b'0');
            if digit <= 9 {
                digits |= 1 << place;
                number = number * 10 + u64::from(digit);
            } else {
                commas |= u16::from(byte == b',') << place;
                points |= u16::from(byte == b'.') << place;
                minuses |= u16::from(byte == b'-') << place;
            }
        }
        (into.digits[row], into.commas[row]) = (digits, commas);
        (into.points[row], into.minuses[row]) = (points, minuses);
        into.numbers[row] = number;
    }
}
