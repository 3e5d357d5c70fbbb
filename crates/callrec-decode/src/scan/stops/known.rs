//! Reading where the stops are known, with one look at the bounds for each text.

use super::WINDOW;
use crate::scan::text::{CHUNK, Literal};

/// Bytes, and which of them are stops between `from` and `to`; elsewhere the bits mean nothing.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    /// Reach 64 bytes beyond `to`.
    pub(super) bytes: &'a [u8],
    /// Reach 64 bytes and a word beyond `to`.
    pub(super) bits: &'a [u8],
    pub(super) from: usize,
    pub(super) to: usize,
}

impl<'a> Known<'a> {
    /// A cursor at a place in what is known or at its end.
    #[inline(always)]
    pub(crate) fn cursor(self, at: u32) -> Option<Cursor<'a>> {
        (self.from..=self.to).contains(&(at as usize)).then_some(Cursor { known: self, at })
    }

    /// The first stop from `at` on.
    #[inline(never)]
    pub(crate) fn next(self, mut at: u32) -> Option<u32> {
        while (at as usize) < self.to {
            let byte = at as usize / 8;
            let word = self.bits.get(byte..byte + 8)?.first_chunk()?;
            let window = u64::from_le_bytes(*word) >> (at % 8);
            if window != 0 {
                let stop = at + window.trailing_zeros();
                return (stop as usize <= self.to).then_some(stop);
            }
            at += WINDOW as u32;
        }
        None
    }
}

/// A place in the bytes that is never further than one byte behind what is known.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    known: Known<'a>,
    at: u32,
}

impl<'a> Cursor<'a> {
    #[inline(always)]
    pub(crate) fn at(&self) -> u32 {
        self.at
    }

    #[inline(always)]
    pub(crate) fn known(&self) -> Known<'a> {
        self.known
    }

    /// Goes to a place; `None`, and stays, where that is behind what is known.
    #[inline(always)]
    pub(crate) fn go(&mut self, at: u32) -> Option<()> {
        if at as usize > self.known.to {
            return None;
        }
        self.at = at;
        Some(())
    }

    /// The bytes at the cursor, which may lie behind `to` in part.
    #[inline(always)]
    pub(crate) fn chunk(&self) -> &'a [u8; CHUNK] {
        let at = self.at as usize;
        debug_assert!(at <= self.known.to + 1 && at + CHUNK <= self.known.bytes.len());
        // SAFETY: the cursor is at most one byte behind `to`, and the bytes reach 64 bytes beyond `to`.
        unsafe { &*self.known.bytes.as_ptr().add(at).cast() }
    }

    /// The text of a JSON string, whose opening quote ends the literal at the cursor: its start and its
    /// closing quote, behind which the cursor goes. `None`, and stays, where the text is long, another
    /// stop comes first, or too little is known.
    #[inline(always)]
    pub(crate) fn quoted(&mut self, literal: &Literal) -> Option<(u32, u32)> {
        let start = self.at + literal.length();
        let window = self.window(start);
        let end = start + window.trailing_zeros();
        if window == 0 || end as usize > self.known.to || self.byte(end) != b'"' {
            return None;
        }
        self.at = end + 1;
        Some((start, end))
    }

    /// The end of an XML text from the cursor on, behind a `>`, at a `<` to which the cursor goes. `None`,
    /// and stays, where the text has more than 64 bytes or a space at an end, another stop comes first, or
    /// too little is known.
    #[inline(always)]
    pub(crate) fn trimmed(&mut self) -> Option<u32> {
        let window = self.window(self.at);
        let end = self.at + window.trailing_zeros();
        if window == 0 || end as usize > self.known.to || self.byte(end) != b'<' {
            return None;
        }
        // Of an empty text the bytes beside it are looked at, which does no harm.
        if self.byte(self.at) == b' ' || self.byte(end.saturating_sub(1)) == b' ' {
            return None;
        }
        self.at = end;
        Some(end)
    }

    /// The stops in the next [`WINDOW`] bytes from at most [`CHUNK`] bytes behind the cursor on.
    #[inline(always)]
    fn window(&self, at: u32) -> u64 {
        let byte = at as usize / 8;
        debug_assert!(at <= self.at + CHUNK as u32 && byte + 8 <= self.known.bits.len());
        // SAFETY: `at` is at most 33 bytes behind `to`, and the bits reach 64 bytes and a word beyond.
        let word: [u8; 8] = unsafe { *self.known.bits.as_ptr().add(byte).cast() };
        u64::from_le_bytes(word) >> (at % 8)
    }

    /// A byte that is at most one byte behind `to`.
    #[inline(always)]
    fn byte(&self, at: u32) -> u8 {
        debug_assert!(at as usize <= self.known.to + 1);
        // SAFETY: the place is at most one byte behind `to`, and the bytes reach 64 bytes beyond `to`.
        unsafe { *self.known.bytes.as_ptr().add(at as usize) }
    }
}
