//! Registration codes of the REST API.

use std::ffi::c_char;

use callrec::blocking::IpassRest;

use super::callrec_ipass_rest;
use crate::client::{read, write};
use crate::error::callrec_error;
use crate::guard::entry;
use crate::outcome::callrec_outcome;
use crate::ptr::{request_in, text_in};
use crate::reader::callrec_reader;
use crate::requests::{callrec_new_registration_code, callrec_registration_code_update};

/// Opens the registration codes that were used: a reader of `registration_codes`. Otherwise as
/// callrec_ipass_rest_list_users.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_list_used_registration_codes(
    rest: *const callrec_ipass_rest,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_list_used_registration_codes", error, || {
        read("list_used_registration_codes", rest, reader, |client: &IpassRest| {
            Ok(client.list_used_registration_codes()?)
        })
    })
}

/// Opens the registration codes that match `criteria`, which may be empty: a reader of
/// `registration_codes`. Otherwise as callrec_ipass_rest_list_users.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_search_registration_codes(
    rest: *const callrec_ipass_rest,
    criteria: *const c_char,
    criteria_length: usize,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_search_registration_codes", error, || {
        read("search_registration_codes", rest, reader, |client: &IpassRest| {
            let criteria = text_in(criteria, criteria_length, "criteria")?;
            Ok(client.search_registration_codes(criteria)?)
        })
    })
}

/// Creates a registration code. Never sent again once it may have arrived:
/// callrec_ipass_rest_reconcile_create_registration_code looks. Otherwise as
/// callrec_ipass_rest_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_create_registration_code(
    rest: *const callrec_ipass_rest,
    code: *const callrec_new_registration_code,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_create_registration_code", error, || {
        write("create_registration_code", rest, outcome, |client: &IpassRest| {
            let code = request_in(code, "code")?.read()?;
            Ok(client.create_registration_code(&code)?)
        })
    })
}

/// Changes a registration code: what is set in `update` and nothing else. Sent again where the
/// answer was lost; callrec_ipass_rest_search_registration_codes shows what it is now. Otherwise as
/// callrec_ipass_rest_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_update_registration_code(
    rest: *const callrec_ipass_rest,
    update: *const callrec_registration_code_update,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_update_registration_code", error, || {
        write("update_registration_code", rest, outcome, |client: &IpassRest| {
            let update = request_in(update, "update")?.read()?;
            Ok(client.update_registration_code(&update)?)
        })
    })
}
