//! Texts copied one behind the other.

use super::PADDING;
use super::cells::{Cells, GROUP};

/// A growing text. Short cells are copied as [`PADDING`] bytes at once, what lies behind them included;
/// the next cell then overwrites the surplus.
pub(crate) struct Append<'a> {
    into: &'a mut Vec<u8>,
    /// Bytes in use; all of them are written.
    used: usize,
    /// Where the last cell may begin that is copied so.
    last: usize,
}

impl<'a> Append<'a> {
    /// Makes room for `most` bytes.
    #[inline(always)]
    pub(crate) fn new(into: &'a mut Vec<u8>, most: usize) -> Self {
        into.reserve(most.saturating_add(PADDING));
        Self { used: into.len(), last: into.capacity() - PADDING, into }
    }

    /// Appends the cells of a group, which are `lengths` bytes long or empty, and writes where each ends.
    /// Those that are longer than a head, and those in `others`, are left to `other`, which only appends.
    #[inline(always)]
    pub(crate) fn push_all(
        &mut self,
        cells: &Cells<'_>,
        lengths: &[u32; GROUP],
        others: u64,
        ends: &mut [i32; GROUP],
        other: impl Fn(&mut Vec<u8>, usize),
    ) {
        // In variables of their own, so that they stay in registers.
        let (mut used, mut last, mut spare) = (self.used, self.last, self.into.as_mut_ptr());
        for ((row, cell), (&length, end)) in cells.iter().enumerate().zip(lengths.iter().zip(ends))
        {
            let length = length as usize;
            if (others >> row & 1 == 1) | (length > PADDING) {
                self.used = used;
                self.push_with(|into| other(into, row));
                (used, last, spare) = (self.used, self.last, self.into.as_mut_ptr());
            } else {
                if used > last {
                    self.used = used;
                    self.push_with(|_| ());
                    (used, last, spare) = (self.used, self.last, self.into.as_mut_ptr());
                }
                // SAFETY: `used` is not above `last`, so there is capacity for `PADDING` bytes behind it. The
                // vector is borrowed by `self` and lends nothing, so the head is no part of it.
                unsafe { spare.add(used).cast::<[u8; PADDING]>().write_unaligned(*cell.head) };
                used += length;
            }
            *end = used as i32;
        }
        self.used = used;
    }

    /// Lets something else append, and makes room for one cell more.
    #[cold]
    #[inline(never)]
    fn push_with(&mut self, append: impl FnOnce(&mut Vec<u8>)) {
        self.settle();
        append(self.into);
        self.into.reserve(PADDING);
        (self.used, self.last) = (self.into.len(), self.into.capacity() - PADDING);
    }

    fn settle(&mut self) {
        // SAFETY: `used` is not above the capacity, and every byte below it is written: those up to the
        // old length were before, the others by `push_all`; what others append to the vector they do not
        // make shorter.
        unsafe { self.into.set_len(self.used) };
    }
}

impl Drop for Append<'_> {
    #[inline(always)]
    fn drop(&mut self) {
        self.settle();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..Default::default() })]

        /// The plain way is the oracle.
        #[test]
        fn texts_follow_one_another(
            texts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..90), 1..=64),
            before in prop::collection::vec(any::<u8>(), 0..90),
            most in 0..3000_usize,
            (others, empty) in (any::<u64>(), any::<u64>()),
        ) {
            let mut bytes = Vec::new();
            let (mut starts, mut ends) = (Vec::new(), Vec::new());
            for text in &texts {
                starts.push(bytes.len() as u32);
                bytes.extend_from_slice(text);
                ends.push(bytes.len() as u32);
            }
            bytes.resize(bytes.len() + PADDING, b'x');
            let cells = Cells::new(&bytes, &starts, &ends).expect("padded");
            let (mut expected, mut into) = (before.clone(), before);
            let (mut lengths, mut ends, mut expected_ends) = ([0; GROUP], [0; GROUP], [0; GROUP]);
            for (row, text) in texts.iter().enumerate() {
                if others >> row & 1 == 1 {
                    expected.push(b'+');
                } else if empty >> row & 1 == 0 {
                    lengths[row] = text.len() as u32;
                    expected.extend_from_slice(text);
                }
                expected_ends[row] = expected.len() as i32;
            }
            let mut append = Append::new(&mut into, most);
            append.push_all(&cells, &lengths, others, &mut ends, |into, row| {
                match others >> row & 1 {
                    1 => into.push(b'+'),
                    _ => into.extend_from_slice(cells.text(row)),
                }
            });
            drop(append);
            prop_assert_eq!((into, ends), (expected, expected_ends));
        }
    }
}
