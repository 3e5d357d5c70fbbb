//! Cost centers of the REST API.

use std::ffi::c_char;

use callrec::blocking::IpassRest;

use super::callrec_ipass_rest;
use crate::client::{read, write};
use crate::error::callrec_error;
use crate::guard::entry;
use crate::outcome::callrec_outcome;
use crate::ptr::{request_in, text_in, texts_in};
use crate::reader::callrec_reader;
use crate::requests::{callrec_cost_center_update, callrec_new_cost_center};
use crate::text::callrec_text;

/// Opens the list of cost centers: a reader of `cost_centers`. Otherwise as
/// callrec_ipass_rest_list_users.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_list_cost_centers(
    rest: *const callrec_ipass_rest,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_list_cost_centers", error, || {
        read(
            "list_cost_centers",
            rest,
            reader,
            |client: &IpassRest| Ok(client.list_cost_centers()?),
        )
    })
}

/// Creates a cost center: the answer holds no object. Never sent again once it may have arrived:
/// callrec_ipass_rest_reconcile_create_cost_center looks. Otherwise as
/// callrec_ipass_rest_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_create_cost_center(
    rest: *const callrec_ipass_rest,
    center: *const callrec_new_cost_center,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_create_cost_center", error, || {
        write("create_cost_center", rest, outcome, |client: &IpassRest| {
            let center = request_in(center, "center")?.read()?;
            Ok(client.create_cost_center(&center)?)
        })
    })
}

/// Changes a cost center. Sent again where the answer was lost;
/// callrec_ipass_rest_list_cost_centers shows what it is now. Otherwise as
/// callrec_ipass_rest_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_update_cost_center(
    rest: *const callrec_ipass_rest,
    update: *const callrec_cost_center_update,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_update_cost_center", error, || {
        write("update_cost_center", rest, outcome, |client: &IpassRest| {
            let update = request_in(update, "update")?.read()?;
            Ok(client.update_cost_center(&update)?)
        })
    })
}

/// Deletes the cost center of that id. Sent once more where the answer was lost, as
/// callrec_ipass_rest_delete_user is; callrec_ipass_rest_reconcile_delete_cost_center looks.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_delete_cost_center(
    rest: *const callrec_ipass_rest,
    id: *const c_char,
    id_length: usize,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_delete_cost_center", error, || {
        write("delete_cost_center", rest, outcome, |client: &IpassRest| {
            let id = text_in(id, id_length, "id")?;
            Ok(client.delete_cost_center(id)?)
        })
    })
}

/// Opens the users of a cost center: a reader of `simple_users`. Otherwise as
/// callrec_ipass_rest_list_users.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_list_cost_center_users(
    rest: *const callrec_ipass_rest,
    id: *const c_char,
    id_length: usize,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_list_cost_center_users", error, || {
        read("list_cost_center_users", rest, reader, |client: &IpassRest| {
            let id = text_in(id, id_length, "id")?;
            Ok(client.list_cost_center_users(id)?)
        })
    })
}

/// Puts users into a cost center; `users` are `user_count` ids (`end_user_id`), whose lengths may
/// be CALLREC_NTS. Sent again where the answer was lost;
/// callrec_ipass_rest_list_cost_center_users shows who is in it. Otherwise as
/// callrec_ipass_rest_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_assign_cost_center_users(
    rest: *const callrec_ipass_rest,
    id: *const c_char,
    id_length: usize,
    users: *const callrec_text,
    user_count: usize,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_assign_cost_center_users", error, || {
        write("assign_cost_center_users", rest, outcome, |client: &IpassRest| {
            let id = text_in(id, id_length, "id")?;
            let users = texts_in(users, user_count, "users")?;
            Ok(client.assign_cost_center_users(id, &users)?)
        })
    })
}

/// Takes users out of a cost center. Otherwise as callrec_ipass_rest_assign_cost_center_users.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_unassign_cost_center_users(
    rest: *const callrec_ipass_rest,
    id: *const c_char,
    id_length: usize,
    users: *const callrec_text,
    user_count: usize,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_unassign_cost_center_users", error, || {
        write("unassign_cost_center_users", rest, outcome, |client: &IpassRest| {
            let id = text_in(id, id_length, "id")?;
            let users = texts_in(users, user_count, "users")?;
            Ok(client.unassign_cost_center_users(id, &users)?)
        })
    })
}
