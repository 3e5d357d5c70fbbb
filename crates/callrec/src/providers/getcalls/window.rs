//! Windows of days, as they are asked for and as their records are told apart.

use std::fmt;

use jiff::civil::Date;

use crate::{Day, Error, Result};

/// Days from `start` to the day before `end`: what one request asks for, and what is replaced as a
/// whole when it is asked for again. A record belongs to the window that its `call_start` is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Window {
    start: Day,
    end: Day,
}

/// Where a record lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    Inside,
    /// On the day after: an inclusive server sends that too, and the next window has it.
    NextDay,
    Outside,
}

impl Window {
    /// The windows of `start` to the day before `end`: disjoint, without a gap, each within one
    /// calendar month, so that asking again for any range of whole months asks for the same windows.
    ///
    /// A month is less than the three that the provider allows, however they are counted (SEED,
    /// reading E6). `InvalidArgument` where `start` is not before `end` (SEED).
    pub fn split(start: Day, end: Day) -> Result<Vec<Self>> {
        if start >= end {
            let detail = format!("the start, {start}, must be before the end, {end}");
            return Err(Error::invalid_argument(detail)
                .with_hint("the end is the day after the last one that is wanted"));
        }
        let mut windows = Vec::new();
        let mut from = start;
        while from < end {
            // After the last month there is no next one, and `end` is within it.
            let to = from.first_of_next_month().map_or(end, |next| next.min(end));
            windows.push(Self { start: from, end: to });
            from = to;
        }
        Ok(windows)
    }

    /// The first day.
    pub fn start(self) -> Day {
        self.start
    }

    /// The day after the last.
    pub fn end(self) -> Day {
        self.end
    }

    /// Where a local time, in microseconds since 1970-01-01 00:00, lies.
    pub(super) fn side(self, microseconds: i64) -> Side {
        let end = micros(self.end);
        match microseconds {
            at if at < micros(self.start) => Side::Outside,
            at if at < end => Side::Inside,
            at if at < end.saturating_add(DAY) => Side::NextDay,
            _ => Side::Outside,
        }
    }
}

const DAY: i64 = 86_400_000_000;

/// The midnight that a day begins with.
fn micros(day: Day) -> i64 {
    day.date().duration_since(Date::constant(1970, 1, 1)).as_secs().saturating_mul(1_000_000)
}

/// As in `2026-01-15..2026-02-01`: the end is not part of it.
impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}
