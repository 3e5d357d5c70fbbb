//! Users that the portal hosts: same address, login and session as the portal.

use std::ffi::c_char;

use callrec::Provider;
use callrec::blocking::{HostedUsers, IpassPortal};

use crate::client::carry_out;
use crate::error::{Failure, Place, callrec_error};
use crate::guard::entry;
use crate::outcome::{OutcomeObject, callrec_outcome};
use crate::portal::callrec_ipass_portal;
use crate::ptr::{request_in, text_in};
use crate::requests::{callrec_new_user, callrec_user_update};

/// Runs a call of the hosted users within the portal's session.
fn with_users(
    operation: &'static str,
    portal: *const callrec_ipass_portal,
    outcome: *mut *mut callrec_outcome,
    ask: impl FnOnce(&HostedUsers) -> Result<OutcomeObject, Failure>,
) -> Result<(), Failure> {
    let place = Place { provider: Provider::HostedUsers.name(), operation };
    carry_out::<IpassPortal>(place, portal, outcome, |portal, client| {
        let users = client.hosted_users()?;
        let users = match &portal.realm {
            Some(realm) => users.with_realm(realm)?,
            None => users,
        };
        if portal.is_dry_run { ask(&users.dry_run()?) } else { ask(&users) }
    })
}

/// Retrieves the user of that login of `company`: an outcome whose object is the user, or
/// CALLREC_NOT_FOUND.
///
/// Writes it to `outcome`; release it with callrec_outcome_free. Waits for the network. Errors:
/// as for callrec_ipass_portal_monthly_cdr. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_hosted_users_retrieve_user(
    portal: *const callrec_ipass_portal,
    company: *const c_char,
    company_length: usize,
    username: *const c_char,
    username_length: usize,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_hosted_users_retrieve_user", error, || {
        with_users("retrieve_user", portal, outcome, |users| {
            let company = text_in(company, company_length, "company")?;
            let username = text_in(username, username_length, "username")?;
            let found = users.retrieve_user(company, username)?;
            OutcomeObject::of_find("retrieve_user", found, || {
                format!("no user is named {username:?}")
            })
        })
    })
}

/// Creates a user of `company`. Looks first: a user that is there already is CALLREC_REJECTED.
///
/// The portal has one operation for creating and changing, which says what the user is to be and so
/// is sent again where the answer was lost: a try after the first changes what that one created,
/// and the outcome is the same. After CALLREC_AMBIGUOUS callrec_hosted_users_retrieve_user shows
/// what is there. `locale` and `device_limit` are of callrec_ipass_rest_create_user only:
/// CALLREC_INVALID_ARGUMENT.
///
/// Writes what became of it to `outcome`, with the user as the portal answered; release it with
/// callrec_outcome_free. With a portal of callrec_ipass_portal_dry_run nothing is sent.
///
/// Waits for the network. Errors: CALLREC_REJECTED, CALLREC_AMBIGUOUS, CALLREC_CANCELLED (it may
/// have been carried out), CALLREC_UNSUPPORTED (a request of a newer library), and those of
/// callrec_ipass_portal_monthly_cdr. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_hosted_users_create_user(
    portal: *const callrec_ipass_portal,
    company: *const c_char,
    company_length: usize,
    user: *const callrec_new_user,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_hosted_users_create_user", error, || {
        with_users("create_user", portal, outcome, |users| {
            let company = text_in(company, company_length, "company")?;
            let user = request_in(user, "user")?.read()?;
            Ok(OutcomeObject::of_write("create_user", users.create_user(company, &user)?))
        })
    })
}

/// Creates a user of `company` or changes the one of that login, without looking first: the
/// portal's own operation. A user who is there is changed to all that `user` says, the numbers that
/// init set included. Otherwise as callrec_hosted_users_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_hosted_users_create_or_update_user(
    portal: *const callrec_ipass_portal,
    company: *const c_char,
    company_length: usize,
    user: *const callrec_new_user,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_hosted_users_create_or_update_user", error, || {
        with_users("create_or_update_user", portal, outcome, |users| {
            let company = text_in(company, company_length, "company")?;
            let user = request_in(user, "user")?.read()?;
            Ok(OutcomeObject::of_write(
                "create_or_update_user",
                users.create_or_update_user(company, &user)?,
            ))
        })
    })
}

/// Changes a user of `company`. Looks first: a user that is not there is CALLREC_NOT_FOUND, and
/// nothing is sent. Otherwise as callrec_hosted_users_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_hosted_users_update_user(
    portal: *const callrec_ipass_portal,
    company: *const c_char,
    company_length: usize,
    update: *const callrec_user_update,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_hosted_users_update_user", error, || {
        with_users("update_user", portal, outcome, |users| {
            let company = text_in(company, company_length, "company")?;
            let update = request_in(update, "update")?.read()?;
            Ok(OutcomeObject::of_write("update_user", users.update_user(company, &update)?))
        })
    })
}

/// Suspends a user of `company`. Looks first for the e-mail address, which the portal asks for; a
/// user that is not there is CALLREC_NOT_FOUND. Sent again where the answer was lost. Otherwise as
/// callrec_hosted_users_create_user.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_hosted_users_suspend_user(
    portal: *const callrec_ipass_portal,
    company: *const c_char,
    company_length: usize,
    username: *const c_char,
    username_length: usize,
    outcome: *mut *mut callrec_outcome,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_hosted_users_suspend_user", error, || {
        with_users("suspend_user", portal, outcome, |users| {
            let company = text_in(company, company_length, "company")?;
            let username = text_in(username, username_length, "username")?;
            Ok(OutcomeObject::of_write("suspend_user", users.suspend_user(company, username)?))
        })
    })
}
