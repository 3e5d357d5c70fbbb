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
mod printed;
mod slashed;
mod spans;
mod swar;
mod text;
mod timestamp;
mod unsigned;
mod validity;

use arrow_array::ArrayRef;

use crate::Reason;
use crate::scan::{Cell, Cells, wide};

use boolean::BooleanColumn;
use civil::{CivilColumn, Form};
use decimal::DecimalColumn;
use dictionary::DictionaryColumn;
use instant::InstantColumn;
use integer::IntegerColumn;
use text::TextColumn;
use timestamp::TimestampColumn;
use unsigned::UnsignedColumn;
pub(crate) use validity::Bits;

pub(crate) use spans::{Doubled, GROUP, Spans, push_single};

/// Of a session length that is printed in minutes.
const SECONDS_A_MINUTE: i64 = 60;

/// How the cells of a column are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Text, kept as it is.
    Text,
    /// Text that must be there and holds no control character.
    Key,
    /// Text, where `N/A` is null too and kept apart.
    Invoice,
    /// Text of few different values.
    Dictionary,
    /// Whole number.
    Integer,
    /// Whole number of minutes, kept as seconds.
    Minutes,
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
            Kind::Integer => Self::Integer(IntegerColumn::times(1)),
            Kind::Minutes => Self::Integer(IntegerColumn::times(SECONDS_A_MINUTE)),
            Kind::Decimal => Self::Decimal(DecimalColumn::default()),
            Kind::Instant => Self::Timestamp(TimestampColumn::utc()),
            Kind::Local => Self::Timestamp(TimestampColumn::local()),
            Kind::IsoInstant => Self::Instant(InstantColumn::instants()),
            Kind::UsDate => Self::Instant(InstantColumn::dates()),
            Kind::Boolean => Self::Boolean(BooleanColumn::default()),
        }
    }

    /// Appends one cell of each row; gives the rows that must be read by the exact path instead, one
    /// bit each. `bytes` must be readable for [`crate::scan::PADDING`] bytes after every cell; where they
    /// are not, that is every row.
    pub(crate) fn fill(&mut self, bytes: &[u8], spans: &Spans) -> u64 {
        wide(
            #[inline(always)]
            || {
                let (starts, ends) = spans.sides();
                match Cells::new(bytes, starts, ends) {
                    Some(cells) => self.fill_cells(&cells, spans.doubled()),
                    None => {
                        self.push_nulls(spans.count());
                        u64::MAX
                    }
                }
            },
        )
    }

    #[inline(always)]
    fn fill_cells(&mut self, cells: &Cells<'_>, doubled: Doubled) -> u64 {
        match self {
            Self::Text(column) => column.fill(cells, doubled),
            Self::Dictionary(column) => column.fill(cells, doubled),
            // A quote is in no cell of another type, so the exact reading refuses these cells as they are.
            Self::Integer(column) => column.fill(cells),
            Self::Decimal(column) => column.fill(cells),
            Self::Unsigned(column) => column.fill(cells),
            Self::Timestamp(column) => column.fill(cells),
            Self::Civil(column) => column.fill(cells),
            Self::Instant(column) => column.fill(cells),
            Self::Boolean(column) => column.fill(cells),
        }
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

    /// Forgets the values of the batches before, where they are carried on.
    pub(crate) fn begin_anew(&mut self) {
        if let Self::Dictionary(column) = self {
            column.begin_anew();
        }
    }

    /// Says that some of the last `count` rows, which are null, had the text that means so where this
    /// is [`Kind::Invoice`]: one bit each.
    pub(crate) fn note_absent(&mut self, rows: u64, count: usize) {
        if let Self::Text(column) = self {
            column.note_absent(rows, count);
        }
    }

    /// The rows that are null and had a text that means so, and the text; to be asked before
    /// [`Self::finish`].
    pub(crate) fn take_absent(&mut self) -> Option<(Bits, &'static str)> {
        match self {
            Self::Text(column) => column.take_absent(),
            _ => None,
        }
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
    /// Lets the exact reading judge the rows that are not valid; nulls are told at once.
    #[inline(always)]
    fn settle_others<T: Default>(
        &mut self,
        cells: &Cells<'_>,
        filled: &mut [T; GROUP],
        exact: impl Fn(&[u8]) -> Result<Option<T>, Refusal>,
    ) {
        // At least one cell.
        let mut others = !self.valid & u64::MAX >> (64 - cells.count());
        while others != 0 {
            let row = others.trailing_zeros() as usize;
            others &= others - 1;
            if !prints_null(cells.cell(row)) {
                filled[row] = self.settle(row, exact(cells.text(row)));
            }
        }
    }

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

/// Whether a cell is empty or `null` in any case, as [`crate::value::is_null`] says.
#[inline(always)]
fn prints_null(cell: Cell<'_>) -> bool {
    let lower = cell.word::<0>() as u32 | 0x2020_2020;
    (cell.length == 0) | (cell.length == 4) & (lower == u32::from_le_bytes(*b"null"))
}

/// The reason for a typed cell that cannot be read.
fn refuse(cell: &[u8], reason: Reason) -> Refusal {
    Refusal::Cell(if crate::value::has_control(cell) { Reason::ControlCharacter } else { reason })
}

#[cfg(test)]
mod tests;
