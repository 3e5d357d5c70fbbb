//! Text as it crosses the border.

use std::ffi::c_char;

use crate::error::callrec_error;
use crate::guard::entry;
use crate::ptr::{bytes_in, copy_out, value_in};

/// Text that the library lends: UTF-8 bytes and their number, without a NUL at the end.
///
/// `data` is NULL where there is no value; an empty text has a `data` that is not NULL and length
/// 0. How long it may be read is said where it is handed out. Print it with `printf("%.*s", (int)
/// text.length, text.data)`.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_text {
    /// First byte, or NULL: no value.
    pub data: *const c_char,
    /// Number of bytes.
    pub length: usize,
}

impl Default for callrec_text {
    fn default() -> Self {
        Self::NONE
    }
}

impl callrec_text {
    /// No value.
    pub(crate) const NONE: Self = Self { data: std::ptr::null(), length: 0 };

    /// Lends `text`; the caller of this sees to it that `text` outlives the loan.
    #[inline]
    pub(crate) fn lend(text: &str) -> Self {
        Self::lend_bytes(text.as_bytes())
    }

    /// Lends bytes that need not be UTF-8.
    #[inline]
    pub(crate) fn lend_bytes(bytes: &[u8]) -> Self {
        Self { data: bytes.as_ptr().cast(), length: bytes.len() }
    }

    /// Lends the text, or says that there is none.
    pub(crate) fn lend_optional(text: Option<&str>) -> Self {
        text.map_or(Self::NONE, Self::lend)
    }
}

/// Copies a borrowed text and a NUL into `buffer`, which has `capacity` bytes. A text without a
/// value is copied as the empty text.
///
/// `length`, where not NULL, gets the number of bytes without the NUL, also with
/// CALLREC_BUFFER_TOO_SMALL; `(NULL, 0)` as buffer only asks for it. A NUL inside the text is
/// copied like any other byte.
/// Errors: CALLREC_BUFFER_TOO_SMALL, CALLREC_INVALID_ARGUMENT for NULL. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_text_copy(
    text: *const callrec_text,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_text_copy", error, || {
        let text = value_in(text, "text")?;
        copy_out(bytes_in(text.data.cast(), text.length, "text")?, buffer, capacity, length)
    })
}
