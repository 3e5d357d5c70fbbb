//! Users: lists, searches, and all that changes one.

use super::IpassRest;
use super::client::at;
use super::operation::{self, Operation};
use super::paging::USERS_A_PAGE;
use super::search::SearchOptions;
use super::wire::Call;
use crate::providers::objects::{
    END_USER, NewUser, Outcome, Part, Realm, USERNAME, User, UserUpdate, Xml, XmlBody, about,
    collect, home_country_warning, new_user, no_object, not_empty, user_update,
};
use crate::{Error, ErrorKind, Reader, Result};

/// The elements of a user in the order of the print (SEED), then those that it leaves out.
const ORDER: &[Part] = &[
    Part::Username,
    Part::FirstName,
    Part::LastName,
    Part::Email,
    Part::Password,
    Part::DeviceLimit,
    Part::HomeCountry,
    Part::Locale,
    Part::Department,
    Part::PortalLogin,
    Part::Notifications,
];

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

    /// The user of this name, the case of its ASCII letters aside: nobody says whether the service
    /// tells names apart by it. The service matches beginnings: the others that it finds are left out
    /// here (reading B24).
    pub async fn find_user(&self, username: &str) -> Result<Option<User>> {
        self.find(username, |user| Some(user.username.as_str())).await
    }

    /// The user of exactly this e-mail address, the case of its ASCII letters aside.
    pub async fn find_user_by_email(&self, email: &str) -> Result<Option<User>> {
        self.find(email, |user| user.email.as_deref()).await
    }

    /// Creates a user. Never sent twice: after `Ambiguous`, ask
    /// [`reconcile_create_user`](Self::reconcile_create_user).
    ///
    /// `InvalidArgument` for a user name without exactly one `@` or of another realm, and for what is
    /// required and empty; nothing is sent then.
    pub async fn create_user(&self, user: &NewUser) -> Result<Outcome<User>> {
        let operation = &operation::CREATE_USER;
        let checked = self.realm().check_username(&user.username);
        let body = checked.and_then(|()| new_user(ORDER, user));
        let body = body.map_err(|error| at(operation, error))?;
        let call = Call::new(operation).body(body).on(self.user_key(&user.username));
        let outcome = self.write(call, about(&user.username)).await?.created("user");
        Ok(outcome.warn(home_country_warning(user.home_country.as_deref())))
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
        let body = user_update(ORDER, &update).map_err(|error| at(operation, error))?;
        let call = Call::new(operation).body(body).on(self.user_key(&update.username));
        let outcome = self.write(call, about(&update.username)).await?;
        let outcome = outcome.warn(home_country_warning(update.home_country.as_deref()));
        Ok(outcome.warn(update.unknown_settings()))
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
        let call = Call::new(operation).body(body).on(self.user_key(username));
        self.write(call, no_object(&[END_USER])).await
    }

    async fn named(&self, operation: &'static Operation, username: &str) -> Result<Outcome<User>> {
        let body = only_name(self.realm(), username).map_err(|error| at(operation, error))?;
        let call = Call::new(operation).body(body).on(self.user_key(username));
        self.write(call, about(username)).await
    }

    /// The one of whom `column` is `criteria`: exactly, or else in another case of its letters.
    async fn find(
        &self,
        criteria: &str,
        column: impl Fn(&User) -> Option<&str>,
    ) -> Result<Option<User>> {
        let operation = &operation::SEARCH_USERS;
        not_empty("what to look for", criteria).map_err(|error| at(operation, error))?;
        let mut found = self.users_matching(criteria, &SearchOptions::default()).await?;
        found.retain(|user| column(user).is_some_and(|found| found.eq_ignore_ascii_case(criteria)));
        if found.iter().filter(|user| column(user) == Some(criteria)).count() == 1 {
            found.retain(|user| column(user) == Some(criteria));
        }
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

fn only_name(realm: &Realm, username: &str) -> Result<XmlBody> {
    realm.check_username(username)?;
    let mut xml = Xml::new(END_USER)?;
    xml.text(USERNAME, username)?;
    xml.finish()
}
