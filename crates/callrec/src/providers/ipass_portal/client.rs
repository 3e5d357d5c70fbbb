//! The async client of the portal.

use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

use callrec_decode::DecodeOptions;

use super::config::IpassPortalBuilder;
use super::operation::{self, Operation};
use super::wire;
use crate::document::{Document, Wanted};
use crate::download::{Download, Place, log_in};
use crate::fan_out::{FanOut, fan_out};
use crate::http::{BaseUrl, Fetch, HttpClient, Request, Session};
use crate::providers::hosted_users::{HostedUsers, PortalSession};
use crate::providers::objects::{Company, collect};
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

    pub(in crate::providers) fn from_builder(builder: IpassPortalBuilder) -> Result<Self> {
        let checked = builder.check()?;
        let login = wire::login(&checked, builder.login_method, &builder.user_agent_parameter)?;
        let client = HttpClient::new(&checked.http)?;
        Ok(Self {
            inner: Arc::new(Inner {
                base_url: checked.base_url,
                user_agent_parameter: builder.user_agent_parameter,
                decode_options: builder.connection.decode,
                client: Arc::new(client),
                session: Arc::new(Session::new(login)),
            }),
        })
    }

    /// A client of Hosted User Provisioning that shares this client's session and connections.
    pub fn hosted_users(&self) -> HostedUsers {
        HostedUsers::within(PortalSession {
            base_url: self.inner.base_url.clone(),
            user_agent_parameter: self.inner.user_agent_parameter.clone(),
            decode_options: self.inner.decode_options.clone(),
            client: self.inner.client.clone(),
            session: self.inner.session.clone(),
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

    /// The companies below a company, as typed rows. None is left out in silence: `Decode` for one that
    /// cannot be read, which [`child_companies`](Self::child_companies) sets aside.
    pub async fn companies(&self, company: &str) -> Result<Vec<Company>> {
        let reader = self.child_companies(company).await?;
        collect(reader).await.map_err(|error| at(operation::CHILD_COMPANIES.name, error))
    }

    /// The custom report `file_name` of a month for all child companies (DOC): a zip archive with a
    /// folder a company. [`Document::save`] it, then [`unpack`](crate::unpack) it.
    ///
    /// `NotData` for anything but a zip archive; `InvalidArgument` for a name with a folder in it.
    pub async fn child_custom_report(
        &self,
        company: &str,
        month: Month,
        file_name: &str,
    ) -> Result<Document> {
        let Inner { base_url, user_agent_parameter, .. } = &*self.inner;
        let (name, month) = (operation::CHILD_CUSTOM_REPORT, month.to_string());
        let request =
            wire::child_custom_report(base_url, company, &month, file_name, user_agent_parameter)
                .map_err(|error| at(name, error))?;
        let place = Place { provider: Provider::IpassPortal, operation: name };
        Document::open(self.fetch(request), place, Wanted::Archive).await
    }

    /// The CDRs of a month of a company and of all companies below it, several at once in one session:
    /// a reader a company, the parent first. One company's `Forbidden` is that company's result.
    ///
    /// Fails only where the list of companies cannot be had whole: `Decode` for a company that cannot
    /// be read, since its month would be missing. The parent's name and state are unknown.
    pub async fn monthly_cdr_of_all(
        &self,
        parent: &str,
        month: Month,
    ) -> Result<FanOut<Company, Reader>> {
        let children = self.companies(parent).await?;
        let own = Company { id: parent.to_owned(), name: None, is_active: None };
        // A list that holds the parent too must not make two of its records.
        let children = children.into_iter().filter(|child| child.id != parent);
        let mut companies: Vec<Company> = std::iter::once(own).chain(children).collect();
        let mut seen = HashSet::new();
        companies.retain(|company| seen.insert(company.id.clone()));
        let portal = self.clone();
        Ok(fan_out(companies, move |company: Company| {
            let portal = portal.clone();
            async move { portal.monthly_cdr(&company.id, month).await }
        })
        .within(&self.inner.client))
    }

    /// The CDRs of each day of a month, several at once: a reader a day. A monthly file supersedes
    /// them; the two are never added up.
    pub fn daily_cdr_of_month(&self, company: &str, month: Month) -> FanOut<Day, Reader> {
        let (portal, company) = (self.clone(), company.to_owned());
        fan_out(month.days(), move |day| {
            let (portal, company) = (portal.clone(), company.clone());
            async move { portal.daily_cdr(&company, day).await }
        })
        .within(&self.inner.client)
    }

    fn fetch(&self, request: Request) -> Fetch {
        Fetch {
            client: self.inner.client.clone(),
            session: Some(self.inner.session.clone()),
            request,
        }
    }

    async fn open(&self, operation: Operation, company: &str, period: String) -> Result<Reader> {
        let Inner { base_url, user_agent_parameter, .. } = &*self.inner;
        let request = wire::report(base_url, &operation, company, &period, user_agent_parameter)
            .map_err(|error| at(operation.name, error))?;
        let fetch = self.fetch(request);
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
