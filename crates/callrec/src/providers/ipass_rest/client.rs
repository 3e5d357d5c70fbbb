//! The async client of the REST API: how every call of it is sent.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use callrec_decode::DecodeOptions;

use super::config::{DailyParameter, IpassRestBuilder, Paging};
use super::fault::{self, RestFault};
use super::operation::{self, Operation};
use super::pages::Pages;
use super::paging;
use super::search::SearchOptions;
use super::wire::{Call, Credentials};
use crate::document::{Document, Wanted};
use crate::download::{Download, Place};
use crate::http::{BaseUrl, Class, Fetch, HttpClient, Written};
use crate::providers::objects::{Outcome, Realm, is_no_document, not_empty, shown};
use crate::{Error, ErrorKind, Provider, Reader, Result};

/// A client of the iPass REST API v1.5.
///
/// Cheap to clone; clones share connections. Key and company go with every call; nothing is logged in.
/// Operations with effects are sent as often as their class allows: setting a state may be repeated,
/// creating and notifying never. [`ErrorKind::Ambiguous`] says that nobody knows what became of one;
/// the `reconcile_…` calls look.
#[derive(Clone)]
pub struct IpassRest {
    inner: Arc<Inner>,
    credentials: Credentials,
    dry_run: bool,
}

struct Inner {
    base_url: BaseUrl,
    client: Arc<HttpClient>,
    decode_options: DecodeOptions,
    realm: Realm,
    page_limit: Option<u32>,
    paging: Paging,
    /// Under which name the day of a daily report is sent: as it was set, or as the service took it.
    daily_parameter: OnceLock<DailyParameter>,
    /// Whether a page has shown that `page` and `limit` mean what they are taken for.
    paging_proven: AtomicBool,
}

impl IpassRest {
    /// The operations by their names in snake case, in the order of the document.
    pub const OPERATIONS: [&'static str; 35] = operation::NAMES;

    /// A builder with the provider's base URL.
    pub fn builder() -> IpassRestBuilder {
        IpassRestBuilder::default()
    }

    pub(super) fn from_builder(builder: IpassRestBuilder) -> Result<Self> {
        let checked = builder.check()?;
        let client = HttpClient::new(&checked.http)?;
        let rest = Self {
            inner: Arc::new(Inner {
                base_url: checked.base_url,
                client: Arc::new(client),
                decode_options: builder.connection.decode,
                realm: builder.realm,
                page_limit: builder.page_limit,
                paging: builder.paging,
                daily_parameter: builder.daily_parameter.map(OnceLock::from).unwrap_or_default(),
                paging_proven: AtomicBool::new(false),
            }),
            credentials: checked.credentials,
            dry_run: false,
        };
        // A key or company that no header can hold is found out now.
        Call::new(&operation::LIST_USERS).request(&rest.inner.base_url, &rest.credentials)?;
        Ok(rest)
    }

    /// The same client for another company, a child's say: key, connections and limits are shared.
    ///
    /// `InvalidArgument` for an id that no header can hold.
    pub fn with_company(&self, id: impl Into<String>) -> Result<Self> {
        let mut other = self.clone();
        other.credentials.company = id.into();
        let check = || {
            not_empty("the company", &other.credentials.company)?;
            let call = Call::new(&operation::LIST_USERS);
            call.request(&other.inner.base_url, &other.credentials).map(drop)
        };
        check().map_err(|error| error.at(Provider::IpassRest, "with_company"))?;
        Ok(other)
    }

    /// The company that the calls are for.
    pub fn company(&self) -> &str {
        &self.credentials.company
    }

    /// The same client, whose operations with effects are not sent: they give what they would send in
    /// [`Outcome::planned`]. Reads are made, also those that such an operation makes first.
    #[must_use]
    pub fn dry_run(&self) -> Self {
        Self { dry_run: true, ..self.clone() }
    }

    pub(super) fn realm(&self) -> &Realm {
        &self.inner.realm
    }

    /// `None` until it is known.
    pub(super) fn daily_parameter(&self) -> Option<DailyParameter> {
        self.inner.daily_parameter.get().copied()
    }

    /// The first to find out is believed: of two calls at once either was answered.
    pub(super) fn remember_daily_parameter(&self, parameter: DailyParameter) {
        self.inner.daily_parameter.get_or_init(|| parameter);
    }

    pub(super) fn paging(&self) -> Paging {
        self.inner.paging
    }

    pub(super) fn is_paging_proven(&self) -> bool {
        self.inner.paging_proven.load(Ordering::Relaxed)
    }

    pub(super) fn prove_paging(&self) {
        self.inner.paging_proven.store(true, Ordering::Relaxed);
    }

    pub(super) fn quarantine_held(&self) -> usize {
        self.inner.decode_options.limits.quarantine_held
    }

    /// Items a page.
    pub(super) fn page_limit(&self, printed: u32) -> u32 {
        self.inner.page_limit.unwrap_or(printed)
    }

    /// Opens a report or a list that comes in one body.
    pub(super) async fn read(&self, call: Call) -> Result<Reader> {
        self.download(&call).await.map(Reader::new)
    }

    /// Opens a list that comes in pages, its first page at once.
    pub(super) async fn read_pages(
        &self,
        call: Call,
        printed_limit: u32,
        window: SearchOptions,
    ) -> Result<Reader> {
        let limit = self.page_limit(printed_limit);
        Pages::open(self.clone(), call, limit, window).await.map(Reader::new)
    }

    /// One page, or all of a body.
    pub(super) async fn download(&self, call: &Call) -> Result<Download> {
        let operation = call.operation;
        let report = operation.report.ok_or_else(|| {
            at(operation, Error::new(ErrorKind::Internal, "the operation gives no table"))
        })?;
        let fetch = self.fetch(call)?;
        let options = self.inner.decode_options.clone();
        let opened = Download::open(fetch, place(operation), report, options).await;
        opened.map_err(|error| at(operation, error))
    }

    /// The page of a list of which `call` says the rest.
    pub(super) fn page_of(&self, call: &Call, page: u32, limit: u32) -> Call {
        let mut call = call.clone();
        let paged = paging::parameters(self.paging(), page, limit);
        // In the order of the print: what is searched for, the page, the dates.
        let dates = call.parameters.iter().position(|(name, _)| name.ends_with("RegDate"));
        let before = dates.unwrap_or(call.parameters.len());
        call.parameters.splice(before..before, paged);
        call
    }

    /// Opens an opaque report.
    pub(super) async fn document(&self, call: Call, wanted: Wanted) -> Result<Document> {
        let fetch = self.fetch(&call)?;
        let opened = Document::open(fetch, place(call.operation), wanted).await;
        opened.map_err(|error| at(call.operation, error))
    }

    /// Carries an operation with effects out, or says what would be sent.
    pub(super) async fn write<T>(
        &self,
        call: Call,
        answer: impl Fn(&[u8]) -> Outcome<T>,
    ) -> Result<Outcome<T>> {
        let operation = call.operation;
        debug_assert!(call.key.is_some(), "{} acts on something", operation.name);
        if self.dry_run {
            let planned = call.planned(&self.inner.base_url, &self.credentials);
            // What cannot be sent is not planned either.
            self.fetch(&call)?;
            return planned.map(Outcome::not_sent).map_err(|error| at(operation, error));
        }
        let gone = || Outcome { already_gone: true, ..Outcome::new() };
        let fetch = self.fetch(&call)?;
        match fetch.write().await {
            Ok(Written::Answer(body)) if is_no_document(&body) => {
                let text = shown(&fetch, &String::from_utf8_lossy(&body)).await;
                Err(at(operation, no_document(operation.class, text)))
            }
            Ok(Written::Answer(body)) => Ok(answer(&body).shown(&fetch).await),
            Ok(Written::Gone) => Ok(gone()),
            Err(error) if is_gone(operation.class, &error) => Ok(gone()),
            Err(error) => Err(at(operation, error)),
        }
    }

    fn fetch(&self, call: &Call) -> Result<Fetch> {
        let request = call
            .request(&self.inner.base_url, &self.credentials)
            .map_err(|error| at(call.operation, error))?;
        Ok(Fetch { client: self.inner.client.clone(), session: None, request })
    }

    /// What an operation acts on, told apart by company.
    pub(super) fn key(&self, what: &str, id: &str) -> String {
        format!("{} {what} {id}", self.credentials.company)
    }

    /// The same for a user, whose name is one in any case of its letters.
    pub(super) fn user_key(&self, username: &str) -> String {
        self.key("user", &username.to_ascii_lowercase())
    }
}

/// A text that is no document may be an error: success says so in XML, or with nothing.
fn no_document(class: Class, text: Option<String>) -> Error {
    let text = text.unwrap_or_default();
    let detail =
        format!("it is not known whether it was carried out: the answer is no XML: {text}");
    Error::new(ErrorKind::Ambiguous, detail).with_hint(class.ambiguous_hint())
}

/// Whether a deletion whose first try may have been carried out found nothing the second time. This
/// service says so with a code of its own instead of a status.
fn is_gone(class: Class, error: &Error) -> bool {
    class == Class::Delete
        && error.kind() == ErrorKind::Ambiguous
        && RestFault::of(error) == Some(RestFault::UserNotFound)
}

fn place(operation: &Operation) -> Place {
    Place { provider: Provider::IpassRest, operation: operation.name }
}

/// Classifies an error and names the operation.
pub(super) fn at(operation: &Operation, error: Error) -> Error {
    fault::classified(error).at(Provider::IpassRest, operation.name)
}

impl fmt::Debug for IpassRest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("IpassRest")
            .field("base_url", &self.inner.base_url)
            .field("company", &self.credentials.company)
            .field("dry_run", &self.dry_run)
            .finish_non_exhaustive()
    }
}
