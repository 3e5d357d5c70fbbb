//! The exact path: one element into the columns, with every rule for what is wrong with it.

use super::element::{Element, Fault, Target};
use super::escape;
use super::grammar::{Kind, Stop, Value};
use super::profile::Profile;
use crate::Reason;
use crate::column::{self, Refusal};
use crate::options::Limits;
use crate::table::{Repair, Table};
use crate::value::is_null;

/// Why an element is not a row.
#[derive(Debug)]
pub(super) enum NoRow {
    /// It is to be set aside.
    SetAside(Fault),
    /// The batch cannot hold it.
    Full { column: &'static str },
}

/// Reads elements by the rules of one profile into a table.
pub(super) struct Rows {
    pub(super) profile: &'static Profile,
    pub(super) limits: Limits,
    pub(super) table: Table,
    pub(super) element: Element,
    /// For each column the value in the element that was read last.
    values: Vec<Option<Value>>,
    scratch: Vec<u8>,
}

impl Rows {
    pub(super) fn new(profile: &'static Profile, limits: Limits) -> Self {
        let kinds = profile.columns.iter().map(|column| column.kind);
        Self {
            profile,
            limits,
            table: Table::new(profile.report.schema(), kinds),
            element: Element::default(),
            values: Vec::new(),
            scratch: Vec::new(),
        }
    }

    /// Reads the element at the start of `bytes`; gives its end.
    pub(super) fn read(&mut self, bytes: &[u8]) -> Result<usize, Stop> {
        self.element.read(bytes, self.profile, &self.limits)
    }

    /// Appends the element that was read last; when it is no row the table is as before. Line and
    /// offset are the caller's to add.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<Option<Repair>, NoRow> {
        if let Some(fault) = self.element.fault.take() {
            return Err(NoRow::SetAside(fault));
        }
        self.values.clear();
        self.values.resize(self.profile.columns.len(), None);
        for member in &self.element.members {
            if let Target::Column(column) = member.target {
                self.values[column] = Some(member.value);
            }
        }
        let row = self.table.rows();
        self.table.mark();
        let mut repair = None;
        for column in 0..self.values.len() {
            match self.push(bytes, column) {
                Ok(None) => {}
                Ok(rule) => repair = rule,
                Err(refusal) => {
                    self.table.truncate(row);
                    let column = self.profile.columns[column].name;
                    return Err(match refusal {
                        Refusal::Cell(reason) => NoRow::SetAside((Some(column.to_owned()), reason)),
                        Refusal::Full => NoRow::Full { column },
                    });
                }
            }
        }
        self.keep_extra(bytes, row);
        if let Some(rule) = repair {
            self.table.repairs.set(row, rule);
        }
        Ok(repair)
    }

    fn push(&mut self, bytes: &[u8], column: usize) -> Result<Option<Repair>, Refusal> {
        let spec = &self.profile.columns[column];
        let cell = match self.values[column] {
            Some(value) => cell(bytes, value, spec.kind, &mut self.scratch)?,
            None => &[],
        };
        if spec.required && is_null(cell) {
            return Err(Reason::Missing.into());
        }
        let (cell, repair) = match cell {
            // The feed is known to print costs so.
            [b'$', amount @ ..] if spec.name == "charge" => (amount, Some(Repair::CurrencySign)),
            cell => (cell, None),
        };
        if repair.is_some() && is_null(cell) {
            return Err(Reason::Decimal.into());
        }
        self.table.columns[column].push(cell)?;
        Ok(repair)
    }

    fn keep_extra(&mut self, bytes: &[u8], row: usize) {
        for member in &self.element.members {
            let Target::Extra(name) = &member.target else { continue };
            let raw = &bytes[member.value.start..member.value.end];
            let text = match member.value.kind {
                Kind::Text { escaped: true } => {
                    self.scratch.clear();
                    // Without a flaw, or the element would have been set aside.
                    let _ = escape::unescape(raw, &mut self.scratch);
                    &self.scratch
                }
                _ => raw,
            };
            if !is_null(text) {
                self.table.extra.push(row, name, text);
            }
        }
    }
}

/// The text of a value as a cell of delimited text would hold it.
fn cell<'a>(
    bytes: &'a [u8],
    value: Value,
    kind: column::Kind,
    scratch: &'a mut Vec<u8>,
) -> Result<&'a [u8], Reason> {
    let raw = &bytes[value.start..value.end];
    match value.kind {
        Kind::Null => Ok(&[]),
        Kind::Text { escaped: false } => Ok(raw),
        Kind::Text { escaped: true } => {
            scratch.clear();
            escape::unescape(raw, scratch)?;
            Ok(scratch)
        }
        // A number that was meant as text has lost digits where it comes with an exponent.
        Kind::Number { exponent: true } if is_text(kind) => Err(Reason::Type),
        Kind::Number { .. } => Ok(raw),
        Kind::Boolean | Kind::Object | Kind::Array => Err(Reason::Type),
    }
}

fn is_text(kind: column::Kind) -> bool {
    use column::Kind::{Dictionary, Invoice, Key, Text};
    matches!(kind, Text | Key | Invoice | Dictionary)
}
