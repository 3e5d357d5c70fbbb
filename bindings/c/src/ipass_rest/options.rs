//! Options of the REST client.

use std::ffi::c_char;
use std::ptr::null;

use callrec::blocking::IpassRest;
use callrec::{DailyParameter, Paging};

use crate::error::{Failure, callrec_error};
use crate::guard::entry;
use crate::options::{callrec_connection_options, connect, count, out_of_bounds};
use crate::ptr::{NTS, optional_text_in, struct_init};

/// `page` is the number of the page, `limit` its size (the default).
pub const CALLREC_PAGING_PAGE_IS_NUMBER: i32 = 0;
/// `page` is the size and `limit` the number, as the document says of lists of users.
pub const CALLREC_PAGING_PAGE_IS_SIZE: i32 = 1;

/// The day of a daily report is sent as `date=YYYY-MM-DD`, and as `month=` where the service
/// refuses that; what it took is used from then on (the default).
pub const CALLREC_DAILY_PARAMETER_AUTO: i32 = 0;
/// The day of a daily report is sent as `date=YYYY-MM-DD`.
pub const CALLREC_DAILY_PARAMETER_DATE: i32 = 1;
/// The day of a daily report is sent as `month=YYYY-MM-DD`.
pub const CALLREC_DAILY_PARAMETER_MONTH: i32 = 2;
/// Both.
pub const CALLREC_DAILY_PARAMETER_BOTH: i32 = 3;

/// How to reach the iPass REST API. Fill with callrec_ipass_rest_options_init, then set the
/// pointers and what else is to differ. Everything is copied when the client is made.
///
/// The lengths are CALLREC_NTS after init, so texts that end in NUL need only their pointer; a
/// NULL pointer with CALLREC_NTS stands for "not set".
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_ipass_rest_options {
    /// Bytes of this struct in the program, set by init.
    pub size: usize,
    /// Where the API is, `/v1` included; not set: the provider's own address.
    pub base_url: *const c_char,
    /// Length of `base_url`.
    pub base_url_length: usize,
    /// The key of the API (x-ipass-key); must be set. Kept in memory that is wiped when the
    /// client is freed.
    pub key: *const c_char,
    /// Length of `key`.
    pub key_length: usize,
    /// Id of the company (x-ipass-company-id); must be set.
    pub company: *const c_char,
    /// Length of `company`.
    pub company_length: usize,
    /// The realm that user names must end in, such as "roaming.example.com"; not set: any.
    pub realm: *const c_char,
    /// Length of `realm`.
    pub realm_length: usize,
    /// Items a page of a list; 0 for what the document prints: 20 users, 15 codes and cost
    /// center users.
    pub page_limit: i32,
    /// One of CALLREC_PAGING_...
    pub paging: i32,
    /// One of CALLREC_DAILY_PARAMETER_...
    pub daily_parameter: i32,
    /// Leave 0.
    pub reserved: i32,
    /// How it is reached and how records are read; NULL for the defaults. Read when the
    /// client is made, then no more.
    pub connection: *const callrec_connection_options,
}

impl callrec_ipass_rest_options {
    pub(crate) const fn new() -> Self {
        Self {
            size: size_of::<Self>(),
            base_url: null(),
            base_url_length: NTS,
            key: null(),
            key_length: NTS,
            company: null(),
            company_length: NTS,
            realm: null(),
            realm_length: NTS,
            page_limit: 0,
            paging: CALLREC_PAGING_PAGE_IS_NUMBER,
            daily_parameter: CALLREC_DAILY_PARAMETER_AUTO,
            reserved: 0,
            connection: null(),
        }
    }
}

impl callrec_ipass_rest_options {
    pub(super) fn build(self) -> Result<IpassRest, Failure> {
        let mut builder = IpassRest::builder();
        if let Some(url) = optional_text_in(self.base_url, self.base_url_length, "base_url")? {
            builder = builder.base_url(url);
        }
        if let Some(key) = optional_text_in(self.key, self.key_length, "key")? {
            builder = builder.key(key);
        }
        if let Some(company) = optional_text_in(self.company, self.company_length, "company")? {
            builder = builder.company(company);
        }
        if let Some(realm) = optional_text_in(self.realm, self.realm_length, "realm")? {
            builder = builder.realm(realm);
        }
        if let Some(items) = count(self.page_limit, "page_limit")? {
            builder = builder.page_limit(items);
        }
        let paging = match self.paging {
            CALLREC_PAGING_PAGE_IS_NUMBER => Paging::PageIsNumber,
            CALLREC_PAGING_PAGE_IS_SIZE => Paging::PageIsSize,
            other => return Err(out_of_bounds("paging", other.into())),
        };
        let builder = match self.daily_parameter {
            CALLREC_DAILY_PARAMETER_AUTO => builder,
            CALLREC_DAILY_PARAMETER_DATE => builder.daily_parameter(DailyParameter::Date),
            CALLREC_DAILY_PARAMETER_MONTH => builder.daily_parameter(DailyParameter::Month),
            CALLREC_DAILY_PARAMETER_BOTH => builder.daily_parameter(DailyParameter::Both),
            other => return Err(out_of_bounds("daily_parameter", other.into())),
        };
        let builder = connect!(builder.paging(paging), self.connection);
        Ok(builder.build_blocking()?)
    }
}

/// Fills the options with the defaults. `size` is `sizeof *options` in the program.
///
/// Errors: CALLREC_INVALID_ARGUMENT for NULL or a size that no version has. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_options_init(
    options: *mut callrec_ipass_rest_options,
    size: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_options_init", error, || struct_init(options, size))
}
