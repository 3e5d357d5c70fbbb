//! The `endUser` of answers: which of its elements come in which answer, by the document's matrix.

use base64::{Engine, engine::general_purpose::STANDARD};

use super::times;
use crate::{
    data::prng::{Draws, key},
    session::SECRET_WORD,
    state::{Notifications, User, UserStatus},
    switches::RestSwitches,
    xml::Element,
};

/// A column of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    Create,
    /// listAll and listActive; search (INF), which has no column.
    List,
    /// update and suspend.
    Change,
    Activate,
}

/// An `endUser` of one column.
pub(crate) fn end_user(
    user: &User,
    company: &str,
    column: Column,
    switches: &RestSwitches,
) -> Element {
    let every = switches.every_field;
    let not_created = every || column != Column::Create;
    let ids = not_created || switches.create_ids;
    let token = column == Column::Activate
        || column == Column::Create && switches.create_activation_url
        || every;
    let mut element = Element::new("endUser");
    let mut push = |shown: bool, name: &str, text: &str| {
        if shown {
            element.children.push(Element::of_text(name, text));
        }
    };
    push(not_created, "authType", "HostedAuth");
    push(not_created, "company", company);
    push(true, "email", &user.email);
    push(true, "fname", &user.fname);
    push(not_created, "isActive", is_active(user));
    push(true, "lname", &user.lname);
    push(ids, "thorUserId", &user.thor_user_id.to_string());
    push(true, "username", &user.username);
    push(token, "acaToken", &aca_token(user, switches.broken_tokens));
    push(true, "enablePortalLogin", truth(user.enable_portal_login));
    push(ids, "endUserId", &user.end_user_id.to_string());
    push(not_created, "endUserStatus", status(user));
    push(true, "homeCountry", &user.home_country);
    push(every || column != Column::List, "locale", &user.locale);
    push(every, "departmentCode", &user.department_code);
    push(every, "proxyUserId", "0");
    let listed = every || column == Column::List;
    push(listed, "numDevices", &user.devices.len().to_string());
    push(listed, "numActiveDevices", &user.active_devices().to_string());
    push(listed, "regCodeUser", truth(user.by_code));
    push(not_created, "startDate", &times::american_date(user.created));
    push(token, "selfServiceActivationUrl", &activation_url(user));
    if let Some(limit) = &user.device_limit {
        push(every || column == Column::Create, "deviceLimit", limit);
    }
    push(switches.unknown_elements, "riskTier", "standard");
    if switches.unknown_elements {
        element.children.push(Element::new("profile").with_text("betaProgramme", "false"));
    }
    if not_created {
        element.children.push(notifications(user.notifications));
    }
    element
}

/// 1 is Active (SEED).
fn is_active(user: &User) -> &'static str {
    if user.status == UserStatus::Active { "1" } else { "0" }
}

/// A deleted user is Suspended in answers (B15).
pub(crate) fn status(user: &User) -> &'static str {
    if user.status == UserStatus::Active { "Active" } else { "Suspended" }
}

pub(crate) fn truth(value: bool) -> &'static str {
    if value { "true" } else { "false" }
}

/// `notifications`, as the samples have them.
pub(crate) fn notifications(of: Notifications) -> Element {
    let one = |subscribe: bool, kind: &str| {
        Element::new("notification")
            .with_attribute("subscribe", truth(subscribe))
            .with_text("type", kind)
    };
    Element::new("notifications")
        .with(one(of.activate, "Activate"))
        .with(one(of.suspend, "Suspend"))
}

/// Base64 of the length of the sample. It is a secret, and holds the word of secrets.
fn token_of(user: &User) -> String {
    let mut draws = Draws::new(key(user.thor_user_id, user.activations));
    let bytes: Vec<u8> = (0..6).flat_map(|_| draws.bits().to_be_bytes()).collect();
    let text = STANDARD.encode(bytes);
    format!("{SECRET_WORD}{}", &text[SECRET_WORD.len()..])
}

fn aca_token(user: &User, broken: bool) -> String {
    let token = token_of(user);
    if broken { format!("{token}\n") } else { token }
}

/// A host that is nobody's (RFC 2606): no test may follow it.
fn activation_url(user: &User) -> String {
    let token = token_of(user).replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
    format!("https://activation.example.com/ssa?token={token}&user={}", user.end_user_id)
}
