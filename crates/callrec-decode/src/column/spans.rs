//! Where the cells of one column stand, for a group of rows.

pub(crate) use crate::scan::GROUP;
use crate::scan::Sides;

/// Start and end of one cell a row, enclosing quotes left out.
pub(crate) struct Spans {
    start: [u32; GROUP],
    end: [u32; GROUP],
    count: usize,
    doubled: Doubled,
}

/// The cells that hold doubled quotes, one bit each, and the quote.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Doubled {
    pub(crate) rows: u64,
    pub(crate) quote: u8,
}

impl Spans {
    pub(crate) fn new() -> Self {
        Self { start: [0; GROUP], end: [0; GROUP], count: 0, doubled: Doubled::default() }
    }

    /// Sets the number of rows, at most [`GROUP`]; no cell holds doubled quotes then.
    pub(crate) fn resize(&mut self, count: usize) {
        self.count = count.min(GROUP);
        self.doubled = Doubled::default();
    }

    /// Says that the cell of a row below [`GROUP`] holds doubled quotes.
    pub(crate) fn set_doubled(&mut self, row: usize, quote: u8) {
        self.doubled.rows |= 1 << (row % GROUP);
        self.doubled.quote = quote;
    }

    /// The cells that hold doubled quotes.
    #[inline(always)]
    pub(crate) fn doubled(&self) -> Doubled {
        self.doubled
    }

    /// Sets where the cell of a row below [`GROUP`] stands.
    #[inline(always)]
    pub(crate) fn set(&mut self, row: usize, start: u32, end: u32) {
        self.start[row % GROUP] = start;
        self.end[row % GROUP] = end;
    }

    /// Start of every row's cell, and end.
    #[inline(always)]
    pub(crate) fn sides(&self) -> (&[u32], &[u32]) {
        let count = self.count.min(GROUP);
        (&self.start[..count], &self.end[..count])
    }

    /// The same of all [`GROUP`] rows, to be set.
    pub(crate) fn sides_mut(&mut self) -> Sides<'_> {
        Sides { starts: &mut self.start, ends: &mut self.end }
    }

    /// Where the cell of a row below [`GROUP`] stands.
    #[inline(always)]
    pub(crate) fn get(&self, row: usize) -> (usize, usize) {
        (self.start[row % GROUP] as usize, self.end[row % GROUP] as usize)
    }

    /// Number of rows.
    pub(crate) fn count(&self) -> usize {
        self.count
    }

    /// Start and end of each row's cell.
    #[inline(always)]
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, usize)> {
        let count = self.count.min(GROUP);
        let cells = self.start[..count].iter().zip(&self.end[..count]);
        cells.map(|(&start, &end)| (start as usize, end as usize))
    }
}

impl Doubled {
    /// Whether the cell of a row holds doubled quotes.
    #[inline(always)]
    pub(crate) fn has(self, row: usize) -> bool {
        self.rows >> (row % GROUP) & 1 == 1
    }
}

/// Appends a cell with its doubled quotes made single.
pub(crate) fn push_single(into: &mut Vec<u8>, cell: &[u8], quote: u8) {
    let mut rest = cell;
    while let Some(at) = memchr::memchr(quote, rest) {
        into.extend_from_slice(&rest[..=at]);
        rest = rest.get(at + 2..).unwrap_or_default();
    }
    into.extend_from_slice(rest);
}
