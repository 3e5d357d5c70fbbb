//! Changes to a user that exists.

use super::User;
use crate::secret::Secret;

/// Changes to the user of this name: what is not set stays as it is. `Debug` shows no secret.
///
/// Portal login and both notifications are sent in any case, since their absence may change them
/// (readings B14, C19): what is not set here is read from the service first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
#[must_use]
pub struct UserUpdate {
    /// The user's name, which cannot be changed.
    pub username: String,
    /// Unique in the whole service (SEED).
    pub email: Option<String>,
    /// First name.
    pub fname: Option<String>,
    /// Last name.
    pub lname: Option<String>,
    /// Where the account is set to customer-defined passwords (SEED).
    pub password: Option<Secret>,
    /// Two capital letters of ISO 3166-1 (SEED).
    pub home_country: Option<String>,
    /// Department or cost center, free text (SEED).
    pub department_code: Option<String>,
    /// Preferred language, as in `en-US` (SEED). REST API only.
    pub locale: Option<String>,
    /// Devices the user may have (reading B19). REST API only.
    pub device_limit: Option<u32>,
    /// Whether the user may sign in to the portal.
    pub enable_portal_login: Option<bool>,
    /// Whether an e-mail is sent when the user is activated.
    pub notify_activate: Option<bool>,
    /// Whether an e-mail is sent when the user is suspended.
    pub notify_suspend: Option<bool>,
}

impl UserUpdate {
    /// No change yet.
    pub fn new(username: impl Into<String>) -> Self {
        Self { username: username.into(), ..Self::default() }
    }

    /// No change yet; portal login and notifications as this user has them, so that they need not be
    /// read first.
    pub fn of(user: &User) -> Self {
        Self::new(&user.username).or_as(user)
    }

    /// Sets the e-mail address.
    pub fn email(mut self, email: impl Into<String>) -> Self {
        self.email = Some(email.into());
        self
    }

    /// Sets the first name.
    pub fn fname(mut self, fname: impl Into<String>) -> Self {
        self.fname = Some(fname.into());
        self
    }

    /// Sets the last name.
    pub fn lname(mut self, lname: impl Into<String>) -> Self {
        self.lname = Some(lname.into());
        self
    }

    /// Sets the password.
    pub fn password(mut self, password: impl Into<Secret>) -> Self {
        self.password = Some(password.into());
        self
    }

    /// Sets the home country.
    pub fn home_country(mut self, country: impl Into<String>) -> Self {
        self.home_country = Some(country.into());
        self
    }

    /// Sets the department.
    pub fn department_code(mut self, code: impl Into<String>) -> Self {
        self.department_code = Some(code.into());
        self
    }

    /// Sets the language.
    pub fn locale(mut self, locale: impl Into<String>) -> Self {
        self.locale = Some(locale.into());
        self
    }

    /// Sets the number of devices.
    pub fn device_limit(mut self, devices: u32) -> Self {
        self.device_limit = Some(devices);
        self
    }

    /// Lets the user sign in to the portal, or not.
    pub fn enable_portal_login(mut self, enable: bool) -> Self {
        self.enable_portal_login = Some(enable);
        self
    }

    /// Sends an e-mail at an activation, or not.
    pub fn notify_activate(mut self, notify: bool) -> Self {
        self.notify_activate = Some(notify);
        self
    }

    /// Sends an e-mail at a suspension, or not.
    pub fn notify_suspend(mut self, notify: bool) -> Self {
        self.notify_suspend = Some(notify);
        self
    }

    /// Whether portal login and both notifications are set.
    pub(in crate::providers) fn is_explicit(&self) -> bool {
        self.enable_portal_login.is_some()
            && self.notify_activate.is_some()
            && self.notify_suspend.is_some()
    }

    /// Said where one of them is not known even after a look.
    pub(in crate::providers) fn unknown_settings(&self) -> Option<String> {
        (!self.is_explicit()).then(|| {
            "portal login or a notification of the user is not known and was not sent".to_owned()
        })
    }

    /// Portal login and notifications that are not set, as the user has them.
    pub(in crate::providers) fn or_as(mut self, user: &User) -> Self {
        self.enable_portal_login = self.enable_portal_login.or(user.enable_portal_login);
        self.notify_activate = self.notify_activate.or(user.notify_activate);
        self.notify_suspend = self.notify_suspend.or(user.notify_suspend);
        self
    }
}
