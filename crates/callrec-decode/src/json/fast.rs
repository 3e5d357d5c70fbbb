//! The fast path: records whose text between the values is the predicted one, up to 64 at a time.
//!
//! It takes only records that are right in every respect. Whatever else it meets it leaves, and the
//! exact path judges that element; so the two together give what the exact path alone would give.

use super::escape;
use super::predicted::{Found, Read, Shape};
use super::rows::Rows;
use super::template::{Extras, Template};
use crate::column::{GROUP, Kind, Spans};
use crate::csv::block::Block;
use crate::scan::{self, Stops, Syntax};
use crate::value::is_null;
use crate::xml::position::Position;

/// Kinds of records whose text is remembered.
const MOST_TEMPLATES: usize = 4;
/// Most records that are left to the exact path before a prediction is tried again.
const MOST_PATIENCE: u32 = 64;

/// A limit for fields below this is the exact path's: the length of `N\\/A` is not looked at.
const SHORTEST_FIELD: usize = 4;

/// The predictions, and where the values of a group stand.
pub(super) struct Fast {
    templates: Vec<Template>,
    extras: Extras,
    required: Vec<u8>,
    stops: Stops,
    /// The state of the block that the stops belong to.
    generation: u64,
    found: Found,
    /// One cell without its escapes.
    plain: Vec<u8>,
    undo: Undo,
    /// Rows to be tried at a time: fewer after a row was refused.
    group: usize,
    /// Records still left to the exact path, and how many were left the last time.
    leave: u32,
    left: u32,
    /// Rows that were taken.
    #[cfg(test)]
    predicted: usize,
}

impl Fast {
    pub(super) fn new(rows: &Rows) -> Self {
        let columns = rows.profile.columns.iter().enumerate();
        let required = columns.filter(|(_, column)| column.required).map(|(at, _)| at as u8);
        Self {
            templates: Vec::new(),
            extras: Extras::default(),
            required: required.collect(),
            stops: Stops::new(Syntax::Json),
            generation: u64::MAX,
            found: Found::new(),
            plain: Vec::new(),
            undo: Undo::default(),
            group: GROUP,
            leave: 0,
            left: 0,
            #[cfg(test)]
            predicted: 0,
        }
    }

    /// Rows that were taken so far.
    #[cfg(test)]
    pub(super) fn predicted(&self) -> usize {
        self.predicted
    }

    /// Leaves every record to the exact path.
    #[cfg(test)]
    pub(super) fn never(&mut self) {
        self.leave = u32::MAX;
    }

    /// Whether a record that the exact path has just taken is worth to be learned from.
    pub(super) fn is_eager(&self) -> bool {
        self.leave == 0
    }

    /// Learns from an element that became a row, see [`Template::learn`].
    pub(super) fn learn(&mut self, text: &[u8], lead: usize, rows: &Rows) {
        let learned = Template::learn(text, lead, &rows.element, rows.profile, &mut self.extras);
        let Some(template) = learned else { return };
        if self.required.iter().any(|&slot| !template.has(slot)) {
            return;
        }
        match self.templates.iter().position(|known| known.is_same(&template)) {
            Some(at) => self.templates[..=at].rotate_right(1),
            None => {
                self.templates.truncate(MOST_TEMPLATES - 1);
                self.templates.insert(0, template);
            }
        }
    }

    /// Takes up to `room` rows, from behind an element on, into the table and passes over their bytes;
    /// gives their number. None means that the next element is the exact path's.
    pub(super) fn take(
        &mut self,
        block: &mut Block,
        rows: &mut Rows,
        position: &mut Position,
        room: usize,
    ) -> usize {
        if self.leave > 0 {
            self.leave -= 1;
            return 0;
        }
        if self.templates.is_empty() || rows.limits.field_bytes < SHORTEST_FIELD {
            return 0;
        }
        let most = room.min(self.group);
        if self.generation != block.generation() {
            self.generation = block.generation();
            self.stops.forget();
        }
        let walked = scan::run(Read {
            shape: Shape {
                bytes: block.bytes(),
                end: block.end(),
                limits: rows.limits,
                short: rows.limits.record_bytes.min(rows.limits.field_bytes),
            },
            templates: &self.templates,
            start: block.start(),
            most,
            stops: &mut self.stops,
            found: &mut self.found,
        });
        let count = self.right(block, walked);
        let count = if count > 0 { self.fill(block.bytes_mut(), rows, count) } else { 0 };
        if count == 0 {
            self.left = (self.left * 2).clamp(1, MOST_PATIENCE);
            // The next element is learned from; those behind it wait if that was of no use before.
            self.leave = self.left - 1;
            return 0;
        }
        self.left = 0;
        #[cfg(test)]
        {
            self.predicted += count;
        }
        self.pass_over(block, rows, position, count);
        count
    }

    /// How many of the first `walked` records are UTF-8 and have what must be there; for those also
    /// says where the values are that do not come.
    fn right(&mut self, block: &Block, walked: usize) -> usize {
        let Found { spans, escaped, not_available, template, used, ends, high } = &mut self.found;
        let mut right = walked;
        if *high && let Some(last) = walked.checked_sub(1) {
            let (bytes, start) = (block.bytes(), block.start());
            // Records end in ASCII.
            if !scan::is_utf8(bytes, start, ends[last] as usize) {
                let is_text =
                    |to: u32| simdutf8::basic::from_utf8(&bytes[start..to as usize]).is_ok();
                right = ends[..walked].iter().take_while(|&&end| is_text(end)).count();
            }
        }
        if used.count_ones() > 1 {
            let mut start = block.start() as u32;
            for (row, &number) in template[..right].iter().enumerate() {
                for &slot in &self.templates[usize::from(number)].absent {
                    spans[usize::from(slot)].set(row, start, start);
                }
                start = ends[row];
            }
        }
        for &slot in &self.required {
            let spans = &spans[usize::from(slot)];
            let escaped = escaped[usize::from(slot)];
            let is_there = |&row: &usize| {
                let (from, to) = spans.get(row);
                escaped >> row & 1 == 0 && !is_null(&block.bytes()[from..to])
            };
            right = (0..right).take_while(is_there).count();
        }
        // What stands behind them is not to be touched.
        let kept = u64::MAX.checked_shr(64 - right as u32).unwrap_or(0);
        escaped.iter_mut().for_each(|rows| *rows &= kept);
        *not_available &= kept;
        right
    }

    /// Fills every column; gives how many rows are right, those behind are taken back.
    fn fill(&mut self, bytes: &mut [u8], rows: &mut Rows, count: usize) -> usize {
        let before = rows.table.rows();
        let mut refused = 0_u64;
        self.undo.clear();
        rows.table.mark();
        for (slot, column) in rows.table.columns.iter_mut().enumerate() {
            let used =
                self.templates.iter().enumerate().filter(|(at, _)| self.found.used >> at & 1 == 1);
            if !used.map(|(_, template)| template).any(|template| template.has(slot as u8)) {
                column.push_nulls(count);
                continue;
            }
            let spans = &mut self.found.spans[slot];
            spans.resize(count);
            let escaped = self.found.escaped[slot];
            if escaped != 0 {
                refused |= unescape_all(bytes, spans, escaped, &mut self.plain, &mut self.undo);
            }
            refused |= column.fill(bytes, spans);
            if self.found.not_available != 0 && rows.profile.columns[slot].kind == Kind::Invoice {
                column.note_absent(self.found.not_available, count);
            }
        }
        let columns = rows.table.columns.len();
        for slot in columns..columns + self.extras.count() {
            refused |= self.spoiled_extras(bytes, slot);
        }
        let good = (refused.trailing_zeros() as usize).min(count);
        if good < count {
            rows.table.truncate(before + good);
            self.undo.put_back(bytes);
            self.group = good.max(1);
        } else {
            self.group = (self.group * 2).min(GROUP);
        }
        good
    }

    /// The rows whose value under an extra name has an escape that JSON does not have.
    fn spoiled_extras(&self, bytes: &[u8], slot: usize) -> u64 {
        let mut left = self.found.escaped[slot];
        let mut spoiled = 0;
        while left != 0 {
            let row = left.trailing_zeros() as usize;
            let (start, end) = self.found.spans[slot].get(row);
            if escape::check(&bytes[start..end]).is_err() {
                spoiled |= 1 << row;
            }
            left &= left - 1;
        }
        spoiled
    }

    /// Adds what belongs to whole rows and marks them as read.
    fn pass_over(
        &mut self,
        block: &mut Block,
        rows: &mut Rows,
        position: &mut Position,
        count: usize,
    ) {
        let first = rows.table.rows();
        let begin = block.start() as u32;
        let (mut lines, mut from) = (0, begin);
        let (mut starts, mut before) = ([0; GROUP], [0; GROUP]);
        for (row, &end) in self.found.ends.iter().enumerate().take(count) {
            let template = &self.templates[usize::from(self.found.template[row])];
            starts[row] = position.offset + u64::from(from + template.lead - begin);
            before[row] = position.line + lines + u64::from(template.lead_lines);
            lines += u64::from(template.lines);
            from = end;
            if !template.extras.is_empty() {
                self.keep_extras(block.bytes(), rows, template, first, row);
            }
        }
        rows.table.offsets.extend_from_slice(&starts[..count]);
        rows.table.lines.extend_from_slice(&before[..count]);
        let passed = (from - begin) as usize;
        *position = position.beyond(passed as u64, lines);
        block.advance(passed, 0);
    }

    /// Adds to `_extra` what a row has under names that the schema does not know.
    #[inline(never)]
    fn keep_extras(
        &self,
        bytes: &[u8],
        rows: &mut Rows,
        template: &Template,
        first: usize,
        row: usize,
    ) {
        let mut plain = Vec::new();
        for &slot in &template.extras {
            let slot = usize::from(slot);
            let (start, end) = self.found.spans[slot].get(row);
            let mut text = &bytes[start..end];
            if self.found.escaped[slot] >> row & 1 == 1 {
                plain.clear();
                // Found to be right before the row was taken.
                let _ = escape::unescape(text, &mut plain);
                text = &plain;
            }
            if let Some(name) = self.extras.name(slot - rows.profile.columns.len())
                && !is_null(text)
            {
                rows.table.extra.push(first + row, name, text);
            }
        }
    }
}

/// What stood in the block where escapes have been taken out, to be put back for the exact path.
#[derive(Default)]
struct Undo {
    starts: Vec<(u32, u32)>,
    text: Vec<u8>,
}

impl Undo {
    fn clear(&mut self) {
        self.starts.clear();
        self.text.clear();
    }

    fn add(&mut self, start: usize, text: &[u8]) {
        self.starts.push((start as u32, text.len() as u32));
        self.text.extend_from_slice(text);
    }

    #[cold]
    fn put_back(&self, bytes: &mut [u8]) {
        let mut rest = &self.text[..];
        for &(start, length) in &self.starts {
            let (text, after) = rest.split_at(length as usize);
            bytes[start as usize..][..text.len()].copy_from_slice(text);
            rest = after;
        }
    }
}

/// Takes the escapes out of the cells of a column, in their own place: no text is longer without them.
/// Gives the rows with an escape that JSON does not have.
fn unescape_all(
    bytes: &mut [u8],
    spans: &mut Spans,
    mut escaped: u64,
    plain: &mut Vec<u8>,
    undo: &mut Undo,
) -> u64 {
    let mut spoiled = 0;
    while escaped != 0 {
        let row = escaped.trailing_zeros() as usize;
        escaped &= escaped - 1;
        let (start, end) = spans.get(row);
        plain.clear();
        if escape::unescape(&bytes[start..end], plain).is_err() {
            spoiled |= 1 << row;
            continue;
        }
        undo.add(start, &bytes[start..end]);
        bytes[start..start + plain.len()].copy_from_slice(plain);
        spans.set(row, start as u32, (start + plain.len()) as u32);
    }
    spoiled
}
