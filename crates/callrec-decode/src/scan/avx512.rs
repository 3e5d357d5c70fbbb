//! The index with AVX-512: a compare gives its mask at once, and positions come by compression.

use std::arch::x86_64::{
    __m512i, _mm_clmulepi64_si128, _mm_cvtsi128_si64, _mm_set_epi64x, _mm_set1_epi8,
    _mm512_add_epi32, _mm512_cmpeq_epi8_mask, _mm512_cvtepu8_epi32, _mm512_extracti32x4_epi32,
    _mm512_loadu_si512, _mm512_maskz_compress_epi8, _mm512_set1_epi8, _mm512_set1_epi32,
    _mm512_storeu_si512,
};

use super::index::{Index, Marks, Masks, build};

/// The numbers 0 to 63.
static PLACES: [u8; 64] = {
    let mut places = [0; 64];
    let mut place = 0;
    while place < 64 {
        places[place] = place as u8;
        place += 1;
    }
    places
};

/// Whether the processor has every instruction set that [`index`] needs.
pub(super) fn available() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512vbmi2")
        && is_x86_feature_detected!("pclmulqdq")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("popcnt")
}

#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,pclmulqdq,bmi1,bmi2,popcnt")]
pub(super) fn index(bytes: &[u8], from: usize, to: usize, marks: Marks, into: &mut Index) {
    let enabled = if marks.quote.is_some() { u64::MAX } else { 0 };
    let delimiter = _mm512_set1_epi8(marks.delimiter as i8);
    let quote = _mm512_set1_epi8(marks.quote.unwrap_or(0) as i8);
    let line_feed = _mm512_set1_epi8(b'\n' as i8);
    let carriage_return = _mm512_set1_epi8(b'\r' as i8);
    let places = load(&PLACES);
    let masks = |chunk: &[u8; 64]| {
        let text = load(chunk);
        Masks {
            delimiter: _mm512_cmpeq_epi8_mask(text, delimiter),
            quote: _mm512_cmpeq_epi8_mask(text, quote) & enabled,
            line_feed: _mm512_cmpeq_epi8_mask(text, line_feed),
            carriage_return: _mm512_cmpeq_epi8_mask(text, carriage_return),
        }
    };
    let write = |slots: &mut [u32; 64], base: u32, bits: u64| write(slots, base, bits, places);
    build(bytes, from, to, into, masks, |bits| prefix_xor(bits), write);
}

#[inline]
#[target_feature(enable = "avx512f")]
fn load(chunk: &[u8; 64]) -> __m512i {
    // SAFETY: the chunk has 64 bytes, the load needs no alignment.
    unsafe { _mm512_loadu_si512(chunk.as_ptr().cast()) }
}

/// A carry-less product with all ones is the parity of each bit and all lower ones.
#[inline]
#[target_feature(enable = "pclmulqdq")]
fn prefix_xor(bits: u64) -> u64 {
    let product = _mm_clmulepi64_si128::<0>(_mm_set_epi64x(0, bits as i64), _mm_set1_epi8(-1));
    _mm_cvtsi128_si64(product) as u64
}

/// The places of the bits, counted from `base`, and something behind them.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,popcnt")]
fn write(slots: &mut [u32; 64], base: u32, bits: u64, places: __m512i) {
    let base = _mm512_set1_epi32(base as i32);
    let found = _mm512_maskz_compress_epi8(bits, places);
    let (quarters, _) = slots.as_chunks_mut::<16>();
    let [first, second, third, fourth] = quarters else { return };
    let count = bits.count_ones();
    store(
        first,
        _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32::<0>(found))),
    );
    if count > 16 {
        store(
            second,
            _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32::<1>(found))),
        );
    }
    if count > 32 {
        store(
            third,
            _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32::<2>(found))),
        );
        store(
            fourth,
            _mm512_add_epi32(base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32::<3>(found))),
        );
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn store(slots: &mut [u32; 16], values: __m512i) {
    // SAFETY: the slots have 64 bytes, the store needs no alignment.
    unsafe { _mm512_storeu_si512(slots.as_mut_ptr().cast(), values) }
}
