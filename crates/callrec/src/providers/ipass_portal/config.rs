//! What a client of the portal is built from.

use std::fmt;

use super::IpassPortal;
use crate::http::{BaseUrl, ClientConfig};
use crate::providers::connection::{Connection, connection_options};
use crate::secret::Secret;
use crate::{Error, Provider, Result, blocking};

/// The portal's address (SEED).
pub(in crate::providers) const BASE_URL: &str = "https://openmobile.ipass.com";
/// The query parameter `User-Agent` of the document's examples (SEED, reading A6).
const USER_AGENT_PARAMETER: &str = "apiuser";
/// Before the names of environment variables.
pub(in crate::providers) const ENVIRONMENT: &str = "CALLREC_IPASS_PORTAL_";

/// How the credentials are sent (reading A8).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum LoginMethod {
    /// As form fields of a POST (DOC). The default.
    #[default]
    PostForm,
    /// In the query of a GET (SEED): the password then stands in the server's and any proxy's log.
    Get,
}

/// Builds an [`IpassPortal`], async or blocking. `Debug` shows no secret.
#[derive(Clone)]
#[must_use]
pub struct IpassPortalBuilder {
    pub(in crate::providers) connection: Connection,
    username: String,
    password: Secret,
    pub(super) login_method: LoginMethod,
    pub(super) user_agent_parameter: String,
}

/// A builder's values, checked.
pub(super) struct Checked {
    pub(super) base_url: BaseUrl,
    pub(super) username: String,
    pub(super) password: Secret,
    pub(super) http: ClientConfig,
}

impl Default for IpassPortalBuilder {
    fn default() -> Self {
        Self {
            connection: Connection::to(BASE_URL),
            username: String::new(),
            password: Secret::new(""),
            login_method: LoginMethod::default(),
            user_agent_parameter: USER_AGENT_PARAMETER.to_owned(),
        }
    }
}

impl IpassPortalBuilder {
    /// Takes base URL, user name and password from `CALLREC_IPASS_PORTAL_URL`, `…_USERNAME` and
    /// `…_PASSWORD`, where they are set.
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
    /// dropped (reading A3). `https`, or `http` to this machine.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.connection.base_url = url.into();
        self
    }

    connection_options!();

    /// User name and password, as they are: callrec encodes them. Neither may be empty.
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
        self.user_agent_parameter = value.into();
        self
    }

    /// The async client. Sends nothing yet.
    ///
    /// `Config` or `InvalidArgument` where it could not work: base URL, empty credentials, control
    /// characters, certificates.
    pub fn build(self) -> Result<IpassPortal> {
        IpassPortal::from_builder(self).map_err(|error| error.at(Provider::IpassPortal, "new"))
    }

    /// The blocking client. Sends nothing yet; errors as [`build`](Self::build), and
    /// `InsideRuntime` on a thread of an async runtime.
    pub fn build_blocking(self) -> Result<blocking::IpassPortal> {
        blocking::IpassPortal::new(self.build()?)
    }

    pub(super) fn check(&self) -> Result<Checked> {
        if self.username.is_empty() || self.password.is_empty() {
            // An empty password would be sent by the document's script (reading A1).
            return Err(Error::config("user name and password must not be empty")
                .with_hint("set credentials, or CALLREC_IPASS_PORTAL_USERNAME and …_PASSWORD"));
        }
        let (base_url, http) = self.connection.check(&[&self.password])?;
        Ok(Checked {
            base_url,
            username: self.username.clone(),
            password: self.password.clone(),
            http,
        })
    }
}

impl fmt::Debug for IpassPortalBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is not checked yet and may hold a password.
        f.debug_struct("IpassPortalBuilder")
            .field("login_method", &self.login_method)
            .field("password", &self.password)
            .field("timeouts", &self.connection.http.timeouts)
            .field("decode_options", &self.connection.decode)
            .finish_non_exhaustive()
    }
}
