//! Groups and group plans of the REST API.

use std::ffi::c_char;

use callrec::blocking::IpassRest;

use super::callrec_ipass_rest;
use crate::client::{read, write};
use crate::error::callrec_error;
use crate::guard::entry;
use crate::outcome::callrec_outcome;
use crate::ptr::{request_in, text_in, texts_in};
use crate::reader::callrec_reader;
use crate::requests::callrec_new_group;
use crate::text::callrec_text;

/// Opens the list of groups: a reader of `groups`. Otherwise as callrec_ipass_rest_list_users.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_list_groups(
    rest: *const callrec_ipass_rest,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_list_groups", error, || {
        read("list_groups", rest, reader, |client: &IpassRest| Ok(client.list_groups()?))
    })
}

/// Opens the list of group plans: a reader of `group_plans`. Otherwise as
/// callrec_ipass_rest_list_users.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_list_group_plans(
    rest: *const callrec_ipass_rest,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_list_group_plans", error, || {
        read("list_group_plans", rest, reader, |client: &IpassRest| Ok(client.list_group_plans()?))
    })
}

/// Creates a group: the answer holds no object. Never sent again once it may have arrived:
/// callrec_ipass_rest_reconcile_create_group looks. Otherwise as callrec_ipass_rest_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_create_group(
    rest: *const callrec_ipass_rest,
    group: *const callrec_new_group,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_create_group", error, || {
        write("create_group", rest, outcome, |client: &IpassRest| {
            let group = request_in(group, "group")?.read()?;
            Ok(client.create_group(&group)?)
        })
    })
}

/// Gives a group another name. Sent again where the answer was lost; callrec_ipass_rest_list_groups
/// shows the name. Otherwise as callrec_ipass_rest_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_update_group(
    rest: *const callrec_ipass_rest,
    id: *const c_char,
    id_length: usize,
    new_name: *const c_char,
    new_name_length: usize,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_update_group", error, || {
        write("update_group", rest, outcome, |client: &IpassRest| {
            let id = text_in(id, id_length, "id")?;
            let new_name = text_in(new_name, new_name_length, "new_name")?;
            Ok(client.update_group(id, new_name)?)
        })
    })
}

/// Puts users into a group; `users` are `user_count` login names, whose lengths may be
/// CALLREC_NTS. Looks the group's name up first. Sent again where the answer was lost;
/// callrec_ipass_rest_list_groups shows the users. Otherwise as callrec_ipass_rest_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_assign_group_users(
    rest: *const callrec_ipass_rest,
    id: *const c_char,
    id_length: usize,
    users: *const callrec_text,
    user_count: usize,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_assign_group_users", error, || {
        write("assign_group_users", rest, outcome, |client: &IpassRest| {
            let id = text_in(id, id_length, "id")?;
            let users = texts_in(users, user_count, "users")?;
            Ok(client.assign_group_users(id, &users)?)
        })
    })
}

/// Takes users out of a group. Otherwise as callrec_ipass_rest_assign_group_users.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_unassign_group_users(
    rest: *const callrec_ipass_rest,
    id: *const c_char,
    id_length: usize,
    users: *const callrec_text,
    user_count: usize,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_unassign_group_users", error, || {
        write("unassign_group_users", rest, outcome, |client: &IpassRest| {
            let id = text_in(id, id_length, "id")?;
            let users = texts_in(users, user_count, "users")?;
            Ok(client.unassign_group_users(id, &users)?)
        })
    })
}
