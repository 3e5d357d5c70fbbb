//! Writes to users.

use std::sync::Arc;

use super::{
    Call, Failure, document, done,
    user_document::{Column, end_user},
};
use crate::{
    answer::Answer,
    state::{Refusal, Rules, User, UserForm, UserStatus},
    switches::{
        RestSwitches,
        rest::{DeleteAnswer, PasswordPolicy, PortalLogin},
    },
    xml::Element,
};

pub(super) fn create(call: &Call<'_>) -> Result<Answer, Failure> {
    let form = form(call)?;
    if form.enable_portal_login.is_none() {
        match call.switches.portal_login {
            PortalLogin::Required => return Err(Refusal::Missing("enablePortalLogin").into()),
            PortalLogin::Optional => call.warn("enablePortalLogin is missing (B14)"),
        }
    }
    let user = call.shared.with_state(|state| {
        let user = state.create_user(&call.company.id, form, rules(call.switches))?;
        call.done(&key(&user), "created");
        Ok::<_, Refusal>(user)
    })?;
    Ok(answer(call, &user, Column::Create))
}

pub(super) fn update(call: &Call<'_>) -> Result<Answer, Failure> {
    let form = form(call)?;
    let user = call.shared.with_state(|state| {
        let user = state.update_user(&call.company.id, form, rules(call.switches))?;
        call.done(&key(&user), "updated");
        Ok::<_, Refusal>(user)
    })?;
    Ok(answer(call, &user, Column::Change))
}

pub(super) fn suspend(call: &Call<'_>) -> Result<Answer, Failure> {
    let user = set_status(call, UserStatus::Suspended, "suspended")?;
    Ok(answer(call, &user, Column::Change))
}

pub(super) fn activate(call: &Call<'_>) -> Result<Answer, Failure> {
    let user = set_status(call, UserStatus::Active, "activated")?;
    Ok(answer(call, &user, Column::Activate))
}

/// Deleted users stay for billing, and are Suspended in the answer (B15, B17).
pub(super) fn delete(call: &Call<'_>) -> Result<Answer, Failure> {
    let user = set_status(call, UserStatus::Deleted, "deleted")?;
    Ok(match call.switches.delete_answer {
        DeleteAnswer::UsernameOnly => {
            let root = Element::new("endUser").with_text("username", &user.username);
            document(call, &root)
        }
        DeleteAnswer::UserObject => answer(call, &user, Column::Change),
        DeleteAnswer::Message => done(call),
        DeleteAnswer::Empty => super::empty(),
    })
}

/// Sends a mail to the user, as far as anybody can see.
pub(super) fn resend(call: &Call<'_>) -> Result<Answer, Failure> {
    let username = form(call)?.username.ok_or(Refusal::Missing("username"))?;
    call.shared.with_state(|state| {
        let user = state.find_user(&call.company.id, &username)?;
        call.done(&key(&user), "mail sent");
        Ok::<_, Refusal>(())
    })?;
    Ok(done(call))
}

fn set_status(call: &Call<'_>, status: UserStatus, what: &str) -> Result<Arc<User>, Failure> {
    let username = form(call)?.username.ok_or(Refusal::Missing("username"))?;
    let user = call.shared.with_state(|state| {
        let user = state.set_status(&call.company.id, &username, status)?;
        call.done(&key(&user), what);
        Ok::<_, Refusal>(user)
    })?;
    Ok(user)
}

/// The root is `endUser`, not `user` (B20).
fn form(call: &Call<'_>) -> Result<UserForm, Failure> {
    UserForm::read(&call.document("endUser")?).map_err(|_| Failure::InvalidXml)
}

fn answer(call: &Call<'_>, user: &User, column: Column) -> Answer {
    document(call, &end_user(user, &call.company.id, column, call.switches))
}

fn key(user: &User) -> String {
    user.username.to_lowercase()
}

fn rules(switches: &RestSwitches) -> Rules {
    Rules {
        usernames: switches.username_rules,
        deleted_names_are_free: switches.deleted_names_are_free,
        passwords: switches.password_policy == PasswordPolicy::User,
        // Only the provisioning API's document says so.
        omission_subscribes: false,
    }
}
