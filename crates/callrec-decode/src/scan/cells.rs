//! Cells that are known to stand in a padded text, so that their beginnings are read without a question.

use super::PADDING;

/// Rows that are filled at a time.
pub(crate) const GROUP: usize = 64;

/// At least one cell of one column and at most [`GROUP`], [`PADDING`] readable bytes behind each.
#[derive(Clone, Copy)]
pub(crate) struct Cells<'a> {
    bytes: &'a [u8],
    starts: &'a [u32],
    ends: &'a [u32],
}

/// One cell.
#[derive(Clone, Copy)]
pub(crate) struct Cell<'a> {
    /// The cell's first bytes, and what lies behind the cell where it is shorter.
    pub(crate) head: &'a [u8; PADDING],
    pub(crate) length: usize,
}

impl<'a> Cells<'a> {
    /// `None` if a cell ends before it starts or lacks the padding, or for another number of cells.
    #[inline(always)]
    pub(crate) fn new(bytes: &'a [u8], starts: &'a [u32], ends: &'a [u32]) -> Option<Self> {
        // Positions are 32-bit numbers, so nothing behind the 32nd bit can be meant.
        let most = u32::try_from(bytes.len().saturating_sub(PADDING)).unwrap_or(u32::MAX);
        // Without a way out, so that it becomes a few compares of vectors.
        let within = starts
            .iter()
            .zip(ends)
            .fold(true, |all, (start, end)| all & (start <= end) & (*end <= most));
        let counted = starts.len() == ends.len() && (1..=GROUP).contains(&starts.len());
        let right = within && counted && bytes.len() >= PADDING;
        right.then_some(Self { bytes, starts, ends })
    }

    /// Number of cells.
    #[inline(always)]
    pub(crate) fn count(&self) -> usize {
        self.starts.len()
    }

    /// Start of every cell, and end.
    #[inline(always)]
    pub(crate) fn sides(&self) -> (&'a [u32], &'a [u32]) {
        (self.starts, self.ends)
    }

    /// The first bytes of a row's cell. The last row stands for those behind it.
    #[inline(always)]
    pub(crate) fn head(&self, row: usize) -> &'a [u8; PADDING] {
        let start = self.starts[row.min(self.starts.len() - 1)] as usize;
        // SAFETY: as in `iter`.
        unsafe {
            self.bytes.get_unchecked(start..).as_ptr().cast::<[u8; PADDING]>().as_ref_unchecked()
        }
    }

    /// The cells, one a row.
    #[inline(always)]
    pub(crate) fn iter(&self) -> impl Iterator<Item = Cell<'a>> + use<'a> {
        let bytes = self.bytes;
        self.starts.iter().zip(self.ends).map(move |(&start, &end)| {
            // SAFETY: `new` has seen that the start is not behind the end, and that `PADDING` bytes of the
            // text lie behind the end; so they do behind the start.
            let head = unsafe {
                bytes
                    .get_unchecked(start as usize..)
                    .as_ptr()
                    .cast::<[u8; PADDING]>()
                    .as_ref_unchecked()
            };
            Cell { head, length: (end - start) as usize }
        })
    }

    /// A row's cell.
    #[inline(always)]
    pub(crate) fn cell(&self, row: usize) -> Cell<'a> {
        Cell { head: self.head(row), length: self.text(row).len() }
    }

    /// The whole text of a row's cell.
    #[inline(always)]
    pub(crate) fn text(&self, row: usize) -> &'a [u8] {
        &self.bytes[self.starts[row] as usize..self.ends[row] as usize]
    }

    /// Bytes of all cells.
    #[inline(always)]
    pub(crate) fn total(&self) -> usize {
        // A sum of up to 64 lengths, each of them below 2^32.
        self.starts.iter().zip(self.ends).map(|(&start, &end)| u64::from(end - start)).sum::<u64>()
            as usize
    }
}

impl Cell<'_> {
    /// Eight bytes from a place in the head on, little-endian.
    #[inline(always)]
    pub(crate) fn word<const AT: usize>(&self) -> u64 {
        const { assert!(AT + 8 <= PADDING, "within the head") };
        let mut word = [0; 8];
        word.copy_from_slice(&self.head[AT..AT + 8]);
        u64::from_le_bytes(word)
    }

    /// Sixteen bytes from a place in the head on.
    #[inline(always)]
    pub(crate) fn chunk<const AT: usize>(&self) -> &[u8; 16] {
        const { assert!(AT + 16 <= PADDING, "within the head") };
        match self.head[AT..].first_chunk() {
            Some(chunk) => chunk,
            None => &[0; 16],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_padded_cells_are_taken() {
        let bytes: Vec<u8> = (0..100).collect();
        for (start, end, right) in
            [(0, 0, true), (0, 36, true), (36, 36, true), (0, 37, false), (5, 4, false)]
        {
            let (starts, ends) = ([0, start], [1, end]);
            let cells = Cells::new(&bytes, &starts, &ends);
            assert_eq!(cells.is_some(), right, "{start} to {end}");
            let Some(cells) = cells else { continue };
            let cell = cells.iter().last().expect("two cells");
            assert_eq!(cell.head[..], bytes[start as usize..][..PADDING]);
            assert_eq!(cells.text(1), &bytes[start as usize..end as usize]);
            assert_eq!((cell.length, cells.count()), ((end - start) as usize, 2));
            assert_eq!(cells.total(), 1 + cell.length);
        }
        assert!(Cells::new(&bytes, &[0, 0], &[1]).is_none());
        assert!(Cells::new(&bytes[..10], &[0], &[0]).is_none());
        assert!(Cells::new(&bytes, &[], &[]).is_none());
        assert!(Cells::new(&bytes, &[0; GROUP], &[0; GROUP]).is_some());
        assert!(Cells::new(&bytes, &[0; GROUP + 1], &[0; GROUP + 1]).is_none());
    }
}
