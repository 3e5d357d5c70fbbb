//! From a record that the exact path has taken to segments.

use std::sync::Arc;

use super::super::cells::Cells;
use super::super::layout::{Column, Layout, Source};
use super::super::position::Position;
use super::super::token::{Kind, Scanner};
use super::super::values::Values;
use super::super::{name, tag};
use super::template::{Constant, Counts, NONE, Next, Segment, Target, Template};
use crate::Limits;
use crate::scan::{CHUNK, Literal};

/// Bits for names.
const BITS: usize = u64::BITS as usize;

/// A segment that is being read.
struct Open {
    /// Slot before it; `None` at the start of the record.
    after: Option<u16>,
    from: usize,
    /// Where the whole elements in it begin, and where they end.
    inner: (usize, usize),
    names: u64,
}

/// Adds the segments of `record`, which was accepted, and of the white space `gap` before it, where
/// that is known. A record with anything that this module does not deal with is left out, as a whole
/// or from there on.
pub(super) fn learn(
    template: &mut Template,
    gap: Option<&[u8]>,
    record: &[u8],
    layout: &Layout,
    limits: &Limits,
) -> Option<()> {
    let mut scanner = Scanner::default();
    let mut depth = 0_usize;
    let mut at = 0;
    let mut open = Open { after: None, from: 0, inner: (0, 0), names: 0 };
    // The child that was opened last, if nothing but its text has come since.
    let mut leaf: Option<(&str, usize)> = None;
    while at < record.len() {
        let (kind, length) = scanner.next(&record[at..]).ok()??;
        let token = &record[at..at + length];
        let end = at + length;
        match kind {
            Kind::Comment | Kind::CData | Kind::Instruction => return None,
            Kind::Text if depth == 1 && !token.iter().all(u8::is_ascii_whitespace) => return None,
            Kind::Text => {}
            Kind::Start => {
                let element = tag::name(kind, token).ok()?;
                let bare = token.len() == element.len() + 2;
                match depth {
                    0 => {
                        if !bare || !name::is_any(element, layout.items) || !template.of(element) {
                            return None;
                        }
                        open.inner = (end, end);
                    }
                    1 => leaf = bare.then_some((element, at)),
                    _ => leaf = None,
                }
                if depth == 1 {
                    note(template, &mut open, element, layout)?;
                }
                depth += 1;
            }
            Kind::Empty => {
                let element = tag::name(kind, token).ok()?;
                leaf = None;
                match depth {
                    0 => return None,
                    1 => {
                        note(template, &mut open, element, layout)?;
                        open.inner.1 = end;
                    }
                    _ => {}
                }
            }
            Kind::End => {
                depth -= 1;
                match (depth, leaf.take()) {
                    (0, _) => {
                        finish(template, gap, record, &open, end, Next::End, layout, limits)?;
                    }
                    (1, Some((element, started))) => {
                        // A child with text alone: its start tag ends a segment, its end tag begins
                        // the next.
                        let text = started + element.len() + 2;
                        let target = target(element, layout);
                        let slot = template.slot(element, target)?;
                        finish(
                            template,
                            gap,
                            record,
                            &open,
                            text,
                            Next::Slot(slot),
                            layout,
                            limits,
                        )?;
                        open = Open { after: Some(slot), from: at, inner: (end, end), names: 0 };
                    }
                    (1, None) => open.inner.1 = end,
                    _ => {}
                }
            }
        }
        at = end;
    }
    Some(())
}

/// Notes a child of the record in the segment; `None` if it is there already.
fn note(template: &mut Template, open: &mut Open, element: &str, layout: &Layout) -> Option<()> {
    let bit = match column(element, layout) {
        Some((index, _)) => index,
        None => {
            let folded = name::folded(element);
            let known = template.names.iter().position(|name| **name == *folded);
            let bit = layout.columns.len() + known.unwrap_or(template.names.len());
            if known.is_none() && bit < BITS {
                template.names.push(folded.into());
            }
            bit
        }
    };
    if bit >= BITS || open.names >> bit & 1 == 1 {
        return None;
    }
    open.names |= 1 << bit;
    Some(())
}

fn column<'a>(element: &str, layout: &'a Layout) -> Option<(usize, &'a Column)> {
    let mut columns = layout.columns.iter().enumerate();
    columns.find(|(_, column)| name::is_any(element, column.names()))
}

fn target(element: &str, layout: &Layout) -> Target {
    match column(element, layout) {
        Some((index, Column { source: Source::Token(_), .. })) => Target::Token(index as u16),
        Some((index, _)) => Target::Column(index as u16),
        None => Target::Extra,
    }
}

#[allow(clippy::too_many_arguments, reason = "one segment, seen from all sides")]
fn finish(
    template: &mut Template,
    gap: Option<&[u8]>,
    record: &[u8],
    open: &Open,
    end: usize,
    next: Next,
    layout: &Layout,
    limits: &Limits,
) -> Option<()> {
    let mut markup = &record[open.from..end];
    let joined;
    let mut lead = (0, 0);
    if open.after.is_none() {
        // Without its gap the beginning of a record cannot be predicted; what follows can.
        let Some(gap) = gap else { return Some(()) };
        joined = [gap, markup].concat();
        markup = &joined;
        lead = (gap.len() as u32, lines(gap));
    }
    if template.knows(open.after, markup) {
        return Some(());
    }
    // The whole elements in the markup are read as the exact path would read them in the record.
    let inner = std::str::from_utf8(&record[open.inner.0..open.inner.1]).ok()?;
    let (mut values, mut cells) = (Values::default(), Cells::default());
    values.read(&format!("<r>{inner}</r>"), layout, limits.attributes).ok()?;
    cells.pick(layout, &values, limits).ok()?;
    // A value of the record itself where only elements may stand.
    if values.iter().any(|entry| entry.name == "text()") {
        return None;
    }
    let mut constants = Vec::new();
    let mut given = 0;
    for column in 0..layout.columns.len() {
        let text = cells.text(column, &values);
        if crate::value::is_null(text.as_bytes()) {
            continue;
        }
        // Any place where the same text stands will do.
        let place = memchr::memmem::find(markup, text.as_bytes())?;
        constants.push((column as u16, place as u32, text.len() as u32));
        given |= 1 << column;
    }
    let mut extra: Vec<Constant> = Vec::new();
    cells.rest(&values, |name, text| extra.push((Arc::from(name), text.as_bytes().into())));
    let target = match next {
        Next::Slot(slot) => template.slots[usize::from(slot)].target,
        Next::End => Target::Extra,
    };
    if let Target::Column(column) | Target::Token(column) = target {
        given |= 1 << column;
    }
    let values = values.len() as u32 + u32::from(next != Next::End);
    let mut literals = markup.chunks(CHUNK).filter_map(Literal::new);
    let segment = Segment {
        head: literals.next()?,
        rest: literals.collect(),
        length: markup.len() as u32,
        lead,
        names: open.names,
        cells: given,
        counts: Counts::new(lines(markup), values),
        next,
        target,
        column: match target {
            Target::Column(column) => column,
            Target::Token(_) | Target::Extra => NONE,
        },
        is_plain: next != Next::End && constants.is_empty() && extra.is_empty(),
        constants: constants.into(),
        extra: extra.into(),
    };
    template.add(open.after, segment);
    Some(())
}

fn lines(text: &[u8]) -> u32 {
    (Position::START.after(text).line - 1) as u32
}
