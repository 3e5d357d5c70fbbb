//! What records of a list have looked like so far: the markup between their values.
//!
//! A *slot* is the text of a child of the record, between its tags. A *segment* is all the markup from
//! one slot to the next: an end tag, white space, a start tag, and whole elements between them whose
//! texts are taken as part of the markup. Since a segment begins and ends inside the same element,
//! any chain of segments that were each seen in a well-formed record is well-formed itself.

use std::sync::Arc;

use crate::scan::{CHUNK, Literal};

/// Segments that are tried after one slot.
const MOST_CHOICES: usize = 8;
/// Bounds on what is remembered, whatever the input.
const MOST_SEGMENTS: usize = 512;
const MOST_LITERALS: usize = 2048;
const MOST_SLOTS: usize = 128;

/// No segment.
pub(super) const NONE: u16 = u16::MAX;

/// What follows a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// The text of a slot.
    Slot(u16),
    /// The record has ended.
    End,
}

/// Markup that has been seen.
#[derive(Debug)]
pub(super) struct Segment {
    /// The beginning of its text, and the rest.
    pub(super) head: Literal,
    pub(super) rest: Box<[Literal]>,
    pub(super) length: u32,
    /// Bytes and line ends before the record, in a segment that begins one.
    pub(super) lead: (u32, u32),
    /// Names that the record has from here on, one bit each; columns have the lowest bits.
    pub(super) names: u64,
    /// Columns that get a cell, by it or by the slot that follows.
    pub(super) cells: u64,
    /// Line ends in it, values in it and in the slot that follows.
    pub(super) counts: Counts,
    pub(super) next: Next,
    /// Where the text of the slot that follows goes, and the column, [`NONE`] if it is another place.
    pub(super) target: Target,
    pub(super) column: u16,
    /// A slot follows, and there are neither constants nor entries of `_extra`.
    pub(super) is_plain: bool,
    /// Cells in the markup: column, place in the segment, length.
    pub(super) constants: Box<[(u16, u32, u32)]>,
    /// Entries of `_extra` in the markup.
    pub(super) extra: Box<[Constant]>,
}

/// Line ends and values, added up at once. Records and groups have far fewer than 32 bits can count.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts(u64);

impl Counts {
    pub(super) fn new(lines: u32, values: u32) -> Self {
        Self(u64::from(values) << 32 | u64::from(lines))
    }

    pub(super) fn lines(self) -> u32 {
        self.0 as u32
    }

    pub(super) fn values(self) -> u32 {
        (self.0 >> 32) as u32
    }
}

impl std::ops::AddAssign for Counts {
    #[inline(always)]
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

/// Segments of a record that are remembered as a whole.
pub(super) const LONGEST: usize = 32;
/// Chains that are remembered, a power of two.
const SHAPES: usize = 16;

/// The numbers of a record's segments, [`NONE`] behind the last.
pub(super) type Chain = [u16; LONGEST];

/// What the segments of a record have in sum.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    chain: Chain,
    /// Columns that have a cell.
    pub(super) cells: u64,
    pub(super) counts: Counts,
}

/// The sums of chains that have come; of two in the same place the later one is remembered.
#[derive(Debug)]
pub(super) struct Shapes([Shape; SHAPES]);

impl Default for Shapes {
    fn default() -> Self {
        // No record is without a segment.
        Self([Shape { chain: [NONE; LONGEST], cells: 0, counts: Counts(0) }; SHAPES])
    }
}

impl Shapes {
    /// The sums of a chain; `None` where a name comes twice.
    #[inline(always)]
    pub(super) fn get(&mut self, segments: &[Segment], chain: &Chain) -> Option<Shape> {
        let (fours, _) = chain.as_chunks::<4>();
        let mixed = fours.iter().fold(0_u64, |mixed, four| {
            let word = four.iter().fold(0, |word, &index| word << 16 | u64::from(index));
            (mixed.rotate_left(9) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        });
        let place = (mixed >> 60) as usize % SHAPES;
        if self.0[place].chain != *chain {
            self.0[place] = sum(segments, chain)?;
        }
        Some(self.0[place])
    }
}

#[inline(never)]
fn sum(segments: &[Segment], chain: &Chain) -> Option<Shape> {
    let mut shape = Shape { chain: *chain, cells: 0, counts: Counts(0) };
    let mut names = 0;
    for &index in chain.iter().take_while(|&&index| index != NONE) {
        let segment = segments.get(usize::from(index))?;
        if names & segment.names != 0 {
            return None;
        }
        names |= segment.names;
        shape.cells |= segment.cells;
        shape.counts += segment.counts;
    }
    Some(shape)
}

/// Name and text of an entry of `_extra`.
pub(super) type Constant = (Arc<str>, Box<[u8]>);

/// Where the text of a slot goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Column(u16),
    /// A column whose texts must not have white space inside.
    Token(u16),
    Extra,
}

#[derive(Debug)]
pub(super) struct Slot {
    pub(super) name: Arc<str>,
    pub(super) target: Target,
}

/// Segments to try.
#[derive(Debug, Default)]
pub(super) struct Choices {
    pub(super) segments: [u16; MOST_CHOICES],
    pub(super) count: usize,
}

/// All that is remembered.
#[derive(Debug)]
pub(super) struct Template {
    /// Chunks of text in all segments.
    literals: usize,
    pub(super) segments: Vec<Segment>,
    /// For each segment what came after it the last time; [`NONE`] at first.
    pub(super) likely: Vec<u16>,
    pub(super) slots: Vec<Slot>,
    /// What may come before a record (the first entry) and after each slot.
    pub(super) choices: Vec<Choices>,
    /// Names that have a bit, folded, those of columns aside.
    pub(super) names: Vec<Box<str>>,
    /// The segment that ended the last record, or [`NONE`].
    pub(super) last: u16,
    pub(super) shapes: Shapes,
    /// The name of the records' element: its start and end are in different segments.
    item: Option<Box<str>>,
}

impl Default for Template {
    fn default() -> Self {
        Self {
            literals: 0,
            segments: Vec::new(),
            likely: Vec::new(),
            slots: Vec::new(),
            choices: Vec::new(),
            names: Vec::new(),
            last: NONE,
            shapes: Shapes::default(),
            item: None,
        }
    }
}

impl Template {
    /// Whether the records' element has this name, as all before it.
    pub(super) fn of(&mut self, item: &str) -> bool {
        **self.item.get_or_insert_with(|| item.into()) == *item
    }

    /// The text of a segment.
    fn is(&self, segment: u16, markup: &[u8]) -> bool {
        let segment = &self.segments[usize::from(segment)];
        segment.length as usize == markup.len()
            && markup
                .chunks(CHUNK)
                .zip(std::iter::once(&segment.head).chain(&segment.rest))
                .all(|(chunk, literal)| Literal::new(chunk).as_ref() == Some(literal))
    }

    /// Whether the segment is known after the slot (or before a record, for `None`).
    pub(super) fn knows(&self, after: Option<u16>, markup: &[u8]) -> bool {
        let choices = self.choices.get(after.map_or(0, |slot| usize::from(slot) + 1));
        choices.is_some_and(|choices| {
            choices.segments[..choices.count].iter().any(|&segment| self.is(segment, markup))
        })
    }

    /// The slot of an element of this name, made if it is new.
    pub(super) fn slot(&mut self, name: &str, target: Target) -> Option<u16> {
        let known = self.slots.iter().position(|slot| &*slot.name == name);
        if known.is_none() && self.slots.len() == MOST_SLOTS {
            return None;
        }
        let index = known.unwrap_or_else(|| {
            self.slots.push(Slot { name: Arc::from(name), target });
            self.slots.len() - 1
        });
        u16::try_from(index).ok()
    }

    /// Remembers a segment; too many are not remembered.
    pub(super) fn add(&mut self, after: Option<u16>, segment: Segment) {
        let at = after.map_or(0, |slot| usize::from(slot) + 1);
        if self.choices.len() <= at {
            self.choices.resize_with(at + 1, Choices::default);
        }
        let literals = 1 + segment.rest.len();
        let full = self.segments.len() >= MOST_SEGMENTS
            || self.literals + literals > MOST_LITERALS
            || self.choices[at].count == MOST_CHOICES;
        if full {
            return;
        }
        self.literals += literals;
        let choices = &mut self.choices[at];
        choices.segments[choices.count] = self.segments.len() as u16;
        choices.count += 1;
        self.segments.push(segment);
        self.likely.push(NONE);
    }
}
