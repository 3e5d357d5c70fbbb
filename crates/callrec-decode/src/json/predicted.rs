//! Whether records have the predicted text, and where their values stand.

use super::template::{SLOTS, Step, Template};
use crate::column::{GROUP, Spans};
use crate::options::Limits;
use crate::scan::{CHUNK, Cursor, Known, Literal, Stops, WINDOW, Work};

/// `N/A` as the provider escapes it; with the quote behind it, it is null (reading E16).
const NOT_AVAILABLE: u32 = u32::from_le_bytes(*b"N\\/A");
/// Bytes ahead of a record whose stops are looked for beforehand: most records are shorter.
const AHEAD: usize = 4096;

/// Somewhere behind the place that was looked at last.
const UNKNOWN: u32 = u32::MAX;

/// Where the values of a group of records stand.
pub(super) struct Found {
    /// For each slot.
    pub(super) spans: Box<[Spans; SLOTS]>,
    /// For each slot the rows with escapes in their text, one bit each.
    pub(super) escaped: [u64; SLOTS],
    /// The rows whose invoice is not available, one bit each.
    pub(super) not_available: u64,
    /// For each row the number of its template.
    pub(super) template: [u8; GROUP],
    /// The templates that any row has, one bit each.
    pub(super) used: u8,
    /// For each row the place behind its closing brace.
    pub(super) ends: [u32; GROUP],
    /// Whether any byte near them may be no ASCII.
    pub(super) high: bool,
}

impl Found {
    pub(super) fn new() -> Self {
        // On the heap one by one: the stack of a host's thread may be small.
        let spans: Box<[Spans]> = (0..SLOTS).map(|_| Spans::new()).collect();
        Self {
            spans: spans.try_into().ok().expect("as many as there are slots"),
            escaped: [0; SLOTS],
            not_available: 0,
            template: [0; GROUP],
            used: 0,
            ends: [0; GROUP],
            high: false,
        }
    }
}

/// What does not change from record to record.
#[derive(Clone, Copy)]
pub(super) struct Shape<'a> {
    /// Padded behind `end`, where the input ends.
    pub(super) bytes: &'a [u8],
    pub(super) end: usize,
    pub(super) limits: Limits,
    /// Bytes up to which a record is within every limit.
    pub(super) short: usize,
}

/// Reads as many records in a row as have the text of a template; gives their number.
pub(super) struct Read<'a> {
    pub(super) shape: Shape<'a>,
    pub(super) templates: &'a [Template],
    pub(super) start: usize,
    pub(super) most: usize,
    pub(super) stops: &'a mut Stops,
    pub(super) found: &'a mut Found,
}

impl Work for Read<'_> {
    type Output = usize;

    #[inline(always)]
    fn run(self, same: impl Fn(&[u8; CHUNK], &Literal) -> bool + Copy) -> usize {
        let Self { shape, templates, start, most, stops, found } = self;
        found.escaped.fill(0);
        found.not_available = 0;
        found.used = 0;
        found.high = stops.high();
        let mut at = start as u32;
        // Records of a kind tend to come together.
        let mut likely = 0;
        let mut row = 0;
        while row < most.min(GROUP) {
            let place = at as usize;
            if !stops.reach(place, AHEAD) && stops.more(shape.bytes, shape.end, place) {
                found.high |= stops.high();
            }
            let known = stops.known(shape.bytes);
            let Some(cursor) = known.cursor(at) else { return row };
            let mut number = likely;
            let mut tried = 0;
            let mut farthest = 0;
            let taken = loop {
                let Some(template) = templates.get(number) else { return row };
                match shape.record(template, cursor, row, found, same) {
                    Ok(end) => break Some(end),
                    Err(at) => farthest = farthest.max(at),
                }
                let before = (1 << row) - 1;
                found.escaped.iter_mut().for_each(|rows| *rows &= before);
                found.not_available &= before;
                tried += 1;
                if tried == templates.len() {
                    break None;
                }
                number = (number + 1) % templates.len();
            };
            let Some(end) = taken else {
                // What came behind the known stops may have been misread.
                let misread = farthest as usize + WINDOW + CHUNK > stops.to();
                if misread && stops.more(shape.bytes, shape.end, place) {
                    found.high |= stops.high();
                    continue;
                }
                return row;
            };
            at = end;
            likely = number;
            found.template[row] = number as u8;
            found.used |= 1 << number;
            found.ends[row] = at;
            row += 1;
        }
        row
    }
}

impl Shape<'_> {
    /// The end of the record of a template whose text starts at the cursor; or else about where something
    /// is not as it would be in nearly every record.
    #[inline(always)]
    fn record(
        &self,
        template: &Template,
        mut cursor: Cursor<'_>,
        row: usize,
        found: &mut Found,
        same: impl Fn(&[u8; CHUNK], &Literal) -> bool + Copy,
    ) -> Result<u32, u32> {
        let start = cursor.at();
        for step in &template.steps {
            let mut at = cursor.at();
            if same(cursor.chunk(), &step.literal) {
                if step.quoted {
                    if let Some((from, to)) = cursor.quoted(&step.literal) {
                        found.spans[step.slot % SLOTS].set(row, from, to);
                        continue;
                    }
                    at += step.literal.length();
                    at = self.odd_text(step, at, row, cursor.known(), found).ok_or(UNKNOWN)?;
                    cursor.go(at).ok_or(UNKNOWN)?;
                    continue;
                }
                at += step.literal.length();
            } else if step.quoted && same(cursor.chunk(), &step.bare) {
                at += step.bare.length();
            } else {
                return Err(at);
            }
            if step.has_value {
                at = self.value(step, at, row, cursor.known(), found).ok_or(UNKNOWN)?;
            }
            cursor.go(at).ok_or(UNKNOWN)?;
        }
        let at = cursor.at();
        let length = (at - start) as usize;
        if at as usize > self.end || length > self.short {
            return self.long_record(template, start, at, row, found);
        }
        Ok(at)
    }

    /// The limits, for a record that is longer than one of them or not all there.
    #[cold]
    #[inline(never)]
    fn long_record(
        &self,
        template: &Template,
        start: u32,
        end: u32,
        row: usize,
        found: &Found,
    ) -> Result<u32, u32> {
        let length = (end - start - template.lead) as usize;
        let fits = |step: &Step| {
            let (from, to) = found.spans[step.slot % SLOTS].get(row);
            to - from <= self.limits.field_bytes
        };
        let right = end as usize <= self.end
            && length <= self.limits.record_bytes
            && template.steps.iter().filter(|step| step.has_value).all(fits);
        if right { Ok(end) } else { Err(end) }
    }

    /// The place behind a value that was not predicted to be a text, or is none.
    #[inline(always)]
    fn value(
        &self,
        step: &Step,
        at: u32,
        row: usize,
        stops: Known<'_>,
        found: &mut Found,
    ) -> Option<u32> {
        let from = at as usize;
        let (end, behind) = match *self.bytes.get(from)? {
            b'"' => return self.odd_text(step, at + 1, row, stops, found),
            b'n' if self.bytes.get(from..from + 4) == Some(b"null") => (from, from + 4),
            _ => {
                let end = self.number(from)?;
                (end, end)
            }
        };
        found.spans[step.slot % SLOTS].set(row, at, end as u32);
        Some(behind as u32)
    }

    /// The place behind the closing quote of a text with or without escapes, from behind its opening
    /// quote on.
    #[inline(always)]
    fn odd_text(
        &self,
        step: &Step,
        at: u32,
        row: usize,
        stops: Known<'_>,
        found: &mut Found,
    ) -> Option<u32> {
        if step.invoice {
            let from = at as usize;
            let [word @ .., quote] = self.bytes.get(from..from + 5)?.first_chunk::<5>()?;
            if u32::from_le_bytes(*word) == NOT_AVAILABLE && *quote == b'"' {
                found.spans[step.slot % SLOTS].set(row, at, at);
                found.not_available |= 1 << row;
                return Some(at + 5);
            }
        }
        self.escaped_text(step, at, row, stops, found)
    }

    #[inline(never)]
    fn escaped_text(
        &self,
        step: &Step,
        start: u32,
        row: usize,
        stops: Known<'_>,
        found: &mut Found,
    ) -> Option<u32> {
        let slot = step.slot % SLOTS;
        let mut at = start;
        let mut escaped = 0;
        let end = loop {
            at = stops.next(at)?;
            match self.bytes.get(at as usize)? {
                b'"' => break at,
                b'\\' => {
                    escaped = 1;
                    at += 2;
                }
                _ => return None,
            }
        };
        found.escaped[slot] |= escaped << row;
        found.spans[slot].set(row, start, end);
        Some(end + 1)
    }

    /// The end of a number without an exponent.
    #[inline(always)]
    fn number(&self, start: usize) -> Option<usize> {
        let whole = start + usize::from(*self.bytes.get(start)? == b'-');
        let first = *self.bytes.get(whole)?;
        let mut at = self.digits(whole);
        // Not two branches: whether a number is 0 cannot be guessed.
        if (at == whole) | (first == b'0') & (at > whole + 1) {
            return None;
        }
        if *self.bytes.get(at)? == b'.' {
            let fraction = at + 1;
            at = self.digits(fraction);
            if at == fraction {
                return None;
            }
        }
        Some(at)
    }

    /// The place behind the digits from `at` on.
    #[inline(always)]
    fn digits(&self, mut at: usize) -> usize {
        while let Some(word) = self.bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
            let values = u64::from_le_bytes(*word) ^ 0x3030_3030_3030_3030;
            // Adding carries into the high bit where there is no digit, and further only upwards.
            let others =
                (values.wrapping_add(0x7676_7676_7676_7676) | values) & 0x8080_8080_8080_8080;
            if others != 0 {
                return at + (others.trailing_zeros() / 8) as usize;
            }
            at += 8;
        }
        at
    }
}
