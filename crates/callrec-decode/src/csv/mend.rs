//! The documented irregularities of rows and cells, each mended by a rule with a name.

use super::record::Cell;
use crate::column::Spans;
use crate::table::Repair;
use crate::value::{is_null, iso_timestamp};

/// Characters of `YYYY-MM-DD`, and with ` hh:mm:ss`.
const DATE: usize = 10;
const DATE_TIME: usize = 19;
/// Cells of a `getcalls` row, and which of them hold the destination's name and the start.
const GETCALLS_CELLS: usize = 10;
const DESTINATION_NAME: usize = 3;
const CALL_START: usize = 4;

/// An irregularity of a single cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rule {
    /// A `$` before a cost.
    CurrencySign,
    /// A comma between date and time (reading E13).
    CommaInDatetime,
    /// An apostrophe before digits, which keeps a spreadsheet from reading a number (reading E13).
    LeadingApostrophe,
}

impl Rule {
    /// The cell as it should be, in `scratch`; `None` where the cell does not have the irregularity.
    pub(super) fn mend(self, cell: &[u8], scratch: &mut Vec<u8>) -> Option<Repair> {
        scratch.clear();
        match (self, cell) {
            (Self::CurrencySign, [b'$', amount @ ..]) if !is_null(amount) => {
                scratch.extend_from_slice(amount);
                Some(Repair::CurrencySign)
            }
            (Self::CommaInDatetime, _) => {
                scratch.extend_from_slice(&with_space(cell)?);
                Some(Repair::CommaInDatetime)
            }
            (Self::LeadingApostrophe, [b'\'', digits @ ..])
                if !digits.is_empty() && digits.iter().all(u8::is_ascii_digit) =>
            {
                scratch.extend_from_slice(digits);
                Some(Repair::LeadingApostrophe)
            }
            _ => None,
        }
    }
}

/// `YYYY-MM-DD,hh:mm:ss` with a space, if it then is a date and time.
fn with_space(cell: &[u8]) -> Option<[u8; DATE_TIME]> {
    let mut text: [u8; DATE_TIME] = cell.try_into().ok()?;
    if std::mem::replace(&mut text[DATE], b' ') != b',' {
        return None;
    }
    iso_timestamp(&text).map(|_| text)
}

/// Which cells of a column the kernels must not judge alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guard {
    /// None.
    Free,
    /// Nulls: the column must have a value.
    Required,
    /// Those that begin so: a rule may mend them, though the kernel would take them as they are.
    First(u8),
    /// None, once a currency sign is taken from those that have one.
    Currency,
}

impl Guard {
    /// Mends the cells as [`Rule::CurrencySign`] does; gives the rows of those that it mended.
    #[inline]
    pub(super) fn mends(self, bytes: &[u8], spans: &mut Spans) -> u64 {
        if self != Self::Currency {
            return 0;
        }
        let signed = |row: &usize| {
            let (start, end) = spans.get(*row);
            bytes[start] == b'$' && start < end && !is_null(&bytes[start + 1..end])
        };
        let mended = (0..spans.count()).filter(signed).fold(0_u64, |rows, row| rows | 1 << row);
        let mut rows = mended;
        while rows != 0 {
            let row = rows.trailing_zeros() as usize;
            rows &= rows - 1;
            let (start, end) = spans.get(row);
            spans.set(row, start as u32 + 1, end as u32);
        }
        mended
    }

    /// Rows of the group that are left to the exact path, one bit each.
    #[inline]
    pub(super) fn refuses(self, bytes: &[u8], spans: &Spans) -> u64 {
        let rows = spans.iter().enumerate();
        match self {
            Self::Free | Self::Currency => 0,
            Self::Required => rows.fold(0, |refused, (row, (start, end))| {
                refused | u64::from(end - start == 0 || is_null(&bytes[start..end])) << row
            }),
            Self::First(byte) => rows.fold(0, |refused, (row, (start, _))| {
                refused | u64::from(bytes[start] == byte) << row
            }),
        }
    }
}

/// Rows of `getcalls` with a cell too few or too many (readings E13 and E14).
pub(super) fn reshape_getcalls(record: &[u8], cells: &mut Vec<Cell>) -> Option<Repair> {
    let text = |cell: Cell| &record[cell.start..cell.end];
    if cells.len() + 1 == GETCALLS_CELLS {
        let start = text(cells[DESTINATION_NAME]);
        if iso_timestamp(start).is_none() && with_space(start).is_none() {
            return None;
        }
        cells.insert(DESTINATION_NAME, Cell { start: 0, end: 0, quoted: false, doubled: false });
        return Some(Repair::MissingDestinationName);
    }
    if cells.len() == GETCALLS_CELLS + 1 {
        let (date, time) = (cells[CALL_START], cells[CALL_START + 1]);
        let joined = Cell { end: time.end, ..date };
        if date.quoted || time.quoted || with_space(text(joined)).is_none() {
            return None;
        }
        cells[CALL_START] = joined;
        cells.remove(CALL_START + 1);
        return Some(Repair::SplitDatetime);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mended(rule: Rule, cell: &str) -> Option<String> {
        let mut scratch = b"left over".to_vec();
        rule.mend(cell.as_bytes(), &mut scratch)?;
        Some(String::from_utf8(scratch).expect("text"))
    }

    #[test]
    fn each_rule_takes_its_own_irregularity_only() {
        use Rule::{CommaInDatetime, CurrencySign, LeadingApostrophe};
        for (rule, cell, becomes) in [
            (CurrencySign, "$1.20", Some("1.20")),
            (CurrencySign, "$", None),
            (CurrencySign, "$null", None),
            (CurrencySign, "1.20", None),
            (CurrencySign, "-$1.20", None),
            (CommaInDatetime, "2021-06-29,08:30:15", Some("2021-06-29 08:30:15")),
            (CommaInDatetime, "2021-06-29 08:30:15", None),
            (CommaInDatetime, "2021-06-31,08:30:15", None),
            (CommaInDatetime, "2021-06-29,08:30", None),
            (LeadingApostrophe, "'20", Some("20")),
            (LeadingApostrophe, "''20", None),
            (LeadingApostrophe, "'", None),
            (LeadingApostrophe, "'2a", None),
            (LeadingApostrophe, "20", None),
        ] {
            assert_eq!(mended(rule, cell).as_deref(), becomes, "{cell}");
        }
    }
}
