//! The async client of a billing feed.

use std::fmt;
use std::sync::Arc;

use callrec_decode::{DecodeOptions, Report, UnifyOptions};

use super::collect::Collect;
use super::config::BillingFeedBuilder;
use super::cursor::{Cursor, Identity};
use super::keys::{keys, refuse_twice};
use super::operation;
use super::wire::{Rows, Wire};
use crate::document::{Document, Wanted};
use crate::download::{Download, Place};
use crate::fan_out::{FanOut, fan_out};
use crate::http::{Fetch, HttpClient, Request};
use crate::{Day, Error, ErrorKind, Provider, Reader, Result};

/// A client of the CDR billing feed of a cloud PBX, for one account.
///
/// Cheap to clone; clones share connections. Login and password go with every request (SEED).
///
/// Credentials that were refused are not sent again: every later call fails with the same `Auth`.
#[derive(Clone)]
pub struct BillingFeed {
    inner: Arc<Inner>,
}

struct Inner {
    wire: Wire,
    identity: Identity,
    unify: UnifyOptions,
    decode: DecodeOptions,
    look_back: usize,
    page_limit: u64,
    client: Arc<HttpClient>,
}

impl BillingFeed {
    /// A builder; base URL and credentials are required.
    pub fn builder() -> BillingFeedBuilder {
        BillingFeedBuilder::default()
    }

    pub(super) fn from_builder(builder: BillingFeedBuilder) -> Result<Self> {
        let checked = builder.check()?;
        let mut options = Vec::new();
        if !builder.format.name().is_empty() {
            options.push((operation::FORMAT, builder.format.name()));
        }
        if builder.calls_only {
            options.push((operation::CALLS_ONLY, operation::ON));
        }
        if builder.services_only {
            options.push((operation::SERVICES_ONLY, operation::ON));
        }
        let selection = match (builder.calls_only, builder.services_only) {
            (false, false) => "all",
            (true, false) => "calls",
            (false, true) => "services",
            (true, true) => "calls_services",
        };
        let base_url = checked.base_url.as_str().to_owned();
        let client = HttpClient::new(&checked.http)?;
        Ok(Self {
            inner: Arc::new(Inner {
                identity: Identity { base_url, login: checked.login.clone(), selection },
                unify: checked.unify,
                decode: builder.format.decode(builder.connection.decode),
                look_back: builder.look_back,
                page_limit: builder.page_limit,
                client: Arc::new(client),
                wire: Wire {
                    base_url: checked.base_url,
                    login: checked.login,
                    password: checked.password,
                    method: builder.method,
                    options,
                    recording_hosts: builder.recording_hosts,
                    allow_plain_http: builder.connection.allow_plain_http,
                },
            }),
        })
    }

    /// The account's login, as it was given.
    pub fn login(&self) -> &str {
        &self.inner.wire.login
    }

    /// What the builder was told about zone and currency, and the login as account, for a
    /// [`Unifier`](crate::Unifier) of this feed's batches.
    pub fn unify_options(&self) -> UnifyOptions {
        self.inner.unify.clone()
    }

    /// One page from an id, as it comes: whether the row of that id is in it depends on the server
    /// (reading D4), and nothing is dropped. [`collect`](Self::collect) does the rest.
    ///
    /// `InvalidArgument` for 0: see [`first_page`](Self::first_page).
    pub async fn page(&self, from_id: u64) -> Result<Reader> {
        if from_id == operation::FROM_THE_BEGINNING {
            let error = Error::invalid_argument("0 asks for all records there are")
                .with_hint("call first_page if that is wanted");
            return Err(at(error));
        }
        self.open(Rows::From(from_id)).await.map(Reader::new)
    }

    /// The page of `fromid=0`: "all CDR records" (SEED, reading D5), or the first of them.
    pub async fn first_page(&self) -> Result<Reader> {
        self.open(Rows::From(operation::FROM_THE_BEGINNING)).await.map(Reader::new)
    }

    /// The rows of a day, or of an hour of it, 0 to 23 (DOC of a cousin): servers of the source
    /// document may ignore that, so look at the dates.
    pub async fn day(&self, day: Day, hour: Option<u8>) -> Result<Reader> {
        if hour.is_some_and(|hour| hour > 23) {
            return Err(at(Error::invalid_argument("an hour is 0 to 23")));
        }
        self.open(Rows::Of { day, hour }).await.map(Reader::new)
    }

    /// Collects what is new since `cursor`, page by page until one brings nothing new.
    ///
    /// Asks from the last covered id, never the one after it, and hands on each row once: those that
    /// were handed on before are counted as `duplicate`. [`Reader::cursor`] tells after each batch
    /// and at the end what is covered now.
    ///
    /// * The anchor, and what the look-back reads again, must come again unchanged, else
    ///   `ContinuityBroken` or `RowRevised`, before any row of that page.
    /// * Whether the server repeats the anchor is learned once and kept in the cursor.
    /// * Pages need not be sorted: until a page has come whole, and where pages are not sorted until
    ///   the next confirms it, the cursor lists the rows handed on instead of moving on.
    /// * A page that breaks off is asked for again from what is covered.
    /// * Some 50 bytes are kept for each row of the page under way, to know it when it comes again.
    /// * `NoProgress` for a server that sends the same rows whatever is asked; `Limit` after
    ///   [`page_limit`](BillingFeedBuilder::page_limit) pages.
    /// * `WrongState` for a cursor of another feed. `fromid=0` is sent only for
    ///   [`Cursor::first_run`], until something is covered.
    ///
    /// What is relied on (D6, INF): a page holds the lowest ids from the one asked for, in any order.
    ///
    /// ```no_run
    /// # async fn run(feed: callrec::BillingFeed) -> callrec::Result<()> {
    /// use callrec::Cursor;
    ///
    /// let cursor = Cursor::load("feed.cursor")?; // or Cursor::first_run(), once
    /// let mut reader = feed.collect(cursor).await?;
    /// while let Some(batch) = reader.next_batch().await {
    ///     let batch = batch?;
    ///     // Store the rows of `batch` first, or together with the cursor's text.
    ///     if let Some(cursor) = reader.cursor() {
    ///         cursor.save("feed.cursor")?;
    ///     }
    /// }
    /// # Ok(()) }
    /// ```
    pub async fn collect(&self, mut cursor: Cursor) -> Result<Reader> {
        cursor.bind(self.inner.identity.clone()).map_err(at)?;
        Collect::open(self.clone(), cursor).await.map(Reader::new)
    }

    /// Collects several accounts at once: a reader a feed. See [`FanOut`].
    ///
    /// The key is the account's login; of feeds that share one, `LOGIN at BASE_URL`, and where that
    /// is the same too `LOGIN at BASE_URL (SELECTION)`, with `all`, `calls`, `services` or
    /// `calls_services`.
    ///
    /// `InvalidArgument` where two feeds are one and the same, whose rows would come twice.
    pub fn collect_all(
        feeds: impl IntoIterator<Item = (Self, Cursor)>,
    ) -> Result<FanOut<String, Reader>> {
        let feeds: Vec<_> = feeds.into_iter().collect();
        refuse_twice(feeds.iter().map(|(feed, _)| &feed.inner.identity)).map_err(at)?;
        let keys = Self::keys(feeds.iter().map(|(feed, _)| feed));
        let clients: Vec<_> = feeds.iter().map(|(feed, _)| feed.inner.client.clone()).collect();
        let mut feeds = feeds.into_iter();
        let readers = fan_out(keys, move |_| {
            let next = feeds.next();
            async move {
                match next {
                    Some((feed, cursor)) => feed.collect(cursor).await,
                    None => Err(Error::new(ErrorKind::Internal, "a feed is missing")),
                }
            }
        });
        // They often are of one host, whose places all clients share.
        Ok(clients.iter().fold(readers, |readers, client| readers.within(client)))
    }

    /// The keys that [`collect_all`](Self::collect_all) gives these feeds, in their order.
    pub fn keys<'a>(feeds: impl IntoIterator<Item = &'a Self>) -> Vec<String> {
        keys(feeds.into_iter().map(|feed| &feed.inner.identity).collect())
    }

    /// A call's recording, by the address that its row carries (column `recording`).
    ///
    /// Only from the feed's own origin, which also gets login and password (INF), or from a host
    /// allowed by name, which gets none. The provider must have allowed this machine's address
    /// (SEED). `InvalidArgument` for any other address; `Auth`, `Forbidden`, `NotFound`, and
    /// `NotData` where a page or text comes instead of sound.
    pub async fn recording(&self, address: &str) -> Result<Document> {
        let place = Place { provider: Provider::BillingFeed, operation: operation::RECORDING };
        let request = self.inner.wire.recording(address);
        let request = request.map_err(|error| error.at(place.provider, place.operation))?;
        Document::open(self.fetch(request), place, Wanted::Recording).await.map_err(advised)
    }

    pub(super) async fn open(&self, rows: Rows) -> Result<Download> {
        let request = self.inner.wire.page(rows).map_err(at)?;
        let place = Place { provider: Provider::BillingFeed, operation: operation::FEED };
        let options = self.inner.decode.clone();
        Download::open(self.fetch(request), place, Report::BillingFeed, options)
            .await
            .map_err(advised)
    }

    fn fetch(&self, request: Request) -> Fetch {
        Fetch { client: self.inner.client.clone(), session: None, request }
    }

    pub(super) fn client(&self) -> &HttpClient {
        &self.inner.client
    }

    pub(super) fn look_back(&self) -> usize {
        self.inner.look_back
    }

    pub(super) fn page_limit(&self) -> u64 {
        self.inner.page_limit
    }

    pub(super) fn quarantine_held(&self) -> usize {
        self.inner.decode.limits.quarantine_held
    }
}

/// Names the feed in an error.
pub(super) fn at(error: Error) -> Error {
    error.at(Provider::BillingFeed, operation::FEED)
}

/// What to do about refusals, in this provider's words.
fn advised(error: Error) -> Error {
    match error.kind() {
        ErrorKind::Auth => error.with_hint("check login and password"),
        ErrorKind::Forbidden => {
            error.with_hint("check the login, and that the provider allows this machine's address")
        }
        ErrorKind::NotFound | ErrorKind::Rejected => error.with_hint("check the base URL"),
        ErrorKind::NotData => error.with_hint("check base URL, login and password"),
        _ => error,
    }
}

impl fmt::Debug for BillingFeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BillingFeed")
            .field("base_url", &self.inner.wire.base_url)
            .finish_non_exhaustive()
    }
}
