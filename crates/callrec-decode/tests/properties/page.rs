//! Memory between two pages that nobody may touch: a read or write of one byte too many ends the test.
#![allow(unsafe_code, reason = "the standard library has no protected pages")]

use std::ffi::{c_int, c_void};
use std::slice;

/// No page is larger.
const PAGE: usize = 64 << 10;
const NONE: c_int = 0;
const READ_WRITE: c_int = 1 | 2;
const PRIVATE_ANONYMOUS: c_int = 0x02 | 0x20;

unsafe extern "C" {
    fn mmap(
        at: *mut c_void,
        bytes: usize,
        may: c_int,
        of: c_int,
        fd: c_int,
        from: i64,
    ) -> *mut c_void;
    fn mprotect(at: *mut c_void, bytes: usize, may: c_int) -> c_int;
    fn munmap(at: *mut c_void, bytes: usize) -> c_int;
}

/// Room for some bytes with a protected page on either side.
pub(crate) struct Paged {
    mapped: *mut u8,
    room: usize,
}

impl Paged {
    pub(crate) fn new(room: usize) -> Self {
        let room = room.next_multiple_of(PAGE).max(PAGE);
        // SAFETY: a new mapping at a place of the system's choice.
        let mapped =
            unsafe { mmap(std::ptr::null_mut(), room + 2 * PAGE, NONE, PRIVATE_ANONYMOUS, -1, 0) };
        assert!(mapped as isize != -1, "memory");
        let mapped = mapped.cast::<u8>();
        // SAFETY: the room lies within the mapping, at a multiple of any page's size.
        let changed = unsafe { mprotect(mapped.add(PAGE).cast(), room, READ_WRITE) };
        assert_eq!(changed, 0);
        Self { mapped, room }
    }

    /// The bytes, right before the protected page.
    pub(crate) fn ending(&mut self, bytes: &[u8]) -> &[u8] {
        self.hold(bytes, self.room - bytes.len())
    }

    /// The bytes, right behind the protected page.
    pub(crate) fn beginning(&mut self, bytes: &[u8]) -> &[u8] {
        self.hold(bytes, 0)
    }

    fn hold(&mut self, bytes: &[u8], at: usize) -> &[u8] {
        // SAFETY: the room may be read and written and is this value's own; it begins as zeros.
        let room = unsafe { slice::from_raw_parts_mut(self.mapped.add(PAGE), self.room) };
        room[at..at + bytes.len()].copy_from_slice(bytes);
        &room[at..at + bytes.len()]
    }
}

impl Drop for Paged {
    fn drop(&mut self) {
        // SAFETY: the whole mapping, of which nothing is lent any more.
        let unmapped = unsafe { munmap(self.mapped.cast(), self.room + 2 * PAGE) };
        assert_eq!(unmapped, 0);
    }
}
