//! The index with AVX-512: a compare gives its mask at once, and positions come by compression.

use std::arch::x86_64::{
    __m128i, __m512i, _mm_clmulepi64_si128, _mm_cvtsi64_si128, _mm_cvtsi128_si64, _mm_loadu_si128,
    _mm_popcnt_epi16, _mm_set_epi64x, _mm_set1_epi8, _mm_set1_epi16, _mm_sllv_epi16, _mm_sub_epi16,
    _mm256_storeu_si256, _mm512_add_epi32, _mm512_add_epi64, _mm512_and_si512,
    _mm512_broadcast_i32x4, _mm512_castsi128_si512, _mm512_castsi512_si256, _mm512_cmpeq_epi8_mask,
    _mm512_cvtepu8_epi32, _mm512_extracti32x4_epi32, _mm512_inserti32x4, _mm512_loadu_si512,
    _mm512_madd_epi16, _mm512_maddubs_epi16, _mm512_mask_cmpeq_epi8_mask,
    _mm512_mask_cmple_epu8_mask, _mm512_mask_i32gather_epi32, _mm512_mask_or_epi32,
    _mm512_mask_set1_epi32, _mm512_maskz_compress_epi8, _mm512_maskz_compress_epi64,
    _mm512_maskz_expand_epi8, _mm512_maskz_loadu_epi8, _mm512_movepi8_mask, _mm512_mul_epu32,
    _mm512_mullo_epi32, _mm512_or_si512, _mm512_packus_epi32, _mm512_set1_epi8, _mm512_set1_epi16,
    _mm512_set1_epi32, _mm512_set1_epi64, _mm512_setr_epi32, _mm512_setzero_si512,
    _mm512_shuffle_epi8, _mm512_srli_epi16, _mm512_srli_epi32, _mm512_srli_epi64,
    _mm512_storeu_si512, _mm512_sub_epi8, _mm512_sub_epi32, _mm512_subs_epu8,
    _mm512_test_epi8_mask, _mm512_xor_si512, _pext_u64,
};

use super::cells::{Cells, GROUP};
use super::figures::{FIGURES, Figures};
use super::index::{Index, Marks, Masks, PLACE, QUOTED, build};
use super::locate::{Grid, Sides};

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

/// Whether the processor has every instruction set that a function here or in [`super::stops`] needs.
pub(super) fn available() -> bool {
    is_x86_feature_detected!("avx512f")
        && is_x86_feature_detected!("avx512vl")
        && is_x86_feature_detected!("avx512bitalg")
        && is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("avx512bw")
        && is_x86_feature_detected!("avx512vbmi2")
        && is_x86_feature_detected!("pclmulqdq")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("popcnt")
}

#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi2,avx512bitalg,bmi1,bmi2,popcnt")]
pub(super) fn wide<T>(work: impl FnOnce() -> T) -> T {
    work()
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
            quote: _mm512_mask_cmpeq_epi8_mask(enabled, text, quote),
            line_feed: _mm512_cmpeq_epi8_mask(text, line_feed),
            carriage_return: _mm512_cmpeq_epi8_mask(text, carriage_return),
        }
    };
    let write = |slots: &mut [u32; 64], base: u32, bits: u64, quoted: u64| {
        write(slots, base, bits, quoted, places);
    };
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

/// The places of the bits, counted from `base`, those in `quoted` marked, and something behind them.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi2,bmi2,popcnt")]
fn write(slots: &mut [u32; 64], base: u32, bits: u64, quoted: u64, places: __m512i) {
    let base = _mm512_set1_epi32(base as i32);
    let found = _mm512_maskz_compress_epi8(bits, places);
    let marks = _pext_u64(quoted, bits);
    let (quarters, _) = slots.as_chunks_mut::<16>();
    let [first, second, third, fourth] = quarters else { return };
    let count = bits.count_ones();
    store(first, marked(_mm512_extracti32x4_epi32::<0>(found), base, marks));
    if count > 16 {
        store(second, marked(_mm512_extracti32x4_epi32::<1>(found), base, marks >> 16));
    }
    if count > 32 {
        store(third, marked(_mm512_extracti32x4_epi32::<2>(found), base, marks >> 32));
        store(fourth, marked(_mm512_extracti32x4_epi32::<3>(found), base, marks >> 48));
    }
}

/// Sixteen places, counted from `base`, with the marks of the low bits.
#[inline]
#[target_feature(enable = "avx512f")]
fn marked(places: __m128i, base: __m512i, marks: u64) -> __m512i {
    let places = _mm512_add_epi32(base, _mm512_cvtepu8_epi32(places));
    _mm512_mask_or_epi32(places, marks as u16, places, _mm512_set1_epi32(QUOTED as i32))
}

#[inline]
#[target_feature(enable = "avx512f")]
fn store(slots: &mut [u32; 16], values: __m512i) {
    // SAFETY: the slots have 64 bytes, the store needs no alignment.
    unsafe { _mm512_storeu_si512(slots.as_mut_ptr().cast(), values) }
}

/// Digits, commas, points and minuses, and the number that the digits print, four cells at a time: the
/// digits of all four are pushed together and spread again to the ends of their quarters.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vbmi2,avx512bitalg,bmi1,bmi2,popcnt")]
pub(super) fn figures(cells: &Cells<'_>, into: &mut Figures) {
    let mut counts = [0_u16; GROUP];
    let (starts, ends) = cells.sides();
    for (slot, (start, end)) in counts.iter_mut().zip(starts.iter().zip(ends)) {
        *slot = ((1_u32 << (end - start).min(FIGURES as u32)) - 1) as u16;
    }
    let byte = |byte: u8| _mm512_set1_epi8(byte as i8);
    let masks = into.digits.as_chunks_mut::<4>().0.iter_mut();
    let masks = masks.zip(into.commas.as_chunks_mut::<4>().0);
    let masks = masks.zip(into.points.as_chunks_mut::<4>().0);
    let masks = masks.zip(into.minuses.as_chunks_mut::<4>().0);
    let slots = masks.zip(into.numbers.as_chunks_mut::<4>().0).zip(counts.as_chunks::<4>().0);
    let quarters = slots.enumerate().take(cells.count().div_ceil(4));
    for (quarter, (((((to_digits, to_commas), to_points), to_minuses), to_numbers), counts)) in
        quarters
    {
        let row = 4 * quarter;
        let text = |row: usize| {
            // SAFETY: the head has more than 16 bytes, the load needs no alignment.
            unsafe { _mm_loadu_si128(cells.head(row).as_ptr().cast::<__m128i>()) }
        };
        let all = _mm512_castsi128_si512(text(row));
        let all = _mm512_inserti32x4::<1>(all, text(row + 1));
        let all = _mm512_inserti32x4::<2>(all, text(row + 2));
        let all = _mm512_inserti32x4::<3>(all, text(row + 3));
        let counts = joined(counts);
        let values = _mm512_sub_epi8(all, byte(b'0'));
        let digits = _mm512_mask_cmple_epu8_mask(counts, values, byte(9));
        *to_digits = parted(digits);
        *to_commas = parted(_mm512_mask_cmpeq_epi8_mask(counts, all, byte(b',')));
        *to_points = parted(_mm512_mask_cmpeq_epi8_mask(counts, all, byte(b'.')));
        *to_minuses = parted(_mm512_mask_cmpeq_epi8_mask(counts, all, byte(b'-')));
        let found = _mm_popcnt_epi16(_mm_cvtsi64_si128(digits as i64));
        let empty = _mm_sub_epi16(_mm_set1_epi16(FIGURES as i16), found);
        let ends = _mm_cvtsi128_si64(_mm_sllv_epi16(_mm_set1_epi16(-1), empty)) as u64;
        let spread = _mm512_maskz_expand_epi8(ends, _mm512_maskz_compress_epi8(digits, values));
        let pairs = _mm512_maddubs_epi16(spread, _mm512_set1_epi16(1 << 8 | 10));
        let fours = _mm512_madd_epi16(pairs, _mm512_set1_epi32(1 << 16 | 100));
        let fours = _mm512_packus_epi32(fours, fours);
        let eights = _mm512_madd_epi16(fours, _mm512_set1_epi32(1 << 16 | 10_000));
        let high = _mm512_mul_epu32(eights, _mm512_set1_epi64(100_000_000));
        let numbers = _mm512_add_epi64(high, _mm512_srli_epi64::<32>(eights));
        // Each quarter has its number twice.
        let numbers = _mm512_castsi512_si256(_mm512_maskz_compress_epi64(0b0101_0101, numbers));
        // SAFETY: the slots have 32 bytes, the store needs no alignment.
        unsafe { _mm256_storeu_si256(to_numbers.as_mut_ptr().cast(), numbers) };
    }
}

#[inline(always)]
fn joined(parts: &[u16; 4]) -> u64 {
    parts.iter().rev().fold(0, |all, part| all << 16 | u64::from(*part))
}

#[inline(always)]
fn parted(all: u64) -> [u16; 4] {
    [all as u16, (all >> 16) as u16, (all >> 32) as u16, (all >> 48) as u16]
}

/// Start and end of the cells of one column, sixteen rows at a time. `first` is where the first of them
/// starts, if no separator stands before it.
///
/// # Safety
///
/// The grid has the column.
#[target_feature(enable = "avx512f,avx512bw,avx512vl,bmi1,bmi2,popcnt")]
pub(super) unsafe fn locate(grid: Grid<'_>, column: usize, first: Option<u32>, into: Sides<'_>) {
    let cells = grid.cells() as i32;
    let rows = _mm512_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    let steps = _mm512_mullo_epi32(rows, _mm512_set1_epi32(cells));
    let place = _mm512_set1_epi32(PLACE as i32);
    let one = _mm512_set1_epi32(1);
    let sixteens =
        into.starts.as_chunks_mut::<16>().0.iter_mut().zip(into.ends.as_chunks_mut::<16>().0);
    for (sixteenth, (starts, ends)) in sixteens.enumerate().take(grid.rows().div_ceil(16)) {
        let row = 16 * sixteenth;
        let left = (grid.rows() - row).min(16);
        let there = (u32::MAX >> (32 - left)) as u16;
        // Before the very first cell there is no separator.
        let behind = if row == 0 && first.is_some() { there & !1 } else { there };
        let at = (row * grid.cells() + column) as i32;
        let own = _mm512_add_epi32(steps, _mm512_set1_epi32(at));
        let before = _mm512_sub_epi32(own, one);
        let from = grid.separators().as_ptr().cast::<i32>();
        let none = _mm512_setzero_si512();
        // SAFETY: the grid has `cells` separators for each of its rows and the column is below `cells`, so
        // every number of a row that is there is that of a separator; and so is the one before it, but
        // before the very first, which is left out.
        let (own, before) = unsafe {
            (
                _mm512_mask_i32gather_epi32::<4>(none, there, own, from),
                _mm512_mask_i32gather_epi32::<4>(none, behind, before, from),
            )
        };
        let quote = _mm512_srli_epi32::<31>(own);
        let start = _mm512_add_epi32(_mm512_and_si512(before, place), one);
        let start = match first {
            Some(first) if row == 0 => _mm512_mask_set1_epi32(start, 1, first as i32),
            _ => start,
        };
        store(starts, _mm512_add_epi32(start, quote));
        store(ends, _mm512_sub_epi32(_mm512_and_si512(own, place), quote));
    }
}

/// Whether the bytes are UTF-8 from `from` on, a record's start, as far as can be told up to `to`: a
/// character may be cut there. Words of ASCII alone are passed over; in the others each byte is looked at
/// together with the three before it (Keiser and Lemire, "Validating UTF-8 in less than one instruction
/// per byte").
#[target_feature(enable = "avx512f,avx512bw,avx512vl,bmi1,bmi2,popcnt")]
pub(super) fn is_utf8(bytes: &[u8], from: usize, to: usize) -> bool {
    // What a pair of bytes may be wrong in, by the first's high and low half and the second's high half.
    const SHORT: u8 = 1;
    const LONG: u8 = 1 << 1;
    const OVERLONG_3: u8 = 1 << 2;
    const LARGE: u8 = 1 << 3;
    const SURROGATE: u8 = 1 << 4;
    const OVERLONG_2: u8 = 1 << 5;
    const LARGE_1000_OVERLONG_4: u8 = 1 << 6;
    const TWO_CONTINUED: u8 = 1 << 7;
    const CARRY: u8 = SHORT | LONG | TWO_CONTINUED;
    const FIRST_HIGH: [u8; 16] = [
        LONG,
        LONG,
        LONG,
        LONG,
        LONG,
        LONG,
        LONG,
        LONG,
        TWO_CONTINUED,
        TWO_CONTINUED,
        TWO_CONTINUED,
        TWO_CONTINUED,
        SHORT | OVERLONG_2,
        SHORT,
        SHORT | OVERLONG_3 | SURROGATE,
        SHORT | LARGE | LARGE_1000_OVERLONG_4,
    ];
    const LARGER: u8 = CARRY | LARGE | LARGE_1000_OVERLONG_4;
    const FIRST_LOW: [u8; 16] = [
        CARRY | OVERLONG_3 | OVERLONG_2 | LARGE_1000_OVERLONG_4,
        CARRY | OVERLONG_2,
        CARRY,
        CARRY,
        CARRY | LARGE,
        LARGER,
        LARGER,
        LARGER,
        LARGER,
        LARGER,
        LARGER,
        LARGER,
        LARGER,
        LARGER | SURROGATE,
        LARGER,
        LARGER,
    ];
    const CONTINUED: u8 = LONG | OVERLONG_2 | TWO_CONTINUED;
    const SECOND_HIGH: [u8; 16] = [
        SHORT,
        SHORT,
        SHORT,
        SHORT,
        SHORT,
        SHORT,
        SHORT,
        SHORT,
        CONTINUED | OVERLONG_3 | LARGE_1000_OVERLONG_4,
        CONTINUED | OVERLONG_3 | LARGE,
        CONTINUED | SURROGATE | LARGE,
        CONTINUED | SURROGATE | LARGE,
        SHORT,
        SHORT,
        SHORT,
        SHORT,
    ];
    let table = |table: &[u8; 16]| {
        // SAFETY: the table has 16 bytes, the load needs no alignment.
        _mm512_broadcast_i32x4(unsafe { _mm_loadu_si128(table.as_ptr().cast::<__m128i>()) })
    };
    let tables = (table(&FIRST_HIGH), table(&FIRST_LOW), table(&SECOND_HIGH));
    let nibble = _mm512_set1_epi8(0x0F);
    let (mut wrong, mut before) = (0_u64, 0_u64);
    let (words, _) = bytes[from..(to + 63).min(bytes.len())].as_chunks::<64>();
    let count = (to - from).div_ceil(64);
    for (place, chunk) in words.iter().enumerate().take(count) {
        let text = load(chunk);
        let high = _mm512_movepi8_mask(text);
        // A character may run on from the word before.
        if high | before >> 61 == 0 {
            before = 0;
            continue;
        }
        before = high;
        // Nothing is known of what lies before the first word, and nothing may be read there.
        let kept = |distance: u32| if place == 0 { u64::MAX << distance } else { u64::MAX };
        let shifted = |distance: u32| {
            // From all words, since a pointer to one of them does not reach into the one before.
            let from = words.as_ptr().cast::<i8>().wrapping_add(64 * place);
            let from = from.wrapping_sub(distance as usize);
            // SAFETY: behind the first word the bytes before a word are those of the word before it; in
            // front of the first one nothing is read. The load needs no alignment.
            unsafe { _mm512_maskz_loadu_epi8(kept(distance), from) }
        };
        let first = shifted(1);
        let high_half = |text: __m512i| _mm512_and_si512(_mm512_srli_epi16::<4>(text), nibble);
        let pairs = _mm512_and_si512(
            _mm512_and_si512(
                _mm512_shuffle_epi8(tables.0, high_half(first)),
                _mm512_shuffle_epi8(tables.1, _mm512_and_si512(first, nibble)),
            ),
            _mm512_shuffle_epi8(tables.2, high_half(text)),
        );
        // The third and fourth byte of a character must be continued, and the pair says so.
        let third = _mm512_subs_epu8(shifted(2), _mm512_set1_epi8((0xE0_u8 - 0x80) as i8));
        let fourth = _mm512_subs_epu8(shifted(3), _mm512_set1_epi8((0xF0_u8 - 0x80) as i8));
        let must = _mm512_and_si512(_mm512_or_si512(third, fourth), _mm512_set1_epi8(i8::MIN));
        let misfits = _mm512_xor_si512(must, pairs);
        let left = to - from - 64 * place;
        let counts = if left < 64 { (1 << left) - 1 } else { u64::MAX };
        wrong |= _mm512_test_epi8_mask(misfits, misfits) & counts;
    }
    wrong == 0
}
