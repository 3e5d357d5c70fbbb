//! Which id a row has. Ids rise with gaps: they are the platform's, not the account's.
//!
//! Every row has a slot of sixteen numbers. The row itself takes an even one of them; a row
//! that arrives late takes the odd one after a row that is there. So an id follows from the
//! row's place alone, and a row's place from its id, however many rows there are.

use crate::data::prng::key;

const SLOT: u64 = 16;
/// Renumberings before an old id may come again.
const OFFSETS: u64 = 4;

/// A row's place. Their order is the order of the ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place {
    /// Counted from 0 in the order in which the calls ended.
    pub(crate) row: u64,
    /// The late row that comes after this one, not the row itself.
    pub(crate) late: bool,
}

/// How places and ids belong together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numbering {
    key: u64,
    first: u64,
    renumbered: u64,
}

impl Numbering {
    pub(crate) fn new(key: u64, first: u64) -> Self {
        Self { key, first, renumbered: 0 }
    }

    /// Other ids near the old ones; none of them was one before (four times in a row).
    pub(crate) fn renumber(&mut self) {
        self.renumbered += 1;
    }

    /// Ids from another number on.
    pub(crate) fn restart(&mut self, first: u64) {
        self.first = first;
    }

    pub(crate) fn id(&self, place: Place) -> u64 {
        let half = key(self.key, place.row) % 2;
        let offset = 2 * (self.renumbered % OFFSETS + OFFSETS * half);
        let id = self.first.saturating_add(place.row.saturating_mul(SLOT));
        id.saturating_add(offset + u64::from(place.late))
    }

    /// The first place whose id may be `id` or greater; late rows counted as if there.
    pub(crate) fn at_or_after(&self, id: u64) -> Place {
        let row = id.saturating_sub(self.first) / SLOT;
        let fits = |place: &Place| self.id(*place) >= id;
        [Place { row, late: false }, Place { row, late: true }]
            .into_iter()
            .find(fits)
            .unwrap_or(Place { row: row + 1, late: false })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> impl Iterator<Item = Place> {
        (0..500).flat_map(|row| [false, true].map(|late| Place { row, late }))
    }

    #[test]
    fn ids_rise_with_the_places_and_lead_back_to_them() {
        let mut numbering = Numbering::new(7, 2_147_483_000);
        for _ in 0..4 {
            let ids: Vec<u64> = places().map(|place| numbering.id(place)).collect();
            assert!(ids.is_sorted_by(|a, b| a < b));
            for place in places() {
                let id = numbering.id(place);
                assert_eq!(numbering.at_or_after(id), place);
                let next = if place.late {
                    Place { row: place.row + 1, late: false }
                } else {
                    Place { late: true, ..place }
                };
                assert_eq!(numbering.at_or_after(id + 1), next);
            }
            numbering.renumber();
        }
    }

    #[test]
    fn no_id_outlives_a_renumbering() {
        let mut numbering = Numbering::new(7, 1_000);
        let mut seen = std::collections::HashSet::new();
        for _ in 0..4 {
            assert!(places().all(|place| seen.insert(numbering.id(place))));
            numbering.renumber();
        }
    }

    #[test]
    fn the_beginning_is_before_the_first_id() {
        let numbering = Numbering::new(7, 1_000);
        assert_eq!(numbering.at_or_after(0), Place { row: 0, late: false });
        assert!(numbering.at_or_after(u64::MAX).row >= (u64::MAX - 1_000) / 16);
    }
}
