//! The bits with AVX2: two bytes of a kind are told by one look into a table and one compare.

use std::arch::x86_64::{
    __m256i, _mm_loadu_si128, _mm256_broadcastsi128_si256, _mm256_cmpeq_epi8, _mm256_loadu_si256,
    _mm256_min_epu8, _mm256_movemask_epi8, _mm256_or_si256, _mm256_set1_epi8, _mm256_shuffle_epi8,
};
use std::ops::Range;

use super::{Masks, Syntax, build};

#[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
pub(super) fn find(syntax: Syntax, bytes: &[u8], range: Range<usize>, bits: &mut [u8]) -> bool {
    // SAFETY: the table has 16 bytes, the load needs no alignment.
    let table = unsafe { _mm_loadu_si128(syntax.table().as_ptr().cast()) };
    let table = _mm256_broadcastsi128_si256(table);
    let masks = |chunk: &[u8; 64]| {
        let (halves, _) = chunk.as_chunks::<32>();
        let [low, high] = [half(&halves[0], table), half(&halves[1], table)];
        Masks {
            stop: u64::from(high.0) << 32 | u64::from(low.0),
            high: u64::from(high.1) | u64::from(low.1),
        }
    };
    build(bytes, range, bits, masks)
}

/// Stops, and bytes that are not ASCII.
#[inline]
#[target_feature(enable = "avx2")]
fn half(chunk: &[u8; 32], table: __m256i) -> (u32, u32) {
    // SAFETY: the chunk has 32 bytes, the load needs no alignment.
    let text = unsafe { _mm256_loadu_si256(chunk.as_ptr().cast()) };
    let mark = _mm256_cmpeq_epi8(_mm256_shuffle_epi8(table, text), text);
    let control = _mm256_cmpeq_epi8(_mm256_min_epu8(text, _mm256_set1_epi8(0x1F)), text);
    let stop = _mm256_movemask_epi8(_mm256_or_si256(mark, control));
    (stop as u32, _mm256_movemask_epi8(text) as u32)
}
