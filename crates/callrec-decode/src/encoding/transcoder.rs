//! Other encodings to UTF-8, in any chunks.

use encoding_rs::WINDOWS_1252;
use encoding_rs::mem::{convert_latin1_to_utf8, convert_utf16_to_utf8, utf16_valid_up_to};

use super::{Encoding, OffsetMap};

/// Turns a body's bytes into UTF-8.
///
/// What is no character in its encoding becomes bytes that are not UTF-8, and that say what was there:
/// half a surrogate pair its three bytes of generalized UTF-8, an undefined byte of Windows-1252 (all of
/// which are continuation bytes) itself, half a code unit at the end [`Transcoder::HALF`].
#[derive(Debug)]
pub(crate) struct Transcoder {
    encoding: Encoding,
    /// The first byte of a code unit, and the first half of a surrogate pair.
    byte: Option<u8>,
    high: Option<u16>,
    units: Vec<u16>,
}

impl Transcoder {
    /// Stands for half a code unit, which only the end of the input can leave.
    pub(crate) const HALF: u8 = 0xff;

    /// A transcoder from an encoding that is not UTF-8.
    pub(crate) fn new(encoding: Encoding) -> Self {
        Self { encoding, byte: None, high: None, units: Vec::new() }
    }

    /// Bytes of a code unit.
    pub(crate) fn unit(encoding: Encoding) -> u64 {
        if matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be) { 2 } else { 1 }
    }

    /// Adds the text of `input` to `out` and to `map`.
    pub(crate) fn push(&mut self, input: &[u8], out: &mut Vec<u8>, map: &mut OffsetMap) {
        match self.encoding {
            Encoding::Utf16Le => self.utf16(input, u16::from_le_bytes, out, map),
            Encoding::Utf16Be => self.utf16(input, u16::from_be_bytes, out, map),
            Encoding::Windows1252 => windows_1252(input, out, map),
            Encoding::Latin1 => {
                let from = out.len();
                out.resize(from + input.len() * 2, 0);
                let written = convert_latin1_to_utf8(input, &mut out[from..]);
                out.truncate(from + written);
                map.append(&out[from..]);
            }
            Encoding::Auto | Encoding::Utf8 => {
                out.extend_from_slice(input);
                map.append(input);
            }
        }
    }

    /// The input has ended: adds what is left of it. Gives the byte that is half a code unit.
    pub(crate) fn finish(&mut self, out: &mut Vec<u8>, map: &mut OffsetMap) -> Option<u8> {
        if let Some(high) = self.high.take() {
            lone(high, out, map);
        }
        let half = self.byte.take();
        if half.is_some() {
            out.push(Self::HALF);
            map.append_invalid(&[Self::HALF]);
        }
        half
    }

    fn utf16(
        &mut self,
        mut input: &[u8],
        unit: impl Fn([u8; 2]) -> u16,
        out: &mut Vec<u8>,
        map: &mut OffsetMap,
    ) {
        self.units.clear();
        self.units.extend(self.high.take());
        if let (Some(first), [second, rest @ ..]) = (self.byte, input) {
            self.units.push(unit([first, *second]));
            (self.byte, input) = (None, rest);
        }
        let (pairs, odd) = input.as_chunks::<2>();
        self.units.extend(pairs.iter().map(|&pair| unit(pair)));
        if let [odd] = odd {
            self.byte = Some(*odd);
        }
        let mut units = &self.units[..];
        while !units.is_empty() {
            let (valid, rest) = units.split_at(utf16_valid_up_to(units));
            let from = out.len();
            out.resize(from + valid.len() * 3, 0);
            let written = convert_utf16_to_utf8(valid, &mut out[from..]);
            out.truncate(from + written);
            map.append(&out[from..]);
            match rest {
                // Its other half may come.
                [high @ 0xd800..=0xdbff] => {
                    self.high = Some(*high);
                    break;
                }
                [half, rest @ ..] => {
                    lone(*half, out, map);
                    units = rest;
                }
                [] => break,
            }
        }
    }
}

/// Half a surrogate pair, in generalized UTF-8.
fn lone(half: u16, out: &mut Vec<u8>, map: &mut OffsetMap) {
    let six = |shift: u16| 0x80 | (half >> shift & 0x3f) as u8;
    let bytes = [0xe0 | (half >> 12) as u8, six(6), six(0)];
    out.extend_from_slice(&bytes);
    map.append_invalid(&bytes);
}

fn windows_1252(input: &[u8], out: &mut Vec<u8>, map: &mut OffsetMap) {
    let undefined = |byte: &u8| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
    let mut rest = input;
    while !rest.is_empty() {
        let defined = rest.iter().position(undefined).unwrap_or(rest.len());
        let (text, behind) = rest.split_at(defined);
        // Every byte but the undefined ones, which are not in it, is a character.
        if let Some(text) = WINDOWS_1252.decode_without_bom_handling_and_without_replacement(text) {
            out.extend_from_slice(text.as_bytes());
            map.append(text.as_bytes());
        }
        rest = match behind {
            [byte, behind @ ..] => {
                out.push(*byte);
                map.append_invalid(&[*byte]);
                behind
            }
            [] => behind,
        };
    }
}
