//! Byte offsets and physical lines.

/// A place in the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    /// From 0.
    pub(crate) offset: u64,
    /// From 1. CR, LF and CRLF each end one line.
    pub(crate) line: u64,
    /// The byte before was CR: an LF here ends no further line.
    after_return: bool,
}

impl Position {
    pub(crate) const START: Self = Self { offset: 0, line: 1, after_return: false };

    /// The place behind so many bytes with so many line ends in them, none of which is a CR.
    pub(crate) fn beyond(self, bytes: u64, lines: u64) -> Self {
        Self { offset: self.offset + bytes, line: self.line + lines, after_return: false }
    }

    /// The place behind these bytes.
    pub(crate) fn after(mut self, bytes: &[u8]) -> Self {
        for at in memchr::memchr2_iter(b'\r', b'\n', bytes) {
            let follows_return = if at == 0 { self.after_return } else { bytes[at - 1] == b'\r' };
            if bytes[at] == b'\r' || !follows_return {
                self.line += 1;
            }
        }
        if let Some(last) = bytes.last() {
            self.after_return = *last == b'\r';
        }
        self.offset += bytes.len() as u64;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Position;

    #[test]
    fn each_line_end_counts_once_however_it_is_cut() {
        let text = b"a\nb\r\nc\rd\r\r\n\n";
        let whole = Position::START.after(text);
        assert_eq!((whole.offset, whole.line), (text.len() as u64, 7));
        for cut in 0..text.len() {
            assert_eq!(Position::START.after(&text[..cut]).after(&text[cut..]), whole, "{cut}");
        }
    }
}
