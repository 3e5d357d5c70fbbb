//! Options of a billing feed.

use std::ffi::c_char;
use std::ptr::null;

use callrec::blocking::BillingFeed;
use callrec::{FeedFormat, FeedMethod};

use crate::error::{Failure, callrec_error};
use crate::guard::entry;
use crate::options::{callrec_connection_options, connect, flag, out_of_bounds};
use crate::ptr::{NTS, optional_text_in, struct_init};

/// Ask by GET, with the password in the URL (the default: nothing else is stated).
pub const CALLREC_FEED_METHOD_GET: i32 = 0;
/// Ask by POST of a form, where the provider takes it: the password stands in no server's log.
pub const CALLREC_FEED_METHOD_POST_FORM: i32 = 1;

/// No format is asked for (the default).
pub const CALLREC_FEED_FORMAT_PROVIDER: i32 = 0;
/// `format=csv`.
pub const CALLREC_FEED_FORMAT_CSV: i32 = 1;
/// `format=txt`: tabs.
pub const CALLREC_FEED_FORMAT_TEXT: i32 = 2;
/// `format=pipe`.
pub const CALLREC_FEED_FORMAT_PIPE: i32 = 3;
/// `format=json`.
pub const CALLREC_FEED_FORMAT_JSON: i32 = 4;

/// How to reach a billing feed. Fill with callrec_billing_feed_options_init, then set the
/// pointers and what else is to differ. Everything is copied when the client is made.
///
/// The lengths are CALLREC_NTS after init, so texts that end in NUL need only their pointer; a
/// NULL pointer with CALLREC_NTS stands for "not set".
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_billing_feed_options {
    /// Bytes of this struct in the program, set by init.
    pub size: usize,
    /// Where the service is, before `/billing/feed`; must be set.
    pub base_url: *const c_char,
    /// Length of `base_url`.
    pub base_url_length: usize,
    /// Login of the account; must be set.
    pub login: *const c_char,
    /// Length of `login`.
    pub login_length: usize,
    /// Password; must be set. Kept in memory that is wiped when the client is freed.
    pub password: *const c_char,
    /// Length of `password`.
    pub password_length: usize,
    /// A host other than the feed's that recordings may be fetched from; not set: none.
    pub recording_host: *const c_char,
    /// Length of `recording_host`.
    pub recording_host_length: usize,
    /// One of CALLREC_FEED_METHOD_...
    pub method: i32,
    /// One of CALLREC_FEED_FORMAT_...
    pub format: i32,
    /// 1 asks for calls only. Default 0.
    pub calls_only: i32,
    /// 1 asks for services other than calls only. Default 0.
    pub services_only: i32,
    /// Ids before the last one that every run compares again, so that a revised row is found
    /// out. Default 0.
    pub look_back: i64,
    /// Pages of one collect, above which it ends with CALLREC_LIMIT; 0 for the default,
    /// 100000.
    pub page_limit: i64,
    /// How it is reached and how records are read; NULL for the defaults. Read when the
    /// client is made, then no more.
    pub connection: *const callrec_connection_options,
}

impl callrec_billing_feed_options {
    pub(crate) const fn new() -> Self {
        Self {
            size: size_of::<Self>(),
            base_url: null(),
            base_url_length: NTS,
            login: null(),
            login_length: NTS,
            password: null(),
            password_length: NTS,
            recording_host: null(),
            recording_host_length: NTS,
            method: CALLREC_FEED_METHOD_GET,
            format: CALLREC_FEED_FORMAT_PROVIDER,
            calls_only: 0,
            services_only: 0,
            look_back: 0,
            page_limit: 0,
            connection: null(),
        }
    }
}

impl callrec_billing_feed_options {
    pub(super) fn build(self) -> Result<BillingFeed, Failure> {
        let mut builder = BillingFeed::builder();
        if let Some(url) = optional_text_in(self.base_url, self.base_url_length, "base_url")? {
            builder = builder.base_url(url);
        }
        let login = optional_text_in(self.login, self.login_length, "login")?;
        let password = optional_text_in(self.password, self.password_length, "password")?;
        if let (Some(login), Some(password)) = (login, password) {
            builder = builder.credentials(login, password);
        }
        let host =
            optional_text_in(self.recording_host, self.recording_host_length, "recording_host")?;
        if let Some(host) = host {
            builder = builder.allow_recording_host(host);
        }
        let method = match self.method {
            CALLREC_FEED_METHOD_GET => FeedMethod::Get,
            CALLREC_FEED_METHOD_POST_FORM => FeedMethod::PostForm,
            other => return Err(out_of_bounds("method", other.into())),
        };
        let format = match self.format {
            CALLREC_FEED_FORMAT_PROVIDER => FeedFormat::Provider,
            CALLREC_FEED_FORMAT_CSV => FeedFormat::Csv,
            CALLREC_FEED_FORMAT_TEXT => FeedFormat::Text,
            CALLREC_FEED_FORMAT_PIPE => FeedFormat::Pipe,
            CALLREC_FEED_FORMAT_JSON => FeedFormat::Json,
            other => return Err(out_of_bounds("format", other.into())),
        };
        let ids = usize::try_from(self.look_back).ok().filter(|ids| *ids <= MOST_LOOK_BACK);
        let ids = ids.ok_or_else(|| out_of_bounds("look_back", self.look_back))?;
        match u64::try_from(self.page_limit) {
            Ok(0) => {}
            Ok(pages) => builder = builder.page_limit(pages),
            Err(_) => return Err(out_of_bounds("page_limit", self.page_limit)),
        }
        let builder = builder
            .method(method)
            .format(format)
            .calls_only(flag(self.calls_only, "calls_only")?)
            .services_only(flag(self.services_only, "services_only")?)
            .look_back(ids);
        Ok(connect!(builder, self.connection).build_blocking()?)
    }
}

/// Each id that is looked back to takes a line of the cursor.
const MOST_LOOK_BACK: usize = 1 << 24;

/// Fills the options with the defaults. `size` is `sizeof *options` in the program.
///
/// Errors: CALLREC_INVALID_ARGUMENT for NULL or a size that no version has. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_billing_feed_options_init(
    options: *mut callrec_billing_feed_options,
    size: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_billing_feed_options_init", error, || struct_init(options, size))
}
