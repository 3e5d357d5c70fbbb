//! Options of a getcalls client.

use std::ffi::c_char;
use std::ptr::null;

use callrec::GetCallsFormat;
use callrec::blocking::GetCalls;

use crate::error::{Failure, callrec_error};
use crate::guard::entry;
use crate::options::{callrec_connection_options, connect, out_of_bounds};
use crate::ptr::{NTS, optional_text_in, struct_init};

/// Ask for JSON (the default).
pub const CALLREC_GETCALLS_FORMAT_JSON: i32 = 0;
/// Ask for CSV.
pub const CALLREC_GETCALLS_FORMAT_CSV: i32 = 1;

/// How to reach a getcalls service. Fill with callrec_getcalls_options_init, then set the
/// pointers and what else is to differ. Everything is copied when the client is made.
///
/// The lengths are CALLREC_NTS after init, so texts that end in NUL need only their pointer; a
/// NULL pointer with CALLREC_NTS stands for "not set".
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_getcalls_options {
    /// Bytes of this struct in the program, set by init.
    pub size: usize,
    /// Where the service is, before `/cdrs/getcalls`; must be set.
    pub base_url: *const c_char,
    /// Length of `base_url`.
    pub base_url_length: usize,
    /// User name; must be set.
    pub username: *const c_char,
    /// Length of `username`.
    pub username_length: usize,
    /// Password; must be set. Kept in memory that is wiped when the client is freed.
    pub password: *const c_char,
    /// Length of `password`.
    pub password_length: usize,
    /// One of CALLREC_GETCALLS_FORMAT_...
    pub format: i32,
    /// Leave 0.
    pub reserved: i32,
    /// How it is reached and how records are read; NULL for the defaults. Read when the
    /// client is made, then no more.
    pub connection: *const callrec_connection_options,
}

impl callrec_getcalls_options {
    pub(crate) const fn new() -> Self {
        Self {
            size: size_of::<Self>(),
            base_url: null(),
            base_url_length: NTS,
            username: null(),
            username_length: NTS,
            password: null(),
            password_length: NTS,
            format: CALLREC_GETCALLS_FORMAT_JSON,
            reserved: 0,
            connection: null(),
        }
    }
}

impl callrec_getcalls_options {
    pub(super) fn build(self) -> Result<GetCalls, Failure> {
        let mut builder = GetCalls::builder();
        if let Some(url) = optional_text_in(self.base_url, self.base_url_length, "base_url")? {
            builder = builder.base_url(url);
        }
        let username = optional_text_in(self.username, self.username_length, "username")?;
        let password = optional_text_in(self.password, self.password_length, "password")?;
        if let (Some(username), Some(password)) = (username, password) {
            builder = builder.credentials(username, password);
        }
        let format = match self.format {
            CALLREC_GETCALLS_FORMAT_JSON => GetCallsFormat::Json,
            CALLREC_GETCALLS_FORMAT_CSV => GetCallsFormat::Csv,
            other => return Err(out_of_bounds("format", other.into())),
        };
        Ok(connect!(builder.format(format), self.connection).build_blocking()?)
    }
}

/// Fills the options with the defaults. `size` is `sizeof *options` in the program.
///
/// Errors: CALLREC_INVALID_ARGUMENT for NULL or a size that no version has. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_getcalls_options_init(
    options: *mut callrec_getcalls_options,
    size: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_getcalls_options_init", error, || struct_init(options, size))
}
