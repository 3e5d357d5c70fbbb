//! The structural index of delimited text: where cells and rows end, 64 bytes at a time. And the
//! compares of JSON: where a text stops, and whether predicted bytes came, 32 bytes at a time.
//!
//! Vector instructions live here and nowhere else. Each form has the portable one as its oracle.
#![allow(unsafe_code)]

mod array;
#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod index;
mod markup;
mod portable;
#[cfg(test)]
mod tests;
mod text;

pub(crate) use array::text_array;
pub(crate) use index::{Index, Marks};
#[cfg(test)]
pub(crate) use markup::run_markup_portable;
pub(crate) use markup::{MarkupWork, run_markup};
pub(crate) use portable::find_stop;
#[cfg(test)]
pub(crate) use text::run_portable;
pub(crate) use text::{CHUNK, Literal, Text, Work, run};

/// Bytes that must be readable behind the text that is scanned or filled from.
pub(crate) const PADDING: usize = 64;

/// Runs a loop that is compiled once more for the instructions of newer processors: wide moves, shifts
/// by any register. The closure, and what it calls, should be `#[inline(always)]`.
#[inline]
pub(crate) fn wide<T>(work: impl FnOnce() -> T) -> T {
    #[cfg(target_arch = "x86_64")]
    if avx2::available() {
        // SAFETY: `available` has found every instruction set that the function needs.
        return unsafe { avx2::wide(work) };
    }
    work()
}

/// Indexes `bytes[from..to]`, where a record starts at `from`, with the fastest form there is.
///
/// # Panics
///
/// If there are not [`PADDING`] bytes behind `to`.
pub(crate) fn index(bytes: &[u8], from: usize, to: usize, marks: Marks, into: &mut Index) {
    assert!(from <= to && to + PADDING <= bytes.len(), "the text is padded");
    #[cfg(target_arch = "x86_64")]
    if avx512::available() {
        // SAFETY: `available` has found every instruction set that the function needs.
        unsafe { avx512::index(bytes, from, to, marks, into) };
        return;
    }
    #[cfg(target_arch = "x86_64")]
    if avx2::available() {
        // SAFETY: `available` has found every instruction set that the function needs.
        unsafe { avx2::index(bytes, from, to, marks, into) };
        return;
    }
    portable::index(bytes, from, to, marks, into);
}
