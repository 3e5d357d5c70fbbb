//! The index with AVX2 and carry-less multiplication, and the compares of JSON with AVX2.

use std::arch::x86_64::{
    __m128i, __m256i, _mm_and_si128, _mm_clmulepi64_si128, _mm_cmpeq_epi8, _mm_cmpgt_epi8,
    _mm_cvtsi128_si64, _mm_extract_epi64, _mm_loadu_si128, _mm_min_epu8, _mm_movemask_epi8,
    _mm_set_epi64x, _mm_set1_epi8, _mm_setr_epi8, _mm_sub_epi8, _mm256_cmpeq_epi8,
    _mm256_loadu_si256, _mm256_movemask_epi8, _mm256_set1_epi8, _mm256_testz_si256,
    _mm256_xor_si256, _pext_u64,
};

use super::cells::{Cells, GROUP};
use super::figures::{FIGURES, Figures, number};
use super::index::{Index, Marks, Masks, build, write_eights};
use super::text::{CHUNK, Literal, Work};

/// Whether the processor has every instruction set that a function here or in [`super::stops`] needs.
pub(super) fn available() -> bool {
    is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("pclmulqdq")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("popcnt")
}

#[target_feature(enable = "avx2,pclmulqdq,bmi1,bmi2,popcnt")]
pub(super) fn index(bytes: &[u8], from: usize, to: usize, marks: Marks, into: &mut Index) {
    // All ones, which the compiler must not know: it would take the masks apart into 64 single bits to
    // join them with others.
    let all = std::hint::black_box(u64::MAX);
    let enabled = if marks.quote.is_some() { all } else { 0 };
    let delimiter = _mm256_set1_epi8(marks.delimiter as i8);
    let quote = _mm256_set1_epi8(marks.quote.unwrap_or(0) as i8);
    let line_feed = _mm256_set1_epi8(b'\n' as i8);
    let carriage_return = _mm256_set1_epi8(b'\r' as i8);
    let masks = |chunk: &[u8; 64]| {
        let (low, high) = load(chunk);
        Masks {
            delimiter: equal(low, high, delimiter) & all,
            quote: equal(low, high, quote) & enabled,
            line_feed: equal(low, high, line_feed) & all,
            carriage_return: equal(low, high, carriage_return) & all,
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

/// Digits, commas, points and minuses, and the number that the digits print: their low halves are pushed
/// together, whatever stands between them.
#[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
pub(super) fn figures(cells: &Cells<'_>, into: &mut Figures) {
    let places = _mm_setr_epi8(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    let bits = |found: __m128i| _mm_movemask_epi8(found) as u16;
    for (row, cell) in cells.iter().enumerate().take(GROUP) {
        // SAFETY: the chunk has 16 bytes, the load needs no alignment.
        let text = unsafe { _mm_loadu_si128(cell.chunk::<0>().as_ptr().cast::<__m128i>()) };
        let counts = _mm_cmpgt_epi8(_mm_set1_epi8(cell.length.min(FIGURES) as i8), places);
        let values = _mm_sub_epi8(text, _mm_set1_epi8(b'0' as i8));
        let low = _mm_cmpeq_epi8(_mm_min_epu8(values, _mm_set1_epi8(9)), values);
        let digits = _mm_and_si128(low, counts);
        let is =
            |byte: u8| bits(_mm_and_si128(_mm_cmpeq_epi8(text, _mm_set1_epi8(byte as i8)), counts));
        let kept = _mm_and_si128(digits, _mm_set1_epi8(0x0F));
        let halves =
            |of: __m128i| (_mm_cvtsi128_si64(of) as u64, _mm_extract_epi64::<1>(of) as u64);
        let ((first, second), (kept_first, kept_second)) = (halves(values), halves(kept));
        let count_first = kept_first.count_ones();
        let count = count_first + kept_second.count_ones();
        let nibbles = _pext_u64(first, kept_first) | _pext_u64(second, kept_second) << count_first;
        into.digits[row] = bits(digits);
        into.commas[row] = is(b',');
        into.points[row] = is(b'.');
        into.minuses[row] = is(b'-');
        // Zeros before the digits; without a digit nothing is shifted but zeros.
        into.numbers[row] = number(nibbles << (count.wrapping_neg() & 63));
    }
}

#[target_feature(enable = "avx2,bmi1,bmi2,popcnt")]
pub(super) fn run<W: Work>(work: W) -> W::Output {
    work.run(|chunk, literal| same(chunk, literal))
}

#[inline]
#[target_feature(enable = "avx2")]
fn load_half(chunk: &[u8; CHUNK]) -> __m256i {
    // SAFETY: the chunk has 32 bytes, the load needs no alignment.
    unsafe { _mm256_loadu_si256(chunk.as_ptr().cast::<__m256i>()) }
}

/// Whether the bytes that count are the predicted ones.
#[inline]
#[target_feature(enable = "avx2")]
pub(super) fn same(chunk: &[u8; CHUNK], literal: &Literal) -> bool {
    let differs = _mm256_xor_si256(load_half(chunk), load_half(&literal.bytes));
    _mm256_testz_si256(differs, load_half(&literal.mask)) == 1
}
