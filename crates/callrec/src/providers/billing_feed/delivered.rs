//! The rows of a page that were looked at, to know them when they come again.

use std::collections::HashMap;

use super::cursor::Known;

/// Rows by id. Ascending ones, which is how most feeds come, take little room.
#[derive(Debug, Default)]
pub(super) struct Delivered {
    ascending: Vec<Known>,
    rest: HashMap<u64, Option<u64>>,
}

impl Delivered {
    pub(super) fn of(rows: impl IntoIterator<Item = Known>) -> Self {
        let mut delivered = Self::default();
        rows.into_iter().for_each(|row| delivered.add(row));
        delivered
    }

    pub(super) fn add(&mut self, row: Known) {
        match self.ascending.last() {
            Some(last) if last.id >= row.id => drop(self.rest.insert(row.id, row.print)),
            _ => self.ascending.push(row),
        }
    }

    /// The row of this id.
    pub(super) fn get(&self, id: u64) -> Option<Known> {
        match self.ascending.binary_search_by_key(&id, |row| row.id) {
            Ok(at) => Some(self.ascending[at]),
            Err(_) => self.rest.get(&id).map(|&print| Known { id, print }),
        }
    }
}
