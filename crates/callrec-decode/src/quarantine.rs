//! Records that could not be typed: kept whole, with the reason.

use std::fmt;

use crate::Limits;

/// Raw bytes of quarantined records that are held for a caller who does not take them.
const HELD_BYTES: usize = 64 << 20;

/// One record set aside.
///
/// The raw bytes may hold what a provider prints (user names, numbers); they never hold callrec's
/// own credentials.
/// It prints how many bytes they are, never the bytes: a record of users may hold a password.
#[derive(Clone, PartialEq, Eq)]
pub struct Quarantined {
    /// The record's bytes as they came, without the line end.
    pub raw: Vec<u8>,
    /// Byte offset of the record's first byte in the input, from 0.
    pub offset: u64,
    /// Physical line of the record's start, from 1.
    pub line: u64,
    /// Number of the record, from 1, the header not counted.
    pub record: u64,
    /// Name of the column at fault, where one is.
    pub column: Option<String>,
    /// What is wrong.
    pub reason: Reason,
}

impl fmt::Debug for Quarantined {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Quarantined")
            .field("raw", &format_args!("{} bytes", self.raw.len()))
            .field("offset", &self.offset)
            .field("line", &self.line)
            .field("record", &self.record)
            .field("column", &self.column)
            .field("reason", &self.reason)
            .finish()
    }
}

/// Why a record was set aside. The text of [`fmt::Display`] is one line and stable enough to count by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// Not as many columns as the header (or the first row) has.
    ColumnCount,
    /// A quote stands where none may, or text follows a closing quote.
    Quote,
    /// Bytes that are no text in the encoding, which is UTF-8 unless declared or marked otherwise.
    Utf8,
    /// NUL or another control character in a typed field.
    ControlCharacter,
    /// Not a whole number, or out of range.
    Integer,
    /// Not a decimal, an exponent, or more digits than Decimal128(18, 6) holds.
    Decimal,
    /// Not a date and time of this report's form, or one that does not exist.
    Timestamp,
    /// Neither Yes nor No (true, false, 1, 0).
    Boolean,
    /// A value that must be there is missing.
    Missing,
    /// Longer than the limit for a field or a record.
    TooLong,
    /// A value of a type that the column (or the list of records) does not hold.
    Type,
    /// The same key twice in one record.
    DuplicateKey,
    /// An escape that JSON does not know, or half of a surrogate pair.
    Escape,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ColumnCount => "wrong number of columns",
            Self::Quote => "misplaced quote",
            Self::Utf8 => "not UTF-8",
            Self::ControlCharacter => "control character in a typed field",
            Self::Integer => "not a whole number in range",
            Self::Decimal => "not a decimal that fits 12 digits before and 6 after the point",
            Self::Timestamp => "not a date and time of this report",
            Self::Boolean => "neither Yes nor No",
            Self::Missing => "required value is missing",
            Self::TooLong => "longer than the limit",
            Self::Type => "a value of another type than this report has there",
            Self::DuplicateKey => "the same key twice",
            Self::Escape => "an escape that JSON does not have, or half a surrogate pair",
        })
    }
}

/// Quarantined records until the caller takes them, bounded in number and bytes.
pub(crate) struct Held {
    records: Vec<Quarantined>,
    bytes: usize,
    most: usize,
}

impl Held {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self { records: Vec::new(), bytes: 0, most: limits.quarantine_held }
    }

    /// Adds a record; the detail of a typed error when there are too many.
    pub(crate) fn push(&mut self, record: Quarantined) -> Result<(), String> {
        if self.records.len() >= self.most || self.bytes + record.raw.len() > HELD_BYTES {
            return Err(format!(
                "more than {} quarantined records were not taken; take them between batches, or \
                 raise quarantine_held",
                self.records.len()
            ));
        }
        self.bytes += record.raw.len();
        self.records.push(record);
        Ok(())
    }

    /// Adds all of the records, or gives them back where they are too many.
    pub(crate) fn extend(&mut self, records: Vec<Quarantined>) -> Result<(), Vec<Quarantined>> {
        let bytes: usize = records.iter().map(|record| record.raw.len()).sum();
        if self.records.len() + records.len() > self.most || self.bytes + bytes > HELD_BYTES {
            return Err(records);
        }
        self.bytes += bytes;
        self.records.extend(records);
        Ok(())
    }

    /// The records behind the first `known` ones.
    pub(crate) fn beyond(&mut self, known: usize) -> &mut [Quarantined] {
        self.records.get_mut(known..).unwrap_or_default()
    }

    pub(crate) fn take(&mut self) -> Vec<Quarantined> {
        self.bytes = 0;
        std::mem::take(&mut self.records)
    }
}
