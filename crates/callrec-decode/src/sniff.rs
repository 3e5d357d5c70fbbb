//! From the first bytes of a body to what it is.

mod markup;
mod text;

use crate::Encoding;
use crate::encoding::{Mark, OffsetMap, Transcoder};

/// As many bytes as [`sniff`] ever looks at or asks for: a login page may carry a long head.
pub const SNIFF_BYTES: usize = 4096;

/// What a body is, judged by its first bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Content {
    /// No byte, or white space only.
    Empty,
    /// The text `no data`, in any case: a period without records (OBS).
    NoData,
    /// Looks like delimited text.
    Csv,
    /// Looks like XML that is neither HTML nor an error.
    Xml,
    /// Looks like JSON.
    Json,
    /// HTML with a login form.
    LoginPage,
    /// Any other HTML.
    HtmlPage,
    /// The text `401 Authorization Required` (OBS) or a kin of it, with whatever status; also as the
    /// title of an HTML page.
    AuthRequired,
    /// An error in XML or JSON instead of a report.
    ServiceError,
    /// gzip.
    Gzip,
    /// zip.
    Zip,
    /// Binary, or nothing known.
    Unknown,
}

/// Judges a body by its first bytes; `complete` says that no more will come.
///
/// A byte order mark, of UTF-8 or UTF-16, and white space before the content are skipped. `None` asks
/// for more bytes; it is never given once [`SNIFF_BYTES`] are there or `complete` is set. An answer once
/// given does not change with more bytes.
pub fn sniff(prefix: &[u8], complete: bool) -> Option<Content> {
    let window = Window {
        bytes: &prefix[..prefix.len().min(SNIFF_BYTES)],
        ended: complete && prefix.len() <= SNIFF_BYTES,
        full: prefix.len() >= SNIFF_BYTES,
    };
    match Mark::of(window.bytes, complete) {
        Mark::Is(Encoding::Utf8, mark) => window.after(mark).judge(),
        Mark::Is(encoding, mark) => {
            let bytes = text_of(encoding, &window.bytes[mark..]);
            Window { bytes: &bytes, ..window }.judge()
        }
        Mark::Maybe if !window.settled() => None,
        Mark::Maybe | Mark::No => window.judge(),
    }
}

/// The text as far as it has come.
fn text_of(encoding: Encoding, bytes: &[u8]) -> Vec<u8> {
    let (mut text, mut map) = (Vec::new(), OffsetMap::new(Transcoder::unit(encoding), 0));
    Transcoder::new(encoding).push(bytes, &mut text, &mut map);
    text
}

/// What may be looked at.
#[derive(Clone, Copy)]
struct Window<'a> {
    bytes: &'a [u8],
    /// The body ends where `bytes` end.
    ended: bool,
    /// As much as will ever be looked at.
    full: bool,
}

/// Signatures at the very start of a body.
const SIGNATURES: [(&[u8], Content); 4] = [
    (b"\x1f\x8b", Content::Gzip),
    (b"PK\x03\x04", Content::Zip),
    // An archive without entries, and one split into parts.
    (b"PK\x05\x06", Content::Zip),
    (b"PK\x07\x08", Content::Zip),
];

impl<'a> Window<'a> {
    fn judge(self) -> Option<Content> {
        for (signature, content) in SIGNATURES {
            match self.begins_with(signature) {
                Found::Yes => return Some(content),
                Found::Maybe => return None,
                Found::No => {}
            }
        }
        let body = self.skip_white_space();
        match body.bytes.first() {
            None if self.ended => Some(Content::Empty),
            None => body.otherwise(Content::Unknown),
            Some(b'<') => markup::judge(body),
            Some(b'{') => text::judge_object(body),
            Some(b'[') => Some(Content::Json),
            Some(_) => text::judge(body),
        }
    }

    /// Whether nothing more can be learned.
    fn settled(self) -> bool {
        self.ended || self.full
    }

    /// The answer when the bytes at hand hold no better one: given only if no more will come.
    fn otherwise(self, content: Content) -> Option<Content> {
        self.settled().then_some(content)
    }

    fn after(self, count: usize) -> Self {
        Self { bytes: &self.bytes[count..], ..self }
    }

    fn skip_white_space(self) -> Self {
        let blank = self.bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        self.after(blank)
    }

    /// The case of ASCII letters does not matter.
    fn begins_with(self, text: &[u8]) -> Found {
        let common = self.bytes.len().min(text.len());
        if !self.bytes[..common].eq_ignore_ascii_case(&text[..common]) {
            Found::No
        } else if common == text.len() {
            Found::Yes
        } else if self.settled() {
            Found::No
        } else {
            Found::Maybe
        }
    }
}

/// Whether a text begins a window, as far as the bytes at hand tell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Yes,
    No,
    /// More bytes are needed.
    Maybe,
}

#[cfg(test)]
mod tests;
