//! What a client of a billing feed is built from.

use std::fmt;

use callrec_decode::{DecodeOptions, Delimiter, DstPolicy, System, UnifyOptions, Zone};

use super::BillingFeed;
use crate::http::{BaseUrl, ClientConfig};
use crate::providers::connection::{Connection, connection_options};
use crate::secret::Secret;
use crate::{Error, Provider, Result, blocking};

/// Before the names of environment variables.
const ENVIRONMENT: &str = "CALLREC_BILLING_FEED_";
/// Pages of one collecting, at most, unless said otherwise.
const PAGE_LIMIT: u64 = 100_000;

/// How a page is asked for (reading D10).
#[repr(i32)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum FeedMethod {
    /// GET, with the password in the URL (SEED). The default, since nothing else is stated.
    #[default]
    Get = 0,
    /// POST of a form (DOC of a cousin): the password stands in no server's log.
    PostForm = 1,
}

/// In which form rows are asked for (DOC of a cousin).
#[repr(i32)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum FeedFormat {
    /// None is asked for: the source document knows no such parameter. The default.
    #[default]
    Provider = 0,
    /// Comma-separated.
    Csv = 1,
    /// Tab-separated.
    Text = 2,
    /// Separated by `|`.
    Pipe = 3,
    /// JSON.
    Json = 4,
}

impl FeedFormat {
    /// The parameter's value; empty for [`Provider`](Self::Provider).
    pub fn name(self) -> &'static str {
        match self {
            Self::Provider => "",
            Self::Csv => "csv",
            Self::Text => "txt",
            Self::Pipe => "pipe",
            Self::Json => "json",
        }
    }

    /// How its rows are decoded, unless the caller declared a delimiter.
    pub(super) fn decode(self, options: DecodeOptions) -> DecodeOptions {
        let delimiter = match self {
            Self::Text => Delimiter::Tab,
            Self::Pipe => Delimiter::Pipe,
            _ => return options,
        };
        match options.delimiter {
            Some(_) => options,
            None => options.with_delimiter(delimiter),
        }
    }
}

/// Builds a [`BillingFeed`], async or blocking. `Debug` shows no secret.
#[derive(Clone)]
#[must_use]
pub struct BillingFeedBuilder {
    pub(super) connection: Connection,
    login: String,
    password: Secret,
    pub(super) method: FeedMethod,
    pub(super) format: FeedFormat,
    pub(super) calls_only: bool,
    pub(super) services_only: bool,
    zone: Option<(Zone, DstPolicy)>,
    currency: Option<String>,
    pub(super) look_back: usize,
    pub(super) page_limit: u64,
    pub(super) recording_hosts: Vec<String>,
}

/// A builder's values, checked.
pub(super) struct Checked {
    pub(super) base_url: BaseUrl,
    pub(super) login: String,
    pub(super) password: Secret,
    pub(super) http: ClientConfig,
    pub(super) unify: UnifyOptions,
}

impl Default for BillingFeedBuilder {
    fn default() -> Self {
        Self {
            connection: Connection::to(""),
            login: String::new(),
            password: Secret::new(""),
            method: FeedMethod::default(),
            format: FeedFormat::default(),
            calls_only: false,
            services_only: false,
            zone: None,
            currency: None,
            look_back: 0,
            page_limit: PAGE_LIMIT,
            recording_hosts: Vec::new(),
        }
    }
}

impl BillingFeedBuilder {
    /// Takes base URL, login and password from `CALLREC_BILLING_FEED_URL`, `…_USERNAME` and
    /// `…_PASSWORD`, where they are set.
    pub fn environment(mut self) -> Self {
        let read = |name: &str| std::env::var(format!("{ENVIRONMENT}{name}")).ok();
        if let Some(url) = read("URL") {
            self.connection.base_url = url;
        }
        if let Some(login) = read("USERNAME") {
            self.login = login;
        }
        if let Some(password) = read("PASSWORD") {
            self.password = Secret::new(password);
        }
        self
    }

    /// The customer's own portal, before `/billing/feed` (SEED: `[hcapurl]`, reading D3). Required.
    /// `https`, or `http` to this machine. White space around it is dropped.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.connection.base_url = url.into();
        self
    }

    connection_options!();

    /// Login and password, as they are: callrec encodes them. The login is opaque (reading D1: an
    /// account number or a user name). Neither may be empty.
    pub fn credentials(mut self, login: impl Into<String>, password: impl Into<String>) -> Self {
        self.login = login.into();
        self.password = Secret::new(password);
        self
    }

    /// How pages are asked for.
    pub fn method(mut self, method: FeedMethod) -> Self {
        self.method = method;
        self
    }

    /// In which form rows are asked for; servers of the source document may ignore it.
    pub fn format(mut self, format: FeedFormat) -> Self {
        self.format = format;
        self
    }

    /// Only calls (`callsonly=1`, DOC of a cousin). Default false. A cursor belongs to one choice.
    pub fn calls_only(mut self, only: bool) -> Self {
        self.calls_only = only;
        self
    }

    /// Only services (`servicesonly=1`, DOC of a cousin). Default false. A cursor belongs to one
    /// choice.
    pub fn services_only(mut self, only: bool) -> Self {
        self.services_only = only;
        self
    }

    /// Where the local times were printed; nobody states it (reading D6). For
    /// [`BillingFeed::unify_options`].
    pub fn zone(mut self, zone: Zone, dst: DstPolicy) -> Self {
        self.zone = Some((zone, dst));
        self
    }

    /// ISO 4217 code of the charges; nobody states it (reading D6). For
    /// [`BillingFeed::unify_options`].
    pub fn currency(mut self, code: impl Into<String>) -> Self {
        self.currency = Some(code.into());
        self
    }

    /// How many of the last ids a collecting reads again at its beginning, to find rows that came
    /// late with a smaller id (reading D11), and to compare them. Default 0: only the anchor, which an
    /// exclusive server does not repeat; with 2 or more its continuity is checked too.
    pub fn look_back(mut self, ids: usize) -> Self {
        self.look_back = ids;
        self
    }

    /// Pages of one collecting, at most; one more is a `Limit` error. Default 100,000.
    pub fn page_limit(mut self, pages: u64) -> Self {
        self.page_limit = pages;
        self
    }

    /// Allows recordings from another host, `name` or `name:port`. It never gets the credentials.
    pub fn allow_recording_host(mut self, host: impl Into<String>) -> Self {
        self.recording_hosts.push(host.into());
        self
    }

    /// The async client. Sends nothing yet.
    ///
    /// `Config` for a base URL that is not `https`, missing credentials, control characters,
    /// certificates.
    pub fn build(self) -> Result<BillingFeed> {
        BillingFeed::from_builder(self).map_err(|error| error.at(Provider::BillingFeed, "new"))
    }

    /// The blocking client. Sends nothing yet; errors as [`build`](Self::build), and
    /// `InsideRuntime` on a thread of an async runtime.
    pub fn build_blocking(self) -> Result<blocking::BillingFeed> {
        blocking::BillingFeed::new(self.build()?)
    }

    pub(super) fn check(&self) -> Result<Checked> {
        if self.connection.base_url.trim().is_empty() {
            return Err(Error::config("the base URL is missing")
                .with_hint("set base_url, or CALLREC_BILLING_FEED_URL"));
        }
        if self.login.is_empty() || self.password.is_empty() {
            return Err(Error::config("login and password must not be empty")
                .with_hint("set credentials, or CALLREC_BILLING_FEED_USERNAME and …_PASSWORD"));
        }
        let (base_url, http) = self.connection.check(&[&self.password])?;
        let mut unify =
            UnifyOptions::default().with_system(System::BillingFeed).with_account(&self.login);
        unify.currency = self.currency.clone();
        if let Some((zone, dst)) = &self.zone {
            unify = unify.with_zone(zone.clone(), *dst);
        }
        let (login, password) = (self.login.clone(), self.password.clone());
        Ok(Checked { base_url, login, password, http, unify })
    }
}

impl fmt::Debug for BillingFeedBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is not checked yet and may hold a password.
        f.debug_struct("BillingFeedBuilder")
            .field("password", &self.password)
            .field("method", &self.method)
            .field("format", &self.format)
            .field("look_back", &self.look_back)
            .field("timeouts", &self.connection.http.timeouts)
            .field("decode_options", &self.connection.decode)
            .finish_non_exhaustive()
    }
}
