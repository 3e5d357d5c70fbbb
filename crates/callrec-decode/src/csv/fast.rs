//! The fast path: plain rows from the structural index into the columns, up to 64 at a time.
//!
//! It takes only rows that are right in every respect. Whatever else it meets it leaves, and the exact
//! path judges that record; so the two together give what the exact path alone would give.

use super::block::Window;
use super::layout::Layout;
use super::rows::Rows;
use crate::Accounting;
use crate::column::{GROUP, Spans, push_single};
use crate::scan::{self, Grid, Index, Marks, PLACE};
use crate::table::Repair;

/// Bytes that are indexed at a time: text and index stay in the first-level cache.
const SEGMENT: usize = 32 << 10;
/// Bytes that are indexed after the index was wrong; doubles with every segment that is right.
const SMALLEST_SEGMENT: usize = 2 << 10;
/// Most records that are left to the exact path before the index is tried again.
const MOST_PATIENCE: u32 = 64;

/// The index of the stretch of input that comes next, and how far it is used.
pub(super) struct Fast {
    index: Index,
    /// The state of the block that the positions belong to.
    generation: u64,
    /// Where the indexed stretch starts and ends in the window.
    from: usize,
    to: usize,
    /// Whether all of it is UTF-8.
    clean: bool,
    /// Next row, separator and doubt in the index.
    row: usize,
    separator: usize,
    doubt: usize,
    segment: usize,
    /// Rows to be tried at a time: fewer after a row was refused.
    group: usize,
    /// Records still left to the exact path, and how many were left the last time.
    leave: u32,
    left: u32,
    /// Where the cells of the group stand, for each cell of a row.
    spans: Vec<Spans>,
    /// A cell with its doubled quotes made single.
    single: Vec<u8>,
}

/// The rows of a group.
struct Group {
    /// Start of each row and of the row behind the last.
    starts: [u32; GROUP + 1],
    count: usize,
    /// Those that had a currency sign, one bit each.
    mended: u64,
}

/// What was taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) rows: u64,
    /// How many of them were mended.
    pub(super) repaired: u64,
}

impl Taken {
    /// Adds the rows to the counts.
    pub(super) fn count_in(self, accounting: &mut Accounting) {
        accounting.read += self.rows;
        accounting.repaired += self.repaired;
        accounting.accepted += self.rows - self.repaired;
    }
}

impl Fast {
    pub(super) fn new() -> Self {
        Self {
            index: Index::default(),
            generation: u64::MAX,
            from: 0,
            to: 0,
            clean: false,
            row: 0,
            separator: 0,
            doubt: 0,
            segment: SEGMENT,
            group: GROUP,
            leave: 0,
            left: 0,
            spans: Vec::new(),
            single: Vec::new(),
        }
    }

    /// Whether records are left to the exact path before the index is tried again.
    pub(super) fn rests(&self) -> bool {
        self.leave > 0
    }

    /// Says that the bytes will be found elsewhere: the next stretch is short, lest much of it be indexed
    /// in vain.
    pub(super) fn move_on(&mut self) {
        self.segment = SMALLEST_SEGMENT;
    }

    /// Takes up to `room` rows into the table and passes over their bytes; gives their number. No rows
    /// mean that the next record is the exact path's.
    pub(super) fn take(
        &mut self,
        window: &mut Window<'_>,
        rows: &mut Rows,
        layout: &Layout,
        room: usize,
    ) -> Taken {
        if self.leave > 0 {
            self.leave -= 1;
            return Taken::default();
        }
        if !self.find_row(window) {
            self.build(window, rows);
        }
        if self.row == self.index.row_ends().len() {
            // Not a row in all the stretch: long records, or line ends that are no line feeds.
            if self.to < window.end() {
                self.left = (self.left * 2).clamp(1, MOST_PATIENCE);
                self.leave = self.left;
            }
            return Taken::default();
        }
        let mut group = self.plain_rows(window, rows, layout, room.min(self.group));
        if group.count == 0 {
            return Taken::default();
        }
        self.fill(window, rows, layout, &mut group);
        if group.count > 0 {
            self.left = 0;
            self.pass_over(window, rows, layout, &group);
        }
        Taken { rows: group.count as u64, repaired: group.mended.count_ones().into() }
    }

    /// Moves on to the row that starts at the unread bytes; false if the index has none there.
    fn find_row(&mut self, window: &Window<'_>) -> bool {
        let start = window.start();
        if self.generation != window.generation() || start < self.from || start >= self.to {
            return false;
        }
        let (row_ends, separators) = (self.index.row_ends(), self.index.separators());
        while row_ends.get(self.row).is_some_and(|&end| (end as usize) < start) {
            self.row += 1;
        }
        while separators.get(self.separator).is_some_and(|&at| ((at & PLACE) as usize) < start) {
            self.separator += 1;
        }
        let row_start = match self.row.checked_sub(1) {
            Some(before) => row_ends[before] as usize + 1,
            None => self.from,
        };
        // The rest behind the last whole row is indexed again together with what follows it.
        let found = row_start == start && self.row < row_ends.len();
        if row_start != start {
            self.segment = SMALLEST_SEGMENT;
        }
        found
    }

    /// Indexes the stretch that starts at the unread bytes.
    fn build(&mut self, window: &Window<'_>, rows: &Rows) {
        let (bytes, from, end) = (window.bytes(), window.start(), window.end());
        let dialect = rows.dialect;
        self.from = from;
        self.to = end.min(from + self.segment);
        self.segment = (self.segment * 2).min(SEGMENT);
        self.generation = window.generation();
        (self.row, self.separator, self.doubt) = (0, 0, 0);
        let marks = Marks { delimiter: dialect.delimiter, quote: dialect.quote };
        scan::index(bytes, from, self.to, marks, &mut self.index);
        // Every row ends in ASCII, so a character that is cut at the end is in none.
        self.clean = scan::is_utf8(bytes, from, self.to);
    }

    /// The longest run of rows, at most `most`, that have the right shape and no doubt in them.
    fn plain_rows(
        &mut self,
        window: &Window<'_>,
        rows: &Rows,
        layout: &Layout,
        most: usize,
    ) -> Group {
        let start = window.start() as u32;
        let mut group = Group { starts: [start; GROUP + 1], count: 0, mended: 0 };
        let doubts = self.index.doubts();
        while doubts.get(self.doubt).is_some_and(|&at| at < start) {
            self.doubt += 1;
        }
        let doubt = doubts.get(self.doubt).copied().unwrap_or(u32::MAX);
        let longest = rows.limits.field_bytes.min(rows.limits.record_bytes);
        let separators = &self.index.separators()[self.separator..];
        let row_ends = &self.index.row_ends()[self.row..];
        let lasts = separators.iter().skip(layout.cells - 1).step_by(layout.cells);
        let mut row_start = start;
        for (&end, &last) in row_ends.iter().zip(lasts).take(most) {
            let fits = end == last & PLACE && end < doubt && (end - row_start) as usize <= longest;
            if !fits || (!self.clean && !is_utf8(&window.bytes()[row_start as usize..end as usize]))
            {
                break;
            }
            row_start = end + 1;
            group.count += 1;
            group.starts[group.count] = row_start;
        }
        group
    }

    /// Fills every column; rows from the first refused one on are taken back.
    fn fill(&mut self, window: &Window<'_>, rows: &mut Rows, layout: &Layout, group: &mut Group) {
        let bytes = window.bytes();
        let before = rows.table.rows();
        let quote = rows.dialect.quote;
        let (mut refused, mut mended) = (0, 0);
        rows.table.mark();
        self.locate(bytes, quote, layout.cells, group);
        let guards = &rows.guards;
        for ((column, cell), guard) in
            rows.table.columns.iter_mut().zip(&layout.columns).zip(guards)
        {
            match *cell {
                Some(cell) => {
                    let spans = &mut self.spans[cell];
                    mended |= guard.mends(bytes, spans);
                    refused |= column.fill(bytes, spans) | guard.refuses(bytes, spans);
                }
                None => column.push_nulls(group.count),
            }
        }
        let good = (refused.trailing_zeros() as usize).min(group.count);
        group.mended = mended & u64::MAX.checked_shr(64 - good as u32).unwrap_or(0);
        if good < group.count {
            rows.table.truncate(before + good);
            group.count = good;
            self.group = good.max(1);
        } else {
            self.group = (self.group * 2).min(GROUP);
        }
    }

    /// Finds the cells of every row.
    fn locate(&mut self, bytes: &[u8], quote: Option<u8>, cells: usize, group: &Group) {
        self.spans.resize_with(cells, Spans::new);
        self.spans.iter_mut().for_each(|spans| spans.resize(group.count));
        let of_group = self.separator..self.separator + group.count * cells;
        let separators = &self.index.separators()[of_group.clone()];
        let grid = Grid::new(separators, cells, group.count, group.starts[0]);
        for (column, spans) in self.spans.iter_mut().enumerate() {
            scan::locate(grid, column, spans.sides_mut());
        }
        if self.index.has_returns()
            && let Some(last) = self.spans.last_mut()
        {
            for (row, separator) in separators.iter().skip(cells - 1).step_by(cells).enumerate() {
                let line_feed = (separator & PLACE) as usize;
                let (start, end) = last.get(row);
                // The quote and the carriage return, if they are there, stand behind the cell.
                let before = line_feed.checked_sub(1).filter(|&before| before >= start);
                if before.is_some_and(|before| bytes[before] == b'\r') {
                    last.set(row, start as u32, end as u32 - 1);
                }
            }
        }
        let Some(quote) = quote else { return };
        let doubled = self.index.doubled();
        let before = doubled.partition_point(|&number| (number as usize) < of_group.start);
        for &number in &doubled[before..] {
            let number = number as usize;
            if number >= of_group.end {
                break;
            }
            let place = number - of_group.start;
            self.spans[place % cells].set_doubled(place / cells, quote);
        }
    }

    /// Adds what belongs to whole rows and marks them as read.
    fn pass_over(
        &mut self,
        window: &mut Window<'_>,
        rows: &mut Rows,
        layout: &Layout,
        group: &Group,
    ) {
        let first = rows.table.rows();
        // Row by row, as the entries must come.
        for row in (0..group.count).take_while(|_| !layout.extra.is_empty()) {
            for (cell, name) in &layout.extra {
                let (start, end) = self.spans[*cell].get(row);
                let (mut text, doubled) =
                    (&window.bytes()[start..end], self.spans[*cell].doubled());
                if doubled.has(row) {
                    self.single.clear();
                    push_single(&mut self.single, text, doubled.quote);
                    text = &self.single;
                }
                if !crate::value::is_null(text) {
                    rows.table.extra.push(first + row, name, text);
                }
            }
        }
        let mut mended = group.mended;
        while mended != 0 {
            let row = mended.trailing_zeros() as usize;
            mended &= mended - 1;
            rows.table.repairs.set(first + row, Repair::CurrencySign);
        }
        let (start, line) = (window.start() as u64, window.line());
        let starts = group.starts[..group.count].iter().map(|&at| u64::from(at) - start);
        rows.table.offsets.extend(starts.map(|distance| window.offset() + distance));
        rows.table.lines.extend((0..group.count as u64).map(|row| line + row));
        let passed = group.starts[group.count] as usize - window.start();
        window.advance(passed, group.count as u64);
        self.row += group.count;
        self.separator += group.count * layout.cells;
    }
}

fn is_utf8(row: &[u8]) -> bool {
    simdutf8::basic::from_utf8(row).is_ok()
}
