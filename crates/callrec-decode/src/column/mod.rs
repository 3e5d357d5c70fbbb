//! Arrow columns under construction.
//!
//! Each column is filled in two ways that agree on every cell: [`Column::fill`] takes the cells of up
//! to 64 rows at once straight from the structural index, [`Column::push`] one cell from the exact
//! path. Both append one value a row whatever the cell holds; a refused row is taken back with
//! [`Column::truncate`].

mod boolean;
mod civil;
mod decimal;
mod dictionary;
mod instant;
mod integer;
mod months;
mod spans;
mod swar;
mod text;
mod timestamp;
mod unsigned;
mod validity;

use arrow_array::ArrayRef;

use crate::Reason;

use boolean::BooleanColumn;
use civil::{CivilColumn, Form};
use decimal::DecimalColumn;
use dictionary::DictionaryColumn;
use instant::InstantColumn;
use integer::IntegerColumn;
use text::TextColumn;
use timestamp::TimestampColumn;
use unsigned::UnsignedColumn;

pub(crate) use spans::{GROUP, Spans};

/// How the cells of a column are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text, kept as it is.
    Text,
    /// Text that must be there and holds no control character.
    Key,
    /// Text, where `N/A` is null too.
    Invoice,
    /// Text of few different values.
    Dictionary,
    /// Whole number.
    Integer,
    /// Whole number of digits alone, UInt64.
    Unsigned,
    /// Decimal128(18, 6).
    Decimal,
    /// Date and time in UTC.
    Instant,
    /// Date and time without a zone.
    Local,
    /// `YYYY-MM-DD hh:mm:ss` without a zone.
    IsoLocal,
    /// Date and time of the billing feed, without a zone.
    FeedLocal,
    /// Date of the billing feed, Date32.
    FeedDate,
    /// Time of day of the billing feed, Time64 in microseconds.
    FeedTime,
    /// `YYYY-MM-DDThh:mm:ss`, a fraction or none, and the zone.
    IsoInstant,
    /// `MM/DD/YYYY`, Date32.
    UsDate,
    /// Yes or no.
    Boolean,
}

/// Why a cell is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The record is to be set aside.
    Cell(Reason),
    /// The batch cannot hold more: too much text or too many different values for 32 or 16 bit.
    Full,
}

impl From<Reason> for Refusal {
    fn from(reason: Reason) -> Self {
        Self::Cell(reason)
    }
}

/// One column of a batch.
pub(crate) enum Column {
    Text(TextColumn),
    Dictionary(DictionaryColumn),
    Integer(IntegerColumn),
    Decimal(DecimalColumn),
    Timestamp(TimestampColumn),
    Unsigned(UnsignedColumn),
    Civil(CivilColumn),
    Instant(InstantColumn),
    Boolean(BooleanColumn),
}

/// Calls one method of whichever column it is.
macro_rules! each {
    ($column:expr, $inner:ident => $call:expr) => {
        match $column {
            Column::Text($inner) => $call,
            Column::Dictionary($inner) => $call,
            Column::Integer($inner) => $call,
            Column::Decimal($inner) => $call,
            Column::Timestamp($inner) => $call,
            Column::Unsigned($inner) => $call,
            Column::Civil($inner) => $call,
            Column::Instant($inner) => $call,
            Column::Boolean($inner) => $call,
        }
    };
}

impl Column {
    pub(crate) fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(TextColumn::optional()),
            Kind::Key => Self::Text(TextColumn::required()),
            Kind::Invoice => Self::Text(TextColumn::invoice()),
            Kind::Unsigned => Self::Unsigned(UnsignedColumn::default()),
            Kind::IsoLocal => Self::Civil(CivilColumn::new(Form::IsoTimestamp)),
            Kind::FeedLocal => Self::Civil(CivilColumn::new(Form::FeedTimestamp)),
            Kind::FeedDate => Self::Civil(CivilColumn::new(Form::FeedDate)),
            Kind::FeedTime => Self::Civil(CivilColumn::new(Form::FeedTime)),
            Kind::Dictionary => Self::Dictionary(DictionaryColumn::default()),
            Kind::Integer => Self::Integer(IntegerColumn::default()),
            Kind::Decimal => Self::Decimal(DecimalColumn::default()),
            Kind::Instant => Self::Timestamp(TimestampColumn::utc()),
            Kind::Local => Self::Timestamp(TimestampColumn::local()),
            Kind::IsoInstant => Self::Instant(InstantColumn::instants()),
            Kind::UsDate => Self::Instant(InstantColumn::dates()),
            Kind::Boolean => Self::Boolean(BooleanColumn::default()),
        }
    }

    /// Appends one cell of each row; gives the rows that must be read by the exact path instead, one
    /// bit each. `bytes` must be readable for [`crate::scan::PADDING`] bytes after every cell.
    pub(crate) fn fill(&mut self, bytes: &[u8], spans: &Spans) -> u64 {
        crate::scan::wide(
            #[inline(always)]
            || each!(self, column => column.fill(bytes, spans)),
        )
    }

    /// Appends one cell.
    pub(crate) fn push(&mut self, cell: &[u8]) -> Result<(), Refusal> {
        each!(self, column => column.push(cell))
    }

    /// Appends nulls, for a column that the input does not have.
    pub(crate) fn push_nulls(&mut self, count: usize) {
        each!(self, column => column.push_nulls(count));
    }

    /// Remembers the state that [`Self::truncate`] may go back to.
    pub(crate) fn mark(&mut self) {
        if let Self::Dictionary(column) = self {
            column.mark();
        }
    }

    /// Takes back all rows from `rows` on; `rows` is not below the length at the last mark.
    pub(crate) fn truncate(&mut self, rows: usize) {
        each!(self, column => column.truncate(rows));
    }

    /// The finished array; the column begins anew.
    pub(crate) fn finish(&mut self) -> Result<ArrayRef, arrow_schema::ArrowError> {
        each!(self, column => column.finish())
    }
}

/// What a kernel finds out about the rows of a group, one bit each.
#[derive(Default)]
struct Marks {
    valid: u64,
    refused: u64,
}

impl Marks {
    /// Notes what the exact reading says of a row; gives what to store.
    #[inline(always)]
    fn settle<T: Default>(&mut self, row: usize, exact: Result<Option<T>, Refusal>) -> T {
        match exact {
            Ok(Some(value)) => {
                self.valid |= 1 << row;
                value
            }
            Ok(None) => T::default(),
            Err(_) => {
                self.refused |= 1 << row;
                T::default()
            }
        }
    }
}

/// The reason for a typed cell that cannot be read.
fn refuse(cell: &[u8], reason: Reason) -> Refusal {
    Refusal::Cell(if crate::value::has_control(cell) { Reason::ControlCharacter } else { reason })
}

#[cfg(test)]
mod tests;
