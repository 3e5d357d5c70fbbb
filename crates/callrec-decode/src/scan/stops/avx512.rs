//! The bits with AVX-512: a compare gives its mask at once.

use std::arch::x86_64::{
    __m512i, _mm_loadu_si128, _mm512_broadcast_i32x4, _mm512_cmpeq_epi8_mask,
    _mm512_cmplt_epu8_mask, _mm512_loadu_si512, _mm512_movepi8_mask, _mm512_set1_epi8,
    _mm512_shuffle_epi8,
};
use std::ops::Range;

use super::{Masks, Syntax, build};

#[target_feature(enable = "avx512f,avx512bw,bmi1,bmi2,popcnt")]
pub(super) fn find(syntax: Syntax, bytes: &[u8], range: Range<usize>, bits: &mut [u8]) -> bool {
    // SAFETY: the table has 16 bytes, the load needs no alignment.
    let table = unsafe { _mm_loadu_si128(syntax.table().as_ptr().cast()) };
    let table = _mm512_broadcast_i32x4(table);
    let space = _mm512_set1_epi8(b' ' as i8);
    let masks = |chunk: &[u8; 64]| {
        let text = load(chunk);
        let mark = _mm512_cmpeq_epi8_mask(_mm512_shuffle_epi8(table, text), text);
        let control = _mm512_cmplt_epu8_mask(text, space);
        Masks { stop: mark | control, high: _mm512_movepi8_mask(text) }
    };
    build(bytes, range, bits, masks)
}

#[inline]
#[target_feature(enable = "avx512f")]
fn load(chunk: &[u8; 64]) -> __m512i {
    // SAFETY: the chunk has 64 bytes, the load needs no alignment.
    unsafe { _mm512_loadu_si512(chunk.as_ptr().cast()) }
}
