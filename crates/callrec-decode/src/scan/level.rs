//! Which instructions this processor has, asked once.

use std::sync::atomic::{AtomicU8, Ordering};

/// What the loops may use, each level with all below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub(super) enum Level {
    /// What every processor has.
    Portable = 1,
    /// What [`super::avx2`] needs.
    #[cfg(target_arch = "x86_64")]
    Avx2 = 2,
    /// What [`super::avx512`] needs.
    #[cfg(target_arch = "x86_64")]
    Avx512 = 3,
}

/// The level found, 0 before anybody has asked.
static FOUND: AtomicU8 = AtomicU8::new(0);

/// The highest level there is.
#[inline]
pub(super) fn level() -> Level {
    // Whoever asks at the same time finds the same.
    match FOUND.load(Ordering::Relaxed) {
        #[cfg(target_arch = "x86_64")]
        3 => Level::Avx512,
        #[cfg(target_arch = "x86_64")]
        2 => Level::Avx2,
        1 => Level::Portable,
        _ => ask(),
    }
}

#[cold]
fn ask() -> Level {
    #[cfg(target_arch = "x86_64")]
    let found = match (super::avx2::available(), super::avx512::available()) {
        (true, true) => Level::Avx512,
        (true, false) => Level::Avx2,
        _ => Level::Portable,
    };
    #[cfg(not(target_arch = "x86_64"))]
    let found = Level::Portable;
    FOUND.store(found as u8, Ordering::Relaxed);
    found
}

/// Makes the whole process do without vector instructions, or not. For tests that compare the two.
pub fn force_portable(portable: bool) {
    FOUND.store(if portable { Level::Portable as u8 } else { 0 }, Ordering::Relaxed);
}
