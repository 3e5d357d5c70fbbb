//! The billing feed's client for plain threads.

use callrec_decode::UnifyOptions;

use super::caller::Caller;
use super::{Document, FanOut, Reader};
use crate::{BillingFeedBuilder, Cursor, Day, Provider, Result};

/// A client of a billing feed for plain threads: [`crate::BillingFeed`], blocking.
///
/// Cheap to clone; may be used by many threads at once.
#[derive(Clone, Debug)]
pub struct BillingFeed {
    caller: Caller<crate::BillingFeed>,
    login: String,
    unify: UnifyOptions,
}

impl BillingFeed {
    /// The same builder as the async client's; end it with
    /// [`build_blocking`](BillingFeedBuilder::build_blocking).
    pub fn builder() -> BillingFeedBuilder {
        crate::BillingFeed::builder()
    }

    pub(crate) fn new(inner: crate::BillingFeed) -> Result<Self> {
        let (login, unify) = (inner.login().to_owned(), inner.unify_options());
        Ok(Self { caller: Caller::new(inner, Provider::BillingFeed)?, login, unify })
    }

    /// The same client, whose calls and readers ask `ask` on the waiting thread, at least every
    /// 100 ms, whether to stop: true ends the call with `Cancelled` and closes its connection.
    #[must_use]
    pub fn with_interrupt(&self, ask: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self { caller: self.caller.with_interrupt(ask), ..self.clone() }
    }

    /// See [`crate::BillingFeed::login`].
    pub fn login(&self) -> &str {
        &self.login
    }

    /// See [`crate::BillingFeed::unify_options`].
    pub fn unify_options(&self) -> UnifyOptions {
        self.unify.clone()
    }

    /// See [`crate::BillingFeed::page`].
    pub fn page(&self, from_id: u64) -> Result<Reader> {
        self.caller.read("feed", |feed| async move { feed.page(from_id).await })
    }

    /// See [`crate::BillingFeed::first_page`].
    pub fn first_page(&self) -> Result<Reader> {
        self.caller.read("feed", |feed| async move { feed.first_page().await })
    }

    /// See [`crate::BillingFeed::day`].
    pub fn day(&self, day: Day, hour: Option<u8>) -> Result<Reader> {
        self.caller.read("feed", |feed| async move { feed.day(day, hour).await })
    }

    /// See [`crate::BillingFeed::collect`]. [`Reader::cursor`] covers what
    /// [`next_batch`](Reader::next_batch) has given, whatever was read ahead.
    pub fn collect(&self, cursor: Cursor) -> Result<Reader> {
        self.caller.read("feed", |feed| async move { feed.collect(cursor).await })
    }

    /// See [`crate::BillingFeed::collect_all`]. The question whether to stop is the first feed's;
    /// [`FanOut::with_interrupt_of`] asks for each by itself. Without a feed, an iterator without an
    /// item.
    pub fn collect_all(feeds: impl IntoIterator<Item = (Self, Cursor)>) -> Result<FanOut<String>> {
        let feeds: Vec<_> = feeds.into_iter().collect();
        let Some((first, _)) = feeds.first() else { return Ok(FanOut::empty()) };
        let caller = first.caller.without_client();
        let feeds: Result<Vec<_>> =
            feeds.into_iter().map(|(feed, cursor)| Ok((feed.caller.client()?, cursor))).collect();
        Ok(FanOut::new(crate::BillingFeed::collect_all(feeds?)?, "feed", caller))
    }

    /// See [`crate::BillingFeed::keys`].
    pub fn keys<'a>(feeds: impl IntoIterator<Item = &'a Self>) -> Result<Vec<String>> {
        let feeds: Result<Vec<_>> = feeds.into_iter().map(|feed| feed.caller.client()).collect();
        Ok(crate::BillingFeed::keys(&feeds?))
    }

    /// See [`crate::BillingFeed::recording`].
    pub fn recording(&self, address: &str) -> Result<Document> {
        let address = address.to_owned();
        self.caller.document("recording", |feed| async move { feed.recording(&address).await })
    }
}
