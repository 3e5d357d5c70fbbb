//! The structural index of delimited text: where cells and rows end, 64 bytes at a time. For the columns
//! of every syntax: the beginnings of cells, the figures of printed numbers, texts put one behind the
//! other. And for JSON and XML where texts may stop, and whether predicted bytes came.
//!
//! Vector instructions live here and nowhere else. Each form has the portable one as its oracle.
#![allow(unsafe_code)]

mod append;
mod array;
#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod cells;
#[cfg(all(test, target_os = "linux", target_pointer_width = "64"))]
mod edges;
mod figures;
mod index;
mod level;
mod locate;
#[cfg(all(test, target_os = "linux", target_pointer_width = "64"))]
#[path = "../../tests/properties/page.rs"]
mod page;
mod portable;
mod stops;
#[cfg(test)]
mod tests;
mod text;
mod utf8;

pub(crate) use append::Append;
pub(crate) use array::text_array;
pub(crate) use cells::{Cell, Cells, GROUP};
pub(crate) use figures::{FIGURES, Figures, figures};
pub(crate) use index::{Index, Marks, PLACE};
pub use level::force_portable;
pub(crate) use locate::{Grid, Sides, locate};
pub(crate) use portable::find_stop;
pub(crate) use stops::{Cursor, Known, Stops, Syntax, WINDOW};
#[cfg(test)]
pub(crate) use text::run_portable;
pub(crate) use text::{CHUNK, Literal, Work, run};
pub(crate) use utf8::is_utf8;

use level::{Level, level};

/// Bytes that must be readable behind the text that is scanned or filled from.
pub(crate) const PADDING: usize = 64;

/// Runs a loop that is compiled once more for the instructions of newer processors: wide moves, shifts
/// by any register. The closure, and what it calls, should be `#[inline(always)]`.
#[inline]
pub(crate) fn wide<T>(work: impl FnOnce() -> T) -> T {
    match level() {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the level says that there is every instruction set that the function needs.
        Level::Avx512 => unsafe { avx512::wide(work) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above.
        Level::Avx2 => unsafe { avx2::wide(work) },
        Level::Portable => work(),
    }
}

/// Indexes `bytes[from..to]`, where a record starts at `from`, with the fastest form there is.
///
/// # Panics
///
/// If there are not [`PADDING`] bytes behind `to`.
pub(crate) fn index(bytes: &[u8], from: usize, to: usize, marks: Marks, into: &mut Index) {
    assert!(from <= to && to + PADDING <= bytes.len(), "the text is padded");
    match level() {
        #[cfg(target_arch = "x86_64")]
        // SAFETY: the level says that there is every instruction set that the function needs.
        Level::Avx512 => unsafe { avx512::index(bytes, from, to, marks, into) },
        #[cfg(target_arch = "x86_64")]
        // SAFETY: as above.
        Level::Avx2 => unsafe { avx2::index(bytes, from, to, marks, into) },
        Level::Portable => portable::index(bytes, from, to, marks, into),
    }
}
