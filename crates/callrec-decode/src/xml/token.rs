//! Finds where a piece of markup or text ends, over any number of chunks.

use memchr::memmem;

use super::fault::Fault;

/// Kinds of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Anything up to the next `<`.
    Text,
    /// `<name …>`
    Start,
    /// `<name …/>`
    Empty,
    /// `</name>`
    End,
    /// `<!-- … -->`
    Comment,
    /// `<![CDATA[ … ]]>`
    CData,
    /// `<? … ?>`, the declaration too.
    Instruction,
}

/// Looks for the end of one token after the other and remembers how far it has looked, so that no
/// byte is looked at twice.
#[derive(Debug, Default)]
pub(super) struct Scanner {
    /// Bytes of the token that are known not to end it.
    seen: usize,
    /// The quote that the tag is inside of.
    quote: Option<u8>,
}

const COMMENT: &[u8] = b"<!--";
const CDATA: &[u8] = b"<![CDATA[";

impl Scanner {
    /// The kind and length of the token that `bytes` begins with; `None` when more bytes are needed,
    /// which must be given together with these. `bytes` must not be empty.
    pub(super) fn next(&mut self, bytes: &[u8]) -> Result<Option<(Kind, usize)>, Fault> {
        let found = match (bytes[0], bytes.get(1)) {
            (b'<', None) => None,
            (b'<', Some(b'!')) => self.declaration(bytes)?,
            (b'<', Some(b'?')) => self.up_to(bytes, 2, b"?>").map(|end| (Kind::Instruction, end)),
            (b'<', Some(_)) => self.tag(bytes)?,
            _ => {
                let found = memchr::memchr(b'<', &bytes[self.seen..]);
                let end = found.map(|at| (Kind::Text, self.seen + at));
                self.seen = bytes.len();
                end
            }
        };
        if found.is_some() {
            *self = Self::default();
        }
        Ok(found)
    }

    /// Forgets the text token that was begun: what follows is a token of its own.
    pub(super) fn restart(&mut self) {
        *self = Self::default();
    }

    fn declaration(&mut self, bytes: &[u8]) -> Result<Option<(Kind, usize)>, Fault> {
        let begins = |opening: &[u8]| {
            let common = bytes.len().min(opening.len());
            bytes[..common] == opening[..common]
        };
        if begins(COMMENT) {
            let Some(end) = self.up_to(bytes, COMMENT.len(), b"-->") else { return Ok(None) };
            let inside = &bytes[COMMENT.len()..end - 1];
            match memmem::find(inside, b"--") {
                Some(at) if at + 2 < inside.len() => {
                    Err(Fault::xml(COMMENT.len() + at, "two hyphens inside a comment"))
                }
                _ => Ok(Some((Kind::Comment, end))),
            }
        } else if begins(CDATA) {
            Ok(self.up_to(bytes, CDATA.len(), b"]]>").map(|end| (Kind::CData, end)))
        } else {
            Err(Fault::xml(0, "a document type or another declaration, which is not accepted here"))
        }
    }

    /// Where `closing` ends, looked for behind `opening` bytes.
    fn up_to(&mut self, bytes: &[u8], opening: usize, closing: &[u8]) -> Option<usize> {
        let from = self.seen.max(opening);
        let found = bytes.get(from..).and_then(|rest| memmem::find(rest, closing));
        self.seen = bytes.len().saturating_sub(closing.len() - 1);
        found.map(|at| from + at + closing.len())
    }

    fn tag(&mut self, bytes: &[u8]) -> Result<Option<(Kind, usize)>, Fault> {
        for (at, &byte) in bytes.iter().enumerate().skip(self.seen.max(1)) {
            match (byte, self.quote) {
                (b'<', _) => return Err(Fault::xml(at, "`<` inside a tag")),
                (_, Some(quote)) if byte == quote => self.quote = None,
                (_, Some(_)) => {}
                (b'"' | b'\'', None) => self.quote = Some(byte),
                (b'>', None) => {
                    let kind = match (bytes[1], bytes[at - 1]) {
                        (b'/', _) => Kind::End,
                        (_, b'/') => Kind::Empty,
                        _ => Kind::Start,
                    };
                    return Ok(Some((kind, at + 1)));
                }
                _ => {}
            }
        }
        self.seen = bytes.len();
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, Scanner};

    fn tokens(text: &str) -> Vec<(Kind, &str)> {
        let mut scanner = Scanner::default();
        let mut rest = text;
        let mut all = Vec::new();
        while !rest.is_empty() {
            // Grown a byte at a time: the scanner must find the same end as at once.
            let by_bytes = (1..=rest.len())
                .find_map(|end| scanner.next(&rest.as_bytes()[..end]).transpose())
                .expect("a token");
            let (kind, end) = by_bytes.expect("well-formed");
            assert_eq!(Scanner::default().next(rest.as_bytes()), Ok(Some((kind, end))));
            all.push((kind, &rest[..end]));
            rest = &rest[end..];
        }
        all
    }

    #[test]
    fn every_kind() {
        assert_eq!(
            tokens("<?xml version='1.0'?> <!--a-b--><r a='>' b=\"/'\">t<![CDATA[]]]]><e/></r>"),
            [
                (Kind::Instruction, "<?xml version='1.0'?>"),
                (Kind::Text, " "),
                (Kind::Comment, "<!--a-b-->"),
                (Kind::Start, "<r a='>' b=\"/'\">"),
                (Kind::Text, "t"),
                (Kind::CData, "<![CDATA[]]]]>"),
                (Kind::Empty, "<e/>"),
                (Kind::End, "</r>"),
            ]
        );
    }

    #[test]
    fn what_is_refused() {
        for text in ["<!DOCTYPE r>", "<!ENTITY a 'b'>", "<a <b>", "<a b='<'>", "<!--a--b-->"] {
            assert!(Scanner::default().next(text.as_bytes()).is_err(), "{text}");
        }
        assert!(Scanner::default().next(b"<!").expect("undecided").is_none());
        assert!(Scanner::default().next(b"<![CDA").expect("undecided").is_none());
    }
}
