//! Which operation on a key was issued last, so that an older one is not sent again after it.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The keys with operations under way.
#[derive(Clone, Debug, Default)]
pub(super) struct Sequences {
    open: Arc<Mutex<HashMap<String, Key>>>,
}

#[derive(Debug, Default)]
struct Key {
    latest: u64,
    under_way: usize,
}

/// An operation's place among those of its key; given back on drop.
#[derive(Debug)]
pub(super) struct Turn {
    of: Sequences,
    key: String,
    number: u64,
}

impl Sequences {
    /// The turn of an operation that is issued now.
    pub(super) fn issue(&self, key: &str) -> Turn {
        let mut open = self.lock();
        let entry = open.entry(key.to_owned()).or_default();
        entry.latest += 1;
        entry.under_way += 1;
        Turn { of: self.clone(), key: key.to_owned(), number: entry.latest }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Key>> {
        // Counters are whole at any moment: a panic elsewhere does not spoil them.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turn {
    /// Whether no later operation on the key was issued, be it done by now or not.
    pub(super) fn is_latest(&self) -> bool {
        self.of.lock().get(&self.key).is_none_or(|entry| entry.latest == self.number)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut open = self.of.lock();
        if let Some(entry) = open.get_mut(&self.key) {
            entry.under_way -= 1;
            if entry.under_way == 0 {
                open.remove(&self.key);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_operation_counts_even_when_it_is_done() {
        let sequences = Sequences::default();
        let (suspend, other) = (sequences.issue("user 1"), sequences.issue("user 2"));
        assert!(suspend.is_latest());
        drop(sequences.issue("user 1"));
        assert!(!suspend.is_latest() && other.is_latest());
    }

    #[test]
    fn keys_without_operations_are_forgotten() {
        let sequences = Sequences::default();
        for number in 0..100 {
            drop(sequences.issue(&number.to_string()));
        }
        assert!(sequences.lock().is_empty());
    }
}
