//! Dates with slashes and times of twelve hours, as two layouts of the billing feed print them:
//! `31/08/2009 10:57:10 a.m.`, `01/Jul/2016`, `1/01/1900 9:05:00 PM`.

use super::swar::clock_or_none;
use crate::scan::Cell;
use crate::value::feed_date;

/// Days remembered, a power of two: a file holds those of a month or two.
const REMEMBERED: usize = 128;
/// Characters of the shortest and of the longest date.
const SHORTEST: usize = 8;
const LONGEST: usize = 11;
const NOON: i64 = 12 * 3600;

/// Days since 1970 by the text they are printed as.
pub(super) struct Days {
    recent: (u128, i64),
    table: Box<[(u128, i64); REMEMBERED]>,
}

impl Default for Days {
    fn default() -> Self {
        // No date is nothing, so this is asked for by none.
        Self { recent: (0, 0), table: Box::new([(0, 0); REMEMBERED]) }
    }
}

impl Days {
    /// Days and seconds of a date, or of a date and a time; `None` for a cell that the exact reading must
    /// judge.
    #[inline(always)]
    pub(super) fn date_time(&mut self, cell: Cell<'_>) -> Option<(i64, i64)> {
        let length = date_length(cell)?;
        let text = u128::from_le_bytes(*cell.chunk::<0>()) & ((1 << (8 * length)) - 1);
        let days = if self.recent.0 == text { self.recent.1 } else { self.other(text, length)? };
        let seconds = if length == cell.length { 0 } else { clock_at(cell, length + 1)? };
        Some((days, seconds))
    }

    /// Seconds of a time, with a date before it or without one.
    #[inline(always)]
    pub(super) fn time(&mut self, cell: Cell<'_>) -> Option<i64> {
        if (cell.head[1] == b':') | (cell.head[2] == b':') {
            return clock_at(cell, 0);
        }
        // A date alone is no time.
        let (_, seconds) = self.date_time(cell).filter(|_| cell.length > LONGEST)?;
        Some(seconds)
    }

    /// A day that is not the one of the row before.
    #[inline(never)]
    fn other(&mut self, text: u128, length: usize) -> Option<i64> {
        let folded = (text as u64) ^ ((text >> 64) as u64).rotate_left(32);
        let slot = (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 57) as usize % REMEMBERED;
        let (known, mut days) = self.table[slot];
        if known != text {
            days = feed_date(text.to_le_bytes().get(..length)?)?;
            self.table[slot] = (text, days);
        }
        self.recent = (text, days);
        Some(days)
    }
}

/// Characters before the first space, or of the whole cell, if a date may have as many.
#[inline(always)]
fn date_length(cell: Cell<'_>) -> Option<usize> {
    let behind = cell.word::<SHORTEST>() as u32 ^ 0x2020_2020;
    let space = behind.wrapping_sub(0x0101_0101) & !behind & 0x8080_8080;
    let length = cell.length.min(SHORTEST + (space.trailing_zeros() / 8) as usize);
    // A space further in front would be in the date, and no date has one.
    (SHORTEST..=LONGEST).contains(&length).then_some(length)
}

/// Seconds of the time that begins at a place (12 at most) and goes to the end of the cell.
#[inline(always)]
fn clock_at(cell: Cell<'_>, at: usize) -> Option<i64> {
    let text: &[u8; 16] = cell.head.get(at..)?.first_chunk()?;
    let text = u128::from_le_bytes(*text);
    // An hour of one digit gets a zero before it.
    let short = usize::from((text >> 8) as u8 == b':');
    let text = if short == 1 { text << 8 | u128::from(b'0') } else { text };
    let (seconds, right) = clock_or_none(text as u64);
    let half = cell.length.checked_sub(at + 8 - short)?;
    if !right {
        return None;
    }
    if half == 0 {
        return Some(seconds);
    }
    let morning = NOON_TO_ONE.contains(&seconds);
    let in_twelve = (3600..NOON + 3600).contains(&seconds);
    let afternoon = match (half, (text >> 64) as u64) {
        (5, word) if word & POINTS_KEPT | POINTS_LOWER == AM_POINTS => false,
        (5, word) if word & POINTS_KEPT | POINTS_LOWER == PM_POINTS => true,
        (3, word) if word & PLAIN_KEPT | PLAIN_LOWER == AM_PLAIN => false,
        (3, word) if word & PLAIN_KEPT | PLAIN_LOWER == PM_PLAIN => true,
        _ => return None,
    };
    let seconds = seconds - if morning { NOON } else { 0 } + if afternoon { NOON } else { 0 };
    in_twelve.then_some(seconds)
}

/// The hour that is the first of each half of the day.
const NOON_TO_ONE: std::ops::Range<i64> = NOON..NOON + 3600;
/// ` a.m.` and ` p.m.`: what counts of eight characters, and what makes the letters lower case.
const POINTS_KEPT: u64 = 0xFF_FFFF_FFFF;
const POINTS_LOWER: u64 = 0x00_2000_2000;
const AM_POINTS: u64 = u64::from_le_bytes(*b" a.m.\0\0\0");
const PM_POINTS: u64 = u64::from_le_bytes(*b" p.m.\0\0\0");
/// ` am` and ` pm`.
const PLAIN_KEPT: u64 = 0xFF_FFFF;
const PLAIN_LOWER: u64 = 0x20_2000;
const AM_PLAIN: u64 = u64::from_le_bytes(*b" am\0\0\0\0\0");
const PM_PLAIN: u64 = u64::from_le_bytes(*b" pm\0\0\0\0\0");

#[cfg(test)]
mod tests {
    use super::super::{Column, Kind, Spans};
    use super::*;
    use crate::scan::{Cells, PADDING};

    /// What the kernel says of a cell.
    fn read(text: &str) -> (Option<(i64, i64)>, Option<i64>) {
        let bytes = [text.as_bytes(), &[b'0'; PADDING]].concat();
        let (starts, ends) = ([0], [text.len() as u32]);
        let cells = Cells::new(&bytes, &starts, &ends).expect("padded");
        let mut days = Days::default();
        (days.date_time(cells.cell(0)), days.time(cells.cell(0)))
    }

    #[test]
    fn the_printed_forms_are_read_here() {
        let days = feed_date(b"2009-08-31").expect("a date");
        for (text, seconds) in [
            ("31/08/2009 10:57:10 a.m.", 39_430),
            ("31/8/2009 9:57:10 p.m.", 79_030),
            ("31/Aug/2009 12:00:00 AM", 0),
            ("31/Aug/2009 12:59:59 PM", 46_799),
            ("31/08/2009 23:00:01", 82_801),
        ] {
            assert_eq!(read(text), (Some((days, seconds)), Some(seconds)), "{text}");
        }
        assert_eq!(read("31/AUG/2009"), (Some((days, 0)), None));
        assert_eq!(read("9:57:10 p.m.").1, Some(79_030));
        assert_eq!(read("09:57:10").1, Some(35_830));
    }

    /// Every byte in every place of each form gives what the exact reading gives.
    #[test]
    fn damaged_forms_are_read_as_exactly() {
        let forms = [
            "31/08/2009 10:57:10 a.m.",
            "1/7/2016 1:00:00 PM",
            "01/Jul/2016",
            "1/01/1900 12:57:10",
            "10:57:10 AM",
            "9:05:00 p.m.",
            "2016-07-01 12:30:00",
            "2016-07-01",
            "13/7/2016",
        ];
        for kind in [Kind::FeedLocal, Kind::FeedDate, Kind::FeedTime] {
            for form in forms {
                for at in 0..form.len() {
                    for byte in b' '..=b'~' {
                        for cell in [
                            [&form.as_bytes()[..at], &[byte], &form.as_bytes()[at + 1..]].concat(),
                            [&form.as_bytes()[..at], &[byte], &form.as_bytes()[at..]].concat(),
                            form.as_bytes()[..at].to_vec(),
                        ] {
                            same(kind, &cell);
                        }
                    }
                }
            }
        }
    }

    fn same(kind: Kind, cell: &[u8]) {
        let (mut fast, mut exact) = (Column::new(kind), Column::new(kind));
        let bytes = [cell, &[b' '; PADDING]].concat();
        let mut spans = Spans::new();
        spans.resize(1);
        spans.set(0, 0, cell.len() as u32);
        let taken = fast.fill(&bytes, &spans) & 1 == 0;
        assert_eq!(taken, exact.push(cell).is_ok(), "{kind:?} {}", cell.escape_ascii());
        if taken {
            let (fast, exact) =
                (fast.finish().expect("an array"), exact.finish().expect("an array"));
            assert_eq!(&fast, &exact, "{kind:?} {}", cell.escape_ascii());
        }
    }
}
