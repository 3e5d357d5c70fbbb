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

/// Set in a separator behind a cell in quotes: the closing quote stands right before it, or before the
/// carriage return of a line end.
pub(crate) const QUOTED: u32 = 1 << 31;
/// What is left of a separator is its position: no more bytes than that are indexed.
pub(crate) const PLACE: u32 = QUOTED - 1;

/// Positions, ascending, counted from the start of the bytes that were indexed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Index {
    separators: Positions,
    row_ends: Positions,
    doubts: Positions,
    doubled: Positions,
    returns: bool,
}

impl Index {
    /// Delimiters and line feeds outside quotes, each with the mark [`QUOTED`] or without it.
    pub(crate) fn separators(&self) -> &[u32] {
        self.separators.as_slice()
    }

    /// Line feeds outside quotes.
    pub(crate) fn row_ends(&self) -> &[u32] {
        self.row_ends.as_slice()
    }

    /// Places in rows that the exact path must read: a quote that opens inside a cell or does not
    /// close before a separator (unless the two are one doubled quote inside quotes), a line end inside
    /// quotes, a carriage return that no line feed follows. After such a place, up to the next true
    /// start of a record, the index may be wrong.
    pub(crate) fn doubts(&self) -> &[u32] {
        self.doubts.as_slice()
    }

    /// Whether there is a carriage return.
    pub(crate) fn has_returns(&self) -> bool {
        self.returns
    }

    /// Which of the separators, counted from 0, stand behind a cell with doubled quotes.
    pub(crate) fn doubled(&self) -> &[u32] {
        self.doubled.as_slice()
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
    fn append(
        &mut self,
        base: u32,
        bits: u64,
        quoted: u64,
        write: impl Fn(&mut [u32; SLOTS], u32, u64, u64),
    ) {
        let at = self.count;
        let slots = self.values.get_mut(at..at.wrapping_add(SLOTS));
        if let Some(slots) = slots.and_then(<[u32]>::first_chunk_mut) {
            write(slots, base, bits, quoted);
        }
        self.count += bits.count_ones() as usize;
    }

    /// For masks of one bit or none as a rule: that much is written without a question.
    #[inline(always)]
    fn append_one(&mut self, base: u32, bits: u64) {
        if let Some(slot) = self.values.get_mut(self.count) {
            *slot = base + (bits.trailing_zeros() & 63);
        }
        self.count += usize::from(bits != 0);
        self.append_few(base, bits & bits.wrapping_sub(1));
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

/// Writes the places of the bits, counted from `base`, with the mark of those that are in `quoted`, and
/// something behind them: eight at a time whether there are or not, which is a guess less for the
/// processor.
#[inline(always)]
pub(super) fn write_eights(slots: &mut [u32; SLOTS], base: u32, mut bits: u64, quoted: u64) {
    for eight in slots.as_chunks_mut::<8>().0 {
        if bits == 0 {
            return;
        }
        // In a file without quotes there is never anything to mark.
        if quoted == 0 {
            for slot in eight {
                *slot = base + bits.trailing_zeros();
                bits &= bits.wrapping_sub(1);
            }
            continue;
        }
        for slot in eight {
            let place = bits.trailing_zeros();
            let mark = (quoted >> (place & 63)) as u32;
            *slot = (base + place) | (mark << QUOTED.trailing_zeros());
            bits &= bits.wrapping_sub(1);
        }
    }
}

/// What is carried from one word to the next: whether it ended inside quotes (all ones or none), and of
/// each mask whether it had the last place (0 or 1).
struct Carried {
    inside: u64,
    separator: u64,
    closing: u64,
    carriage_return: u64,
    close_return: u64,
    doubled: bool,
}

/// The bits, each moved to the next place; the first comes from the word before.
#[inline(always)]
fn next(bits: u64, before: u64) -> u64 {
    bits << 1 | before
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
    write: impl Fn(&mut [u32; SLOTS], u32, u64, u64),
) {
    let most = to - from;
    into.separators.clear(most);
    into.row_ends.clear(most);
    into.doubts.clear(most);
    into.doubled.clear(most);
    // A quote may open at the very start.
    let mut carried = Carried {
        inside: 0,
        separator: 1,
        closing: 0,
        carriage_return: 0,
        close_return: 0,
        doubled: false,
    };
    let mut at = from as u32;
    let mut returns = 0;
    // The last word may reach into the padding.
    let (words, _) = bytes[from..(to + SLOTS - 1).min(bytes.len())].as_chunks::<SLOTS>();
    let (whole, rest) = words.split_at(most / SLOTS);
    for chunk in whole {
        let found = masks(chunk);
        returns |= found.carriage_return;
        step(found, at, u64::MAX, &mut carried, into, &prefix_xor, &write);
        at += SLOTS as u32;
    }
    if let Some(chunk) = rest.first() {
        let text = (1 << (most % SLOTS)) - 1;
        let found = masks(chunk);
        returns |= found.carriage_return & text;
        step(found, at, text, &mut carried, into, &prefix_xor, &write);
    }
    into.returns = returns != 0;
}

/// One word, of which the bits of `text` count.
#[inline(always)]
fn step(
    found: Masks,
    base: u32,
    text: u64,
    carried: &mut Carried,
    into: &mut Index,
    prefix_xor: impl Fn(u64) -> u64,
    write: impl Fn(&mut [u32; SLOTS], u32, u64, u64),
) {
    let (quote, line_feed) = (found.quote & text, found.line_feed & text);
    let carriage_return = found.carriage_return & text;
    let inside = prefix_xor(quote) ^ carried.inside;
    let row_end = line_feed & !inside;
    let separator = found.delimiter & text & !inside | row_end;
    let closing = quote & !inside;
    let after_close = next(closing, carried.closing);
    let close_return = after_close & carriage_return;
    let quoted = after_close | next(close_return, carried.close_return);
    // A quote that opens right behind one that closes is a doubled one inside quotes.
    let opens_well = next(separator, carried.separator) | after_close;
    let closes_well = separator | carriage_return | quote;
    let doubt = quote & inside & !opens_well
        | after_close & !closes_well
        | next(carriage_return, carried.carriage_return) & !line_feed
        | line_feed & inside;
    let doubled = quote & inside & after_close;
    if (doubt | doubled) & text != 0 || carried.doubled {
        into.append_rare(base, doubt & text, doubled, separator, carried);
    }
    into.separators.append(base, separator, quoted & separator, write);
    into.row_ends.append_one(base, row_end);
    carried.inside = ((inside as i64) >> 63) as u64;
    carried.separator = separator >> 63;
    carried.closing = closing >> 63;
    carried.carriage_return = carriage_return >> 63;
    carried.close_return = close_return >> 63;
}

impl Index {
    /// Appends doubts, and the numbers of the separators behind cells with doubled quotes.
    #[cold]
    #[inline(never)]
    fn append_rare(
        &mut self,
        base: u32,
        doubt: u64,
        doubled: u64,
        separator: u64,
        carried: &mut Carried,
    ) {
        self.doubts.append_few(base, doubt);
        // A carry runs from a doubled quote through the rest of its cell into the separator behind it.
        let (sum, over) = doubled.overflowing_add(!separator);
        let (sum, over_too) = sum.overflowing_add(carried.doubled.into());
        carried.doubled = over | over_too;
        let mut cells = sum & separator;
        while cells != 0 {
            let below = separator & (cells & cells.wrapping_neg()).wrapping_sub(1);
            let number = self.separators.count + below.count_ones() as usize;
            self.doubled.append_few(number as u32, 1);
            cells &= cells - 1;
        }
    }
}
