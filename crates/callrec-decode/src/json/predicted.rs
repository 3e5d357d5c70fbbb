//! Whether records have the predicted text, and where their values stand.

use super::template::{SLOTS, Step, Template};
use crate::column::{GROUP, Spans};
use crate::options::Limits;
use crate::scan::{self, CHUNK, Literal, Text, Work};
use crate::value::is_null;

/// `N/A` as the provider escapes it, with the closing quote; it is null (reading E16).
const NOT_AVAILABLE: &[u8] = b"N\\/A\"";

/// Where the values of a group of records stand.
pub(super) struct Found {
    /// For each slot.
    pub(super) spans: Box<[Spans; SLOTS]>,
    /// For each slot the rows with escapes in their text, one bit each.
    pub(super) escaped: [u64; SLOTS],
    /// For each row the number of its template.
    pub(super) template: [u8; GROUP],
    /// The templates that any row has, one bit each.
    pub(super) used: u8,
    /// For each row the place behind its closing brace.
    pub(super) ends: [u32; GROUP],
}

impl Found {
    pub(super) fn new() -> Self {
        Self {
            spans: Box::new(std::array::from_fn(|_| Spans::new())),
            escaped: [0; SLOTS],
            template: [0; GROUP],
            used: 0,
            ends: [0; GROUP],
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
    /// Slots that must not be null.
    pub(super) required: &'a [u8],
}

/// Reads as many records in a row as have the text of a template; gives their number.
pub(super) struct Read<'a> {
    shape: Shape<'a>,
    templates: &'a [Template],
    start: usize,
    most: usize,
    found: &'a mut Found,
}

impl<'a> Read<'a> {
    pub(super) fn new(
        shape: Shape<'a>,
        templates: &'a [Template],
        start: usize,
        most: usize,
        found: &'a mut Found,
    ) -> Self {
        Self { shape, templates, start, most, found }
    }
}

impl Work for Read<'_> {
    type Output = usize;

    #[inline(always)]
    fn run(
        self,
        text: impl Fn(&[u8; CHUNK]) -> Text + Copy,
        same: impl Fn(&[u8; CHUNK], &Literal) -> bool + Copy,
    ) -> usize {
        let Self { shape, templates, start, most, found } = self;
        if shape.limits.field_bytes < CHUNK {
            // The length of a text that ends within one compare is not looked at.
            return 0;
        }
        found.escaped.fill(0);
        found.used = 0;
        let mut at = start;
        // Records of a kind tend to come together.
        let mut likely = 0;
        for row in 0..most.min(GROUP) {
            let mut number = likely;
            let mut tried = 0;
            let taken = loop {
                let Some(template) = templates.get(number) else { return row };
                let taken = shape.record(template, at, row, found, text, same);
                if taken.is_some() {
                    break taken;
                }
                let before = (1 << row) - 1;
                found.escaped.iter_mut().for_each(|rows| *rows &= before);
                tried += 1;
                if tried == templates.len() {
                    break None;
                }
                number = (number + 1) % templates.len();
            };
            let Some(end) = taken else { return row };
            at = end;
            likely = number;
            found.template[row] = number as u8;
            found.used |= 1 << number;
            found.ends[row] = end as u32;
        }
        most.min(GROUP)
    }
}

impl Shape<'_> {
    /// The end of the record of a template whose text starts at `start`; `None` if anything is not as
    /// it would be in nearly every record.
    #[inline(always)]
    fn record(
        &self,
        template: &Template,
        start: usize,
        row: usize,
        found: &mut Found,
        text: impl Fn(&[u8; CHUNK]) -> Text + Copy,
        same: impl Fn(&[u8; CHUNK], &Literal) -> bool + Copy,
    ) -> Option<usize> {
        let mut at = start;
        let mut high = 0;
        for step in &template.steps {
            let chunk = self.chunk(at)?;
            if same(chunk, &step.literal) {
                at += step.literal.length();
                if step.quoted {
                    let chunk = self.chunk(at)?;
                    let Text { stop, quote, high: letters } = text(chunk);
                    let first = quote & quote.wrapping_neg();
                    let before = first.wrapping_sub(1);
                    let slot = usize::from(step.slot) % SLOTS;
                    if first != 0 && stop & before == 0 {
                        high |= letters & before;
                        let end = at + step.length(first);
                        found.spans[slot].set(row, at as u32, end as u32);
                        at = end + 1;
                    } else if step.invoice && chunk.starts_with(NOT_AVAILABLE) {
                        let none = at as u32;
                        found.spans[slot].set(row, none, none);
                        at += NOT_AVAILABLE.len();
                    } else if let Some(length) = escaped_length(chunk, first, stop & before) {
                        high |= letters & before;
                        found.escaped[slot] |= 1 << row;
                        let end = at + length;
                        found.spans[slot].set(row, at as u32, end as u32);
                        at = end + 1;
                    } else {
                        at = self.long_text(step, at, row, found, &mut high)?;
                    }
                    continue;
                }
            } else if step.quoted && same(chunk, &step.bare) {
                at += step.bare.length();
            } else {
                return None;
            }
            if step.has_value {
                at = self.value(step, at, row, found, &mut high)?;
            }
        }
        if at > self.end || at - start - template.lead as usize > self.limits.record_bytes {
            return None;
        }
        for &slot in &template.absent {
            found.spans[usize::from(slot) % SLOTS].set(row, start as u32, start as u32);
        }
        for &slot in self.required {
            let slot = usize::from(slot) % SLOTS;
            let (from, to) = found.spans[slot].get(row);
            let escaped = found.escaped[slot] >> row & 1 == 1;
            if escaped || is_null(self.bytes.get(from..to)?) {
                return None;
            }
        }
        if high != 0 && simdutf8::basic::from_utf8(self.bytes.get(start..at)?).is_err() {
            return None;
        }
        Some(at)
    }

    #[inline(always)]
    fn chunk(&self, at: usize) -> Option<&[u8; CHUNK]> {
        self.bytes.get(at..)?.first_chunk()
    }

    /// The place behind a value that was not predicted to be a text, or is none.
    #[inline(always)]
    fn value(
        &self,
        step: &Step,
        at: usize,
        row: usize,
        found: &mut Found,
        high: &mut u32,
    ) -> Option<usize> {
        let (end, behind) = match *self.bytes.get(at)? {
            b'"' => return self.long_text(step, at + 1, row, found, high),
            b'n' if self.bytes.get(at..at + 4)? == b"null" => (at, at + 4),
            _ => {
                let end = self.number(at)?;
                (end, end)
            }
        };
        found.spans[usize::from(step.slot) % SLOTS].set(row, at as u32, end as u32);
        Some(behind)
    }

    /// The place behind the closing quote of a text of any length, with or without escapes, from
    /// behind its opening quote on.
    #[inline(never)]
    fn long_text(
        &self,
        step: &Step,
        start: usize,
        row: usize,
        found: &mut Found,
        high: &mut u32,
    ) -> Option<usize> {
        let slot = usize::from(step.slot) % SLOTS;
        if step.invoice && self.bytes.get(start..)?.starts_with(NOT_AVAILABLE) {
            found.spans[slot].set(row, start as u32, start as u32);
            return Some(start + NOT_AVAILABLE.len());
        }
        let mut at = start;
        let mut escaped = false;
        loop {
            at = scan::find_stop(self.bytes, at)?;
            match *self.bytes.get(at)? {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    at += 2;
                }
                _ => return None,
            }
            if at - start > self.limits.field_bytes {
                return None;
            }
        }
        let text = self.bytes.get(start..at)?;
        if text.len() > self.limits.field_bytes {
            return None;
        }
        *high |= u32::from(!text.is_ascii());
        found.escaped[slot] |= u64::from(escaped) << row;
        found.spans[slot].set(row, start as u32, at as u32);
        Some(at + 1)
    }

    /// The end of a number without an exponent.
    #[inline(always)]
    fn number(&self, start: usize) -> Option<usize> {
        let mut at = start + usize::from(*self.bytes.get(start)? == b'-');
        match self.bytes.get(at)? {
            b'0' => at += 1,
            b'1'..=b'9' => at = self.digits(at),
            _ => return None,
        }
        if *self.bytes.get(at)? == b'.' {
            let fraction = at + 1;
            at = self.digits(fraction);
            if at == fraction {
                return None;
            }
        }
        (at - start <= self.limits.field_bytes).then_some(at)
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

/// The length of a text with escapes that ends within a chunk, at the first quote; `None` where that may
/// be escaped itself, or anything else stops the text.
#[inline(always)]
fn escaped_length(chunk: &[u8; CHUNK], quote: u32, stops: u32) -> Option<usize> {
    let length = quote.trailing_zeros() as usize;
    let is_backslash = |at: usize| chunk.get(at) == Some(&b'\\');
    if quote == 0 || is_backslash(length.wrapping_sub(1)) {
        return None;
    }
    let mut left = stops;
    while left != 0 {
        if !is_backslash(left.trailing_zeros() as usize) {
            return None;
        }
        left &= left - 1;
    }
    Some(length)
}
