//! The time of the accounts: it begins where the data ends and goes on with each write, so that
//! a run can be repeated to the millisecond.

use jiff::{SignedDuration, Timestamp};

/// Between two writes. Milliseconds that are never round: times are rounded in places (C9).
const STEP: SignedDuration = SignedDuration::from_millis(61_751);

#[derive(Debug, Clone)]
pub(crate) struct Clock(Timestamp);

impl Clock {
    pub(crate) fn new(begins: Timestamp) -> Self {
        Self(begins)
    }

    /// The time of the next write.
    pub(crate) fn tick(&mut self) -> Timestamp {
        self.0 += STEP;
        self.0
    }
}
