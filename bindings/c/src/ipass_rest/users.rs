//! Users of the REST API.

use std::ffi::c_char;

use callrec::SearchOptions;
use callrec::blocking::IpassRest;

use super::callrec_ipass_rest;
use crate::client::{find, read, write};
use crate::error::{Failure, callrec_error};
use crate::guard::entry;
use crate::outcome::callrec_outcome;
use crate::ptr::{optional_text_in, request_in, text_in};
use crate::reader::callrec_reader;
use crate::requests::{callrec_new_user, callrec_user_update};

fn between(from: Option<&str>, to: Option<&str>) -> Result<SearchOptions, Failure> {
    let mut options = SearchOptions::default();
    if let Some(day) = from {
        options = options.registered_from(day.parse()?);
    }
    if let Some(day) = to {
        options = options.registered_to(day.parse()?);
    }
    Ok(options)
}

/// Opens the list of all users: a reader of `users`, page after page.
///
/// Writes the reader to `reader`; release it with callrec_reader_free. It does not need the
/// client any more.
///
/// Waits for the network until the first page begins. Errors: those of a conversation,
/// CALLREC_INVALID_ARGUMENT, CALLREC_INVALID_HANDLE; the reader also CALLREC_NO_PROGRESS. Any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_list_users(
    rest: *const callrec_ipass_rest,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_list_users", error, || {
        read("list_users", rest, reader, |client: &IpassRest| Ok(client.list_users()?))
    })
}

/// Opens the list of the users that are active: a reader of `users`. Otherwise as
/// callrec_ipass_rest_list_users.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_list_active_users(
    rest: *const callrec_ipass_rest,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_list_active_users", error, || {
        read(
            "list_active_users",
            rest,
            reader,
            |client: &IpassRest| Ok(client.list_active_users()?),
        )
    })
}

/// Opens the users that match `criteria`, which may be empty: a reader of `users`.
/// `registered_from` and `registered_to` bound the day of registration, both included, such as
/// "2026-09-30"; NULL with CALLREC_NTS for no bound; the wrong way round they are
/// CALLREC_INVALID_ARGUMENT. What matches is the service's to say:
/// callrec_ipass_rest_find_user is exact. Otherwise as callrec_ipass_rest_list_users.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_search_users(
    rest: *const callrec_ipass_rest,
    criteria: *const c_char,
    criteria_length: usize,
    registered_from: *const c_char,
    registered_from_length: usize,
    registered_to: *const c_char,
    registered_to_length: usize,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_search_users", error, || {
        read("search_users", rest, reader, |client: &IpassRest| {
            let criteria = text_in(criteria, criteria_length, "criteria")?;
            let registered_from =
                optional_text_in(registered_from, registered_from_length, "registered_from")?;
            let registered_to =
                optional_text_in(registered_to, registered_to_length, "registered_to")?;
            Ok(client.search_users(criteria, &between(registered_from, registered_to)?)?)
        })
    })
}

/// Finds the user of that login, exactly: an outcome whose object is the user, or
/// CALLREC_NOT_FOUND. Release it with callrec_outcome_free. Otherwise as
/// callrec_ipass_rest_list_users.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_find_user(
    rest: *const callrec_ipass_rest,
    username: *const c_char,
    username_length: usize,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_find_user", error, || {
        find("find_user", rest, outcome, |client: &IpassRest| {
            let username = text_in(username, username_length, "username")?;
            Ok((client.find_user(username)?, format!("no user is named {username:?}")))
        })
    })
}

/// Finds the user of that e-mail address, exact but for ASCII case. Otherwise as
/// callrec_ipass_rest_find_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_find_user_by_email(
    rest: *const callrec_ipass_rest,
    email: *const c_char,
    email_length: usize,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_find_user_by_email", error, || {
        find("find_user_by_email", rest, outcome, |client: &IpassRest| {
            let email = text_in(email, email_length, "email")?;
            let found = client.find_user_by_email(email)?;
            Ok((found, format!("no user has the e-mail address {email:?}")))
        })
    })
}

/// Creates a user. Never sent again once it may have arrived: where the answer was lost,
/// CALLREC_AMBIGUOUS says so, and callrec_ipass_rest_reconcile_create_user tells what became of it.
/// Which of the other writes are sent again by themselves, the first page says.
///
/// Writes what became of it to `outcome`, with the user as the service answered; release it with
/// callrec_outcome_free.
///
/// Waits for the network. Errors: CALLREC_REJECTED (the service refuses the user; see
/// provider_code and provider_message), CALLREC_AMBIGUOUS, CALLREC_CANCELLED (it may have been
/// carried out), the others of a conversation, CALLREC_INVALID_ARGUMENT, CALLREC_INVALID_HANDLE,
/// CALLREC_UNSUPPORTED (a request of a newer library). Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_create_user(
    rest: *const callrec_ipass_rest,
    user: *const callrec_new_user,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_create_user", error, || {
        write("create_user", rest, outcome, |client: &IpassRest| {
            let user = request_in(user, "user")?.read()?;
            Ok(client.create_user(&user)?)
        })
    })
}

/// Changes a user: what is set in `update` and nothing else. Reads the user first unless portal
/// login and both notifications are stated. Sent again where the answer was lost; after that
/// CALLREC_AMBIGUOUS, and callrec_ipass_rest_find_user shows what the user is now. Otherwise as
/// callrec_ipass_rest_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_update_user(
    rest: *const callrec_ipass_rest,
    update: *const callrec_user_update,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_update_user", error, || {
        write("update_user", rest, outcome, |client: &IpassRest| {
            let update = request_in(update, "update")?.read()?;
            Ok(client.update_user(&update)?)
        })
    })
}

/// Suspends a user. Sent again where the answer was lost; after that CALLREC_AMBIGUOUS, and
/// callrec_ipass_rest_reconcile_suspend_user looks. Otherwise as callrec_ipass_rest_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_suspend_user(
    rest: *const callrec_ipass_rest,
    username: *const c_char,
    username_length: usize,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_suspend_user", error, || {
        write("suspend_user", rest, outcome, |client: &IpassRest| {
            let username = text_in(username, username_length, "username")?;
            Ok(client.suspend_user(username)?)
        })
    })
}

/// Activates a user. Sent again where the answer was lost; after that CALLREC_AMBIGUOUS, and
/// callrec_ipass_rest_reconcile_activate_user looks. Otherwise as callrec_ipass_rest_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_activate_user(
    rest: *const callrec_ipass_rest,
    username: *const c_char,
    username_length: usize,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_activate_user", error, || {
        write("activate_user", rest, outcome, |client: &IpassRest| {
            let username = text_in(username, username_length, "username")?;
            Ok(client.activate_user(username)?)
        })
    })
}

/// Deletes a user. Sent once more where the answer was lost: CALLREC_OUTCOME_ALREADY_GONE where
/// that found nothing, CALLREC_AMBIGUOUS where its answer was lost, too;
/// callrec_ipass_rest_reconcile_delete_user looks. Otherwise as callrec_ipass_rest_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_delete_user(
    rest: *const callrec_ipass_rest,
    username: *const c_char,
    username_length: usize,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_delete_user", error, || {
        write("delete_user", rest, outcome, |client: &IpassRest| {
            let username = text_in(username, username_length, "username")?;
            Ok(client.delete_user(username)?)
        })
    })
}

/// Has the activation e-mail sent again: the answer holds no object. Never sent twice by itself,
/// and after CALLREC_AMBIGUOUS nothing at the service shows whether the e-mail went out. Otherwise
/// as callrec_ipass_rest_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_resend_activation(
    rest: *const callrec_ipass_rest,
    username: *const c_char,
    username_length: usize,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_resend_activation", error, || {
        write("resend_activation", rest, outcome, |client: &IpassRest| {
            let username = text_in(username, username_length, "username")?;
            Ok(client.resend_activation(username)?)
        })
    })
}
