//! The async client of Hosted User Provisioning.

use std::fmt;
use std::sync::Arc;

use callrec_decode::{DecodeOptions, Report};

use super::config::HostedUsersBuilder;
use super::operation::{self, Operation};
use super::wire::{self, Call};
use crate::download::{Download, Place};
use crate::http::{BaseUrl, Fetch, HttpClient, Session, Written};
use crate::providers::ipass_rest::{RestFault, classified};
use crate::providers::objects::{
    END_USER, NewUser, Outcome, Realm, User, UserUpdate, XmlBody, about, collect,
    home_country_warning, is_no_document, not_empty, root, shown,
};
use crate::{Error, ErrorKind, Provider, Reader, Result};

/// A client of iPass Hosted User Provisioning, through the portal.
///
/// Cheap to clone; clones share connections and the one session, which is opened at the first call.
/// `company` is the company's id, as with [`IpassPortal`](crate::IpassPortal).
///
/// The service has one operation for creating and updating, which creates a user where a name is
/// mistyped. Here they are two, and each looks first whether the user is there (reading C13).
#[derive(Clone)]
pub struct HostedUsers {
    session: PortalSession,
    realm: Realm,
    dry_run: bool,
}

/// What it takes to call the portal within a session.
#[derive(Clone)]
pub(in crate::providers) struct PortalSession {
    pub(in crate::providers) base_url: BaseUrl,
    pub(in crate::providers) user_agent_parameter: String,
    pub(in crate::providers) decode_options: DecodeOptions,
    pub(in crate::providers) client: Arc<HttpClient>,
    pub(in crate::providers) session: Arc<Session>,
}

impl HostedUsers {
    /// The operations by their names in snake case.
    pub const OPERATIONS: [&'static str; 3] = operation::NAMES;

    /// A builder with the portal's base URL.
    pub fn builder() -> HostedUsersBuilder {
        HostedUsersBuilder::default()
    }

    pub(in crate::providers) fn within(session: PortalSession) -> Self {
        Self { session, realm: Realm::default(), dry_run: false }
    }

    pub(super) fn in_realm(self, realm: Realm) -> Self {
        Self { realm, ..self }
    }

    /// The same client for a company with this domain, with or without its `@`: user names that do not
    /// end in it are refused before they are sent. Session and connections are shared.
    ///
    /// `Config` for one that no user name can end in.
    pub fn with_realm(&self, realm: impl AsRef<str>) -> Result<Self> {
        let realm = Realm::new(realm.as_ref());
        realm.check().map_err(|error| error.at(Provider::HostedUsers, "new"))?;
        Ok(self.clone().in_realm(realm))
    }

    /// The same client, whose operations with effects are not sent: they give what they would send in
    /// [`Outcome::planned`]. Reads are made, also those that such an operation makes first.
    #[must_use]
    pub fn dry_run(&self) -> Self {
        Self { dry_run: true, ..self.clone() }
    }

    /// The user of this name, or `None` where there is none.
    ///
    /// What the service answers then is not documented: 404, 410, an answer without a body, and the
    /// REST API's "not found" are taken for it (INF). An answer about another user is an error
    /// (reading C6).
    pub async fn retrieve_user(&self, company: &str, username: &str) -> Result<Option<User>> {
        let operation = &operation::RETRIEVE_USER;
        let check = || {
            not_empty("the company", company)?;
            self.realm.check_username(username)
        };
        check().map_err(|error| at(operation, error))?;
        match self.retrieve(company, username).await {
            Ok(user) => Ok(user),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) if RestFault::of(&error) == Some(RestFault::UserNotFound) => Ok(None),
            Err(error) => Err(at(operation, error)),
        }
    }

    /// Creates a user.
    ///
    /// `Rejected` where one of that name is there, `InvalidArgument` for a name without exactly one
    /// `@` or of another domain; nothing is sent then. Between the look and the creation another
    /// program may create the same user, who would then be changed: the service has no way to prevent
    /// it.
    pub async fn create_user(&self, company: &str, user: &NewUser) -> Result<Outcome<User>> {
        let created = self.look_and_create(company, user).await;
        created.map_err(|error| error.with_operation(operation::CREATE_USER))
    }

    async fn look_and_create(&self, company: &str, user: &NewUser) -> Result<Outcome<User>> {
        let operation = &operation::CREATE_OR_UPDATE_USER;
        // What cannot be sent is found out before anything is asked.
        wire::new_user(user).map_err(|error| at(operation, error))?;
        if self.look(operation, company, &user.username).await?.is_some() {
            let detail = format!("a user named {:?} is there, nothing was sent", user.username);
            let error = Error::new(ErrorKind::Rejected, detail);
            return Err(at(operation, error.with_hint("update the user, or choose another name")));
        }
        self.create_or_update_user(company, user).await
    }

    /// Creates a user, or changes the one who has that name to all that `user` says, without a look
    /// before: the service's own operation. For a service that answers a retrieval of nobody in a way
    /// that [`create_user`](Self::create_user) cannot tell from a failure.
    pub async fn create_or_update_user(
        &self,
        company: &str,
        user: &NewUser,
    ) -> Result<Outcome<User>> {
        let operation = &operation::CREATE_OR_UPDATE_USER;
        let check = || {
            not_empty("the company", company)?;
            self.realm.check_username(&user.username)?;
            wire::new_user(user)
        };
        let body = check().map_err(|error| at(operation, error))?;
        let outcome = self.write(operation, company, &user.username, body).await?.created("user");
        Ok(outcome.warn(home_country_warning(user.home_country.as_deref())))
    }

    /// Changes what is set in `update`.
    ///
    /// `NotFound` where no user has that name: the service would create one. Nothing is sent then.
    /// Portal login and both notifications are always sent, as the user has them where `update` does
    /// not say them: left out, they would fall back to the service's defaults (SEED, reading C19).
    pub async fn update_user(&self, company: &str, update: &UserUpdate) -> Result<Outcome<User>> {
        let updated = self.look_and_update(company, update).await;
        updated.map_err(|error| error.with_operation(operation::UPDATE_USER))
    }

    async fn look_and_update(&self, company: &str, update: &UserUpdate) -> Result<Outcome<User>> {
        let operation = &operation::CREATE_OR_UPDATE_USER;
        let current = self.existing(operation, company, &update.username).await?;
        let update = update.clone().or_as(&current);
        let body = wire::user_update(&update).map_err(|error| at(operation, error))?;
        let outcome = self.write(operation, company, &update.username, body).await?;
        let outcome = outcome.warn(home_country_warning(update.home_country.as_deref()));
        Ok(outcome.warn(update.unknown_settings()))
    }

    /// Suspends a user. The e-mail address, which the service may ask for, is read first
    /// (reading C14); `NotFound` where no user has that name, nothing is sent then.
    pub async fn suspend_user(&self, company: &str, username: &str) -> Result<Outcome<User>> {
        let operation = &operation::SUSPEND_USER;
        let current = self.existing(operation, company, username).await?;
        let body = wire::suspension(company, username, current.email.as_deref());
        let body = body.map_err(|error| at(operation, error))?;
        let outcome = self.write(operation, company, username, body).await?;
        let warning = "the user's e-mail address is not known and was not sent".to_owned();
        Ok(outcome.warn(current.email.is_none().then_some(warning)))
    }

    async fn retrieve(&self, company: &str, username: &str) -> Result<Option<User>> {
        let operation = &operation::RETRIEVE_USER;
        let call = Call { operation, company, user_name: Some(username), body: None };
        let fetch = self.fetch(&call)?;
        let place = Place { provider: Provider::HostedUsers, operation: operation.name };
        let options = self.session.decode_options.clone();
        let opened = Download::open(fetch, place, Report::Users, options).await;
        let mut users: Vec<User> = collect(Reader::new(opened.map_err(classified)?)).await?;
        match (users.pop(), users.len()) {
            (None, _) => Ok(None),
            (Some(user), 0) if user.username.eq_ignore_ascii_case(username) => Ok(Some(user)),
            (Some(user), 0) => Err(Error::new(
                ErrorKind::NotData,
                format!("the answer is about {:?}, not {username:?}", user.username),
            )),
            (Some(_), more) => Err(Error::new(
                ErrorKind::NotData,
                format!("the answer is about {} users, not one", more + 1),
            )),
        }
    }

    /// A retrieval on the way to another operation, in whose name it fails.
    async fn look(
        &self,
        operation: &'static Operation,
        company: &str,
        username: &str,
    ) -> Result<Option<User>> {
        let found = self.retrieve_user(company, username).await;
        found.map_err(|error| error.with_operation(operation.name))
    }

    async fn existing(
        &self,
        operation: &'static Operation,
        company: &str,
        username: &str,
    ) -> Result<User> {
        let found = self.look(operation, company, username).await?;
        found.ok_or_else(|| {
            let detail = format!("no user is named {username:?}, nothing was sent");
            let error = Error::new(ErrorKind::NotFound, detail);
            at(operation, error.with_hint("check the name, or create the user"))
        })
    }

    async fn write(
        &self,
        operation: &'static Operation,
        company: &str,
        username: &str,
        body: XmlBody,
    ) -> Result<Outcome<User>> {
        let call = Call { operation, company, user_name: None, body: Some(body) };
        let mut fetch = self.fetch(&call).map_err(|error| at(operation, error))?;
        if self.dry_run {
            let PortalSession { base_url, user_agent_parameter, .. } = &self.session;
            let planned = call.planned(base_url, user_agent_parameter);
            return planned.map(Outcome::not_sent).map_err(|error| at(operation, error));
        }
        // A name is one in any case of its letters.
        let key = format!("{company} user {}", username.to_ascii_lowercase());
        fetch.request = fetch.request.on(key);
        let body = match fetch.write().await {
            Ok(Written::Answer(body)) => body,
            Ok(Written::Gone) => return Ok(Outcome::new()),
            Err(error) => return Err(at(operation, error)),
        };
        let other = match root(&body) {
            Some(root) if !root.eq_ignore_ascii_case(END_USER) => Some(format!("is a {root:?}")),
            None if is_no_document(&body) => {
                Some(format!("is no XML: {}", String::from_utf8_lossy(&body)))
            }
            _ => None,
        };
        match other {
            Some(other) => {
                let other = shown(&fetch, &other).await.unwrap_or_default();
                Err(at(operation, no_user(&other)))
            }
            None => Ok(about(username)(&body).shown(&fetch).await),
        }
    }

    fn fetch(&self, call: &Call<'_>) -> Result<Fetch> {
        let PortalSession { base_url, user_agent_parameter, client, session, .. } = &self.session;
        let request = call.request(base_url, user_agent_parameter)?;
        Ok(Fetch { client: client.clone(), session: Some(session.clone()), request })
    }
}

/// No format of errors is stated: an answer about anything but a user may be one (reading C17).
fn no_user(other: &str) -> Error {
    let detail = format!("it is not known whether it was carried out: the answer {other}");
    Error::new(ErrorKind::Ambiguous, detail).with_hint("read the user back before it is sent again")
}

/// Classifies an error and names the operation.
fn at(operation: &Operation, error: Error) -> Error {
    classified(error).at(Provider::HostedUsers, operation.name)
}

impl fmt::Debug for HostedUsers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostedUsers")
            .field("base_url", &self.session.base_url)
            .field("dry_run", &self.dry_run)
            .finish_non_exhaustive()
    }
}
