//! The life of a user: create, update, suspend, activate, delete.

use std::sync::Arc;

use super::{
    State,
    form::{NotificationForm, UserForm},
    user::{Notifications, User, UserStatus},
};

/// Why a write was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The username does not end with the realm.
    Realm(String),
    /// The username has more than one `@`.
    ManyAts(String),
    /// The address is another user's, in this or another account.
    EmailTaken(String),
    /// The username is another user's.
    UsernameTaken(String),
    /// No live user has this name.
    UserNotFound(String),
    /// No registration code of the account is this.
    CodeNotFound(String),
    /// An element that must be there is not.
    Missing(&'static str),
}

/// What the switches say about writes.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules {
    /// Realm suffix and a single `@` (B10).
    pub(crate) usernames: bool,
    /// Names and addresses of deleted users may be had again (B15).
    pub(crate) deleted_names_are_free: bool,
    /// A new user must bring a password (the company's policy).
    pub(crate) passwords: bool,
    /// Notifications that a request leaves out are subscribed to, on updates as well (C19).
    pub(crate) omission_subscribes: bool,
}

impl State {
    /// Creates a user.
    pub(crate) fn create_user(
        &mut self,
        company: &str,
        form: UserForm,
        rules: Rules,
    ) -> Result<Arc<User>, Refusal> {
        let username = form.username.ok_or(Refusal::Missing("username"))?;
        let fname = form.fname.ok_or(Refusal::Missing("fname"))?;
        let lname = form.lname.ok_or(Refusal::Missing("lname"))?;
        let email = form.email.ok_or(Refusal::Missing("email"))?;
        if rules.passwords && !form.has_password {
            return Err(Refusal::Missing("password"));
        }
        if rules.usernames {
            self.check_username(&username)?;
        }
        if self.is_email_taken(&email, None, rules) {
            return Err(Refusal::EmailTaken(email));
        }
        let of_that_name = |user: &User| user.username.eq_ignore_ascii_case(&username);
        let Some((state, now)) = self.writing(company) else {
            return Err(Refusal::UserNotFound(username));
        };
        if state.users.by_name(&username).is_some()
            || !rules.deleted_names_are_free && state.users.deleted(of_that_name).is_some()
        {
            return Err(Refusal::UsernameTaken(username));
        }
        let users = Arc::make_mut(&mut state.users);
        let number = users.take_number();
        let population = users.population();
        let user = User {
            number,
            end_user_id: population.first_id + number,
            thor_user_id: population.thor_id(number),
            username,
            email,
            fname,
            lname,
            home_country: form.home_country.unwrap_or_default(),
            locale: form.locale.unwrap_or_default(),
            department_code: form.department_code.unwrap_or_default(),
            enable_portal_login: form.enable_portal_login.unwrap_or(false),
            device_limit: form.device_limit,
            notifications: merged(Notifications::default(), form.notifications, rules),
            status: UserStatus::Active,
            by_code: false,
            cost_center: None,
            group: None,
            devices: Vec::new(),
            created: now,
            modified: now,
            created_by: 0,
            modified_by: 0,
            activations: 1,
        };
        users.put(user);
        Ok(users.at(number))
    }

    /// Updates what the form names.
    pub(crate) fn update_user(
        &mut self,
        company: &str,
        form: UserForm,
        rules: Rules,
    ) -> Result<Arc<User>, Refusal> {
        let username = form.username.ok_or(Refusal::Missing("username"))?;
        let before = self.find_user(company, &username)?;
        if let Some(email) = &form.email
            && self.is_email_taken(email, Some((company, before.number)), rules)
        {
            return Err(Refusal::EmailTaken(email.clone()));
        }
        let Some((state, now)) = self.writing(company) else {
            return Err(Refusal::UserNotFound(username));
        };
        Ok(state.change_user(before.number, |user| {
            let put = |field: &mut String, value: Option<String>| {
                if let Some(value) = value {
                    *field = value;
                }
            };
            put(&mut user.email, form.email);
            put(&mut user.fname, form.fname);
            put(&mut user.lname, form.lname);
            put(&mut user.home_country, form.home_country);
            put(&mut user.locale, form.locale);
            put(&mut user.department_code, form.department_code);
            user.enable_portal_login = form.enable_portal_login.unwrap_or(user.enable_portal_login);
            user.device_limit = form.device_limit.or_else(|| user.device_limit.take());
            user.notifications = merged(user.notifications, form.notifications, rules);
            (user.modified, user.modified_by) = (now, EDITOR);
        }))
    }

    /// Suspends, activates or deletes a user. One who is so already stays so.
    pub(crate) fn set_status(
        &mut self,
        company: &str,
        username: &str,
        status: UserStatus,
    ) -> Result<Arc<User>, Refusal> {
        let before = self.find_user(company, username)?;
        let Some((state, now)) = self.writing(company) else {
            return Err(Refusal::UserNotFound(username.to_owned()));
        };
        Ok(state.change_user(before.number, |user| {
            user.activations += u64::from(status == UserStatus::Active);
            user.status = status;
            (user.modified, user.modified_by) = (now, EDITOR);
        }))
    }

    /// The live user of a name.
    pub(crate) fn find_user(&self, company: &str, username: &str) -> Result<Arc<User>, Refusal> {
        self.company(company)
            .and_then(|company| company.users.by_name(username))
            .ok_or_else(|| Refusal::UserNotFound(username.to_owned()))
    }

    /// B10: exactly one `@`, and the realm after it.
    fn check_username(&self, username: &str) -> Result<(), Refusal> {
        if username.matches('@').count() > 1 {
            return Err(Refusal::ManyAts(username.to_owned()));
        }
        match username.split_once('@') {
            Some((local, realm))
                if !local.is_empty() && realm.eq_ignore_ascii_case(self.realm()) =>
            {
                Ok(())
            }
            _ => Err(Refusal::Realm(self.realm().to_owned())),
        }
    }

    /// Whether somebody else has an address.
    fn is_email_taken(&self, email: &str, own: Option<(&str, u64)>, rules: Rules) -> bool {
        let holder = self.holder_of_email(email);
        holder.is_some_and(|(company, user)| own != Some((company, user.number)))
            || !rules.deleted_names_are_free && self.email_was_deleted(email)
    }
}

/// Who the accounts are changed by, as hosted user provisioning numbers them (SEED there).
const EDITOR: u64 = 38_328;

fn merged(before: Notifications, form: Option<NotificationForm>, rules: Rules) -> Notifications {
    let Some(form) = form else {
        return if rules.omission_subscribes { Notifications::default() } else { before };
    };
    let omitted = |before: bool| before || rules.omission_subscribes;
    Notifications {
        activate: form.activate.unwrap_or_else(|| omitted(before.activate)),
        suspend: form.suspend.unwrap_or_else(|| omitted(before.suspend)),
    }
}
