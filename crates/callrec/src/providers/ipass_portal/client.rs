//! The async client of the portal.

use std::fmt;
use std::sync::Arc;

use callrec_decode::DecodeOptions;

use super::config::IpassPortalBuilder;
use super::operation::{self, Operation};
use super::wire::{self, Company};
use crate::download::{Download, Place, log_in};
use crate::http::{BaseUrl, Fetch, HttpClient, Session};
use crate::{Day, Error, Month, Provider, Reader, Result};

/// A client of the iPass Open Mobile portal.
///
/// Cheap to clone; clones share connections and the one session, which is opened at the first call
/// and renewed once when the server has forgotten it. `company` is the company's id; it is usually
/// that of the user (SEED), or of a child company if the user may see it.
///
/// Credentials that were refused are not sent again: every later call fails with the same `Auth`.
#[derive(Clone)]
pub struct IpassPortal {
    inner: Arc<Inner>,
}

struct Inner {
    base_url: BaseUrl,
    user_agent_parameter: String,
    decode_options: DecodeOptions,
    client: Arc<HttpClient>,
    session: Arc<Session>,
}

impl IpassPortal {
    /// A builder with the provider's base URL.
    pub fn builder() -> IpassPortalBuilder {
        IpassPortalBuilder::default()
    }

    pub(super) fn from_builder(builder: IpassPortalBuilder) -> Result<Self> {
        let checked = builder.check()?;
        let login = wire::login(&checked, builder.login_method, &builder.user_agent_parameter)?;
        let client = HttpClient::new(&checked.http)?;
        Ok(Self {
            inner: Arc::new(Inner {
                base_url: checked.base_url,
                user_agent_parameter: builder.user_agent_parameter,
                decode_options: builder.decode_options,
                client: Arc::new(client),
                session: Arc::new(Session::new(login)),
            }),
        })
    }

    /// Logs in now instead of at the first report; nothing happens where that was done already.
    ///
    /// `Auth` for wrong credentials.
    pub async fn login(&self) -> Result<()> {
        let result = log_in(&self.inner.client, &self.inner.session).await;
        result.map_err(|error| at(operation::LOGIN, error))
    }

    /// The CDRs of a month; GMT stop time decides the month (DOC).
    pub async fn monthly_cdr(&self, company: &str, month: Month) -> Result<Reader> {
        self.open(operation::MONTHLY_CDR, company, month.to_string()).await
    }

    /// The CDRs of a day.
    pub async fn daily_cdr(&self, company: &str, day: Day) -> Result<Reader> {
        self.open(operation::DAILY_CDR, company, day.to_string()).await
    }

    /// Corrections published in a month; they amend *prior* months (DOC). Often without a row.
    pub async fn monthly_adjustment_cdr(&self, company: &str, month: Month) -> Result<Reader> {
        self.open(operation::MONTHLY_ADJUSTMENT_CDR, company, month.to_string()).await
    }

    /// Corrections published on a day; they amend prior months (DOC).
    pub async fn daily_adjustment_cdr(&self, company: &str, day: Day) -> Result<Reader> {
        self.open(operation::DAILY_ADJUSTMENT_CDR, company, day.to_string()).await
    }

    /// Network and client users of a month, from `networkAndClientUser`: XML by the provider's
    /// samples, CSV by the document; either is read (reading A5).
    pub async fn network_users(&self, company: &str, month: Month) -> Result<Reader> {
        self.open(operation::NETWORK_USERS, company, month.to_string()).await
    }

    /// Network and client users of a month, from `monthly/networkuser` (DOC): CSV.
    pub async fn network_users_csv(&self, company: &str, month: Month) -> Result<Reader> {
        self.open(operation::NETWORK_USERS_CSV, company, month.to_string()).await
    }

    /// The companies below a company, as a table.
    pub async fn child_companies(&self, company: &str) -> Result<Reader> {
        self.open(operation::CHILD_COMPANIES, company, String::new()).await
    }

    /// The companies below a company, as typed rows.
    pub async fn companies(&self, company: &str) -> Result<Vec<Company>> {
        let mut reader = self.child_companies(company).await?;
        let mut companies = Vec::new();
        while let Some(batch) = reader.next_batch().await {
            let rows = wire::companies(&batch?);
            companies.extend(rows.map_err(|error| at(operation::CHILD_COMPANIES.name, error))?);
        }
        Ok(companies)
    }

    async fn open(&self, operation: Operation, company: &str, period: String) -> Result<Reader> {
        let Inner { base_url, user_agent_parameter, .. } = &*self.inner;
        let request = wire::report(base_url, &operation, company, &period, user_agent_parameter)
            .map_err(|error| at(operation.name, error))?;
        let fetch = Fetch {
            client: self.inner.client.clone(),
            session: self.inner.session.clone(),
            request,
        };
        let place = Place { provider: Provider::IpassPortal, operation: operation.name };
        let options = self.inner.decode_options.clone();
        Download::open(fetch, place, operation.report, options).await.map(Reader::new)
    }
}

fn at(operation: &'static str, error: Error) -> Error {
    error.at(Provider::IpassPortal, operation)
}

impl fmt::Debug for IpassPortal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IpassPortal")
            .field("base_url", &self.inner.base_url)
            .finish_non_exhaustive()
    }
}
