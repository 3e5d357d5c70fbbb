//! The `_repair` column: which rule mended a row.

use std::sync::Arc;

use arrow_array::types::Int16Type;
use arrow_array::{ArrayRef, DictionaryArray, Int16Array, StringArray};
use arrow_buffer::{BooleanBuffer, NullBuffer};
use arrow_schema::ArrowError;

/// A rule that mends a documented irregularity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repair {
    /// One more column than the header has, the last one, empty: the row ends in a delimiter.
    TrailingDelimiter,
    /// A `$` stands before a cost.
    CurrencySign,
    /// Date and time stand in two cells: they are joined.
    SplitDatetime,
    /// A comma stands between date and time.
    CommaInDatetime,
    /// An apostrophe stands before digits.
    LeadingApostrophe,
    /// The cell of the destination's name is missing: it is null.
    MissingDestinationName,
}

impl Repair {
    const ALL: [Self; 6] = [
        Self::TrailingDelimiter,
        Self::CurrencySign,
        Self::SplitDatetime,
        Self::CommaInDatetime,
        Self::LeadingApostrophe,
        Self::MissingDestinationName,
    ];

    /// The text in `_repair`.
    fn name(self) -> &'static str {
        match self {
            Self::TrailingDelimiter => "trailing_delimiter",
            Self::CurrencySign => "currency_sign",
            Self::SplitDatetime => "split_datetime",
            Self::CommaInDatetime => "comma_in_datetime",
            Self::LeadingApostrophe => "leading_apostrophe",
            Self::MissingDestinationName => "missing_destination_name",
        }
    }
}

/// The rules that mended one row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Repairs(u8);

impl Repairs {
    pub(crate) fn insert(&mut self, rule: Repair) {
        self.0 |= 1 << rule as u8;
    }

    pub(crate) fn contains(self, rule: Repair) -> bool {
        self.0 >> rule as u8 & 1 == 1
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The names of the rules, a plus between them.
    fn names(self) -> String {
        let names = Repair::ALL.into_iter().filter(|&rule| self.contains(rule)).map(Repair::name);
        names.collect::<Vec<_>>().join("+")
    }
}

impl From<Repair> for Repairs {
    fn from(rule: Repair) -> Self {
        Self(1 << rule as u8)
    }
}

/// The mended rows; all others are null.
#[derive(Default)]
pub(crate) struct RepairColumn {
    /// Row and rules, in order.
    mended: Vec<(usize, Repairs)>,
}

impl RepairColumn {
    /// Says what mended a row, which is behind the rows said before.
    pub(crate) fn set(&mut self, row: usize, rules: impl Into<Repairs>) {
        self.mended.push((row, rules.into()));
    }

    pub(super) fn truncate(&mut self, rows: usize) {
        self.mended.truncate(self.mended.partition_point(|&(row, _)| row < rows));
    }

    pub(super) fn finish(&mut self, rows: usize) -> Result<ArrayRef, ArrowError> {
        let mut known: Vec<Repairs> = Repair::ALL.map(Repairs::from).to_vec();
        if self.mended.is_empty() {
            let codes = Int16Array::new_null(rows);
            let names = names(&known);
            return Ok(Arc::new(DictionaryArray::<Int16Type>::try_new(codes, Arc::new(names))?));
        }
        let mut codes = vec![0_i16; rows];
        let mut valid = vec![false; rows];
        for (row, rules) in self.mended.drain(..) {
            let code = known.iter().position(|&other| other == rules).unwrap_or(known.len());
            if code == known.len() {
                known.push(rules);
            }
            // There are far fewer sets of rules than codes.
            codes[row] = code as i16;
            valid[row] = true;
        }
        let names = names(&known);
        let nulls = NullBuffer::new(BooleanBuffer::from(valid));
        let codes = Int16Array::try_new(codes.into(), Some(nulls))?;
        Ok(Arc::new(DictionaryArray::<Int16Type>::try_new(codes, Arc::new(names))?))
    }
}

fn names(known: &[Repairs]) -> StringArray {
    StringArray::from_iter_values(known.iter().map(|rules| rules.names()))
}
