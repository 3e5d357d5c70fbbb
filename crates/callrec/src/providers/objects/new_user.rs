//! A user to be created.

use crate::secret::Secret;

/// A user to be created. `Debug` shows no secret.
///
/// Portal login and both notifications are always sent, since the documents contradict each other
/// about what their absence means (readings B14, C19).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[must_use]
pub struct NewUser {
    /// Login with exactly one `@`, behind it the roaming realm of the account (SEED).
    pub username: String,
    /// Unique in the whole service (SEED).
    pub email: String,
    /// First name.
    pub fname: String,
    /// Last name.
    pub lname: String,
    /// Where the account is set to customer-defined passwords (SEED).
    pub password: Option<Secret>,
    /// Two capital letters of ISO 3166-1 (SEED).
    pub home_country: Option<String>,
    /// Department or cost center, free text (SEED).
    pub department_code: Option<String>,
    /// Preferred language, as in `en-US` (SEED). REST API only.
    pub locale: Option<String>,
    /// Devices the user may have; 0 in the provider's sample, its meaning is not stated (reading
    /// B19). REST API only.
    pub device_limit: Option<u32>,
    /// Whether the user may sign in to the portal; default false, as the provider advises (SEED).
    pub enable_portal_login: bool,
    /// Whether an e-mail is sent when the user is created; default true, as at the provider (SEED).
    pub notify_activate: bool,
    /// Whether an e-mail is sent when the user is suspended; default true, as at the provider (SEED).
    pub notify_suspend: bool,
}

impl NewUser {
    /// The four values that every user must have.
    pub fn new(
        username: impl Into<String>,
        email: impl Into<String>,
        fname: impl Into<String>,
        lname: impl Into<String>,
    ) -> Self {
        Self {
            username: username.into(),
            email: email.into(),
            fname: fname.into(),
            lname: lname.into(),
            password: None,
            home_country: None,
            department_code: None,
            locale: None,
            device_limit: None,
            enable_portal_login: false,
            notify_activate: true,
            notify_suspend: true,
        }
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
        self.enable_portal_login = enable;
        self
    }

    /// Sends an e-mail at the creation, or not.
    pub fn notify_activate(mut self, notify: bool) -> Self {
        self.notify_activate = notify;
        self
    }

    /// Sends an e-mail at a suspension, or not.
    pub fn notify_suspend(mut self, notify: bool) -> Self {
        self.notify_suspend = notify;
        self
    }
}
