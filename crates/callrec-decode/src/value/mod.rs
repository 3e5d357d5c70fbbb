//! The exact reading of one cell: from bytes to a typed value, or a refusal.
//!
//! These are the definition of each type. The column kernels read the common shapes faster and leave
//! every other cell to these functions; property tests hold the two together.

mod boolean;
mod civil;
mod decimal;
mod instant;
mod integer;
mod timestamp;

pub(crate) use boolean::boolean;
pub(crate) use civil::{feed_date, feed_time, feed_timestamp, iso_month, iso_timestamp};
pub(crate) use decimal::{FRACTION_DIGITS, decimal};
pub(crate) use instant::{instant, iso_days, us_date};
pub(crate) use integer::{integer, unsigned};
pub(crate) use timestamp::{Month, month, timestamp};

/// An empty cell and the literal `null` in any case are null in every column (INF).
pub(crate) fn is_null(cell: &[u8]) -> bool {
    cell.is_empty() || cell.eq_ignore_ascii_case(b"null")
}

/// NUL or another ASCII control character: never part of a typed value.
pub(crate) fn has_control(cell: &[u8]) -> bool {
    cell.iter().any(u8::is_ascii_control)
}

/// Digits with optional thousands separators in groups of three: `1234`, `1,234`, `12,345,678`.
///
/// Calls `digit` for each digit value in order; false when the shape is another.
fn grouped_digits(text: &[u8], mut digit: impl FnMut(u8)) -> bool {
    let mut groups = text.split(|&byte| byte == b',');
    let first = groups.next().unwrap_or_default();
    let mut separated = false;
    if first.is_empty() || !first.iter().all(u8::is_ascii_digit) {
        return false;
    }
    first.iter().for_each(|byte| digit(byte - b'0'));
    for group in groups {
        separated = true;
        if group.len() != 3 || !group.iter().all(u8::is_ascii_digit) {
            return false;
        }
        group.iter().for_each(|byte| digit(byte - b'0'));
    }
    !separated || first.len() <= 3
}
