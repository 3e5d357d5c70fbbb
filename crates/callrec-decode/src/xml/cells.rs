//! From what a record's element holds to one cell a column.

use std::fmt::Write as _;
use std::ops::Range;

use super::layout::{Column, Layout, Source};
use super::name;
use super::values::{Entry, Values};
use crate::column::Kind;
use crate::value::{boolean, instant, is_null, us_date};
use crate::{Limits, Reason};

/// Why a record cannot be typed.
pub(super) type Refusal = (Option<&'static str>, Reason);

/// The cells of one record, in buffers that are used again and again.
#[derive(Debug, Default)]
pub(super) struct Cells {
    cells: Vec<Cell>,
    /// Which of the record's values a column has taken.
    used: Vec<bool>,
    /// Cells that are no value as it stands.
    made: String,
}

#[derive(Debug)]
enum Cell {
    Null,
    Value(usize),
    Made(Range<usize>),
}

impl Cells {
    /// Finds each column's cell.
    pub(super) fn pick(
        &mut self,
        layout: &Layout,
        values: &Values,
        limits: &Limits,
    ) -> Result<(), Refusal> {
        self.cells.clear();
        self.made.clear();
        self.used.clear();
        self.used.resize(values.len(), false);
        if values.len() > limits.columns {
            return Err((None, Reason::ColumnCount));
        }
        for column in layout.columns {
            let cell = self.cell(column, values).map_err(|reason| (Some(column.name), reason))?;
            self.cells.push(cell);
            let text = self.text(self.cells.len() - 1, values);
            if text.len() > limits.field_bytes {
                return Err((Some(column.name), Reason::TooLong));
            }
        }
        Ok(())
    }

    /// A column's cell: empty or the word for null where it is null.
    pub(super) fn text<'a>(&'a self, column: usize, values: &'a Values) -> &'a str {
        match &self.cells[column] {
            Cell::Null => "",
            Cell::Value(index) => values.entry(*index).text,
            Cell::Made(range) => &self.made[range.clone()],
        }
    }

    /// Calls `each` with the name and text of every value that no column took, null ones aside. A name
    /// that comes again is numbered: `tag`, `tag[2]`.
    pub(super) fn rest(&self, values: &Values, mut each: impl FnMut(&str, &str)) {
        let mut numbered = String::new();
        for (index, Entry { name, text, .. }) in values.iter().enumerate() {
            if self.used[index] || is_null(text.as_bytes()) {
                continue;
            }
            match values.iter().take(index).filter(|earlier| earlier.name == name).count() {
                0 => each(name, text),
                before => {
                    numbered.clear();
                    // Writing to a String does not fail.
                    let _ = write!(numbered, "{name}[{}]", before + 1);
                    each(&numbered, text);
                }
            }
        }
    }

    fn cell(&mut self, column: &Column, values: &Values) -> Result<Cell, Reason> {
        match column.source {
            Source::Named(names) => {
                let Some(index) = find(values, names)? else { return Ok(Cell::Null) };
                if column.keeps_raw() && !self.fits(column.kind, values.entry(index).text) {
                    return Ok(Cell::Null);
                }
                self.used[index] = true;
                Ok(Cell::Value(index))
            }
            Source::Token(names) => {
                let Some(index) = find(values, names)? else { return Ok(Cell::Null) };
                self.used[index] = true;
                let from = self.made.len();
                let text = values.entry(index).text;
                self.made.extend(text.chars().filter(|character| !character.is_whitespace()));
                Ok(Cell::Made(from..self.made.len()))
            }
            Source::Subscription(kind) => self.subscription(kind, values),
            Source::Members => Ok(self.members(values)),
        }
    }

    fn fits(&self, kind: Kind, text: &str) -> bool {
        let text = text.as_bytes();
        is_null(text)
            || match kind {
                Kind::IsoInstant => instant(text).is_some(),
                _ => us_date(text).is_some(),
            }
    }

    /// `notifications/notification[@subscribe]/type`: attribute and type belong to one element.
    fn subscription(&mut self, kind: &str, values: &Values) -> Result<Cell, Reason> {
        let of_kind = |entry: &Entry<'_>| {
            path_is(entry.name, &["notifications", "notification", "type"])
                && entry.text.eq_ignore_ascii_case(kind)
        };
        let mut types = values.iter().enumerate().filter(|(_, entry)| of_kind(entry));
        let Some((index, found)) = types.next() else { return Ok(Cell::Null) };
        if types.next().is_some() {
            return Err(Reason::ColumnCount);
        }
        let attribute = values.iter().position(|entry| {
            entry.owner == found.owner
                && path_is(entry.name, &["notifications", "notification", "@subscribe"])
        });
        let Some(attribute) = attribute else { return Ok(Cell::Null) };
        let text = values.entry(attribute).text;
        if !is_null(text.as_bytes()) && boolean(text.as_bytes()).is_none() {
            return Err(Reason::Boolean);
        }
        self.used[index] = true;
        self.used[attribute] = true;
        Ok(Cell::Value(attribute))
    }

    fn members(&mut self, values: &Values) -> Cell {
        let from = self.made.len();
        for (index, entry) in values.iter().enumerate() {
            if path_is(entry.name, &["users", "user", "username"])
                && !is_null(entry.text.as_bytes())
            {
                self.used[index] = true;
                self.made.push(if self.made.len() == from { '[' } else { ',' });
                push_json_string(&mut self.made, entry.text);
            }
        }
        if self.made.len() == from {
            return Cell::Null;
        }
        self.made.push(']');
        Cell::Made(from..self.made.len())
    }
}

/// The value of the first name that is there; two of the same name are one too many.
fn find(values: &Values, names: &[&str]) -> Result<Option<usize>, Reason> {
    for wanted in names {
        let mut found = values
            .iter()
            .enumerate()
            .filter(|(_, entry)| {
                entry.direct && name::is(entry.name.trim_start_matches('@'), wanted)
            })
            .map(|(index, _)| index);
        match (found.next(), found.next()) {
            (None, _) => {}
            (Some(index), None) => return Ok(Some(index)),
            (Some(_), Some(_)) => return Err(Reason::ColumnCount),
        }
    }
    Ok(None)
}

/// Whether a value's name consists of these steps, folded; an attribute's begins with `@`.
fn path_is(name: &str, steps: &[&str]) -> bool {
    let is_attribute = |step: &str| step.starts_with('@');
    let mut found = name.split('/');
    steps.iter().all(|step| {
        found.next().is_some_and(|found| {
            is_attribute(found) == is_attribute(step)
                && name::is(found, step.trim_start_matches('@'))
        })
    }) && found.next().is_none()
}

/// RFC 8259; what need not be escaped is not.
fn push_json_string(into: &mut String, text: &str) {
    into.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                into.push('\\');
                into.push(character);
            }
            '\0'..='\x1f' => {
                // Writing to a String does not fail.
                let _ = write!(into, "\\u{:04x}", u32::from(character));
            }
            _ => into.push(character),
        }
    }
    into.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_strings() {
        let mut text = String::new();
        push_json_string(&mut text, "a\"b\\c\n\u{e9}");
        assert_eq!(text, "\"a\\\"b\\\\c\\u000a\u{e9}\"");
    }

    #[test]
    fn paths_fold_case_but_not_the_kind_of_node() {
        let steps = ["notifications", "notification", "@subscribe"];
        assert!(path_is("Notifications/notification/@Subscribe", &steps));
        assert!(!path_is("notifications/notification/subscribe", &steps));
        assert!(!path_is("notifications/notification", &steps));
        assert!(!path_is("notifications/notification/@subscribe/x", &steps));
    }
}
