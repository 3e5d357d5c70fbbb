//! Texts in other encodings than UTF-8: transcoded chunk by chunk, strictly, before anything reads them.
//!
//! What is invalid is never replaced. It becomes bytes that are not UTF-8 either, so that the decoders
//! treat it as they treat broken UTF-8: the record is set aside, or the body is refused.

mod offsets;
mod restore;
mod transcoder;

use std::fmt;

pub(crate) use offsets::OffsetMap;
pub(crate) use restore::restore;
pub(crate) use transcoder::Transcoder;

/// How the text of a body is encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// By the byte order mark: UTF-8 or UTF-16; without one, UTF-8. Nothing is guessed from the text.
    #[default]
    Auto,
    /// UTF-8, with a byte order mark or without.
    Utf8,
    /// UTF-16, the low byte first, with a byte order mark or without.
    Utf16Le,
    /// UTF-16, the high byte first, with a byte order mark or without.
    Utf16Be,
    /// ISO 8859-1. Every byte is a character.
    Latin1,
    /// Windows-1252. The bytes 81, 8D, 8F, 90 and 9D are no characters.
    Windows1252,
}

/// Byte order marks and what they say.
const MARKS: [(&[u8], Encoding); 3] = [
    (b"\xef\xbb\xbf", Encoding::Utf8),
    (b"\xff\xfe", Encoding::Utf16Le),
    (b"\xfe\xff", Encoding::Utf16Be),
];

/// What the first bytes of a body say of its encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// More bytes are needed.
    Maybe,
    /// A byte order mark of so many bytes.
    Is(Encoding, usize),
    No,
}

impl Mark {
    pub(crate) fn of(first: &[u8], complete: bool) -> Self {
        let is = MARKS.iter().find(|(mark, _)| first.starts_with(mark));
        let maybe = MARKS.iter().any(|(mark, _)| mark.starts_with(first));
        match is {
            Some((mark, encoding)) => Self::Is(*encoding, mark.len()),
            None if maybe && !complete => Self::Maybe,
            None => Self::No,
        }
    }
}

impl Encoding {
    /// What the body is in, by what was declared and its first bytes, with the length of its byte order
    /// mark; the encoding that the mark shows instead where they contradict each other.
    pub(crate) fn settle(self, mark: Mark) -> Result<(Self, usize), Self> {
        match (self, mark) {
            (Self::Auto, Mark::Is(shown, length)) => Ok((shown, length)),
            (Self::Auto, _) => Ok((Self::Utf8, 0)),
            (declared, Mark::Is(shown, length)) if declared == shown => Ok((declared, length)),
            (_, Mark::Is(shown, _)) => Err(shown),
            (declared, _) => Ok((declared, 0)),
        }
    }

    /// Whether an XML declaration may call the document's encoding so.
    pub(crate) fn is_called(self, name: &str) -> bool {
        let names: &[&str] = match self {
            Self::Auto | Self::Utf8 => &["utf-8", "utf8", "us-ascii"],
            Self::Utf16Le => &["utf-16", "utf-16le"],
            Self::Utf16Be => &["utf-16", "utf-16be"],
            Self::Latin1 => &["iso-8859-1", "iso8859-1", "latin1", "l1", "us-ascii"],
            Self::Windows1252 => &["windows-1252", "cp1252", "us-ascii"],
        };
        names.iter().any(|known| name.eq_ignore_ascii_case(known))
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Auto | Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Latin1 => "ISO-8859-1",
            Self::Windows1252 => "Windows-1252",
        })
    }
}

#[cfg(test)]
mod tests;
