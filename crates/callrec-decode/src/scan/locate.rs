//! From the separators of a group of rows to where the cells of each column stand.

use super::cells::GROUP;
use super::index::{PLACE, QUOTED};
use super::level::{Level, level};

/// Start and end of the cells of one column.
pub(crate) struct Sides<'a> {
    pub(crate) starts: &'a mut [u32; GROUP],
    pub(crate) ends: &'a mut [u32; GROUP],
}

/// The rows of a group as the index has them: `cells` separators each, one row behind the other.
#[derive(Clone, Copy)]
pub(crate) struct Grid<'a> {
    separators: &'a [u32],
    cells: usize,
    rows: usize,
    /// Where the first row starts.
    start: u32,
}

impl<'a> Grid<'a> {
    /// # Panics
    ///
    /// If there are not `cells` separators for each of up to [`GROUP`] rows.
    pub(crate) fn new(separators: &'a [u32], cells: usize, rows: usize, start: u32) -> Self {
        let there = cells.checked_mul(rows).is_some_and(|all| all <= separators.len());
        let few = rows <= GROUP && i32::try_from(separators.len()).is_ok();
        assert!(there && few && cells > 0, "every cell of the rows has its separator");
        Self { separators, cells, rows, start }
    }

    /// Separators of every row.
    pub(super) fn cells(&self) -> usize {
        self.cells
    }

    /// Number of rows.
    pub(super) fn rows(&self) -> usize {
        self.rows
    }

    /// All separators: `cells` for each row at least, and no more than an `i32` counts.
    pub(super) fn separators(&self) -> &'a [u32] {
        self.separators
    }
}

/// Where the cell between two separators stands, quotes left out.
#[inline(always)]
fn between(start: u32, separator: u32) -> (u32, u32) {
    let quote = separator / QUOTED;
    (start + quote, (separator & PLACE).wrapping_sub(quote))
}

/// Finds the cells of one column with the fastest form there is; of the rows behind the last one nothing
/// is said. The column is below the number of cells.
#[inline]
pub(crate) fn locate(grid: Grid<'_>, column: usize, into: Sides<'_>) {
    assert!(column < grid.cells, "the grid has the column");
    #[cfg(target_arch = "x86_64")]
    // Without a separator before the first cell nothing can be gathered there.
    if level() >= Level::Avx512 {
        let first = (column == 0).then_some(grid.start);
        // SAFETY: the level says that there is every instruction set that the function needs, and the grid
        // has the column.
        unsafe { super::avx512::locate(grid, column, first, into) };
        return;
    }
    portable(grid, column, into);
}

#[inline]
pub(super) fn portable(grid: Grid<'_>, column: usize, into: Sides<'_>) {
    let Grid { separators, cells, rows, start } = grid;
    let slots = into.starts.iter_mut().zip(into.ends).take(rows);
    let slots = separators.chunks_exact(cells).zip(slots);
    let Some(before) = column.checked_sub(1) else {
        // The first cell begins behind the row before.
        let mut first = start;
        for (row, (start, end)) in slots {
            (*start, *end) = between(first, row[0]);
            first = (row[cells - 1] & PLACE) + 1;
        }
        return;
    };
    for (row, (start, end)) in slots {
        (*start, *end) = between((row[before] & PLACE) + 1, row[column]);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..Default::default() })]

        #[test]
        fn forms_agree_with_the_definition(
            cells in 1..30_usize,
            rows in 1..=GROUP,
            start in 0..1000_u32,
            lengths in prop::collection::vec((0..30_u32, any::<bool>()), 30 * GROUP),
        ) {
            let (mut separators, mut expected) = (Vec::new(), Vec::new());
            let mut at = start;
            for (length, quoted) in lengths.into_iter().take(cells * rows) {
                let quote = u32::from(quoted);
                expected.push((at + quote, at + quote + length));
                at += length + 2 * quote;
                separators.push(at | (quote * QUOTED));
                at += 1;
            }
            let grid = Grid::new(&separators, cells, rows, start);
            for column in 0..cells {
                let of_column = |row: usize| expected[row * cells + column];
                for form in [locate, portable] {
                    let (mut starts, mut ends) = ([0; GROUP], [0; GROUP]);
                    form(grid, column, Sides { starts: &mut starts, ends: &mut ends });
                    for row in 0..rows {
                        prop_assert_eq!((starts[row], ends[row]), of_column(row));
                    }
                }
            }
        }
    }

    #[test]
    fn a_grid_is_whole() {
        let new = |separators: usize, cells: usize, rows: usize| {
            std::panic::catch_unwind(|| Grid::new(&vec![0; separators], cells, rows, 0).rows())
                .is_ok()
        };
        assert!(new(12, 3, 4) && new(12, 4, 3) && new(GROUP, 1, GROUP));
        assert!(
            !new(12, 5, 3) && !new(12, 0, 4) && !new(12, usize::MAX, 2) && !new(100, 1, GROUP + 1)
        );
    }
}
