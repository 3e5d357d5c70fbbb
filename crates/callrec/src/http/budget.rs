//! A client's budget for tries beyond the first: an outage must not be answered with a storm.

use std::sync::{Mutex, PoisonError};

/// What one more try costs, in tenths.
const TRY: u32 = 10;
/// What a call that went well brings in: one more try for five calls.
const EARNED: u32 = 2;
/// The most that is saved, and what a new client has: ten tries.
const MOST: u32 = 100;

/// A token bucket that only success refills. While every call fails, all calls of a client together
/// make ten tries more than there are calls: from the fiftieth call on at most 1.2 times as many.
#[derive(Debug)]
pub(super) struct Budget {
    tenths: Mutex<u32>,
}

impl Default for Budget {
    fn default() -> Self {
        Self { tenths: Mutex::new(MOST) }
    }
}

impl Budget {
    /// Takes the price of one more try, or says that there is none.
    pub(super) fn spend(&self) -> bool {
        let mut tenths = self.tenths.lock().unwrap_or_else(PoisonError::into_inner);
        let left = tenths.checked_sub(TRY);
        *tenths = left.unwrap_or(*tenths);
        left.is_some()
    }

    /// A call went well after `spent` more tries, which are given back: they helped.
    pub(super) fn earn(&self, spent: u32) {
        let mut tenths = self.tenths.lock().unwrap_or_else(PoisonError::into_inner);
        *tenths = (*tenths + EARNED + spent.saturating_mul(TRY)).min(MOST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outage_empties_it_and_success_refills_it() {
        let budget = Budget::default();
        assert_eq!((0..100).filter(|_| budget.spend()).count(), 10);
        (0..4).for_each(|_| budget.earn(0));
        assert!(!budget.spend());
        budget.earn(0);
        assert!(budget.spend() && !budget.spend());
        budget.earn(3);
        assert_eq!((0..100).filter(|_| budget.spend()).count(), 3);
        (0..1000).for_each(|_| budget.earn(5));
        assert_eq!((0..100).filter(|_| budget.spend()).count(), 10);
    }
}
