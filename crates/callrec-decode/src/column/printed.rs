//! The shapes of printed numbers, told from which characters are digits, commas and points. Without a
//! branch, so that the loops become vectors.

use crate::scan::{Cells, FIGURES, Figures, GROUP};

/// What the shape of a number says.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    /// Whether it is a minus or none and digits, with or without a comma before each group of three; then
    /// a point and digits, or nothing.
    pub(super) right: bool,
    /// Digits before the point and behind it.
    pub(super) whole: u32,
    pub(super) fraction: u32,
    /// 1 for a minus.
    pub(super) signs: u32,
}

/// The shape of the number in a row's cell of `length` characters.
#[inline(always)]
pub(super) fn shape(figures: &Figures, row: usize, length: u32) -> Shape {
    let row = row % GROUP;
    let (digits, commas) = (u32::from(figures.digits[row]), u32::from(figures.commas[row]));
    let (points, signs) = (u32::from(figures.points[row]), u32::from(figures.minuses[row]) & 1);
    // One bit behind the last character, or the first point.
    let end = 1 << length.min(FIGURES as u32);
    let point = (points | end) & (points | end).wrapping_neg();
    let before = point - 1;
    let covered = digits | commas | point & points | signs;
    // Commas that are all there, and none behind the point.
    let groups = (point >> 4 | point >> 8 | point >> 12 | point >> 16) & !signs;
    let separated = (commas == 0) | (commas == groups);
    let first = digits & (1 << signs) != 0;
    let (whole, fraction) = ((digits & before).count_ones(), (digits & !before).count_ones());
    let pointed = (point == end) | (fraction > 0);
    let right = (covered == end - 1) & separated & first & pointed & (length <= FIGURES as u32);
    Shape { right, whole, fraction, signs }
}

/// Length of every row's cell; 0 behind the last.
#[inline(always)]
pub(super) fn lengths(cells: &Cells<'_>) -> [u32; GROUP] {
    let mut lengths = [0; GROUP];
    let (starts, ends) = cells.sides();
    for (slot, (start, end)) in lengths.iter_mut().zip(starts.iter().zip(ends)) {
        *slot = end - start;
    }
    lengths
}

/// One bit for each flag, which is 0 or 1.
#[inline(always)]
pub(super) fn bits(flags: &[u8; GROUP]) -> u64 {
    let eights = flags.as_chunks::<8>().0.iter().enumerate();
    eights.fold(0, |bits, (place, eight)| {
        bits | (u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * place)
    })
}
