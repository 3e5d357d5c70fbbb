//! Which library this is.

use std::ffi::c_char;

use crate::status;

/// The ABI that this header describes. Rises only when something in it changes its meaning or goes
/// away; new functions, new constants and new fields at the end of sized structs do not raise it.
/// The library's soname ends in it: libcallrec.so.0.
pub const CALLREC_ABI_VERSION: u32 = 0;

/// The ABI of the library that is loaded: equal to CALLREC_ABI_VERSION, or the header is
/// another's.
///
/// Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_abi_version() -> u32 {
    CALLREC_ABI_VERSION
}

/// The library's version, such as "0.1.0". Static text that ends in NUL. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_version() -> *const c_char {
    const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), "\0");
    VERSION.as_ptr().cast()
}

/// A status's name, as in "not_found"; "unknown" for a number that is no status. Static text that
/// ends in NUL. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_status_name(status: i32) -> *const c_char {
    macro_rules! ended {
        ($($name:literal)*) => {
            match status::name(status).unwrap_or_default() {
                $($name => concat!($name, "\0"),)*
                _ => "unknown\0",
            }
        };
    }
    let name = ended!(
        "ok" "invalid_argument" "config" "inside_runtime" "forked" "closed" "cancelled"
        "unsupported" "dns" "connect" "tls" "timeout" "transport" "truncated" "incomplete" "auth"
        "forbidden" "not_found" "rate_limited" "rejected" "service" "ambiguous" "continuity_broken"
        "row_revised" "no_progress" "not_data" "decode" "strict" "limit" "io" "wrong_state"
        "state_corrupt" "internal" "end" "invalid_handle" "busy" "buffer_too_small"
        "out_of_range"
    );
    name.as_ptr().cast()
}
