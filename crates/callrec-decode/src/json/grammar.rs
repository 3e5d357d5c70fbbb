//! The grammar of RFC 8259, byte after byte.
//!
//! Where a text ends is told by quotes and backslashes alone, so what is wrong inside a text is a
//! [`Value::flaw`] of it and reading goes on; anything else that breaks the grammar ends the reading.

use crate::Reason;
use crate::scan;

/// Why reading cannot go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// The bytes end before the value does.
    More,
    /// Not JSON from this byte on; what was expected there.
    Broken { at: usize, expected: &'static str },
    /// More values inside one another than the limit allows.
    Deep { at: usize },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text { escaped: bool },
    Number { exponent: bool },
    Boolean,
    Null,
    Object,
    Array,
}

/// One value and where it stands; a text without its quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
    /// What is wrong with a text in it.
    pub(super) flaw: Option<Reason>,
}

/// White space between tokens.
pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// Reads values from the front of what is at hand.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    pub(super) at: usize,
    /// Arrays and objects that may stand inside one another.
    depth: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8], depth: usize) -> Self {
        Self { bytes, at: 0, depth }
    }

    /// The next byte that is no white space, which is not taken.
    pub(super) fn peek(&mut self) -> Result<u8, Stop> {
        while let Some(&byte) = self.bytes.get(self.at) {
            if !is_space(byte) {
                return Ok(byte);
            }
            self.at += 1;
        }
        Err(Stop::More)
    }

    /// Takes `byte`, after white space, or stops.
    pub(super) fn expect(&mut self, byte: u8, expected: &'static str) -> Result<(), Stop> {
        if self.peek()? != byte {
            return Err(self.broken(expected));
        }
        self.at += 1;
        Ok(())
    }

    /// Takes an opening brace of an object that `open` others stand around.
    pub(super) fn open_object(&mut self, open: usize) -> Result<(), Stop> {
        if open >= self.depth {
            return Err(Stop::Deep { at: self.at });
        }
        self.expect(b'{', "an object")
    }

    /// Takes a comma (true) or the closing brace (false) behind a member; before the first member
    /// only the brace is taken.
    pub(super) fn more_members(&mut self, first: bool) -> Result<bool, Stop> {
        match self.peek()? {
            b'}' => {
                self.at += 1;
                Ok(false)
            }
            _ if first => Ok(true),
            b',' => {
                self.at += 1;
                Ok(true)
            }
            _ => Err(self.broken("a comma or a closing brace")),
        }
    }

    /// Takes a key and its colon.
    pub(super) fn key(&mut self) -> Result<Value, Stop> {
        if self.peek()? != b'"' {
            return Err(self.broken("a key in quotes"));
        }
        let key = self.text()?;
        self.expect(b':', "a colon")?;
        Ok(key)
    }

    /// Takes any value that `open` arrays and objects stand around.
    pub(super) fn value(&mut self, open: usize) -> Result<Value, Stop> {
        match self.peek()? {
            b'"' => self.text(),
            b'{' | b'[' => self.nested(open),
            b'-' | b'0'..=b'9' => self.number(),
            b't' => self.word(b"true", Kind::Boolean),
            b'f' => self.word(b"false", Kind::Boolean),
            b'n' => self.word(b"null", Kind::Null),
            _ => Err(self.broken("a value")),
        }
    }

    fn broken(&self, expected: &'static str) -> Stop {
        Stop::Broken { at: self.at, expected }
    }

    fn word(&mut self, word: &'static [u8], kind: Kind) -> Result<Value, Stop> {
        let start = self.at;
        for &letter in word {
            match self.bytes.get(self.at) {
                None => return Err(Stop::More),
                Some(&byte) if byte == letter => self.at += 1,
                Some(_) => return Err(self.broken("true, false or null")),
            }
        }
        Ok(Value { kind, start, end: self.at, flaw: None })
    }

    fn number(&mut self) -> Result<Value, Stop> {
        let start = self.at;
        self.at += usize::from(self.bytes[start] == b'-');
        if self.bytes.get(self.at) == Some(&b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits()?;
        }
        let exponent = matches!(self.bytes.get(self.at), Some(b'e' | b'E'));
        if exponent {
            self.at += 1;
            self.at += usize::from(matches!(self.bytes.get(self.at), Some(b'+' | b'-')));
            self.digits()?;
        }
        match self.bytes.get(self.at) {
            None => Err(Stop::More),
            // A second digit after a leading zero, a letter, a point: all end a number wrongly, and
            // what comes next would be refused with a place that says less.
            Some(byte) if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-') => {
                Err(self.broken("the end of a number"))
            }
            Some(_) => {
                Ok(Value { kind: Kind::Number { exponent }, start, end: self.at, flaw: None })
            }
        }
    }

    fn digits(&mut self) -> Result<(), Stop> {
        let rest = &self.bytes[self.at..];
        let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.at += count;
        match (count, rest.is_empty()) {
            (0, true) => Err(Stop::More),
            (0, false) => Err(self.broken("a digit")),
            _ => Ok(()),
        }
    }

    /// Takes a text, its opening quote is known to be there.
    fn text(&mut self) -> Result<Value, Stop> {
        let start = self.at + 1;
        let mut at = start;
        let (mut escaped, mut control) = (false, false);
        loop {
            at = scan::find_stop(self.bytes, at).ok_or(Stop::More)?;
            match self.bytes[at] {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    // What is escaped may be a control character all the same.
                    control |= self.bytes.get(at + 1).is_some_and(|&byte| byte < b' ');
                    at += 2;
                }
                _ => {
                    control = true;
                    at += 1;
                }
            }
        }
        self.at = at + 1;
        let flaw = if control {
            Some(Reason::ControlCharacter)
        } else if escaped {
            super::escape::check(&self.bytes[start..at]).err()
        } else {
            None
        };
        Ok(Value { kind: Kind::Text { escaped }, start, end: at, flaw })
    }

    /// Takes an array or object with all that is inside.
    fn nested(&mut self, open: usize) -> Result<Value, Stop> {
        let start = self.at;
        let kind = if self.bytes[start] == b'{' { Kind::Object } else { Kind::Array };
        // The opening brackets of what is not closed yet.
        let mut stack: Vec<u8> = Vec::new();
        let mut flaw = None;
        let mut first = true;
        loop {
            if first {
                if open + stack.len() >= self.depth {
                    return Err(Stop::Deep { at: self.at });
                }
                stack.push(self.bytes[self.at]);
                self.at += 1;
            }
            let is_object = stack.last() == Some(&b'{');
            let more = if is_object { self.more_members(first)? } else { self.more_items(first)? };
            if !more {
                stack.pop();
                first = false;
                if stack.is_empty() {
                    return Ok(Value { kind, start, end: self.at, flaw });
                }
                continue;
            }
            if is_object {
                flaw = flaw.or(self.key()?.flaw);
            }
            first = matches!(self.peek()?, b'{' | b'[');
            if !first {
                flaw = flaw.or(self.value(open + stack.len())?.flaw);
            }
        }
    }

    fn more_items(&mut self, first: bool) -> Result<bool, Stop> {
        match self.peek()? {
            b']' => {
                self.at += 1;
                Ok(false)
            }
            _ if first => Ok(true),
            b',' => {
                self.at += 1;
                Ok(true)
            }
            _ => Err(self.broken("a comma or a closing bracket")),
        }
    }
}
