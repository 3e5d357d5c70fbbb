//! The fast path: records whose markup has been seen before, straight into the columns.
//!
//! Up to 64 records are walked, each by a few compares against what the [`template`] predicts, and
//! then each column is filled at once. Whatever is not predicted, and every text with a reference, a
//! control character or something else to be looked at, is left to the exact path, which then reads
//! that record; so the two together give what the exact path alone would give.

mod learn;
mod template;
mod walk;

use std::ops::Range;

use super::position::Position;
use super::reference::expand_text;
use super::rows::Rows;
use crate::column::{Column, GROUP, Spans};
use crate::scan::{self, PADDING, Stops, Syntax};
use template::{Target, Template};
use walk::{Group, Walk};

/// Records that are learned from at most: a body of ever new markup is the exact path's.
const MOST_LESSONS: u32 = 4096;

/// Bytes of a record that are waited with for the rest of it, rather than left to the exact path.
const PATIENCE: usize = 4096;

/// How far the records went that came as predicted.
pub(super) struct Passed {
    pub(super) bytes: usize,
    /// Line ends in them.
    pub(super) lines: u64,
    /// With more bytes there may be one more.
    pub(super) cut: bool,
}

/// What is remembered between calls.
pub(super) struct Fast {
    template: Template,
    /// Depth of the records' element, once it is known.
    depth: Option<usize>,
    /// Where the cells of each column stand.
    spans: Vec<Spans>,
    /// The cells of a column that has others as well.
    gathered: Gathered,
    stops: Stops,
    group: Group,
    /// Texts of the group that are not the cells as they stand: references resolved, without white
    /// space at both ends.
    texts: String,
    /// Records to be tried at a time: fewer after one was refused.
    most: usize,
    /// The record that comes next has markup that is not known.
    wants_lesson: bool,
    lessons: u32,
    #[cfg(test)]
    pub(super) portable: bool,
}

impl Fast {
    pub(super) fn new(columns: usize) -> Self {
        Self {
            template: Template::default(),
            depth: None,
            spans: (0..columns).map(|_| Spans::new()).collect(),
            gathered: Gathered { text: Vec::new(), spans: Spans::new() },
            stops: Stops::new(Syntax::Xml),
            group: Group::new(),
            texts: String::new(),
            most: GROUP,
            wants_lesson: true,
            lessons: 0,
            #[cfg(test)]
            portable: false,
        }
    }

    /// Says that the bytes of the next call are others than before.
    pub(super) fn begin(&mut self) {
        self.stops.forget();
    }

    /// Takes records from `bytes[from..]`, where an element at `depth` has just ended; `position` is
    /// there.
    pub(super) fn take(
        &mut self,
        bytes: &[u8],
        from: usize,
        position: Position,
        depth: usize,
        rows: &mut Rows,
    ) -> Passed {
        let mut cut = false;
        if self.depth != Some(depth) {
            return Passed { bytes: 0, lines: 0, cut };
        }
        let (mut at, mut lines) = (from, 0);
        loop {
            let most = self.most.min(rows.room());
            let walked = self.walk(bytes, at, most, rows);
            if walked == 0 {
                cut = self.group.cut && bytes.len() - at < PATIENCE;
                break;
            }
            let here = position.beyond((at - from) as u64, lines);
            let good = self.fill(bytes, at, here, walked, rows);
            if good > 0 {
                let end = self.group.ends[good - 1];
                lines += u64::from(self.group.lines_behind[good - 1]);
                at = end as usize;
            }
            if good < walked {
                self.most = good.max(1);
                self.wants_lesson = false;
                cut = false;
                break;
            }
            self.most = (self.most * 2).min(GROUP);
            if self.group.stopped {
                cut = self.group.cut && bytes.len() - at < PATIENCE;
                break;
            }
        }
        Passed { bytes: at - from, lines, cut }
    }

    fn walk(&mut self, bytes: &[u8], at: usize, most: usize, rows: &Rows) -> usize {
        let limits = &rows.options.limits;
        let walk = Walk {
            bytes,
            at,
            most,
            most_bytes: rows.room_bytes(),
            record_bytes: limits.record_bytes,
            field_bytes: limits.field_bytes,
            values: limits.columns,
            template: &mut self.template,
            spans: &mut self.spans,
            stops: &mut self.stops,
            group: &mut self.group,
        };
        #[cfg(test)]
        if self.portable {
            walk.stops.portable = true;
            scan::run_portable(walk);
            self.wants_lesson = self.group.unknown;
            return self.group.count;
        }
        scan::run(walk);
        self.wants_lesson = self.group.unknown;
        self.group.count
    }

    /// Fills every column; records from the first refused one on are taken back. Gives how many stay.
    fn fill(
        &mut self,
        bytes: &[u8],
        from: usize,
        position: Position,
        count: usize,
        rows: &mut Rows,
    ) -> usize {
        let group = &self.group;
        let end = group.ends[count - 1] as usize;
        let mut valid = count;
        if self.stops.high() && !scan::is_utf8(bytes, from, end) {
            let is_valid =
                |&end: &u32| simdutf8::basic::from_utf8(&bytes[from..end as usize]).is_ok();
            valid = group.ends[..count].iter().take_while(|end| is_valid(end)).count();
        }
        let (rough_columns, mut refused) = self.read_rough(bytes);
        let before = rows.table.rows();
        rows.table.mark();
        let cells = &self.group.cells[..count];
        let any = cells.iter().fold(0, |any, cells| any | cells);
        let all = cells.iter().fold(u64::MAX, |all, cells| all & cells);
        let columns = rows.table.columns.iter_mut().zip(&mut self.spans).enumerate();
        for (index, (column, spans)) in columns {
            // The key is never null: a column without it is filled all the same, and refused.
            if index > 0 && any >> index & 1 == 0 {
                column.push_nulls(count);
                continue;
            }
            spans.resize(count);
            if all >> index & 1 == 0 {
                for (row, (cells, &start)) in cells.iter().zip(&self.group.starts).enumerate() {
                    if cells >> index & 1 == 0 {
                        spans.set(row, start, start);
                    }
                }
            }
            refused |= if rough_columns >> index & 1 == 0 {
                column.fill(bytes, spans)
            } else {
                let of_column = |rough: &&Rough| rough.target == Target::Column(index as u16);
                let rough = self.group.rough.iter().filter(of_column);
                let rough = rough.map(|rough| (rough.row, &self.texts[rough.text.clone()]));
                fill_around(column, bytes, spans, rough, &mut self.gathered)
            };
        }
        let good = count.min(valid).min(refused.trailing_zeros() as usize);
        if good < count {
            rows.table.truncate(before + good);
        }
        self.complete(&Place { bytes, from, position }, good, rows);
        good
    }

    /// Reads the texts that are not the cells as they stand. Gives their columns and the records whose
    /// references do not resolve, one bit each.
    fn read_rough(&mut self, bytes: &[u8]) -> (u64, u64) {
        let (mut columns, mut refused) = (0, 0);
        self.texts.clear();
        for rough in &mut self.group.rough {
            let raw = std::str::from_utf8(&bytes[rough.start as usize..rough.end as usize]);
            match raw.ok().and_then(|raw| expand_text(raw, &mut self.texts)) {
                Some(text) => rough.text = text,
                None => refused |= 1 << rough.row,
            }
            if let Target::Column(column) = rough.target {
                columns |= 1 << column;
            }
        }
        (columns, refused)
    }

    /// Adds to the first `count` rows, whose cells are there, what every row has beside them.
    fn complete(&self, place: &Place<'_>, count: usize, rows: &mut Rows) {
        if count == 0 {
            return;
        }
        let (template, group) = (&self.template, &self.group);
        let first = rows.table.lines.len();
        for entry in group.extra.iter().take_while(|entry| usize::from(entry.row) < count) {
            let row = first + usize::from(entry.row);
            let (start, end) = (entry.start as usize, entry.end as usize);
            let text = match entry.text {
                Stands::InMarkup => {
                    for (name, text) in &template.segments[usize::from(entry.index)].extra {
                        rows.table.extra.push(row, name, text);
                    }
                    continue;
                }
                Stands::Plain => &place.bytes[start..end],
                Stands::Rough(rough) => {
                    self.texts[group.rough[rough as usize].text.clone()].as_bytes()
                }
            };
            if !crate::value::is_null(text) {
                rows.table.extra.push(row, &template.slots[usize::from(entry.index)].name, text);
            }
        }
        let (starts, ends) = (&group.starts[..count], &group.ends[..count]);
        let offset = |start: &u32| place.position.offset + (*start as usize - place.from) as u64;
        rows.table.offsets.extend(starts.iter().map(offset));
        let line = |line: &u32| place.position.line + u64::from(*line);
        rows.table.lines.extend(group.lines[..count].iter().map(line));
        let bytes: u32 = ends.iter().zip(starts).map(|(end, start)| end - start).sum();
        rows.count_accepted(count, bytes as usize);
    }

    /// Learns from a record that the exact path has accepted. `bytes[from..to]` is its element, at
    /// `depth`.
    pub(super) fn learn(
        &mut self,
        bytes: &[u8],
        from: usize,
        to: usize,
        depth: usize,
        rows: &Rows,
    ) {
        let depth_fits = depth > 0 && *self.depth.get_or_insert(depth) == depth;
        if !self.wants_lesson || self.lessons == MOST_LESSONS || !depth_fits {
            return;
        }
        self.lessons += 1;
        let before = bytes[..from].iter().rposition(|byte| !byte.is_ascii_whitespace());
        let gap = before.filter(|&at| bytes[at] == b'>').map(|at| &bytes[at + 1..from]);
        // What cannot be learned from is read by the exact path every time.
        let _ = learn::learn(
            &mut self.template,
            gap,
            &bytes[from..to],
            rows.layout,
            &rows.options.limits,
        );
    }
}

/// The bytes that are walked: where the group begins in them, and in the input.
struct Place<'a> {
    bytes: &'a [u8],
    from: usize,
    position: Position,
}

/// Fills a column some of whose cells are not as they stand: their rows, ascending, and texts. All cells
/// are gathered first, since filling a few rows costs as much as filling all.
#[inline(never)]
fn fill_around<'a>(
    column: &mut Column,
    bytes: &[u8],
    spans: &Spans,
    rough: impl Iterator<Item = (u8, &'a str)>,
    gathered: &mut Gathered,
) -> u64 {
    let Gathered { text, spans: places } = gathered;
    let mut rough = rough.peekable();
    text.clear();
    places.resize(spans.count());
    for (row, (start, end)) in spans.iter().enumerate() {
        let from = text.len();
        match rough.next_if(|(at, _)| usize::from(*at) == row) {
            Some((_, cell)) => text.extend_from_slice(cell.as_bytes()),
            None => text.extend_from_slice(&bytes[start..end]),
        }
        places.set(row, from as u32, text.len() as u32);
    }
    text.resize(text.len() + PADDING, 0);
    column.fill(text, places)
}

/// The cells of one column, side by side.
struct Gathered {
    text: Vec<u8>,
    spans: Spans,
}

/// A text that is not the cell as it stands.
#[derive(Debug)]
struct Rough {
    row: u8,
    target: Target,
    start: u32,
    end: u32,
    /// Where it stands in the texts of the group, once it is read.
    text: Range<usize>,
}

/// Something for `_extra` in a record of the group.
#[derive(Clone, Copy, Debug)]
struct Entry {
    row: u8,
    text: Stands,
    /// The segment, or the slot.
    index: u16,
    start: u32,
    end: u32,
}

/// Where the text of an entry stands.
#[derive(Clone, Copy, Debug)]
enum Stands {
    /// All of the entry is in the segment.
    InMarkup,
    /// From start to end.
    Plain,
    /// In the rough text of this number.
    Rough(u32),
}
