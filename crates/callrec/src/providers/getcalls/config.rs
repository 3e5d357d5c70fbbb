//! What a client of getcalls is built from.

use std::fmt;

use callrec_decode::{DstPolicy, PricePolicy, System, UnifyOptions, Zone};

use super::GetCalls;
use crate::http::{BaseUrl, ClientConfig};
use crate::providers::connection::{Connection, connection_options};
use crate::secret::Secret;
use crate::{Error, Provider, Result, blocking};

/// Before the names of environment variables.
const ENVIRONMENT: &str = "CALLREC_GETCALLS_";

/// In which form records are asked for (SEED). Both give the same table.
#[repr(i32)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum GetCallsFormat {
    /// JSON: the provider's default, and ours.
    #[default]
    Json = 0,
    /// CSV without a header.
    Csv = 1,
}

impl GetCallsFormat {
    /// The last segment of the path, in lower case (reading E3).
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Csv => "csv",
        }
    }
}

/// Builds a [`GetCalls`], async or blocking. `Debug` shows no secret.
#[derive(Clone)]
#[must_use]
pub struct GetCallsBuilder {
    pub(super) connection: Connection,
    username: String,
    password: Secret,
    pub(super) format: GetCallsFormat,
    zone: Option<(Zone, DstPolicy)>,
    price_policy: PricePolicy,
}

/// A builder's values, checked.
pub(super) struct Checked {
    pub(super) base_url: BaseUrl,
    pub(super) username: String,
    pub(super) password: Secret,
    pub(super) http: ClientConfig,
    pub(super) unify: UnifyOptions,
}

impl Default for GetCallsBuilder {
    fn default() -> Self {
        Self {
            connection: Connection::to(""),
            username: String::new(),
            password: Secret::new(""),
            format: GetCallsFormat::default(),
            zone: None,
            price_policy: PricePolicy::default(),
        }
    }
}

impl GetCallsBuilder {
    /// Takes base URL, user name and password from `CALLREC_GETCALLS_URL`, `…_USERNAME` and
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

    /// Where the service is, before `/cdrs/getcalls`; the document names no host (reading E1).
    /// Required. `https`, or `http` to this machine. White space around it is dropped.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.connection.base_url = url.into();
        self
    }

    connection_options!();

    /// User name and password of a reseller or user, as they are: callrec encodes them. They go in
    /// the query of every request (SEED, reading E21). Neither may be empty.
    pub fn credentials(mut self, username: impl Into<String>, password: impl Into<String>) -> Self {
        self.username = username.into();
        self.password = Secret::new(password);
        self
    }

    /// In which form records are asked for.
    pub fn format(mut self, format: GetCallsFormat) -> Self {
        self.format = format;
        self
    }

    /// Where the local times were printed; nobody states it (reading E19; Europe/Luxembourg is INF).
    /// For [`GetCalls::unify_options`].
    pub fn zone(mut self, zone: Zone, dst: DstPolicy) -> Self {
        self.zone = Some((zone, dst));
        self
    }

    /// How a price becomes an amount (reading E11). For [`GetCalls::unify_options`].
    pub fn price_policy(mut self, policy: PricePolicy) -> Self {
        self.price_policy = policy;
        self
    }

    /// The async client. Sends nothing yet.
    ///
    /// `Config` for a base URL that is not `https`, missing credentials, control characters,
    /// certificates.
    pub fn build(self) -> Result<GetCalls> {
        GetCalls::from_builder(self).map_err(|error| error.at(Provider::GetCalls, "new"))
    }

    /// The blocking client. Sends nothing yet; errors as [`build`](Self::build), and
    /// `InsideRuntime` on a thread of an async runtime.
    pub fn build_blocking(self) -> Result<blocking::GetCalls> {
        blocking::GetCalls::new(self.build()?)
    }

    pub(super) fn check(&self) -> Result<Checked> {
        if self.connection.base_url.trim().is_empty() {
            return Err(Error::config("the base URL is missing")
                .with_hint("set base_url, or CALLREC_GETCALLS_URL"));
        }
        if self.username.is_empty() || self.password.is_empty() {
            return Err(Error::config("user name and password must not be empty")
                .with_hint("set credentials, or CALLREC_GETCALLS_USERNAME and …_PASSWORD"));
        }
        let (base_url, http) = self.connection.check(&[&self.password])?;
        let mut unify = UnifyOptions::default()
            .with_system(System::GetCalls)
            .with_price_policy(self.price_policy);
        if let Some((zone, dst)) = &self.zone {
            unify = unify.with_zone(zone.clone(), *dst);
        }
        let (username, password) = (self.username.clone(), self.password.clone());
        Ok(Checked { base_url, username, password, http, unify })
    }
}

impl fmt::Debug for GetCallsBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is not checked yet and may hold a password.
        f.debug_struct("GetCallsBuilder")
            .field("password", &self.password)
            .field("format", &self.format)
            .field("timeouts", &self.connection.http.timeouts)
            .field("decode_options", &self.connection.decode)
            .finish_non_exhaustive()
    }
}
