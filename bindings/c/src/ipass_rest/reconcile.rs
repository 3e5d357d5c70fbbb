//! What became of a write of the REST API whose answer was lost.

use std::ffi::c_char;

use callrec::blocking::IpassRest;

use super::callrec_ipass_rest;
use crate::client::reconcile;
use crate::error::callrec_error;
use crate::guard::entry;
use crate::outcome::callrec_outcome;
use crate::ptr::{request_in, text_in};
use crate::requests::{
    callrec_new_cost_center, callrec_new_group, callrec_new_registration_code, callrec_new_user,
};

/// Looks whether callrec_ipass_rest_create_user, which gave CALLREC_AMBIGUOUS, was carried out.
/// Changes nothing.
///
/// Writes what was found to `outcome`: CALLREC_OUTCOME_DONE with the object,
/// CALLREC_OUTCOME_NOT_DONE, or CALLREC_OUTCOME_UNCLEAR with the reason as its message; release
/// it with callrec_outcome_free.
///
/// Waits for the network. Errors: those of callrec_ipass_rest_list_users. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_reconcile_create_user(
    rest: *const callrec_ipass_rest,
    user: *const callrec_new_user,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_reconcile_create_user", error, || {
        reconcile("create_user", rest, outcome, |client: &IpassRest| {
            let user = request_in(user, "user")?.read()?;
            Ok(client.reconcile_create_user(&user)?)
        })
    })
}

/// The same for callrec_ipass_rest_suspend_user. Otherwise as
/// callrec_ipass_rest_reconcile_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_reconcile_suspend_user(
    rest: *const callrec_ipass_rest,
    username: *const c_char,
    username_length: usize,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_reconcile_suspend_user", error, || {
        reconcile("suspend_user", rest, outcome, |client: &IpassRest| {
            let username = text_in(username, username_length, "username")?;
            Ok(client.reconcile_suspend_user(username)?)
        })
    })
}

/// The same for callrec_ipass_rest_activate_user. Otherwise as
/// callrec_ipass_rest_reconcile_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_reconcile_activate_user(
    rest: *const callrec_ipass_rest,
    username: *const c_char,
    username_length: usize,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_reconcile_activate_user", error, || {
        reconcile("activate_user", rest, outcome, |client: &IpassRest| {
            let username = text_in(username, username_length, "username")?;
            Ok(client.reconcile_activate_user(username)?)
        })
    })
}

/// The same for callrec_ipass_rest_delete_user; there is no object. Otherwise as
/// callrec_ipass_rest_reconcile_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_reconcile_delete_user(
    rest: *const callrec_ipass_rest,
    username: *const c_char,
    username_length: usize,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_reconcile_delete_user", error, || {
        reconcile("delete_user", rest, outcome, |client: &IpassRest| {
            let username = text_in(username, username_length, "username")?;
            Ok(client.reconcile_delete_user(username)?)
        })
    })
}

/// The same for callrec_ipass_rest_create_cost_center. Otherwise as
/// callrec_ipass_rest_reconcile_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_reconcile_create_cost_center(
    rest: *const callrec_ipass_rest,
    center: *const callrec_new_cost_center,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_reconcile_create_cost_center", error, || {
        reconcile("create_cost_center", rest, outcome, |client: &IpassRest| {
            let center = request_in(center, "center")?.read()?;
            Ok(client.reconcile_create_cost_center(&center)?)
        })
    })
}

/// The same for callrec_ipass_rest_delete_cost_center; there is no object. Otherwise as
/// callrec_ipass_rest_reconcile_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_reconcile_delete_cost_center(
    rest: *const callrec_ipass_rest,
    id: *const c_char,
    id_length: usize,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_reconcile_delete_cost_center", error, || {
        reconcile("delete_cost_center", rest, outcome, |client: &IpassRest| {
            let id = text_in(id, id_length, "id")?;
            Ok(client.reconcile_delete_cost_center(id)?)
        })
    })
}

/// The same for callrec_ipass_rest_create_registration_code. Otherwise as
/// callrec_ipass_rest_reconcile_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_reconcile_create_registration_code(
    rest: *const callrec_ipass_rest,
    code: *const callrec_new_registration_code,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_reconcile_create_registration_code", error, || {
        reconcile("create_registration_code", rest, outcome, |client: &IpassRest| {
            let code = request_in(code, "code")?.read()?;
            Ok(client.reconcile_create_registration_code(&code)?)
        })
    })
}

/// The same for callrec_ipass_rest_create_group. Otherwise as
/// callrec_ipass_rest_reconcile_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_reconcile_create_group(
    rest: *const callrec_ipass_rest,
    group: *const callrec_new_group,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_reconcile_create_group", error, || {
        reconcile("create_group", rest, outcome, |client: &IpassRest| {
            let group = request_in(group, "group")?.read()?;
            Ok(client.reconcile_create_group(&group)?)
        })
    })
}
