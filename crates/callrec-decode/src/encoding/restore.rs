//! Transcoded text back to the bytes that came: what is set aside is kept as it was.

use encoding_rs::WINDOWS_1252;

use super::{Encoding, Transcoder};

/// The bytes of the input that became `text`; `half` is what [`Transcoder::HALF`] stands for. A
/// character that is cut off at the end of the text is left out.
pub(crate) fn restore(text: &[u8], encoding: Encoding, half: Option<u8>) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((character, behind)) = next(rest) {
        rest = behind;
        match (character, encoding) {
            (Character::Byte(Transcoder::HALF), _) => out.extend(half),
            (Character::Byte(byte), _) => out.push(byte),
            (Character::Code(code), Encoding::Utf16Le) => {
                units(code).for_each(|unit| out.extend(unit.to_le_bytes()));
            }
            (Character::Code(code), Encoding::Utf16Be) => {
                units(code).for_each(|unit| out.extend(unit.to_be_bytes()));
            }
            (Character::Code(code), _) => match u8::try_from(code) {
                Ok(byte) => out.push(byte),
                Err(_) => out.extend(windows_1252(code)),
            },
        }
    }
    out
}

enum Character {
    /// A code point, a surrogate among them.
    Code(u32),
    /// A byte that stands for itself.
    Byte(u8),
}

/// Reads generalized UTF-8.
fn next(text: &[u8]) -> Option<(Character, &[u8])> {
    let (&lead, behind) = text.split_first()?;
    let (length, bits) = match lead {
        0..=0x7f => return Some((Character::Code(lead.into()), behind)),
        0x80..=0xbf | 0xf8.. => return Some((Character::Byte(lead), behind)),
        0xc0..=0xdf => (1, lead & 0x1f),
        0xe0..=0xef => (2, lead & 0x0f),
        0xf0..=0xf7 => (3, lead & 0x07),
    };
    let (tail, behind) = behind.split_at_checked(length)?;
    let code = tail.iter().fold(u32::from(bits), |code, byte| code << 6 | u32::from(byte & 0x3f));
    Some((Character::Code(code), behind))
}

fn units(code: u32) -> impl Iterator<Item = u16> {
    let pair = code
        .checked_sub(0x1_0000)
        .map(|above| [0xd800 | (above >> 10 & 0x3ff) as u16, 0xdc00 | (above & 0x3ff) as u16]);
    let single = pair.is_none().then_some(code as u16);
    pair.into_iter().flatten().chain(single)
}

/// The byte, from 80 to 9F, of a character beyond Latin-1.
fn windows_1252(code: u32) -> Option<u8> {
    let character = char::from_u32(code)?;
    let mut text = [0; 4];
    let (bytes, _, unmappable) = WINDOWS_1252.encode(character.encode_utf8(&mut text));
    if unmappable { None } else { bytes.first().copied() }
}
