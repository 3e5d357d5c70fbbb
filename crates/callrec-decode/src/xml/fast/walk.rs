//! The loop over records that come as predicted.

use std::ops::Range;

use super::template::{Choices, Counts, NONE, Next, Segment, Target, Template};
use super::{Entry, Rough, Stands};
use crate::column::{GROUP, Spans};
use crate::scan::{CHUNK, Literal, MarkupWork, PADDING};

/// Bytes at hand from which on a segment that does not come is one that has not been seen, and not one
/// that is cut off.
const SURE: usize = 1024;

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
    pub(super) group: &'a mut Group,
}

/// A record that was walked to its end.
struct Walked {
    start: usize,
    end: usize,
    lines: u32,
    lines_behind: u32,
    /// Columns that have a cell.
    cells: u64,
}

impl MarkupWork for Walk<'_> {
    type Output = ();

    #[inline(always)]
    fn run(
        mut self,
        stop: impl Fn(&[u8; CHUNK]) -> u32,
        same: impl Fn(&[u8; CHUNK], &Literal) -> bool,
    ) {
        self.group.extra.clear();
        self.group.rough.clear();
        self.group.stopped = true;
        self.group.unknown = false;
        self.group.cut = false;
        let (mut at, mut lines, mut bytes) = (self.at, 0, 0);
        let mut count = 0;
        while count < self.most.min(GROUP) && bytes < self.most_bytes {
            let before = (self.group.extra.len(), self.group.rough.len());
            let Some(record) = self.record(count, at, lines, &stop, &same) else {
                self.group.extra.truncate(before.0);
                self.group.rough.truncate(before.1);
                self.group.count = count;
                return;
            };
            bytes += record.end - record.start;
            (at, lines) = (record.end, record.lines_behind);
            self.group.starts[count] = record.start as u32;
            self.group.ends[count] = record.end as u32;
            self.group.lines[count] = record.lines;
            self.group.lines_behind[count] = record.lines_behind;
            self.group.cells[count] = record.cells;
            count += 1;
        }
        self.group.count = count;
        self.group.stopped = false;
    }
}

impl Walk<'_> {
    /// Walks over one record; `None` where it is not as predicted.
    #[inline(always)]
    fn record(
        &mut self,
        row: usize,
        from: usize,
        lines_before: u32,
        stop: &impl Fn(&[u8; CHUNK]) -> u32,
        same: &impl Fn(&[u8; CHUNK], &Literal) -> bool,
    ) -> Option<Walked> {
        let Self { bytes, spans, group, field_bytes, .. } = self;
        let (bytes, field_bytes) = (*bytes, *field_bytes);
        let Template { segments, choices, last, .. } = &mut *self.template;
        let segments = &mut segments[..];
        let (mut at, mut counts) = (from, Counts::new(lines_before, 0));
        let (mut names, mut cells) = (0_u64, 0_u64);
        let (mut before, mut first) = (*last, NONE);
        let mut likely = segments.get(usize::from(before)).map_or(NONE, |before| before.likely);
        loop {
            let index = match segments.get(usize::from(likely)) {
                Some(segment) if is(segment, bytes, at, same) => likely,
                _ => {
                    let Some(index) = choice(segments, choices, first, before, bytes, at, same)
                    else {
                        // At the end of the bytes nothing can be said.
                        group.unknown = at + SURE <= bytes.len();
                        group.cut = !group.unknown;
                        return None;
                    };
                    if let Some(before) = segments.get_mut(usize::from(before)) {
                        before.likely = index;
                    }
                    index
                }
            };
            let segment = segments.get(usize::from(index))?;
            if first == NONE {
                first = index;
            }
            if names & segment.names != 0 {
                return None;
            }
            names |= segment.names;
            cells |= segment.cells;
            counts += segment.counts;
            if !segment.is_bare {
                constants(segment, index, row, at, spans, group);
            }
            at += segment.length as usize;
            (before, likely) = (index, segment.likely);
            if segment.next == Next::End {
                break;
            }
            let start = at;
            let Some(near) = chunk(bytes, at) else {
                group.cut = true;
                return None;
            };
            let stops = stop(near);
            let place = stops.trailing_zeros() as usize % CHUNK;
            let mut is_plain = true;
            let mut padded = near[0] == b' ';
            if stops != 0 && near[place] == b'<' {
                at += place;
                // For an empty text another byte is looked at, which does no harm.
                padded |= near[place.wrapping_sub(1) % CHUNK] == b' ';
            } else {
                // A longer text, or one with something in it that is not the end.
                loop {
                    let Some(chunk) = chunk(bytes, at) else {
                        group.cut = true;
                        return None;
                    };
                    let stops = stop(chunk);
                    if stops == 0 {
                        at += CHUNK;
                        continue;
                    }
                    let place = stops.trailing_zeros() as usize % CHUNK;
                    at += place;
                    if chunk[place] == b'<' {
                        break;
                    }
                    is_plain = false;
                    at += 1;
                }
                padded |= bytes.get(at.wrapping_sub(1)) == Some(&b' ');
            }
            if at - start > field_bytes {
                return None;
            }
            match segment.target {
                Target::Column(column) if is_plain && !padded => {
                    spans.get_mut(usize::from(column))?.set(row, start as u32, at as u32);
                }
                _ => {
                    let lines = unusual(bytes, start..at, is_plain, segment, row, spans, group)?;
                    counts += Counts::new(lines, 0);
                }
            }
        }
        let (lead_bytes, lead_lines) = segments.get(usize::from(first))?.lead;
        let start = from + lead_bytes as usize;
        let fits = at - start <= self.record_bytes && counts.values() as usize <= self.values;
        // Kernels may read beyond the cells.
        group.cut = at + PADDING > bytes.len();
        if !fits || group.cut {
            return None;
        }
        *last = before;
        let (lines, lines_behind) = (lines_before + lead_lines, counts.lines());
        Some(Walked { start, end: at, lines, lines_behind, cells })
    }
}

/// Places what the segment at `at` holds itself.
#[inline(never)]
fn constants(
    segment: &Segment,
    index: u16,
    row: usize,
    at: usize,
    spans: &mut [Spans],
    group: &mut Group,
) {
    for &(column, place, length) in &segment.constants {
        let start = at as u32 + place;
        if let Some(spans) = spans.get_mut(usize::from(column)) {
            spans.set(row, start, start + length);
        }
    }
    if !segment.extra.is_empty() {
        let (row, text) = (row as u8, Stands::InMarkup);
        group.extra.push(Entry { row, text, index, start: 0, end: 0 });
    }
}

/// Places a text behind the segment that is not a plain cell of a column. Gives its line ends, `None`
/// where only the exact path may judge it.
#[inline(never)]
fn unusual(
    bytes: &[u8],
    text: Range<usize>,
    is_plain: bool,
    segment: &Segment,
    row: usize,
    spans: &mut [Spans],
    group: &mut Group,
) -> Option<u32> {
    let target = segment.target;
    let (mut lines, mut stands) = (0, Stands::Plain);
    let (mut from, mut to) = (text.start, text.end);
    if is_plain {
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

#[inline(always)]
fn chunk(bytes: &[u8], at: usize) -> Option<&[u8; CHUNK]> {
    bytes.get(at..)?.first_chunk()
}

/// Whether the text of the segment stands at `at`; false at the end of the bytes.
#[inline(always)]
fn is(
    segment: &Segment,
    bytes: &[u8],
    at: usize,
    same: &impl Fn(&[u8; CHUNK], &Literal) -> bool,
) -> bool {
    chunk(bytes, at).is_some_and(|chunk| same(chunk, &segment.head))
        && (segment.rest.is_empty() || is_rest(segment, bytes, at, same))
}

#[inline(always)]
fn is_rest(
    segment: &Segment,
    bytes: &[u8],
    at: usize,
    same: &impl Fn(&[u8; CHUNK], &Literal) -> bool,
) -> bool {
    let Some(text) = bytes.get(at + CHUNK..at + CHUNK + segment.rest.len() * CHUNK) else {
        return false;
    };
    let mut chunks = text.as_chunks::<CHUNK>().0.iter().zip(&segment.rest);
    chunks.all(|(chunk, literal)| same(chunk, literal))
}

/// The segment that comes at `at`: after `before`, or `first` in a record.
#[inline(always)]
fn choice(
    segments: &[Segment],
    choices: &[Choices],
    first: u16,
    before: u16,
    bytes: &[u8],
    at: usize,
    same: &impl Fn(&[u8; CHUNK], &Literal) -> bool,
) -> Option<u16> {
    let after = match segments.get(usize::from(before)).map(|before| before.next) {
        Some(Next::Slot(slot)) if first != NONE => usize::from(slot) + 1,
        _ => 0,
    };
    let choices = choices.get(after)?;
    let mut those = choices.segments.get(..choices.count)?.iter().copied();
    those.find(|&index| {
        segments.get(usize::from(index)).is_some_and(|segment| is(segment, bytes, at, same))
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
