//! What a client of the portal is built from.

use std::fmt;
use std::time::Duration;

use callrec_decode::DecodeOptions;

use super::IpassPortal;
use crate::http::{BaseUrl, ClientConfig};
use crate::secret::Secret;
use crate::{Error, Provider, Result, Timeouts, blocking};

/// The portal's address (SEED).
const BASE_URL: &str = "https://openmobile.ipass.com";
/// The query parameter `User-Agent` of the document's examples (SEED, reading A6).
const USER_AGENT_PARAMETER: &str = "apiuser";
/// Before the names of environment variables.
const ENVIRONMENT: &str = "CALLREC_IPASS_PORTAL_";

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
    base_url: String,
    allow_plain_http: bool,
    username: String,
    password: Secret,
    http: ClientConfig,
    pub(super) login_method: LoginMethod,
    pub(super) user_agent_parameter: String,
    pub(super) decode_options: DecodeOptions,
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
            base_url: BASE_URL.to_owned(),
            allow_plain_http: false,
            username: String::new(),
            password: Secret::new(""),
            http: ClientConfig::default(),
            login_method: LoginMethod::default(),
            user_agent_parameter: USER_AGENT_PARAMETER.to_owned(),
            decode_options: DecodeOptions::default(),
        }
    }
}

impl IpassPortalBuilder {
    /// Takes base URL, user name and password from `CALLREC_IPASS_PORTAL_URL`, `…_USERNAME` and
    /// `…_PASSWORD`, where they are set.
    pub fn environment(mut self) -> Self {
        let read = |name: &str| std::env::var(format!("{ENVIRONMENT}{name}")).ok();
        if let Some(url) = read("URL") {
            self.base_url = url;
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
        self.base_url = url.into();
        self
    }

    /// Sends credentials and records in the clear if the base URL is plain http to another machine.
    pub fn allow_plain_http(mut self) -> Self {
        self.allow_plain_http = true;
        self
    }

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

    /// Limits in time, all at once.
    pub fn timeouts(mut self, timeouts: Timeouts) -> Self {
        self.http.timeouts = timeouts;
        self
    }

    /// For one connection, name service and TLS included. Default 10 s.
    pub fn connect_timeout(mut self, limit: Duration) -> Self {
        self.http.timeouts.connect = limit;
        self
    }

    /// Without a byte from the network. Default 30 s.
    pub fn idle_timeout(mut self, limit: Duration) -> Self {
        self.http.timeouts.idle = limit;
        self
    }

    /// For all waiting of one call or reader. Default none.
    pub fn total_timeout(mut self, limit: Duration) -> Self {
        self.http.timeouts.total = Some(limit);
        self
    }

    /// Tries of a read in all, the first included; default 3, at least 1. Only what may pass is
    /// tried again, only while nothing was handed on, and within the client's budget: while every
    /// call fails, ten tries more than there are calls, which success refills.
    pub fn tries(mut self, tries: u32) -> Self {
        self.http.retry.tries = tries.max(1);
        self
    }

    /// The longest pause before the second try, which doubles with each further one. Default 500 ms.
    pub fn retry_pause(mut self, longest: Duration) -> Self {
        self.http.retry.base = longest;
        self
    }

    /// The longest pause that the server may ask for with `Retry-After`; one above is not waited for
    /// but told as `RateLimited`. Default 5 minutes.
    pub fn retry_after_limit(mut self, longest: Duration) -> Self {
        self.http.retry.asked_cap = longest;
        self
    }

    /// No try begins later than this after the first. Default 15 minutes.
    pub fn retry_within(mut self, limit: Duration) -> Self {
        self.http.retry.within = limit;
        self
    }

    /// Exchanges under way at once, at least 1; default 8. The next waits its turn, and fails with
    /// `Limit` when two minutes pass in which none of the others is read. An open reader holds its
    /// place until its body has come or it is dropped.
    pub fn concurrency(mut self, most: usize) -> Self {
        self.http.concurrency = most.clamp(1, 1 << 16);
        self
    }

    /// Bytes of one report, decoded, above which it ends with `Limit`. Default 64 GiB.
    pub fn body_limit(mut self, bytes: u64) -> Self {
        self.http.body_limit = bytes;
        self
    }

    /// Trusts further authorities: PEM text with one or more certificates.
    pub fn extra_root_certificate(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.http.extra_roots.push(pem.into());
        self
    }

    /// Goes through this proxy (`http://[user:password@]host:port`). None is used unless named here:
    /// the environment is not looked at.
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.http.proxy = Some(Secret::new(url));
        self
    }

    /// How reports are decoded: batch size, strictness, limits.
    pub fn decode_options(mut self, options: DecodeOptions) -> Self {
        self.decode_options = options;
        self
    }

    /// The async client. Sends nothing yet.
    ///
    /// `Config` or `InvalidArgument` where it could not work: base URL, empty credentials, control
    /// characters, certificates.
    pub fn build(self) -> Result<IpassPortal> {
        IpassPortal::from_builder(self).map_err(|error| error.at(Provider::IpassPortal, "build"))
    }

    /// The blocking client. Sends nothing yet; errors as [`build`](Self::build), and
    /// `InsideRuntime` on a thread of an async runtime.
    pub fn build_blocking(self) -> Result<blocking::IpassPortal> {
        blocking::IpassPortal::new(self.build()?)
    }

    pub(super) fn check(&self) -> Result<Checked> {
        let base_url = BaseUrl::parse(&self.base_url, self.allow_plain_http)?;
        if self.username.is_empty() || self.password.is_empty() {
            // An empty password would be sent by the document's script (reading A1).
            return Err(Error::config("user name and password must not be empty")
                .with_hint("set credentials, or CALLREC_IPASS_PORTAL_USERNAME and …_PASSWORD"));
        }
        let mut http = self.http.clone();
        http.secrets = vec![self.password.clone()];
        http.secrets.extend(http.proxy.clone());
        http.plain_only = base_url.is_plain() && http.proxy.is_none();
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
            .field("timeouts", &self.http.timeouts)
            .field("decode_options", &self.decode_options)
            .finish_non_exhaustive()
    }
}
