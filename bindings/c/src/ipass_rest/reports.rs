//! Reports of the REST API.

use std::ffi::c_char;

use callrec::blocking::IpassRest;
use callrec::{Day, Month};

use super::callrec_ipass_rest;
use crate::client::{document, read};
use crate::document::callrec_document;
use crate::error::callrec_error;
use crate::guard::entry;
use crate::portal::period;
use crate::ptr::{optional_text_in, text_in};
use crate::reader::callrec_reader;

/// Opens the call detail records of a month, such as "2026-09": a reader of `ipass_cdr`.
/// Otherwise as callrec_ipass_rest_list_users.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_monthly_cdr(
    rest: *const callrec_ipass_rest,
    month: *const c_char,
    month_length: usize,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_monthly_cdr", error, || {
        read("monthly_cdr", rest, reader, |client: &IpassRest| {
            let month: Month = period(month, month_length, "month")?;
            Ok(client.monthly_cdr(month)?)
        })
    })
}

/// Opens the corrections published in a month, such as "2026-09": a reader of `ipass_cdr`. They
/// correct earlier months: never add them to a month without looking at the transaction ids.
/// Otherwise as callrec_ipass_rest_list_users.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_monthly_adjustment_cdr(
    rest: *const callrec_ipass_rest,
    month: *const c_char,
    month_length: usize,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_monthly_adjustment_cdr", error, || {
        read("monthly_adjustment_cdr", rest, reader, |client: &IpassRest| {
            let month: Month = period(month, month_length, "month")?;
            Ok(client.monthly_adjustment_cdr(month)?)
        })
    })
}

/// Opens the call detail records of a day, such as "2026-09-30": a reader of `ipass_cdr`.
/// Otherwise as callrec_ipass_rest_list_users.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_daily_cdr(
    rest: *const callrec_ipass_rest,
    day: *const c_char,
    day_length: usize,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_daily_cdr", error, || {
        read("daily_cdr", rest, reader, |client: &IpassRest| {
            let day: Day = period(day, day_length, "day")?;
            Ok(client.daily_cdr(day)?)
        })
    })
}

/// Opens the corrections published on a day, such as "2026-09-30": a reader of `ipass_cdr`.
/// Otherwise as callrec_ipass_rest_list_users.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_daily_adjustment_cdr(
    rest: *const callrec_ipass_rest,
    day: *const c_char,
    day_length: usize,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_daily_adjustment_cdr", error, || {
        read("daily_adjustment_cdr", rest, reader, |client: &IpassRest| {
            let day: Day = period(day, day_length, "day")?;
            Ok(client.daily_adjustment_cdr(day)?)
        })
    })
}

/// Opens the network and client users of a month, such as "2026-09": a reader of
/// `ipass_network_users`. Otherwise as callrec_ipass_rest_list_users.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_network_users(
    rest: *const callrec_ipass_rest,
    month: *const c_char,
    month_length: usize,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_network_users", error, || {
        read("network_users", rest, reader, |client: &IpassRest| {
            let month: Month = period(month, month_length, "month")?;
            Ok(client.network_users(month)?)
        })
    })
}

/// Opens the custom report `file` of a month: a document. `duration` is what the service takes
/// under that name; NULL with CALLREC_NTS for none. Writes the document to `document`; release it
/// with callrec_document_free. Otherwise as callrec_ipass_rest_list_users.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_custom_report(
    rest: *const callrec_ipass_rest,
    month: *const c_char,
    month_length: usize,
    file: *const c_char,
    file_length: usize,
    duration: *const c_char,
    duration_length: usize,
    document: *mut *mut callrec_document,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_custom_report", error, || {
        self::document("custom_report", rest, document, |client: &IpassRest| {
            let month: Month = period(month, month_length, "month")?;
            let file = text_in(file, file_length, "file")?;
            let duration = optional_text_in(duration, duration_length, "duration")?;
            Ok(client.custom_report(month, file, duration)?)
        })
    })
}

/// Opens the custom report `file` of the child companies in a month: a document, a zip archive.
/// Otherwise as callrec_ipass_rest_custom_report.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_child_custom_report(
    rest: *const callrec_ipass_rest,
    month: *const c_char,
    month_length: usize,
    file: *const c_char,
    file_length: usize,
    document: *mut *mut callrec_document,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_child_custom_report", error, || {
        self::document("child_custom_report", rest, document, |client: &IpassRest| {
            let month: Month = period(month, month_length, "month")?;
            let file = text_in(file, file_length, "file")?;
            Ok(client.child_custom_report(month, file)?)
        })
    })
}
