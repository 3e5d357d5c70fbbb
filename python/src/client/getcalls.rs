//! `callrec.GetCalls`.

use callrec::blocking::GetCalls as Client;
use callrec::{GetCallsFormat, Provider};
use pyo3::prelude::*;

use super::billing_feed::local_times;
use super::builder::client_class;
use crate::arguments;
use crate::fan_out::{Calls, FanOut};
use crate::reader::Reader;

client_class! {
    /// A client of MIXvoip's call records by profile (``getcalls``).
    ///
    /// User name and password go with every request (SEED). A profile is the customer number of a
    /// reseller's client or of the user; it must be linked to the account (SEED).
    ///
    /// Parameters
    /// ----------
    /// base_url : str
    ///     Where the service is, before ``/cdrs/getcalls``; the document names no host.
    /// username, password : str
    ///     Of a reseller or user. Never shown.
    /// format : {"json", "csv"}, default "json"
    ///     In which form records are asked for (SEED). Both give the same table.
    /// zone : str, optional
    ///     Where the local times were printed, as in ``"Europe/Luxembourg"`` (INF); nobody states it.
    ///     For `Reader.unified`.
    /// dst : {"reject", "earlier", "later"}, default "reject"
    ///     What becomes of a local time that came twice or never.
    /// price_policy : {"per_quantity", "line_total"}, default "per_quantity"
    ///     How a price becomes an amount: times the quantity (SEED), or as it is (INF). For
    ///     `Reader.unified`.
    #[doc = include_str!("connection.txt")]
    GetCalls of Client,
    provider: Provider::GetCalls,
    url: "CALLREC_GETCALLS_URL" or "",
    credentials: |plain| (username, password) plain.credentials(username, password),
    own: {
        format: &str = "json",
        zone: Option<&str> = None,
        dst: &str = "reject",
        price_policy: &str = "per_quantity",
    },
    with: |py, builder| {
        let own = || -> PyResult<_> {
            let format = arguments::one_of(py, "format", format, &[
                ("json", GetCallsFormat::Json),
                ("csv", GetCallsFormat::Csv),
            ])?;
            let policy = arguments::price_policy(py, price_policy)?;
            Ok((format, policy, local_times(py, zone, dst)?))
        };
        own().map(|(format, policy, zone)| {
            let builder = builder.format(format).price_policy(policy);
            match zone {
                Some((zone, dst)) => builder.zone(zone, dst),
                None => builder,
            }
        })
    },
    /// A client from the environment.
    ///
    /// ``CALLREC_GETCALLS_URL``, ``CALLREC_GETCALLS_USERNAME`` and ``CALLREC_GETCALLS_PASSWORD`` must
    /// be set. The options are those of the class.
    ///
    /// Raises
    /// ------
    /// ConfigError
    ///     A variable is missing.
    from_env,
    unpicklable: "a password",
}

#[pymethods]
impl GetCalls {
    /// The records of a profile, one window of at most a month after the other.
    ///
    /// Each record is in exactly one window, by its `call_start_local`; equal records keep their
    /// number: nothing is removed by content.
    ///
    /// Parameters
    /// ----------
    /// profile : str
    ///     The customer number.
    /// start : str or datetime.date
    ///     The first day.
    /// end : str or datetime.date, optional
    ///     The day after the last one. Without it the service takes its own current date (SEED), in
    ///     one request of at most three months, as JSON, and nothing is filtered.
    ///
    /// Returns
    /// -------
    /// Reader of GetCallsRecord
    ///
    /// Raises
    /// ------
    /// InvalidArgumentError
    ///     `start` is not before `end`.
    /// ContinuityBrokenError
    ///     While it is read: a record lies outside of its window by more than a day.
    #[pyo3(signature = (profile, start, end=None))]
    fn get_calls(
        &self,
        py: Python<'_>,
        profile: &str,
        start: &Bound<'_, PyAny>,
        end: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Reader> {
        let at = self.held.at("get_calls");
        let start = arguments::day(start, at)?;
        let end = end.map(|end| arguments::day(end, at)).transpose()?;
        let unify = self.unify(py, profile)?;
        self.held.read(py, unify, |calls| match end {
            Some(end) => calls.get_calls(profile, start, end),
            None => calls.get_calls_since(profile, start),
        })
    }

    /// The same window by window, several at once, each of which can be stored and replaced as a
    /// whole.
    ///
    /// Parameters
    /// ----------
    /// profile : str
    ///     As of `get_calls`.
    /// start, end : str or datetime.date
    ///     As of `get_calls`; the end must be given.
    /// concurrency : int, default 4
    ///     Windows that are called for at once.
    /// as_completed : bool, default False
    ///     Give items as they come, not in the order of time.
    ///
    /// Returns
    /// -------
    /// FanOut
    ///     Of `Window` and its reader.
    #[pyo3(signature = (profile, start, end, *, concurrency=None, as_completed=false))]
    fn get_calls_by_window(
        &self,
        py: Python<'_>,
        profile: &str,
        start: &Bound<'_, PyAny>,
        end: &Bound<'_, PyAny>,
        concurrency: Option<usize>,
        as_completed: bool,
    ) -> PyResult<FanOut> {
        let at = self.held.at("get_calls");
        let (start, end) = (arguments::day(start, at)?, arguments::day(end, at)?);
        let unify = self.unify(py, profile)?;
        let calls = self.held.call(py, |calls| calls.get_calls_by_window(profile, start, end))?;
        FanOut::new(py, Calls::Windows(calls, unify), concurrency, as_completed)
    }
}

impl GetCalls {
    fn unify(&self, py: Python<'_>, profile: &str) -> PyResult<callrec::UnifyOptions> {
        self.held.call(py, |calls| calls.unify_options(profile))
    }
}
