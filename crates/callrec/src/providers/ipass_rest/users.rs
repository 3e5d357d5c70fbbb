//! Users: lists, searches, and all that changes one.

use super::IpassRest;
use super::client::at;
use super::operation::{self, Operation};
use super::paging::USERS_A_PAGE;
use super::search::SearchOptions;
use super::wire::{Call, not_empty};
use crate::providers::objects::{
    NO_OBJECT, NewUser, Outcome, Realm, User, UserUpdate, Xml, XmlBody, collect,
    home_country_warning, object,
};
use crate::{Error, ErrorKind, Reader, Result};

impl IpassRest {
    /// All users that are active or suspended, as a table ([`Report::Users`](crate::Report::Users)).
    /// Those that were deleted are not among them (SEED).
    pub async fn list_users(&self) -> Result<Reader> {
        let call = Call::new(&operation::LIST_USERS);
        self.read_pages(call, USERS_A_PAGE, SearchOptions::default()).await
    }

    /// The same as typed objects.
    pub async fn users(&self) -> Result<Vec<User>> {
        self.typed(&operation::LIST_USERS, self.list_users().await?).await
    }

    /// All users that are active, as a table.
    pub async fn list_active_users(&self) -> Result<Reader> {
        let call = Call::new(&operation::LIST_ACTIVE_USERS);
        self.read_pages(call, USERS_A_PAGE, SearchOptions::default()).await
    }

    /// The same as typed objects.
    pub async fn active_users(&self) -> Result<Vec<User>> {
        self.typed(&operation::LIST_ACTIVE_USERS, self.list_active_users().await?).await
    }

    /// Users of whom the first name, last name, e-mail address or user name *begins* with `criteria`
    /// (SEED), registered within the window, as a table. Empty `criteria` are not sent.
    pub async fn search_users(&self, criteria: &str, options: &SearchOptions) -> Result<Reader> {
        let operation = &operation::SEARCH_USERS;
        let mut call = Call::new(operation);
        if !criteria.is_empty() {
            call = call.with("searchCriteria", criteria);
        }
        call.parameters.extend(options.parameters().map_err(|error| at(operation, error))?);
        self.read_pages(call, USERS_A_PAGE, *options).await
    }

    /// The same as typed objects.
    pub async fn users_matching(
        &self,
        criteria: &str,
        options: &SearchOptions,
    ) -> Result<Vec<User>> {
        let found = self.search_users(criteria, options).await?;
        self.typed(&operation::SEARCH_USERS, found).await
    }

    /// The user of exactly this name. The service matches beginnings: the others that it finds are
    /// left out here (reading B24).
    pub async fn find_user(&self, username: &str) -> Result<Option<User>> {
        self.find(username, |user| user.username == username).await
    }

    /// The user of exactly this e-mail address, the case of its ASCII letters aside.
    pub async fn find_user_by_email(&self, email: &str) -> Result<Option<User>> {
        let is_it = |found: &String| found.eq_ignore_ascii_case(email);
        self.find(email, |user| user.email.as_ref().is_some_and(is_it)).await
    }

    /// Creates a user. Never sent twice: after `Ambiguous`, ask
    /// [`reconcile_create_user`](Self::reconcile_create_user).
    ///
    /// `InvalidArgument` for a user name without exactly one `@` or of another realm, and for what is
    /// required and empty; nothing is sent then.
    pub async fn create_user(&self, user: &NewUser) -> Result<Outcome<User>> {
        let operation = &operation::CREATE_USER;
        let body = new_user(self.realm(), user).map_err(|error| at(operation, error))?;
        let call = Call::new(operation).body(body).on(self.key("user", &user.username));
        let outcome = self.write(call, object).await?;
        let warning = home_country_warning(user.home_country.as_deref());
        Ok(of_the_user(outcome.warn(warning), &user.username))
    }

    /// Changes what is set in `update`.
    ///
    /// Portal login and both notifications are always sent: where `update` does not say them, the
    /// user is read first, and `NotFound` says that there is none; nothing is sent then.
    pub async fn update_user(&self, update: &UserUpdate) -> Result<Outcome<User>> {
        let operation = &operation::UPDATE_USER;
        let checked = self.realm().check_username(&update.username);
        checked.map_err(|error| at(operation, error))?;
        let mut update = update.clone();
        if !update.is_explicit() {
            let current = self.find_user(&update.username).await;
            let current = current.map_err(|error| error.with_operation(operation.name))?;
            let current = current.ok_or_else(|| at(operation, no_such_user(&update.username)))?;
            update = update.or_as(&current);
        }
        let body = user_update(&update).map_err(|error| at(operation, error))?;
        let call = Call::new(operation).body(body).on(self.key("user", &update.username));
        let outcome = self.write(call, object).await?;
        let outcome = outcome.warn(home_country_warning(update.home_country.as_deref()));
        Ok(of_the_user(outcome.warn(update.unknown_settings()), &update.username))
    }

    /// Suspends a user, who then cannot roam; signing in to the portal is still possible (SEED).
    pub async fn suspend_user(&self, username: &str) -> Result<Outcome<User>> {
        self.named(&operation::SUSPEND_USER, username).await
    }

    /// Activates a user who was suspended.
    pub async fn activate_user(&self, username: &str) -> Result<Outcome<User>> {
        self.named(&operation::ACTIVATE_USER, username).await
    }

    /// Deletes a user, who is then not found any more; the provider keeps the record for billing
    /// (SEED). The answer may call the user suspended (SEED): the outcome says `Deleted`, and what
    /// came is in `extra` (reading B15).
    ///
    /// Where the first answer is lost it is sent once more, and "not found" is then success.
    pub async fn delete_user(&self, username: &str) -> Result<Outcome<User>> {
        let mut outcome = self.named(&operation::DELETE_USER, username).await?;
        outcome.value = outcome.value.map(User::deleted);
        Ok(outcome)
    }

    /// Sends the user the e-mail with the activation link again. Never sent twice.
    pub async fn resend_activation(&self, username: &str) -> Result<Outcome<()>> {
        let operation = &operation::RESEND_ACTIVATION;
        let body = only_name(self.realm(), username).map_err(|error| at(operation, error))?;
        let call = Call::new(operation).body(body).on(self.key("user", username));
        self.write(call, NO_OBJECT).await
    }

    async fn named(&self, operation: &'static Operation, username: &str) -> Result<Outcome<User>> {
        let body = only_name(self.realm(), username).map_err(|error| at(operation, error))?;
        let call = Call::new(operation).body(body).on(self.key("user", username));
        Ok(of_the_user(self.write(call, object).await?, username))
    }

    async fn find(&self, criteria: &str, is_it: impl Fn(&User) -> bool) -> Result<Option<User>> {
        let operation = &operation::SEARCH_USERS;
        not_empty("what to look for", criteria).map_err(|error| at(operation, error))?;
        let mut found = self.users_matching(criteria, &SearchOptions::default()).await?;
        found.retain(is_it);
        if found.len() > 1 {
            let detail =
                format!("{} users are {criteria:?}, where one was looked for", found.len());
            return Err(at(operation, Error::new(ErrorKind::Decode, detail)));
        }
        Ok(found.pop())
    }

    /// All of a list as typed objects.
    pub(super) async fn typed<T: crate::Row>(
        &self,
        operation: &'static Operation,
        reader: Reader,
    ) -> Result<Vec<T>> {
        collect(reader).await.map_err(|error| at(operation, error))
    }
}

pub(super) fn no_such_user(username: &str) -> Error {
    Error::new(ErrorKind::NotFound, format!("no user is named {username:?}, nothing was sent"))
        .with_hint("check the user name")
}

/// Warns of an answer that speaks of another user.
fn of_the_user(outcome: Outcome<User>, username: &str) -> Outcome<User> {
    let other = outcome.value.as_ref().filter(|user| !user.username.eq_ignore_ascii_case(username));
    let warning = other.map(|user| format!("the answer speaks of the user {:?}", user.username));
    outcome.warn(warning)
}

/// In the order of the print (SEED), then what it leaves out.
fn new_user(realm: &Realm, user: &NewUser) -> Result<XmlBody> {
    realm.check_username(&user.username)?;
    for (name, value) in [("fname", &user.fname), ("lname", &user.lname), ("email", &user.email)] {
        not_empty(name, value)?;
    }
    let mut xml = Xml::new("endUser")?;
    xml.text("username", &user.username)?;
    xml.text("fname", &user.fname)?;
    xml.text("lname", &user.lname)?;
    xml.text("email", &user.email)?;
    if let Some(password) = &user.password {
        xml.secret("password", password)?;
    }
    xml.optional("deviceLimit", user.device_limit.map(|limit| limit.to_string()).as_deref())?;
    xml.optional("homeCountry", user.home_country.as_deref())?;
    xml.optional("locale", user.locale.as_deref())?;
    xml.optional("departmentCode", user.department_code.as_deref())?;
    xml.flag("enablePortalLogin", Some(user.enable_portal_login))?;
    xml.notifications(Some(user.notify_activate), Some(user.notify_suspend))?;
    xml.finish()
}

fn user_update(user: &UserUpdate) -> Result<XmlBody> {
    let mut xml = Xml::new("endUser")?;
    xml.text("username", &user.username)?;
    xml.optional("fname", user.fname.as_deref())?;
    xml.optional("lname", user.lname.as_deref())?;
    xml.optional("email", user.email.as_deref())?;
    if let Some(password) = &user.password {
        xml.secret("password", password)?;
    }
    xml.optional("deviceLimit", user.device_limit.map(|limit| limit.to_string()).as_deref())?;
    xml.optional("homeCountry", user.home_country.as_deref())?;
    xml.optional("locale", user.locale.as_deref())?;
    xml.optional("departmentCode", user.department_code.as_deref())?;
    xml.flag("enablePortalLogin", user.enable_portal_login)?;
    xml.notifications(user.notify_activate, user.notify_suspend)?;
    xml.finish()
}

fn only_name(realm: &Realm, username: &str) -> Result<XmlBody> {
    realm.check_username(username)?;
    let mut xml = Xml::new("endUser")?;
    xml.text("username", username)?;
    xml.finish()
}
