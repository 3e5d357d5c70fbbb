//! What the index holds and how it is made from the masks of 64 bytes.

/// The bytes that structure the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Marks {
    pub(crate) delimiter: u8,
    /// `None` where quotes are plain characters.
    pub(crate) quote: Option<u8>,
}

/// One bit for each of 64 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Masks {
    pub(super) delimiter: u64,
    pub(super) quote: u64,
    pub(super) line_feed: u64,
    pub(super) carriage_return: u64,
}

/// Positions, ascending, counted from the start of the bytes that were indexed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Index {
    separators: Positions,
    row_ends: Positions,
    doubts: Positions,
}

impl Index {
    /// Delimiters and line feeds outside quotes.
    pub(crate) fn separators(&self) -> &[u32] {
        self.separators.as_slice()
    }

    /// Line feeds outside quotes.
    pub(crate) fn row_ends(&self) -> &[u32] {
        self.row_ends.as_slice()
    }

    /// Places in rows that the exact path must read: a quote that opens inside a cell or does not
    /// close before a separator (a doubled quote does both), a line end inside quotes, a carriage
    /// return that no line feed follows. After such a place, up to the next true start of a record,
    /// the index may be wrong.
    pub(crate) fn doubts(&self) -> &[u32] {
        self.doubts.as_slice()
    }
}

/// Positions of one mask at most.
pub(super) const SLOTS: usize = 64;

/// A list that is written several at a time.
#[derive(Debug, Default)]
struct Positions {
    values: Vec<u32>,
    count: usize,
}

impl PartialEq for Positions {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl Eq for Positions {}

impl Positions {
    fn as_slice(&self) -> &[u32] {
        &self.values[..self.count]
    }

    /// Empties the list and makes room for `most` positions and what is written too much.
    fn clear(&mut self, most: usize) {
        self.count = 0;
        if self.values.len() < most + SLOTS {
            self.values.resize(most + SLOTS, 0);
        }
    }

    #[inline(always)]
    fn append(&mut self, base: u32, bits: u64, write: impl Fn(&mut [u32; SLOTS], u32, u64)) {
        let at = self.count;
        let slots = self.values.get_mut(at..at.wrapping_add(SLOTS));
        if let Some(slots) = slots.and_then(<[u32]>::first_chunk_mut) {
            write(slots, base, bits);
        }
        self.count += bits.count_ones() as usize;
    }

    #[inline(always)]
    fn append_few(&mut self, base: u32, mut bits: u64) {
        while bits != 0 {
            if let Some(slot) = self.values.get_mut(self.count) {
                *slot = base + bits.trailing_zeros();
            }
            self.count += 1;
            bits &= bits - 1;
        }
    }
}

/// Writes the places of the bits, counted from `base`, and something behind them: eight at a time
/// whether there are or not, which is a guess less for the processor.
#[inline(always)]
pub(super) fn write_eights(slots: &mut [u32; SLOTS], base: u32, mut bits: u64) {
    for eight in slots.as_chunks_mut::<8>().0 {
        if bits == 0 {
            return;
        }
        for slot in eight {
            *slot = base + bits.trailing_zeros();
            bits &= bits.wrapping_sub(1);
        }
    }
}

/// The index by way of `masks`, which classifies 64 bytes, `prefix_xor`, and `write`, which turns a mask
/// into positions.
#[inline(always)]
pub(super) fn build(
    bytes: &[u8],
    from: usize,
    to: usize,
    into: &mut Index,
    masks: impl Fn(&[u8; 64]) -> Masks,
    prefix_xor: impl Fn(u64) -> u64,
    write: impl Fn(&mut [u32; SLOTS], u32, u64),
) {
    let most = to - from;
    into.separators.clear(most);
    into.row_ends.clear(most);
    into.doubts.clear(most);
    // Carried from one word to the next: all ones inside quotes, and three single bits. A quote may
    // open at the very start.
    let (mut inside_before, mut separator_before) = (0_u64, 1_u64);
    let (mut close_before, mut return_before) = (0_u64, 0_u64);
    let mut at = from;
    while at < to {
        let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<64>) else { return };
        let text = if to - at < 64 { (1 << (to - at)) - 1 } else { u64::MAX };
        let found = masks(chunk);
        let quote = found.quote & text;
        let inside = prefix_xor(quote) ^ inside_before;
        let outside = !inside & text;
        let row_end = found.line_feed & outside;
        let separator = found.delimiter & outside | row_end;
        let carriage_return = found.carriage_return & outside;
        let opening = quote & inside;
        let closing = quote & outside;
        let after_close = closing << 1 | close_before;
        let after_return = carriage_return << 1 | return_before;
        let line_end = found.line_feed | found.carriage_return;
        let doubt = opening & !(separator << 1 | separator_before)
            | after_close & !(separator | carriage_return)
            | after_return & !row_end
            | line_end & inside;

        let base = at as u32;
        into.separators.append(base, separator, &write);
        into.row_ends.append_few(base, row_end);
        into.doubts.append_few(base, doubt & text);

        inside_before = ((inside as i64) >> 63) as u64;
        separator_before = separator >> 63;
        close_before = closing >> 63;
        return_before = carriage_return >> 63;
        at += 64;
    }
}
