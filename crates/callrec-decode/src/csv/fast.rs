//! The fast path: plain rows from the structural index into the columns, up to 64 at a time.
//!
//! It takes only rows that are right in every respect. Whatever else it meets it leaves, and the exact
//! path judges that record; so the two together give what the exact path alone would give.

use super::block::Block;
use super::layout::Layout;
use super::rows::Rows;
use crate::column::{GROUP, Spans};
use crate::scan::{self, Index, Marks};

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
    /// Where the indexed stretch starts and ends in the block.
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
}

/// The rows of a group.
struct Group {
    /// Start of each row and of the row behind the last.
    starts: [u32; GROUP + 1],
    count: usize,
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
        }
    }

    /// Takes up to `room` rows into the table and passes over their bytes; gives their number. None
    /// means that the next record is the exact path's.
    pub(super) fn take(
        &mut self,
        block: &mut Block,
        rows: &mut Rows,
        layout: &Layout,
        room: usize,
    ) -> usize {
        if self.leave > 0 {
            self.leave -= 1;
            return 0;
        }
        if !self.find_row(block) {
            self.build(block, rows);
        }
        if self.row == self.index.row_ends().len() {
            // Not a row in all the stretch: long records, or line ends that are no line feeds.
            if self.to < block.end() {
                self.left = (self.left * 2).clamp(1, MOST_PATIENCE);
                self.leave = self.left;
            }
            return 0;
        }
        let mut group = self.plain_rows(block, rows, layout, room.min(self.group));
        if group.count == 0 {
            return 0;
        }
        self.fill(block, rows, layout, &mut group);
        if group.count > 0 {
            self.left = 0;
            self.pass_over(block, rows, layout, &group);
        }
        group.count
    }

    /// Moves on to the row that starts at the unread bytes; false if the index has none there.
    fn find_row(&mut self, block: &Block) -> bool {
        let start = block.start();
        if self.generation != block.generation() || start < self.from || start >= self.to {
            return false;
        }
        let (row_ends, separators) = (self.index.row_ends(), self.index.separators());
        while row_ends.get(self.row).is_some_and(|&end| (end as usize) < start) {
            self.row += 1;
        }
        while separators.get(self.separator).is_some_and(|&at| (at as usize) < start) {
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
    fn build(&mut self, block: &Block, rows: &Rows) {
        let (bytes, from, end) = (block.bytes(), block.start(), block.end());
        let dialect = rows.dialect;
        self.from = from;
        self.to = end.min(from + self.segment);
        self.segment = (self.segment * 2).min(SEGMENT);
        self.generation = block.generation();
        (self.row, self.separator, self.doubt) = (0, 0, 0);
        let marks = Marks { delimiter: dialect.delimiter, quote: dialect.quote };
        scan::index(bytes, from, self.to, marks, &mut self.index);
        let rows_end = self.index.row_ends().last().map_or(from, |&end| end as usize);
        self.clean = simdutf8::basic::from_utf8(&bytes[from..rows_end]).is_ok();
    }

    /// The longest run of rows, at most `most`, that have the right shape and no doubt in them.
    fn plain_rows(&mut self, block: &Block, rows: &Rows, layout: &Layout, most: usize) -> Group {
        let start = block.start() as u32;
        let mut group = Group { starts: [start; GROUP + 1], count: 0 };
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
            let fits = end == last && end < doubt && (end - row_start) as usize <= longest;
            if !fits || (!self.clean && !is_utf8(&block.bytes()[row_start as usize..end as usize]))
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
    fn fill(&mut self, block: &Block, rows: &mut Rows, layout: &Layout, group: &mut Group) {
        let bytes = block.bytes();
        let before = rows.table.rows();
        let quote = rows.dialect.quote;
        let mut refused = 0;
        rows.table.mark();
        self.locate(bytes, quote, layout.cells, group);
        let guards = &rows.guards;
        for ((column, cell), guard) in
            rows.table.columns.iter_mut().zip(&layout.columns).zip(guards)
        {
            match *cell {
                Some(cell) => {
                    let spans = &self.spans[cell];
                    refused |= column.fill(bytes, spans) | guard.refuses(bytes, spans);
                }
                None => column.push_nulls(group.count),
            }
        }
        let good = (refused.trailing_zeros() as usize).min(group.count);
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
        // Where quotes are plain characters: what no row of UTF-8 holds.
        let quote = quote.unwrap_or(0xFF);
        let Some((last, others)) = self.spans.split_last_mut() else { return };
        // A quote at the start of a cell has its twin at the end, or there would be a doubt.
        let quoted = |start: u32| u32::from(bytes[start as usize] == quote);
        let rows = self.index.separators()[self.separator..].chunks_exact(cells);
        for ((row, ends), &first) in rows.enumerate().zip(&group.starts[..group.count]) {
            let mut start = first;
            for (&end, spans) in ends.iter().zip(others.iter_mut()) {
                let quoted = quoted(start);
                spans.set(row, start + quoted, end - quoted);
                start = end + 1;
            }
            let mut end = ends[cells - 1];
            if end > start && bytes[end as usize - 1] == b'\r' {
                end -= 1;
            }
            let quoted = quoted(start);
            last.set(row, start + quoted, end - quoted);
        }
    }

    /// Adds what belongs to whole rows and marks them as read.
    fn pass_over(&mut self, block: &mut Block, rows: &mut Rows, layout: &Layout, group: &Group) {
        let first = rows.table.rows();
        for (cell, name) in &layout.extra {
            let cells = self.spans[*cell]
                .iter()
                .take(group.count)
                .map(|(start, end)| &block.bytes()[start..end]);
            for (row, text) in cells.enumerate().filter(|(_, text)| !crate::value::is_null(text)) {
                rows.table.extra.push(first + row, name, text);
            }
        }
        let (start, line) = (block.start() as u64, block.line());
        let starts = group.starts[..group.count].iter().map(|&at| u64::from(at) - start);
        rows.table.offsets.extend(starts.map(|distance| block.offset() + distance));
        rows.table.lines.extend((0..group.count as u64).map(|row| line + row));
        let passed = group.starts[group.count] as usize - block.start();
        block.advance(passed, group.count as u64);
        self.row += group.count;
        self.separator += group.count * layout.cells;
    }
}

fn is_utf8(row: &[u8]) -> bool {
    simdutf8::basic::from_utf8(row).is_ok()
}
