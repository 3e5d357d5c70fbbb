//! The async client of getcalls.

use std::fmt;
use std::sync::Arc;

use callrec_decode::{DecodeOptions, Report, UnifyOptions};

use super::config::{GetCallsBuilder, GetCallsFormat};
use super::operation;
use super::read::Windows;
use super::window::Window;
use super::wire::Wire;
use crate::download::{Download, Place};
use crate::fan_out::{FanOut, fan_out};
use crate::http::{Fetch, HttpClient, Request};
use crate::{Day, Error, ErrorKind, Provider, Reader, Result};

/// A client of MIXvoip's call records by profile.
///
/// Cheap to clone; clones share connections. User name and password go with every request (SEED).
/// A profile is the customer number of a reseller's client or of the user; it must be linked to the
/// account (SEED).
///
/// Credentials that were refused are not sent again: every later call fails with the same `Auth`.
#[derive(Clone)]
pub struct GetCalls {
    inner: Arc<Inner>,
}

struct Inner {
    wire: Wire,
    unify: UnifyOptions,
    decode: DecodeOptions,
    client: Arc<HttpClient>,
}

impl GetCalls {
    /// A builder; base URL and credentials are required.
    pub fn builder() -> GetCallsBuilder {
        GetCallsBuilder::default()
    }

    pub(super) fn from_builder(builder: GetCallsBuilder) -> Result<Self> {
        let checked = builder.check()?;
        let client = HttpClient::new(&checked.http)?;
        Ok(Self {
            inner: Arc::new(Inner {
                unify: checked.unify,
                decode: builder.connection.decode,
                client: Arc::new(client),
                wire: Wire {
                    base_url: checked.base_url,
                    username: checked.username,
                    password: checked.password,
                    format: builder.format,
                },
            }),
        })
    }

    /// What the builder was told about zone and prices, and the profile as account, for a
    /// [`Unifier`](crate::Unifier) of these batches.
    pub fn unify_options(&self, profile: &str) -> UnifyOptions {
        self.inner.unify.clone().with_account(profile)
    }

    /// The records of a profile from the day `start` to the day before `end`, one
    /// [window](Window::split) of at most a month after the other.
    ///
    /// Each record is in exactly one window, by its `call_start`, whether the server includes the end
    /// date or not (reading E5): those of the day after a window are counted as `duplicate`, since
    /// the next window has them. Equal records keep their number: nothing is removed by content. A
    /// record without a `call_start` is handed on with the window that it came in, and one that cannot be
    /// read is quarantined in each window that it came in, since its day is not known.
    ///
    /// `InvalidArgument` where `start` is not before `end`. `NotData` for an empty body, text or HTML
    /// (reading E7), `Service` for `false`, `ContinuityBroken` for a record that lies outside of its
    /// window by more than the day after it. An error comes after the rows before it: windows
    /// before the failing one are whole.
    pub async fn get_calls(&self, profile: &str, start: Day, end: Day) -> Result<Reader> {
        let windows = Window::split(start, end).map_err(at)?;
        Windows::open(self.clone(), profile, windows).await.map(Reader::new)
    }

    /// The same window by window, several at once: a reader a window, each of which can be stored and
    /// replaced as a whole. See [`FanOut`].
    pub fn get_calls_by_window(
        &self,
        profile: &str,
        start: Day,
        end: Day,
    ) -> Result<FanOut<Window, Reader>> {
        let windows = Window::split(start, end).map_err(at)?;
        let (calls, profile) = (self.clone(), profile.to_owned());
        Ok(fan_out(windows, move |window| {
            let (calls, profile) = (calls.clone(), profile.clone());
            async move { Windows::open(calls, &profile, vec![window]).await.map(Reader::new) }
        })
        .within(&self.inner.client))
    }

    /// The records of a profile since the day `start`, without an end date: the service then takes
    /// "the current date" (SEED), its own, and it is not stated whether today is part of it. One
    /// request, of at most three months (SEED), as JSON: nothing is filtered.
    ///
    /// `InvalidArgument` for a client that asks for CSV, which needs an end date (reading E2).
    pub async fn get_calls_since(&self, profile: &str, start: Day) -> Result<Reader> {
        if self.inner.wire.format != GetCallsFormat::Json {
            let error = Error::invalid_argument("CSV can only be asked for with an end date")
                .with_hint("name the end, or use JSON");
            return Err(at(error));
        }
        let request = self.inner.wire.since(profile, start).map_err(at)?;
        self.download(request).await.map(Reader::new)
    }

    pub(super) async fn open(&self, profile: &str, window: Window) -> Result<Download> {
        self.download(self.inner.wire.window(profile, window).map_err(at)?).await
    }

    async fn download(&self, request: Request) -> Result<Download> {
        let fetch = Fetch { client: self.inner.client.clone(), session: None, request };
        let place = Place { provider: Provider::GetCalls, operation: operation::GET_CALLS };
        Download::open(fetch, place, Report::GetCalls, self.inner.decode.clone())
            .await
            .map_err(advised)
    }

    pub(super) fn quarantine_held(&self) -> usize {
        self.inner.decode.limits.quarantine_held
    }
}

/// Names the operation in an error.
pub(super) fn at(error: Error) -> Error {
    error.at(Provider::GetCalls, operation::GET_CALLS)
}

/// What to do about refusals, in this provider's words: its checks (SEED).
fn advised(error: Error) -> Error {
    match error.kind() {
        ErrorKind::Auth => error.with_hint("check user name and password"),
        ErrorKind::Forbidden | ErrorKind::Service if !error.is_retryable() => error
            .with_hint("check user name, password, and that the profile is linked to the account"),
        ErrorKind::NotFound | ErrorKind::Rejected => {
            error.with_hint("check the base URL, the profile and the dates")
        }
        ErrorKind::NotData => error.with_hint("check base URL, user name, password and profile"),
        _ => error,
    }
}

impl fmt::Debug for GetCalls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GetCalls")
            .field("base_url", &self.inner.wire.base_url)
            .finish_non_exhaustive()
    }
}
