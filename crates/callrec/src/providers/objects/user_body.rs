//! The document about a user, as both systems take it: the same elements, each system in its order.

use super::given::not_empty;
use super::{NewUser, UserUpdate, Xml, XmlBody};
use crate::Result;
use crate::secret::Secret;

/// The element of a user, sent and answered (SEED; the text also calls it `user`, reading B20).
pub(in crate::providers) const END_USER: &str = "endUser";
/// The element with the country's code (SEED; a table has `homecountry`, reading B12).
pub(in crate::providers) const HOME_COUNTRY: &str = "homeCountry";
/// The element with the user's name in requests about users (SEED).
pub(in crate::providers) const USERNAME: &str = "username";
/// The element that lets a user sign in to the portal (SEED); always sent (reading B14).
const ENABLE_PORTAL_LOGIN: &str = "enablePortalLogin";

/// An element of the document, or the list of notifications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::providers) enum Part {
    Username,
    FirstName,
    LastName,
    Email,
    Password,
    DeviceLimit,
    HomeCountry,
    Locale,
    Department,
    PortalLogin,
    Notifications,
}

/// What is said of a user, be they new or not.
struct Said<'a> {
    username: &'a str,
    fname: Option<&'a str>,
    lname: Option<&'a str>,
    email: Option<&'a str>,
    password: Option<&'a Secret>,
    device_limit: Option<u32>,
    home_country: Option<&'a str>,
    locale: Option<&'a str>,
    department_code: Option<&'a str>,
    enable_portal_login: Option<bool>,
    notify_activate: Option<bool>,
    notify_suspend: Option<bool>,
}

/// A user to be created, the parts in this order. `InvalidArgument` for what is required and empty.
pub(in crate::providers) fn new_user(order: &[Part], user: &NewUser) -> Result<XmlBody> {
    for (name, value) in [("fname", &user.fname), ("lname", &user.lname), ("email", &user.email)] {
        not_empty(name, value)?;
    }
    document(
        order,
        &Said {
            username: &user.username,
            fname: Some(&user.fname),
            lname: Some(&user.lname),
            email: Some(&user.email),
            password: user.password.as_ref(),
            device_limit: user.device_limit,
            home_country: user.home_country.as_deref(),
            locale: user.locale.as_deref(),
            department_code: user.department_code.as_deref(),
            enable_portal_login: Some(user.enable_portal_login),
            notify_activate: Some(user.notify_activate),
            notify_suspend: Some(user.notify_suspend),
        },
    )
}

/// Changes to a user, the parts in this order; what is not said is not sent.
pub(in crate::providers) fn user_update(order: &[Part], user: &UserUpdate) -> Result<XmlBody> {
    document(
        order,
        &Said {
            username: &user.username,
            fname: user.fname.as_deref(),
            lname: user.lname.as_deref(),
            email: user.email.as_deref(),
            password: user.password.as_ref(),
            device_limit: user.device_limit,
            home_country: user.home_country.as_deref(),
            locale: user.locale.as_deref(),
            department_code: user.department_code.as_deref(),
            enable_portal_login: user.enable_portal_login,
            notify_activate: user.notify_activate,
            notify_suspend: user.notify_suspend,
        },
    )
}

fn document(order: &[Part], user: &Said<'_>) -> Result<XmlBody> {
    let mut xml = Xml::new(END_USER)?;
    for part in order {
        match part {
            Part::Username => xml.text(USERNAME, user.username)?,
            Part::FirstName => xml.optional("fname", user.fname)?,
            Part::LastName => xml.optional("lname", user.lname)?,
            Part::Email => xml.optional("email", user.email)?,
            Part::Password => {
                if let Some(password) = user.password {
                    xml.secret("password", password)?;
                }
            }
            Part::DeviceLimit => {
                let limit = user.device_limit.map(|limit| limit.to_string());
                xml.optional("deviceLimit", limit.as_deref())?;
            }
            Part::HomeCountry => xml.optional(HOME_COUNTRY, user.home_country)?,
            Part::Locale => xml.optional("locale", user.locale)?,
            Part::Department => xml.optional("departmentCode", user.department_code)?,
            Part::PortalLogin => xml.flag(ENABLE_PORTAL_LOGIN, user.enable_portal_login)?,
            Part::Notifications => xml.notifications(user.notify_activate, user.notify_suspend)?,
        }
    }
    xml.finish()
}
