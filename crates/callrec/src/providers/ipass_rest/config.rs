//! What a client of the REST API is built from.

use std::fmt;

use super::IpassRest;
use super::wire::Credentials;
use crate::http::{BaseUrl, ClientConfig};
use crate::providers::connection::{Connection, connection_options};
use crate::providers::objects::Realm;
use crate::secret::Secret;
use crate::{Error, Provider, Result, blocking};

/// The production environment (SEED); others have other keys and their own URL (reading B59).
const BASE_URL: &str = "https://api.ipass.com/v1";
/// Before the names of environment variables.
const ENVIRONMENT: &str = "CALLREC_IPASS_REST_";
/// Items that may be asked for at once.
const MOST_A_PAGE: u32 = 100_000;

/// What the parameters `page` and `limit` mean (reading B22): the document says one thing of users and
/// the reverse of registration codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Paging {
    /// `page` is the number of the page, from 1, and `limit` its size. The default.
    #[default]
    PageIsNumber,
    /// `page` is the size and `limit` the number, as is said of lists of users.
    PageIsSize,
}

/// Under which name the day of a daily report is sent (reading B49): the printed URL and the table of
/// parameters contradict each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum DailyParameter {
    /// `date=YYYY-MM-DD`, by the table.
    #[default]
    Date,
    /// `month=YYYY-MM-DD`, by the URL.
    Month,
    /// Both.
    Both,
}

/// Builds an [`IpassRest`], async or blocking. `Debug` shows no secret.
#[derive(Clone)]
#[must_use]
pub struct IpassRestBuilder {
    pub(super) connection: Connection,
    key: Secret,
    company: String,
    pub(super) realm: Realm,
    pub(super) page_limit: Option<u32>,
    pub(super) paging: Paging,
    pub(super) daily_parameter: Option<DailyParameter>,
}

/// A builder's values, checked.
pub(super) struct Checked {
    pub(super) base_url: BaseUrl,
    pub(super) http: ClientConfig,
    pub(super) credentials: Credentials,
}

impl Default for IpassRestBuilder {
    fn default() -> Self {
        Self {
            connection: Connection::to(BASE_URL),
            key: Secret::new(""),
            company: String::new(),
            realm: Realm::default(),
            page_limit: None,
            paging: Paging::default(),
            daily_parameter: None,
        }
    }
}

impl IpassRestBuilder {
    /// Takes base URL, key and company from `CALLREC_IPASS_REST_URL`, `…_KEY` and `…_COMPANY`, where
    /// they are set.
    pub fn environment(mut self) -> Self {
        let read = |name: &str| std::env::var(format!("{ENVIRONMENT}{name}")).ok();
        if let Some(url) = read("URL") {
            self.connection.base_url = url;
        }
        if let Some(key) = read("KEY") {
            self.key = Secret::new(key);
        }
        if let Some(company) = read("COMPANY") {
            self.company = company;
        }
        self
    }

    /// Where the API is, its version included; default `https://api.ipass.com/v1` (SEED). White space
    /// around it is dropped. `https`, or `http` to this machine.
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.connection.base_url = url.into();
        self
    }

    connection_options!();

    /// The API key. It goes with every call as `x-ipass-key` and to no other host.
    pub fn key(mut self, key: impl Into<Secret>) -> Self {
        self.key = key.into();
        self
    }

    /// The company's id. It goes with every call as `x-ipass-company-id`.
    pub fn company(mut self, id: impl Into<String>) -> Self {
        self.company = id.into();
        self
    }

    /// The roaming realm of the account: user names that do not end in it are refused before they are
    /// sent. Default: any realm is taken (reading B11).
    pub fn realm(mut self, realm: impl AsRef<str>) -> Self {
        self.realm = Realm::new(realm.as_ref());
        self
    }

    /// Items of a page of a list, 1 to 100,000. Default: as the document prints it, 20 users, 15
    /// registration codes or users of a cost center.
    pub fn page_limit(mut self, items: u32) -> Self {
        self.page_limit = Some(items.clamp(1, MOST_A_PAGE));
        self
    }

    /// What `page` and `limit` mean; default [`Paging::PageIsNumber`].
    pub fn paging(mut self, paging: Paging) -> Self {
        self.paging = paging;
        self
    }

    /// How the day of a daily report is sent, whatever the service says to it. Default: as
    /// [`DailyParameter::Date`], and where that is refused as [`DailyParameter::Month`]; what the
    /// service took is used from then on (reading B49).
    pub fn daily_parameter(mut self, parameter: DailyParameter) -> Self {
        self.daily_parameter = Some(parameter);
        self
    }

    /// The async client. Sends nothing yet.
    ///
    /// `Config` or `InvalidArgument` where it could not work: base URL, empty key or company, control
    /// characters, certificates.
    pub fn build(self) -> Result<IpassRest> {
        IpassRest::from_builder(self).map_err(|error| error.at(Provider::IpassRest, "new"))
    }

    /// The blocking client. Sends nothing yet; errors as [`build`](Self::build), and
    /// `InsideRuntime` on a thread of an async runtime.
    pub fn build_blocking(self) -> Result<blocking::IpassRest> {
        blocking::IpassRest::new(self.build()?)
    }

    pub(super) fn check(&self) -> Result<Checked> {
        if self.key.is_empty() || self.company.trim().is_empty() {
            return Err(Error::config("key and company must not be empty")
                .with_hint("set key and company, or CALLREC_IPASS_REST_KEY and …_COMPANY"));
        }
        self.realm.check()?;
        let (base_url, http) = self.connection.check(&[&self.key])?;
        let credentials = Credentials { key: self.key.clone(), company: self.company.clone() };
        Ok(Checked { base_url, http, credentials })
    }
}

impl fmt::Debug for IpassRestBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The base URL is not checked yet and may hold a password.
        f.debug_struct("IpassRestBuilder")
            .field("key", &self.key)
            .field("company", &self.company)
            .field("page_limit", &self.page_limit)
            .field("paging", &self.paging)
            .field("daily_parameter", &self.daily_parameter)
            .field("timeouts", &self.connection.http.timeouts)
            .field("decode_options", &self.connection.decode)
            .finish_non_exhaustive()
    }
}
