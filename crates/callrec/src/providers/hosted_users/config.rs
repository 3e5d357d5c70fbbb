//! What a client of Hosted User Provisioning is built from: all that a client of the portal is.

use std::fmt;

use super::HostedUsers;
use crate::providers::connection::{Connection, connection_options};
use crate::providers::ipass_portal::{BASE_URL, ENVIRONMENT, IpassPortal, LoginMethod};
use crate::providers::objects::Realm;
use crate::secret::Secret;
use crate::{Provider, Result, blocking};

/// Builds a [`HostedUsers`], async or blocking. `Debug` shows no secret.
#[derive(Clone)]
#[must_use]
pub struct HostedUsersBuilder {
    connection: Connection,
    username: String,
    password: Secret,
    login_method: LoginMethod,
    user_agent_parameter: Option<String>,
    realm: Realm,
}

impl Default for HostedUsersBuilder {
    fn default() -> Self {
        Self {
            connection: Connection::to(BASE_URL),
            username: String::new(),
            password: Secret::new(""),
            login_method: LoginMethod::default(),
            user_agent_parameter: None,
            realm: Realm::default(),
        }
    }
}

impl HostedUsersBuilder {
    /// Takes base URL, user name and password from `CALLREC_IPASS_PORTAL_URL`, `…_USERNAME` and
    /// `…_PASSWORD`, where they are set: they are the portal's.
    pub fn environment(mut self) -> Self {
        let read = |name: &str| std::env::var(format!("{ENVIRONMENT}{name}")).ok();
        if let Some(url) = read("URL") {
            self.connection.base_url = url;
        }
        if let Some(username) = read("USERNAME") {
            self.username = username;
        }
        if let Some(password) = read("PASSWORD") {
            self.password = Secret::new(password);
        }
        self
    }

    /// Where the portal is; default `https://openmobile.ipass.com` (SEED). White space around it is
    /// dropped. `https`, or `http` to this machine.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.connection.base_url = url.into();
        self
    }

    connection_options!();

    /// User name and password of one who may provision users (role Hosted End User Admin or
    /// Delegated Hosted End User Admin, SEED). Neither may be empty.
    pub fn credentials(mut self, username: impl Into<String>, password: impl Into<String>) -> Self {
        self.username = username.into();
        self.password = Secret::new(password);
        self
    }

    /// How to log in; default [`LoginMethod::PostForm`].
    pub fn login_method(mut self, method: LoginMethod) -> Self {
        self.login_method = method;
        self
    }

    /// The value of the query parameter `User-Agent`; default `apiuser` (SEED), empty sends none.
    pub fn user_agent_parameter(mut self, value: impl Into<String>) -> Self {
        self.user_agent_parameter = Some(value.into());
        self
    }

    /// The domain of the company: user names that do not end in it are refused before they are sent.
    /// Default: any is taken (reading C20).
    pub fn realm(mut self, realm: impl AsRef<str>) -> Self {
        self.realm = Realm::new(realm.as_ref());
        self
    }

    /// The async client. Sends nothing yet.
    ///
    /// `Config` or `InvalidArgument` where it could not work: base URL, empty credentials, control
    /// characters, certificates.
    pub fn build(self) -> Result<HostedUsers> {
        let build = || {
            self.realm.check()?;
            let mut portal = IpassPortal::builder()
                .credentials(self.username, self.password.expose())
                .login_method(self.login_method);
            portal.connection = self.connection;
            if let Some(value) = self.user_agent_parameter {
                portal = portal.user_agent_parameter(value);
            }
            Ok(IpassPortal::from_builder(portal)?.hosted_users().in_realm(self.realm))
        };
        build().map_err(|error: crate::Error| error.at(Provider::HostedUsers, "new"))
    }

    /// The blocking client. Sends nothing yet; errors as [`build`](Self::build), and
    /// `InsideRuntime` on a thread of an async runtime.
    pub fn build_blocking(self) -> Result<blocking::HostedUsers> {
        blocking::HostedUsers::new(self.build()?)
    }
}

impl fmt::Debug for HostedUsersBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is not checked yet and may hold a password.
        f.debug_struct("HostedUsersBuilder")
            .field("login_method", &self.login_method)
            .field("password", &self.password)
            .field("timeouts", &self.connection.http.timeouts)
            .field("decode_options", &self.connection.decode)
            .finish_non_exhaustive()
    }
}
