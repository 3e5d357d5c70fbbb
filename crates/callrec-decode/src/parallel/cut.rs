//! The body in blocks that end where a record seems to end.
//!
//! Where a block is cut is a guess: quotes are counted, not judged. Whoever decodes the block finds out
//! whether the guess was right, see [`crate::csv::Stretch`].

use super::ByteSource;

/// A source that stays silent for long gives its rows early: a block is handed on when it has this
/// much and no more bytes are there at once.
const ENOUGH: usize = 64 << 10;

/// What is known of the text, so that record ends can be guessed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    /// Around cells that may hold line ends; `None` where no cell does.
    pub(super) quote: Option<u8>,
    /// Bytes of the longest record.
    pub(super) longest: usize,
}

/// Consecutive bytes of the body.
pub(super) struct Block {
    bytes: Vec<u8>,
    length: usize,
    /// Offset in the body of the first byte.
    pub(super) offset: u64,
    /// Whether it seems to begin with a record and to end with one, and a line feed.
    pub(super) whole: bool,
}

impl Block {
    pub(super) fn text(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    /// The memory, for another block.
    pub(super) fn into_memory(self) -> Vec<u8> {
        self.bytes
    }
}

/// Takes bytes from the source and cuts them.
pub(super) struct Cutter<S: ByteSource> {
    source: S,
    /// Bytes behind the last cut, and the offset of the first of them.
    carried: Vec<u8>,
    offset: u64,
    /// Whether they begin at a cut.
    aligned: bool,
    ended: bool,
    /// Why no more bytes come, until those before are handed on.
    failure: Option<S::Error>,
}

impl<S: ByteSource> Cutter<S> {
    pub(super) fn new(source: S) -> Self {
        let carried = Vec::new();
        Self { source, carried, offset: 0, aligned: false, ended: false, failure: None }
    }

    /// Whether the source has no more bytes.
    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    /// The next block, with up to `size` bytes that were not asked for before; `None` at the end.
    /// Without a `shape` it is not cut. `memory` is that of another block, or empty.
    pub(super) fn next(
        &mut self,
        mut memory: Vec<u8>,
        size: usize,
        shape: Option<Shape>,
    ) -> Result<Option<Block>, S::Error> {
        let room = self.carried.len() + size;
        if memory.len() < room {
            memory.resize(room, 0);
        }
        memory[..self.carried.len()].copy_from_slice(&self.carried);
        let mut length = self.carried.len();
        while !self.ended && length < room.min(self.carried.len() + ENOUGH) {
            match self.source.read(&mut memory[length..room]) {
                Ok(0) => self.ended = true,
                Ok(read) => length = room.min(length + read),
                Err(error) => {
                    self.ended = true;
                    self.failure = Some(error);
                }
            }
        }
        if length == 0 {
            return self.failure.take().map_or(Ok(None), Err);
        }
        let cut = shape.and_then(|shape| cut(&memory[..length], self.aligned, shape));
        let end = cut.unwrap_or(length);
        self.carried.clear();
        self.carried.extend_from_slice(&memory[end..length]);
        let block = Block {
            bytes: memory,
            length: end,
            offset: self.offset,
            whole: self.aligned && cut.is_some(),
        };
        self.offset += end as u64;
        self.aligned = cut.is_some();
        Ok(Some(block))
    }
}

/// Behind the last line feed that ends a record, by the number of quotes before it where the text
/// begins with a record. No record is longer than the longest: where none seems to end in so many bytes
/// a quote is astray, and any line feed is the better guess.
fn cut(text: &[u8], aligned: bool, shape: Shape) -> Option<usize> {
    let last = memchr::memrchr(b'\n', text)? + 1;
    let Some(quote) = shape.quote.filter(|_| aligned) else { return Some(last) };
    let mut inside = memchr::memchr_iter(quote, text).count() % 2 == 1;
    for at in memchr::memrchr2_iter(quote, b'\n', text) {
        if text[at] == quote {
            inside = !inside;
        } else if !inside {
            return Some(at + 1);
        }
        if text.len() - at > shape.longest {
            break;
        }
    }
    Some(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHAPE: Shape = Shape { quote: Some(b'"'), longest: 64 };

    #[test]
    fn a_cut_is_behind_a_line_feed_outside_quotes() {
        for (text, aligned, expected) in [
            ("a,b\nc,d\ne", true, Some(8)),
            ("a,b\nc,\"d\ne", true, Some(4)),
            ("a,b\nc,\"d\ne\"\nf", true, Some(12)),
            ("a,b\r\nc", true, Some(5)),
            ("a,b\rc", true, None),
            ("a,b", true, None),
            // Who does not know where the text began does not count quotes.
            ("b\",c\nd,\"e\nf", false, Some(10)),
        ] {
            assert_eq!(cut(text.as_bytes(), aligned, SHAPE), expected, "{text:?}");
        }
    }

    #[test]
    fn a_quote_astray_does_not_move_the_cut_further_than_a_record() {
        let rows = "a,b\n".repeat(40);
        let text = format!("a,b\n\"{rows}");
        assert_eq!(cut(text.as_bytes(), true, SHAPE), Some(text.len()));
        let short = &text[..60];
        assert_eq!(cut(short.as_bytes(), true, SHAPE), Some(4), "so far a record may be open");
    }

    struct Sips(&'static [u8], usize);

    impl ByteSource for Sips {
        type Error = ();

        fn read(&mut self, into: &mut [u8]) -> Result<usize, ()> {
            let read = self.1.min(into.len()).min(self.0.len());
            let (now, rest) = self.0.split_at(read);
            into[..read].copy_from_slice(now);
            self.0 = rest;
            Ok(read)
        }
    }

    #[test]
    fn blocks_are_the_body_in_order() {
        let body = b"h\n1,\"a\n\"\n2,b\n3,c\r\n\"\n\"\nno line end";
        for size in 1..40 {
            for sip in [1, 3, 100] {
                let mut cutter = Cutter::new(Sips(body, sip));
                let mut together = Vec::new();
                let mut aligned = false;
                while let Some(block) = cutter.next(vec![7; 5], size, Some(SHAPE)).unwrap() {
                    assert_eq!(block.offset, together.len() as u64);
                    assert!(!block.text().is_empty());
                    assert!(!block.whole || (aligned && block.text().ends_with(b"\n")));
                    aligned = block.text().ends_with(b"\n");
                    together.extend_from_slice(block.text());
                }
                assert_eq!(together, body, "{size} {sip}");
                assert!(cutter.ended());
            }
        }
    }
}
