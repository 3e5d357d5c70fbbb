//! The loop over records that come as predicted.

use std::ops::Range;

use super::template::{Choices, LONGEST, NONE, Next, Segment, Shape, Target, Template};
use super::{Entry, Rough, Stands};
use crate::column::{GROUP, Spans};
use crate::scan::{CHUNK, Cursor, Literal, PADDING, Stops, Syntax, WINDOW, Work};

/// Bytes at hand from which on a segment that does not come is one that has not been seen, and not one
/// that is cut off.
const SURE: usize = 1024;

/// Bytes ahead of a record whose stops are looked for beforehand: most records are shorter.
const AHEAD: usize = 2048;

/// Records that came as predicted.
pub(super) struct Group {
    pub(super) count: usize,
    /// Start and end of each record's element.
    pub(super) starts: [u32; GROUP],
    pub(super) ends: [u32; GROUP],
    /// Line ends before each element and up to its end, from the start of the group.
    pub(super) lines: [u32; GROUP],
    pub(super) lines_behind: [u32; GROUP],
    /// Columns that each record has a cell of, one bit each.
    pub(super) cells: [u64; GROUP],
    pub(super) extra: Vec<Entry>,
    /// Texts that are not the cells as they stand, in the order of the records.
    pub(super) rough: Vec<Rough>,
    /// The walk ended at something that is not as predicted, or at the end of the bytes.
    pub(super) stopped: bool,
    /// It ended at markup that has not been seen.
    pub(super) unknown: bool,
    /// It ended where more bytes may show that the record is as predicted.
    pub(super) cut: bool,
}

impl Group {
    pub(super) fn new() -> Self {
        Self {
            count: 0,
            starts: [0; GROUP],
            ends: [0; GROUP],
            lines: [0; GROUP],
            lines_behind: [0; GROUP],
            cells: [0; GROUP],
            extra: Vec::new(),
            rough: Vec::new(),
            stopped: false,
            unknown: false,
            cut: false,
        }
    }
}

/// Walks from the end of one record over those that follow.
pub(super) struct Walk<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    /// Records at most.
    pub(super) most: usize,
    /// Bytes of records after which no further one is begun.
    pub(super) most_bytes: usize,
    /// Bytes of a record at most.
    pub(super) record_bytes: usize,
    /// Bytes of a text at most.
    pub(super) field_bytes: usize,
    /// Values of a record at most.
    pub(super) values: usize,
    pub(super) template: &'a mut Template,
    pub(super) spans: &'a mut [Spans],
    pub(super) stops: &'a mut Stops,
    pub(super) group: &'a mut Group,
}

/// A record that was walked to its end.
struct Walked {
    start: u32,
    end: u32,
    lines: u32,
    lines_behind: u32,
    /// Columns that have a cell.
    cells: u64,
}

/// A limit for fields below this is the exact path's: the length of a text in one window is not looked at.
const SHORTEST_FIELD: usize = 64;

/// Somewhere behind the place that was looked at last.
const UNKNOWN: u32 = u32::MAX;

impl Work for Walk<'_> {
    type Output = ();

    #[inline(always)]
    fn run(mut self, same: impl Fn(&[u8; CHUNK], &Literal) -> bool + Copy) {
        self.group.extra.clear();
        self.group.rough.clear();
        self.group.stopped = true;
        self.group.unknown = false;
        self.group.cut = false;
        self.group.count = 0;
        if self.field_bytes < SHORTEST_FIELD {
            return;
        }
        // Kernels may read beyond the cells.
        let Some(end) = self.bytes.len().checked_sub(PADDING) else {
            self.group.cut = true;
            return;
        };
        let (mut at, mut lines, mut bytes) = (self.at as u32, 0, 0);
        while self.group.count < self.most.min(GROUP) && bytes < self.most_bytes {
            let count = self.group.count;
            let before = (self.group.extra.len(), self.group.rough.len());
            let place = at as usize;
            if !self.stops.reach(place, AHEAD) {
                self.stops.more(self.bytes, end, place);
            }
            let missed = match self.record(count, at, lines, same) {
                Ok(record) => {
                    (at, lines) = (record.end, record.lines_behind);
                    bytes += (at - record.start) as usize;
                    self.group.starts[count] = record.start;
                    self.group.ends[count] = at;
                    self.group.lines[count] = record.lines;
                    self.group.lines_behind[count] = record.lines_behind;
                    self.group.cells[count] = record.cells;
                    self.group.count += 1;
                    continue;
                }
                Err(at) => at,
            };
            self.group.extra.truncate(before.0);
            self.group.rough.truncate(before.1);
            // What came behind the known stops may have been misread.
            let misread = missed as usize + WINDOW + CHUNK > self.stops.to();
            if misread && self.stops.more(self.bytes, end, place) {
                continue;
            }
            self.group.cut |= misread;
            return;
        }
        self.group.stopped = false;
    }
}

impl Walk<'_> {
    /// Walks over one record; or gives about where it is not as predicted.
    #[inline(always)]
    fn record(
        &mut self,
        row: usize,
        from: u32,
        lines_before: u32,
        same: impl Fn(&[u8; CHUNK], &Literal) -> bool + Copy,
    ) -> Result<Walked, u32> {
        let Self { bytes, spans, stops, group, field_bytes, .. } = self;
        let (bytes, stops, field_bytes) = (*bytes, stops.known(bytes), *field_bytes);
        let mut cursor = stops.cursor(from).ok_or(UNKNOWN)?;
        let Template { segments, likely, choices, last, shapes, .. } = &mut *self.template;
        let (segments, likely) = (&segments[..], &mut likely[..]);
        let mut rough_lines = 0;
        let (mut chain, mut count) = ([NONE; LONGEST], 0);
        let mut index = likely.get(usize::from(*last)).map_or(NONE, |&index| index);
        let mut segment = match segments.get(usize::from(index)) {
            Some(segment) if is(segment, cursor, bytes, same) => segment,
            _ => {
                let found = choice(segments, choices, None, cursor, bytes, same);
                index = found.ok_or_else(|| group.lost(from, bytes))?;
                if let Some(likely) = likely.get_mut(usize::from(*last)) {
                    *likely = index;
                }
                segments.get(usize::from(index)).ok_or(from)?
            }
        };
        let first = segment;
        loop {
            // A record of more segments is the exact path's.
            *chain.get_mut(count).ok_or(from)? = index;
            count += 1;
            let start = cursor.at() + segment.length;
            if !segment.is_plain && odd(segment, index, row, cursor.at(), spans, group) {
                cursor.go(start).ok_or(UNKNOWN)?;
                break;
            }
            cursor.go(start).ok_or(UNKNOWN)?;
            if let Some(spans) = spans.get_mut(usize::from(segment.column))
                && let Some(end) = cursor.trimmed()
            {
                spans.set(row, start, end);
            } else {
                let mut end = stops.next(start).ok_or(UNKNOWN)?;
                while bytes.get(end as usize) != Some(&b'<') {
                    end = stops.next(end + 1).ok_or(UNKNOWN)?;
                }
                cursor.go(end).ok_or(UNKNOWN)?;
                if (end - start) as usize > field_bytes {
                    return Err(end);
                }
                let text = start as usize..end as usize;
                rough_lines += unusual(bytes, text, segment, row, spans, group).ok_or(end)?;
            }
            let after = likely.get_mut(usize::from(index)).ok_or(from)?;
            index = *after;
            segment = match segments.get(usize::from(index)) {
                Some(segment) if is(segment, cursor, bytes, same) => segment,
                _ => {
                    let found = choice(segments, choices, Some(segment.next), cursor, bytes, same);
                    index = found.ok_or_else(|| group.lost(cursor.at(), bytes))?;
                    *after = index;
                    segments.get(usize::from(index)).ok_or(from)?
                }
            };
        }
        let at = cursor.at();
        let Shape { cells, counts, .. } = shapes.get(segments, &chain).ok_or(from)?;
        let (lead_bytes, lead_lines) = first.lead;
        let start = from + lead_bytes;
        let length = (at - start) as usize;
        // Kernels may read beyond the cells.
        group.cut = at as usize + PADDING > bytes.len();
        if length > self.record_bytes || counts.values() as usize > self.values || group.cut {
            return Err(at);
        }
        *last = index;
        let lines = lines_before + lead_lines;
        let lines_behind = lines_before + counts.lines() + rough_lines;
        Ok(Walked { start, end: at, lines, lines_behind, cells })
    }
}

impl Group {
    /// No segment that is known comes at `at`.
    #[cold]
    fn lost(&mut self, at: u32, bytes: &[u8]) -> u32 {
        // At the end of the bytes nothing can be said.
        self.unknown = at as usize + SURE <= bytes.len();
        self.cut = !self.unknown;
        at
    }
}

/// Places what the segment at `at` holds itself; gives whether it ends the record.
#[inline(never)]
fn odd(
    segment: &Segment,
    index: u16,
    row: usize,
    at: u32,
    spans: &mut [Spans],
    group: &mut Group,
) -> bool {
    for &(column, place, length) in &segment.constants {
        let start = at + place;
        if let Some(spans) = spans.get_mut(usize::from(column)) {
            spans.set(row, start, start + length);
        }
    }
    if !segment.extra.is_empty() {
        let (row, text) = (row as u8, Stands::InMarkup);
        group.extra.push(Entry { row, text, index, start: 0, end: 0 });
    }
    segment.next == Next::End
}

/// Places a text behind the segment that is not a plain cell of a column. Gives its line ends, `None`
/// where only the exact path may judge it.
#[inline(never)]
fn unusual(
    bytes: &[u8],
    text: Range<usize>,
    segment: &Segment,
    row: usize,
    spans: &mut [Spans],
    group: &mut Group,
) -> Option<u32> {
    let target = segment.target;
    let (mut lines, mut stands) = (0, Stands::Plain);
    let (mut from, mut to) = (text.start, text.end);
    let is_rough = |&byte: &u8| Syntax::Xml.stops(byte);
    if !bytes[from..to].iter().any(is_rough) {
        (from, to) = trimmed(bytes, from, to);
    } else {
        lines = rough_lines(&bytes[text], target)?;
        stands = Stands::Rough(group.rough.len() as u32);
        let (start, end) = (from as u32, to as u32);
        group.rough.push(Rough { row: row as u8, target, start, end, text: 0..0 });
        // Nothing is there until the text has been read.
        to = from;
    }
    let (start, end) = (from as u32, to as u32);
    match (target, segment.next) {
        (Target::Column(column), _) => {
            spans.get_mut(usize::from(column))?.set(row, start, end);
        }
        (Target::Token(column), _) => {
            // White space of Unicode, too, is taken out by the exact path.
            let is_kept = |byte: &u8| *byte != b' ' && byte.is_ascii();
            if !bytes[from..to].iter().all(is_kept) {
                return None;
            }
            spans.get_mut(usize::from(column))?.set(row, start, end);
        }
        (Target::Extra, Next::Slot(slot)) => {
            group.extra.push(Entry { row: row as u8, text: stands, index: slot, start, end });
        }
        (Target::Extra, Next::End) => return None,
    }
    Some(lines)
}

/// Whether the text of the segment stands at the cursor; false at the end of the bytes.
#[inline(always)]
fn is(
    segment: &Segment,
    cursor: Cursor<'_>,
    bytes: &[u8],
    same: impl Fn(&[u8; CHUNK], &Literal) -> bool + Copy,
) -> bool {
    same(cursor.chunk(), &segment.head)
        && (segment.rest.is_empty() || is_rest(segment, bytes, cursor.at(), same))
}

#[inline(always)]
fn is_rest(
    segment: &Segment,
    bytes: &[u8],
    at: u32,
    same: impl Fn(&[u8; CHUNK], &Literal) -> bool + Copy,
) -> bool {
    let at = at as usize + CHUNK;
    let Some(text) = bytes.get(at..at + segment.rest.len() * CHUNK) else {
        return false;
    };
    let mut chunks = text.as_chunks::<CHUNK>().0.iter().zip(&segment.rest);
    chunks.all(|(chunk, literal)| same(chunk, literal))
}

/// The segment that comes at the cursor: behind a slot, or at the beginning of a record.
#[inline(always)]
fn choice(
    segments: &[Segment],
    choices: &[Choices],
    slot: Option<Next>,
    cursor: Cursor<'_>,
    bytes: &[u8],
    same: impl Fn(&[u8; CHUNK], &Literal) -> bool + Copy,
) -> Option<u16> {
    let after = match slot {
        Some(Next::Slot(slot)) => usize::from(slot) + 1,
        _ => 0,
    };
    let choices = choices.get(after)?;
    let mut those = choices.segments.get(..choices.count)?.iter().copied();
    those.find(|&index| {
        segments.get(usize::from(index)).is_some_and(|segment| is(segment, cursor, bytes, same))
    })
}

/// White space at both ends means nothing; of it only spaces come here.
fn trimmed(bytes: &[u8], mut start: usize, mut end: usize) -> (usize, usize) {
    while start < end && bytes[start] == b' ' {
        start += 1;
    }
    while start < end && bytes[end - 1] == b' ' {
        end -= 1;
    }
    (start, end)
}

/// Line ends in a text that is not plain; `None` where only the exact path may judge it.
#[cold]
#[inline(never)]
fn rough_lines(text: &[u8], target: Target) -> Option<u32> {
    let unusual = |byte: &u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | 0x7F);
    let is_token = matches!(target, Target::Token(_));
    if is_token || text.iter().any(unusual) || memchr::memmem::find(text, b"]]>").is_some() {
        return None;
    }
    u32::try_from(memchr::memchr_iter(b'\n', text).count()).ok()
}
