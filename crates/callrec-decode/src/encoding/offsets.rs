//! From places in the transcoded text back to bytes of the input.

use std::collections::VecDeque;

/// Bytes of transcoded text that one word tells of.
const WORD: u64 = 64;

/// Where the code units of up to 64 bytes of transcoded text begin, the first byte not ASCII.
#[derive(Clone, Copy, Debug)]
struct Word {
    /// Place of its first byte in the transcoded text, and in the input.
    text: u64,
    input: u64,
    /// Bytes of transcoded text.
    length: u64,
    /// One bit for each code unit of the input, at the byte that it ends up at; a code unit is never
    /// more than one byte apart from the next in this sense.
    units: u64,
}

/// Maps places in the transcoded text to places in the input.
///
/// ASCII takes no room, whatever its length; other text 32 bytes for every 64 until it is forgotten.
#[derive(Debug)]
pub(crate) struct OffsetMap {
    /// Bytes of a code unit: 1 or 2.
    unit: u64,
    /// A place that all words lie behind, in the text and in the input.
    base: (u64, u64),
    words: VecDeque<Word>,
    /// Bytes of transcoded text.
    end: u64,
    /// Places before the base that are still asked for.
    pinned: Vec<(u64, u64)>,
}

impl OffsetMap {
    /// A map for text of code units of so many bytes, that begins behind so many bytes of the input.
    pub(crate) fn new(unit: u64, skipped: u64) -> Self {
        Self { unit, base: (0, skipped), words: VecDeque::new(), end: 0, pinned: Vec::new() }
    }

    /// Takes transcoded text of whole characters.
    pub(crate) fn append(&mut self, text: &[u8]) {
        let mut at = 0;
        while at < text.len() {
            if !self.is_open() {
                let ascii = encoding_rs::Encoding::ascii_valid_up_to(&text[at..]);
                at += ascii;
                self.end += ascii as u64;
                if at == text.len() {
                    return;
                }
            }
            let byte = text[at];
            // The second code unit of a pair is said to begin at the second byte.
            let second = at > 0 && text[at - 1] >= 0xf0 && self.unit == 2;
            self.push(byte & 0xc0 != 0x80 || second);
            at += 1;
        }
    }

    /// Takes bytes that stand for one code unit and are no character.
    pub(crate) fn append_invalid(&mut self, bytes: &[u8]) {
        (0..bytes.len()).for_each(|at| self.push(at == 0));
    }

    /// Whether the next byte still belongs to the last word.
    fn is_open(&self) -> bool {
        self.words
            .back()
            .is_some_and(|word| self.end < word.text + WORD && self.end == word.text + word.length)
    }

    fn push(&mut self, begins_unit: bool) {
        if !self.is_open() {
            let input = self.input(self.end);
            self.words.push_back(Word { text: self.end, input, length: 0, units: 0 });
        }
        if let Some(word) = self.words.back_mut() {
            word.units |= u64::from(begins_unit) << word.length;
            word.length += 1;
        }
        self.end += 1;
    }

    /// The place in the input of a place in the transcoded text.
    pub(crate) fn input(&self, text: u64) -> u64 {
        if text < self.base.0 {
            let pin = self.pinned.iter().find(|(pinned, _)| *pinned == text);
            return pin.map_or(self.base.1, |(_, input)| *input);
        }
        let behind = self.words.partition_point(|word| word.text <= text);
        let Some(word) = behind.checked_sub(1).and_then(|last| self.words.get(last)) else {
            return self.base.1 + (text - self.base.0) * self.unit;
        };
        let within = (text - word.text).min(word.length);
        let mask = if within == WORD { u64::MAX } else { (1 << within) - 1 };
        let units = u64::from((word.units & mask).count_ones()) + (text - word.text - within);
        word.input + units * self.unit
    }

    /// Forgets what lies before a place in the transcoded text, but for the places in `pinned`.
    pub(crate) fn forget(&mut self, text: u64, pinned: &[u64]) {
        let text = text.max(self.base.0);
        let kept = pinned.iter().filter(|pin| **pin < text).map(|&pin| (pin, self.input(pin)));
        self.pinned = kept.collect();
        self.base = (text, self.input(text));
        let over = self.words.partition_point(|word| word.text + word.length <= text);
        self.words.drain(..over);
    }

    /// Words held.
    #[cfg(test)]
    pub(crate) fn words(&self) -> usize {
        self.words.len()
    }
}
