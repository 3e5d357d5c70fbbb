//! Which rows of a column are not null.

use arrow_buffer::{BooleanBuffer, Buffer, NullBuffer};

/// A growing bitmap, one bit a row, set where there is a value (or the value is true).
#[derive(Default)]
pub(crate) struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// Appends the low `count` (at most 64) bits of `bits`; the others must be zero.
    #[inline]
    pub(crate) fn append(&mut self, bits: u64, count: usize) {
        let (word, shift) = (self.len / 64, self.len % 64);
        self.len += count;
        self.words.resize(self.len.div_ceil(64), 0);
        if let Some(low) = self.words.get_mut(word) {
            *low |= bits << shift;
        }
        if shift != 0
            && let Some(high) = self.words.get_mut(word + 1)
        {
            *high |= bits >> (64 - shift);
        }
    }

    /// Appends `count` bits of the same value.
    pub(super) fn append_run(&mut self, set: bool, count: usize) {
        let mut left = count;
        while left > 0 {
            let step = left.min(64);
            self.append(if set { u64::MAX >> (64 - step) } else { 0 }, step);
            left -= step;
        }
    }

    pub(super) fn get(&self, at: usize) -> bool {
        self.words.get(at / 64).is_some_and(|word| word >> (at % 64) & 1 == 1)
    }

    /// Sets some of the last bits: the low `count` (at most 64) of `bits`, the others are left out.
    pub(super) fn set_last(&mut self, bits: u64, count: usize) {
        let bits = bits & u64::MAX.checked_shr(64 - count.clamp(1, 64) as u32).unwrap_or(0);
        let Some(first) = self.len.checked_sub(count).filter(|_| count > 0) else { return };
        let (word, shift) = (first / 64, first % 64);
        if let Some(low) = self.words.get_mut(word) {
            *low |= bits << shift;
        }
        if shift != 0
            && let Some(high) = self.words.get_mut(word + 1)
        {
            *high |= bits >> (64 - shift);
        }
    }

    /// For each bit, and for the place behind the last, how many are set before it.
    pub(crate) fn counts(&self) -> Vec<i32> {
        let mut counts = Vec::with_capacity(self.words.len() * 64 + 1);
        counts.push(0);
        let mut count = 0;
        for word in &self.words {
            counts.extend((0..64).map(|bit| {
                count += (word >> bit & 1) as i32;
                count
            }));
        }
        counts.truncate(self.len + 1);
        counts
    }

    /// Whether no bit is set.
    pub(super) fn is_zero(&self) -> bool {
        self.words.iter().all(|&word| word == 0)
    }

    /// The places of the bits that are set.
    pub(crate) fn places(&self) -> impl Iterator<Item = usize> {
        self.words.iter().enumerate().flat_map(|(word, &bits)| {
            let mut left = bits;
            std::iter::from_fn(move || {
                let place = (left != 0).then(|| word * 64 + left.trailing_zeros() as usize);
                left &= left.wrapping_sub(1);
                place
            })
        })
    }

    pub(super) fn truncate(&mut self, len: usize) {
        self.len = len;
        self.words.truncate(len.div_ceil(64));
        if let Some(last) = self.words.last_mut()
            && !len.is_multiple_of(64)
        {
            *last &= u64::MAX >> (64 - len % 64);
        }
    }

    /// The bits as values; begins anew.
    pub(crate) fn finish(&mut self) -> BooleanBuffer {
        let words = std::mem::take(&mut self.words);
        BooleanBuffer::new(Buffer::from_vec(words), 0, std::mem::take(&mut self.len))
    }

    /// The bits as validity, `None` when no row is null; begins anew.
    pub(super) fn finish_nulls(&mut self) -> Option<NullBuffer> {
        Some(NullBuffer::new(self.finish())).filter(|nulls| nulls.null_count() > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::Bits;

    #[test]
    fn appends_across_words_and_truncates() {
        let mut bits = Bits::default();
        let mut expected = Vec::new();
        for step in 0..40_usize {
            let count = (step * 13) % 65;
            let pattern = 0x9E37_79B9_7F4A_7C15_u64.rotate_left(step as u32)
                & u64::MAX.checked_shr(64 - count as u32).unwrap_or(0);
            bits.append(pattern, count);
            expected.extend((0..count).map(|bit| pattern >> bit & 1 == 1));
            if step % 7 == 6 {
                let keep = expected.len() - 5;
                bits.truncate(keep);
                expected.truncate(keep);
            }
        }
        bits.append_run(true, 130);
        expected.extend([true; 130]);
        assert_eq!(bits.finish().iter().collect::<Vec<_>>(), expected);
    }
}
