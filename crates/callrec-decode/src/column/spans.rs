//! Where the cells of one column stand, for a group of rows.

/// Rows that are filled at a time.
pub(crate) const GROUP: usize = 64;

/// Start and end of one cell a row, enclosing quotes left out.
pub(crate) struct Spans {
    start: [u32; GROUP],
    end: [u32; GROUP],
    count: usize,
}

impl Spans {
    pub(crate) fn new() -> Self {
        Self { start: [0; GROUP], end: [0; GROUP], count: 0 }
    }

    /// Sets the number of rows, at most [`GROUP`].
    pub(crate) fn resize(&mut self, count: usize) {
        self.count = count.min(GROUP);
    }

    /// Sets where the cell of a row below [`GROUP`] stands.
    #[inline(always)]
    pub(crate) fn set(&mut self, row: usize, start: u32, end: u32) {
        self.start[row % GROUP] = start;
        self.end[row % GROUP] = end;
    }

    /// Where the cell of a row below [`GROUP`] stands.
    #[inline(always)]
    pub(crate) fn get(&self, row: usize) -> (usize, usize) {
        (self.start[row % GROUP] as usize, self.end[row % GROUP] as usize)
    }

    /// Bytes from the start of the first cell to the end of the last.
    pub(crate) fn reach(&self) -> usize {
        match self.count.checked_sub(1) {
            Some(last) => (self.end[last] - self.start[0]) as usize,
            None => 0,
        }
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
