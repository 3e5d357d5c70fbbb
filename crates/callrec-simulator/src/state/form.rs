//! What a request says of a user: only what is there is changed.

use crate::xml::Element;

/// The fields of an `endUser` in a request; none where an element is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct UserForm {
    pub(crate) username: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) fname: Option<String>,
    pub(crate) lname: Option<String>,
    pub(crate) has_password: bool,
    pub(crate) home_country: Option<String>,
    pub(crate) locale: Option<String>,
    pub(crate) department_code: Option<String>,
    pub(crate) enable_portal_login: Option<bool>,
    pub(crate) device_limit: Option<String>,
    pub(crate) notifications: Option<NotificationForm>,
}

/// The `notifications` of a request; none for a type that is not named.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct NotificationForm {
    pub(crate) activate: Option<bool>,
    pub(crate) suspend: Option<bool>,
}

impl UserForm {
    /// # Errors
    /// One sentence: which value is none.
    pub(crate) fn read(user: &Element) -> Result<Self, String> {
        let text = |name: &str| user.text_of(name).map(str::to_owned);
        Ok(Self {
            username: text("username").filter(|name| !name.is_empty()),
            email: text("email").filter(|email| !email.is_empty()),
            fname: text("fname").filter(|name| !name.is_empty()),
            lname: text("lname").filter(|name| !name.is_empty()),
            has_password: user.filled("password").is_some(),
            // The table writes it small, samples and matrix do not (B12).
            home_country: text("homeCountry").or_else(|| text("homecountry")),
            locale: text("locale"),
            department_code: text("departmentCode"),
            enable_portal_login: match user.filled("enablePortalLogin") {
                Some(text) => Some(truth(text, "enablePortalLogin")?),
                None => None,
            },
            device_limit: text("deviceLimit"),
            notifications: match user.child("notifications") {
                Some(notifications) => Some(NotificationForm::read(notifications)?),
                None => None,
            },
        })
    }
}

impl NotificationForm {
    /// The attribute decides (B13); the types are read in any case (C7).
    fn read(notifications: &Element) -> Result<Self, String> {
        let mut form = Self::default();
        for notification in notifications.children_named("notification") {
            let subscribe = notification
                .attribute("subscribe")
                .map_or(Ok(true), |text| truth(text, "subscribe"))?;
            match notification.text_of("type").map(str::to_lowercase).as_deref() {
                Some("activate") => form.activate = Some(subscribe),
                Some("suspend") => form.suspend = Some(subscribe),
                // "Any other type of notification" (SEED of the provisioning API).
                _ => {}
            }
        }
        Ok(form)
    }
}

fn truth(text: &str, name: &str) -> Result<bool, String> {
    match text.trim() {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(format!("{name} must be true or false")),
    }
}
