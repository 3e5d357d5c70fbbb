//! `callrec.BillingFeed`.

use callrec::blocking::BillingFeed as Client;
use callrec::{DstPolicy, FeedFormat, FeedMethod, Provider, System, UnifyOptions, Zone};
use pyo3::prelude::*;
use pyo3::types::PyType;

use super::builder::client_class;
use crate::arguments;
use crate::cursor::FeedCursor;
use crate::document::Document;
use crate::fan_out::{Calls, FanOut};
use crate::reader::Reader;

client_class! {
    /// A client of the CDR billing feed of a cloud PBX, for one account.
    ///
    /// Login and password go with every request (SEED). Calls block with the GIL released and answer
    /// Ctrl-C within 200 ms.
    ///
    /// Parameters
    /// ----------
    /// base_url : str
    ///     The customer's own portal, before ``/billing/feed`` (SEED).
    /// login, password : str
    ///     Of the account. Never shown.
    /// method : {"get", "post_form"}, default "get"
    ///     With the password in the URL (SEED), or by form (DOC of a cousin).
    /// format : {"provider", "csv", "text", "pipe", "json"}, default "provider"
    ///     In which form rows are asked for (DOC of a cousin); servers of the source document may
    ///     ignore it. By default none is asked for.
    /// calls_only, services_only : bool, default False
    ///     Only calls, only services (DOC of a cousin). A cursor belongs to one choice.
    /// zone : str, optional
    ///     Where the local times were printed, as in ``"Pacific/Auckland"``; nobody states it. For
    ///     `Reader.unified`.
    /// dst : {"reject", "earlier", "later"}, default "reject"
    ///     What becomes of a local time that came twice or never.
    /// currency : str, optional
    ///     ISO 4217 code of the charges; nobody states it. For `Reader.unified`.
    /// look_back : int, default 0
    ///     How many of the last ids `collect` reads again at its beginning, to find rows that came late
    ///     with a smaller id, and to compare them.
    /// page_limit : int, default 100000
    ///     Pages of one `collect`, at most; one more is a `LimitError`.
    /// recording_hosts : sequence of str, optional
    ///     Other hosts (``name`` or ``name:port``) from which recordings may come. They never get the
    ///     credentials.
    #[doc = include_str!("connection.txt")]
    BillingFeed of Client,
    provider: Provider::BillingFeed,
    url: "CALLREC_BILLING_FEED_URL" or "",
    credentials: |plain| (login, password) plain.credentials(login, password),
    own: {
        method: &str = "get",
        format: &str = "provider",
        calls_only: bool = false,
        services_only: bool = false,
        zone: Option<&str> = None,
        dst: &str = "reject",
        currency: Option<&str> = None,
        look_back: usize = 0,
        page_limit: u64 = 100000,
        recording_hosts: Option<Vec<String>> = None,
    },
    with: |py, builder| {
        let own = || -> PyResult<_> {
            Ok((feed_method(py, method)?, feed_format(py, format)?, local_times(py, zone, dst)?))
        };
        own().map(|(method, format, zone)| {
            let mut builder = builder
                .method(method)
                .format(format)
                .calls_only(calls_only)
                .services_only(services_only)
                .look_back(look_back)
                .page_limit(page_limit);
            if let Some((zone, dst)) = zone {
                builder = builder.zone(zone, dst);
            }
            if let Some(code) = currency {
                builder = builder.currency(code);
            }
            recording_hosts.unwrap_or_default().into_iter().fold(builder, |builder, host| {
                builder.allow_recording_host(host)
            })
        })
    },
    /// A client from the environment.
    ///
    /// ``CALLREC_BILLING_FEED_URL``, ``CALLREC_BILLING_FEED_USERNAME`` and
    /// ``CALLREC_BILLING_FEED_PASSWORD`` must be set. The options are those of the class.
    ///
    /// Raises
    /// ------
    /// ConfigError
    ///     A variable is missing.
    from_env,
    unpicklable: "a password",
}

#[pymethods]
impl BillingFeed {
    /// str : The account's login.
    #[getter]
    fn login(&self, py: Python<'_>) -> PyResult<String> {
        Ok(self.held.client(py)?.login().to_owned())
    }

    /// One page from an id, as it comes: whether the row of that id is in it depends on the server,
    /// and nothing is dropped. `collect` does the rest.
    ///
    /// Parameters
    /// ----------
    /// from_id : int
    ///     Above 0; see `first_page`.
    ///
    /// Returns
    /// -------
    /// Reader of FeedRecord
    fn page(&self, py: Python<'_>, from_id: u64) -> PyResult<Reader> {
        self.read(py, |feed| feed.page(from_id))
    }

    /// The page of ``fromid=0``: all records (SEED), or the first of them.
    fn first_page(&self, py: Python<'_>) -> PyResult<Reader> {
        self.read(py, Client::first_page)
    }

    /// The rows of a day, or of an hour of it (DOC of a cousin): servers of the source document may
    /// ignore that, so look at the dates.
    ///
    /// Parameters
    /// ----------
    /// date : str or datetime.date
    ///     The day.
    /// hour : int, optional
    ///     0 to 23.
    #[pyo3(signature = (date, hour=None))]
    fn day(&self, py: Python<'_>, date: &Bound<'_, PyAny>, hour: Option<u8>) -> PyResult<Reader> {
        let day = arguments::day(date, self.held.at("feed"))?;
        self.read(py, |feed| feed.day(day, hour))
    }

    /// Collects all rows after a cursor, page by page; each row comes once.
    ///
    /// Store the rows and `Reader.cursor` together, or the rows first.
    ///
    /// Parameters
    /// ----------
    /// cursor : FeedCursor
    ///     How far it was collected; the very first time `FeedCursor.first_run`.
    ///
    /// Returns
    /// -------
    /// Reader of FeedRecord
    ///
    /// Raises
    /// ------
    /// WrongStateError
    ///     The cursor is of another feed.
    /// ContinuityBrokenError, RowRevisedError, NoProgressError, LimitError
    ///     Also while it is read: a row that was collected before is gone or has changed, pages bring
    ///     nothing new or do not end.
    fn collect(&self, py: Python<'_>, cursor: FeedCursor) -> PyResult<Reader> {
        self.read(py, |feed| feed.collect(cursor.inner))
    }

    /// Collects several accounts at once.
    ///
    /// Parameters
    /// ----------
    /// feeds : sequence of (BillingFeed, FeedCursor)
    ///     The accounts.
    /// concurrency : int, default 4
    ///     Accounts that are called for at once.
    /// as_completed : bool, default False
    ///     Give items as they come, not in the order of the accounts.
    ///
    /// Returns
    /// -------
    /// FanOut
    ///     Of the login (where feeds share it, ``LOGIN at BASE_URL``) and its reader.
    #[classmethod]
    #[pyo3(signature = (feeds, *, concurrency=None, as_completed=false))]
    fn collect_all(
        cls: &Bound<'_, PyType>,
        feeds: Vec<(Bound<'_, BillingFeed>, FeedCursor)>,
        concurrency: Option<usize>,
        as_completed: bool,
    ) -> PyResult<FanOut> {
        let py = cls.py();
        let feeds = feeds.into_iter().map(|(feed, cursor)| {
            let client = feed.get().held.client(py)?;
            Ok((client, cursor.inner))
        });
        let feeds = feeds.collect::<PyResult<Vec<_>>>()?;
        let failed = |failure| crate::error::raise(py, &failure);
        let keys = Client::keys(feeds.iter().map(|(feed, _)| feed)).map_err(failed)?;
        let known = feeds.iter().map(|(feed, _)| feed.unify_options());
        let options = keys.into_iter().zip(known).collect();
        let calls = Client::collect_all(feeds).map_err(failed)?;
        FanOut::new(py, Calls::Logins(calls, options), concurrency, as_completed)
    }

    /// A call's recording, by the address that its row carries (column `recording`).
    ///
    /// Only from the feed's own origin, which also gets login and password (INF), or from one of
    /// `recording_hosts`, which gets none.
    ///
    /// Returns
    /// -------
    /// Document
    ///
    /// Raises
    /// ------
    /// InvalidArgumentError
    ///     The address is of another origin.
    fn recording(&self, py: Python<'_>, address: &str) -> PyResult<Document> {
        self.held.document(py, "recording", |feed| feed.recording(address))
    }
}

impl BillingFeed {
    fn read(
        &self,
        py: Python<'_>,
        open: impl FnOnce(&Client) -> callrec::Result<callrec::blocking::Reader> + Send,
    ) -> PyResult<Reader> {
        let unify = self.held.client(py)?.unify_options();
        self.held.read(py, unify, open)
    }
}

/// What is known of a feed whose client is not: its account.
pub(crate) fn unify(login: &str) -> UnifyOptions {
    UnifyOptions::default().with_system(System::BillingFeed).with_account(login)
}

/// A zone with what becomes of its doubtful times.
pub(super) fn local_times(
    py: Python<'_>,
    zone: Option<&str>,
    dst: &str,
) -> PyResult<Option<(Zone, DstPolicy)>> {
    let dst = arguments::dst(py, dst)?;
    let zone = zone.map(|name| arguments::zone(py, name)).transpose()?;
    Ok(zone.map(|zone| (zone, dst)))
}

fn feed_method(py: Python<'_>, name: &str) -> PyResult<FeedMethod> {
    let methods = [("get", FeedMethod::Get), ("post_form", FeedMethod::PostForm)];
    arguments::one_of(py, "method", name, &methods)
}

fn feed_format(py: Python<'_>, name: &str) -> PyResult<FeedFormat> {
    arguments::one_of(
        py,
        "format",
        name,
        &[
            ("provider", FeedFormat::Provider),
            ("csv", FeedFormat::Csv),
            ("text", FeedFormat::Text),
            ("pipe", FeedFormat::Pipe),
            ("json", FeedFormat::Json),
        ],
    )
}
