//! Values that are left null because there is no right one: told, never hidden.

use std::fmt;

use crate::LocalTimeFault;

/// Doubts that are held for a caller who does not take them; further ones are only counted.
const HELD: usize = 1024;

/// A value of the unified record that is null although the report has what it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Doubt {
    /// Physical line of the record, from 1.
    pub line: u64,
    /// Byte offset of the record, from 0.
    pub offset: u64,
    /// Name of the unified column that is null.
    pub column: &'static str,
    /// Why.
    pub reason: DoubtReason,
}

impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, offset, column, reason } = self;
        write!(f, "{reason} (line {line}, byte {offset}, column {column})")
    }
}

/// Why a value is null.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum DoubtReason {
    /// An amount beyond 12 digits before the point, or an instant beyond what 64 bits hold.
    Overflow,
    /// An amount with more than 6 digits behind the point; it is not rounded.
    Inexact,
    /// A local time that came twice, with [`crate::DstPolicy::Reject`].
    RepeatedLocalTime,
    /// A local time that never came, with [`crate::DstPolicy::Reject`].
    SkippedLocalTime,
}

impl From<LocalTimeFault> for DoubtReason {
    fn from(fault: LocalTimeFault) -> Self {
        match fault {
            LocalTimeFault::Repeated => Self::RepeatedLocalTime,
            LocalTimeFault::Skipped => Self::SkippedLocalTime,
            LocalTimeFault::OutOfRange => Self::Overflow,
        }
    }
}

impl fmt::Display for DoubtReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Overflow => "the value does not fit its column",
            Self::Inexact => "the amount has more than 6 digits behind the point",
            Self::RepeatedLocalTime => {
                "the clock showed this local time twice; choose the DST policy earlier or later"
            }
            Self::SkippedLocalTime => {
                "the clock never showed this local time; choose the DST policy earlier or later"
            }
        })
    }
}

/// What a [`crate::Unifier`] has done so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnifyAccounting {
    /// Rows given: as many as were taken.
    pub rows: u64,
    /// Values left null for [`DoubtReason::Overflow`].
    pub overflow: u64,
    /// Amounts left null for [`DoubtReason::Inexact`].
    pub inexact: u64,
    /// Instants left null for [`DoubtReason::RepeatedLocalTime`].
    pub repeated_local_times: u64,
    /// Instants left null for [`DoubtReason::SkippedLocalTime`].
    pub skipped_local_times: u64,
}

/// Doubts until the caller takes them, and their number.
#[derive(Debug, Default)]
pub(super) struct Doubts {
    pub(super) accounting: UnifyAccounting,
    held: Vec<Doubt>,
    strict: bool,
    /// With `strict`: the first row of the batch with a doubt, and that doubt. Columns are made one
    /// after another, so a later column may have it in an earlier row.
    stop: Option<(usize, Doubt)>,
}

impl Doubts {
    pub(super) fn new(strict: bool) -> Self {
        Self { strict, ..Self::default() }
    }

    /// A doubt in a row of the batch at hand, counted from 0.
    pub(super) fn add(&mut self, row: usize, doubt: Doubt) {
        if self.strict {
            if self.stop.is_none_or(|(earlier, _)| row < earlier) {
                self.stop = Some((row, doubt));
            }
            return;
        }
        let counts = &mut self.accounting;
        *match doubt.reason {
            DoubtReason::Overflow => &mut counts.overflow,
            DoubtReason::Inexact => &mut counts.inexact,
            DoubtReason::RepeatedLocalTime => &mut counts.repeated_local_times,
            DoubtReason::SkippedLocalTime => &mut counts.skipped_local_times,
        } += 1;
        if self.held.len() < HELD {
            self.held.push(doubt);
        }
    }

    /// Where `strict` ends the batch at hand, if it does.
    pub(super) fn take_stop(&mut self) -> Option<(usize, Doubt)> {
        self.stop.take()
    }

    pub(super) fn take(&mut self) -> Vec<Doubt> {
        std::mem::take(&mut self.held)
    }
}
