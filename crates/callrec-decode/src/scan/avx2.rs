//! The index with AVX2 and carry-less multiplication, and the compares of JSON with AVX2.

use std::arch::x86_64::{
    __m256i, _mm_clmulepi64_si128, _mm_cvtsi128_si64, _mm_set_epi64x, _mm_set1_epi8,
    _mm256_cmpeq_epi8, _mm256_loadu_si256, _mm256_min_epu8, _mm256_movemask_epi8, _mm256_or_si256,
    _mm256_set1_epi8, _mm256_testz_si256, _mm256_xor_si256,
};

use super::index::{Index, Marks, Masks, build, write_eights};
use super::markup::MarkupWork;
use super::text::{CHUNK, Literal, Text, Work};

/// Whether the processor has every instruction set that [`index`] needs.
pub(super) fn available() -> bool {
    is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("pclmulqdq")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("popcnt")
}

#[target_feature(enable = "avx2,pclmulqdq,bmi1,bmi2,popcnt")]
pub(super) fn index(bytes: &[u8], from: usize, to: usize, marks: Marks, into: &mut Index) {
    let enabled = if marks.quote.is_some() { u64::MAX } else { 0 };
    let delimiter = _mm256_set1_epi8(marks.delimiter as i8);
    let quote = _mm256_set1_epi8(marks.quote.unwrap_or(0) as i8);
    let line_feed = _mm256_set1_epi8(b'\n' as i8);
    let carriage_return = _mm256_set1_epi8(b'\r' as i8);
    let masks = |chunk: &[u8; 64]| {
        let (low, high) = load(chunk);
        Masks {
            delimiter: equal(low, high, delimiter),
            quote: equal(low, high, quote) & enabled,
            line_feed: equal(low, high, line_feed),
            carriage_return: equal(low, high, carriage_return),
        }
    };
    build(bytes, from, to, into, masks, |bits| prefix_xor(bits), write_eights);
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(chunk: &[u8; 64]) -> (__m256i, __m256i) {
    let at = chunk.as_ptr().cast::<__m256i>();
    // SAFETY: the chunk has 64 bytes, both loads stay within them and need no alignment.
    unsafe { (_mm256_loadu_si256(at), _mm256_loadu_si256(at.add(1))) }
}

#[inline]
#[target_feature(enable = "avx2")]
fn equal(low: __m256i, high: __m256i, byte: __m256i) -> u64 {
    let low = _mm256_movemask_epi8(_mm256_cmpeq_epi8(low, byte)) as u32;
    let high = _mm256_movemask_epi8(_mm256_cmpeq_epi8(high, byte)) as u32;
    u64::from(high) << 32 | u64::from(low)
}

/// A carry-less product with all ones is the parity of each bit and all lower ones.
#[inline]
#[target_feature(enable = "pclmulqdq")]
fn prefix_xor(bits: u64) -> u64 {
    let product = _mm_clmulepi64_si128::<0>(_mm_set_epi64x(0, bits as i64), _mm_set1_epi8(-1));
    _mm_cvtsi128_si64(product) as u64
}

#[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
pub(super) fn wide<T>(work: impl FnOnce() -> T) -> T {
    work()
}

#[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
pub(super) fn run<W: Work>(work: W) -> W::Output {
    work.run(|chunk| text(chunk), |chunk, literal| same(chunk, literal))
}

#[inline]
#[target_feature(enable = "avx2")]
fn load_half(chunk: &[u8; CHUNK]) -> __m256i {
    // SAFETY: the chunk has 32 bytes, the load needs no alignment.
    unsafe { _mm256_loadu_si256(chunk.as_ptr().cast::<__m256i>()) }
}

/// Where a JSON text may stop.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn text(chunk: &[u8; CHUNK]) -> Text {
    let bytes = load_half(chunk);
    let quote = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(b'"' as i8));
    let backslash = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(b'\\' as i8));
    let control = _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, _mm256_set1_epi8(0x1F)), bytes);
    let stop = _mm256_or_si256(control, _mm256_or_si256(quote, backslash));
    Text {
        stop: _mm256_movemask_epi8(stop) as u32,
        quote: _mm256_movemask_epi8(quote) as u32,
        high: _mm256_movemask_epi8(bytes) as u32,
    }
}

/// Whether the bytes that count are the predicted ones.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn same(chunk: &[u8; CHUNK], literal: &Literal) -> bool {
    let differs = _mm256_xor_si256(load_half(chunk), load_half(&literal.bytes));
    _mm256_testz_si256(differs, load_half(&literal.mask)) == 1
}

#[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
pub(super) fn run_markup<W: MarkupWork>(work: W) -> W::Output {
    work.run(|chunk| markup(chunk), |chunk, literal| same(chunk, literal))
}

/// Where a text of XML may stop.
#[inline]
#[target_feature(enable = "avx2")]
fn markup(chunk: &[u8; CHUNK]) -> u32 {
    let bytes = load_half(chunk);
    let less = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(b'<' as i8));
    let greater = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(b'>' as i8));
    let ampersand = _mm256_cmpeq_epi8(bytes, _mm256_set1_epi8(b'&' as i8));
    let control = _mm256_cmpeq_epi8(_mm256_min_epu8(bytes, _mm256_set1_epi8(0x1F)), bytes);
    let stop = _mm256_or_si256(_mm256_or_si256(less, greater), _mm256_or_si256(ampersand, control));
    _mm256_movemask_epi8(stop) as u32
}
