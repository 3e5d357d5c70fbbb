//! Months by the text they are printed as, remembered: a file holds few.

use crate::value::Month;

/// Months remembered, a power of two.
const REMEMBERED: usize = 16;

/// No month: it refuses every day.
const NONE: Month = Month { base: 0, days: 0 };

/// Months as one form prints them in eight characters.
pub(super) struct Months {
    recent: (u64, Month),
    table: Box<[(u64, Month); REMEMBERED]>,
    read: fn(&[u8; 8]) -> Option<Month>,
}

impl Months {
    pub(super) fn new(read: fn(&[u8; 8]) -> Option<Month>) -> Self {
        // No text of eight NULs is asked for twice: a month without days refuses every day.
        let none = (0, NONE);
        Self { recent: none, table: Box::new([none; REMEMBERED]), read }
    }

    /// The month that eight characters print.
    #[inline(always)]
    pub(super) fn get(&mut self, text: u64) -> Option<Month> {
        if self.recent.0 == text { Some(self.recent.1) } else { self.other(text) }
    }

    /// The same; a month without days where the characters print none.
    #[inline(always)]
    pub(super) fn get_or_none(&mut self, text: u64) -> Month {
        self.get(text).unwrap_or(NONE)
    }

    /// A month that is not the one of the row before.
    #[inline(never)]
    fn other(&mut self, text: u64) -> Option<Month> {
        let slot = (text.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 60) as usize % REMEMBERED;
        let (known, mut month) = self.table[slot];
        if known != text {
            month = (self.read)(&text.to_le_bytes())?;
            self.table[slot] = (text, month);
        }
        self.recent = (text, month);
        Some(month)
    }
}
