//! What the text of a record is predicted to be: that of a record before it, its values left out.

use std::sync::Arc;

use super::element::{Element, Target};
use super::grammar::Kind;
use super::profile::Profile;
use crate::column;
use crate::scan::{CHUNK, Literal};

/// Bytes between two records up to which a prediction is worth it.
const LONGEST_LEAD: usize = 256;
/// Names that the schema does not know for which values are predicted.
const MOST_EXTRAS: usize = 16;

/// Most slots: columns and the names behind them.
pub(super) const SLOTS: usize = 64;

/// A few predicted bytes, then a value or nothing.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// With the opening quote of the value, if that is predicted to be a text.
    pub(super) literal: Literal,
    /// Without the quote.
    pub(super) bare: Literal,
    /// Number of the column, or of the extra name behind the columns.
    pub(super) slot: usize,
    pub(super) has_value: bool,
    pub(super) quoted: bool,
    /// Whether the value is an invoice, which may be not available.
    pub(super) invoice: bool,
}

/// The text of one kind of record, from the comma before it to its closing brace.
#[derive(Clone, Debug)]
pub(super) struct Template {
    pub(super) steps: Vec<Step>,
    /// Slots whose value does not come, in the order of their numbers.
    pub(super) absent: Vec<u8>,
    /// Slots of extra names, in the order of the text.
    pub(super) extras: Vec<u8>,
    /// Bytes before the opening brace, and line ends in them.
    pub(super) lead: u32,
    pub(super) lead_lines: u32,
    /// Line ends in the whole text.
    pub(super) lines: u32,
}

/// The names that the schema does not know, each with a slot behind the columns.
#[derive(Debug, Default)]
pub(super) struct Extras {
    names: Vec<Arc<str>>,
}

impl Extras {
    pub(super) fn name(&self, at: usize) -> Option<&Arc<str>> {
        self.names.get(at)
    }

    pub(super) fn count(&self) -> usize {
        self.names.len()
    }

    fn slot(&mut self, name: &Arc<str>) -> Option<usize> {
        if let Some(at) = self.names.iter().position(|known| known == name) {
            return Some(at);
        }
        if self.names.len() == MOST_EXTRAS {
            return None;
        }
        self.names.push(Arc::clone(name));
        Some(self.names.len() - 1)
    }
}

impl Template {
    /// Whether the other predicts the same text.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        let texts = |template: &Self| {
            template.steps.iter().map(|step| (step.literal.clone(), step.slot)).collect::<Vec<_>>()
        };
        self.lead == other.lead && texts(self) == texts(other)
    }

    /// Learns from an element that became a row: `text` is all from behind the element before it, the
    /// element itself starts at `lead`. `None` where the text of the next one cannot be predicted.
    pub(super) fn learn(
        text: &[u8],
        lead: usize,
        element: &Element,
        profile: &Profile,
        extras: &mut Extras,
    ) -> Option<Self> {
        if lead > LONGEST_LEAD {
            return None;
        }
        let mut template = Self {
            steps: Vec::new(),
            absent: Vec::new(),
            extras: Vec::new(),
            lead: lead as u32,
            lead_lines: lines(&text[..lead])?,
            lines: 0,
        };
        let columns = profile.columns.len();
        let kind = |slot: u8| profile.columns.get(usize::from(slot)).map(|column| column.kind);
        let mut from = 0;
        for member in &element.members {
            let quote = match member.value.kind {
                Kind::Text { .. } => 1,
                Kind::Number { .. } | Kind::Null => 0,
                Kind::Boolean | Kind::Object | Kind::Array => return None,
            };
            let slot = match &member.target {
                Target::Column(column) => *column,
                Target::Extra(name) => columns + extras.slot(name)?,
                Target::Inner => return None,
            };
            let slot = u8::try_from(slot).ok().filter(|slot| usize::from(*slot) < SLOTS)?;
            if usize::from(slot) >= columns {
                template.extras.push(slot);
            }
            let bare = template.predict(&text[from..lead + member.value.start - quote])?;
            // What is null in this record is most often a text in the next.
            let quoted = match member.value.kind {
                Kind::Null => !kind(slot).is_some_and(is_number),
                _ => quote == 1,
            };
            let literal = [bare, &b"\""[..usize::from(quoted)]].concat();
            let value = Step {
                literal: Literal::new(&literal)?,
                bare: Literal::new(bare)?,
                slot: usize::from(slot),
                has_value: true,
                quoted,
                invoice: kind(slot) == Some(column::Kind::Invoice),
            };
            template.steps.push(value);
            from = lead + member.value.end + quote;
        }
        let rest = template.predict(&text[from..])?;
        template.steps.push(Step::over(rest)?);
        template.absent = (0..columns as u8).filter(|slot| !template.has(*slot)).collect();
        Some(template)
    }

    /// Whether a value comes for the slot.
    pub(super) fn has(&self, slot: u8) -> bool {
        self.steps.iter().any(|step| step.has_value && step.slot == usize::from(slot))
    }

    /// Predicts all of the text but its last few bytes, which are given back: they and a quote fit one
    /// compare.
    fn predict<'a>(&mut self, text: &'a [u8]) -> Option<&'a [u8]> {
        self.lines += lines(text)?;
        let mut rest = text;
        while rest.len() >= CHUNK {
            let (chunk, behind) = rest.split_at(CHUNK - 1);
            self.steps.push(Step::over(chunk)?);
            rest = behind;
        }
        Some(rest)
    }
}

impl Step {
    /// Without a value behind it.
    fn over(text: &[u8]) -> Option<Self> {
        let literal = Literal::new(text)?;
        let bare = literal.clone();
        Some(Self { literal, bare, slot: 0, has_value: false, quoted: false, invoice: false })
    }
}

/// Whether values of a kind tend to come without quotes.
fn is_number(kind: column::Kind) -> bool {
    use column::Kind::{Decimal, Integer, Unsigned};
    matches!(kind, Decimal | Integer | Unsigned)
}

/// Line ends; `None` where some are not LF alone, which the exact path counts.
fn lines(text: &[u8]) -> Option<u32> {
    if memchr::memchr(b'\r', text).is_some() {
        return None;
    }
    Some(memchr::memchr_iter(b'\n', text).count() as u32)
}
