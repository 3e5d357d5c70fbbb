//! The client of getcalls for plain threads.

use callrec_decode::UnifyOptions;

use super::caller::Caller;
use super::{FanOut, Reader};
use crate::{Day, GetCallsBuilder, Provider, Result, Window};

/// A client of MIXvoip's call records for plain threads: [`crate::GetCalls`], blocking.
///
/// Cheap to clone; may be used by many threads at once.
#[derive(Clone, Debug)]
pub struct GetCalls {
    caller: Caller<crate::GetCalls>,
}

impl GetCalls {
    /// The same builder as the async client's; end it with
    /// [`build_blocking`](GetCallsBuilder::build_blocking).
    pub fn builder() -> GetCallsBuilder {
        crate::GetCalls::builder()
    }

    pub(crate) fn new(inner: crate::GetCalls) -> Result<Self> {
        Ok(Self { caller: Caller::new(inner, Provider::GetCalls)? })
    }

    /// The same client, whose calls and readers ask `ask` on the waiting thread, at least every
    /// 100 ms, whether to stop: true ends the call with `Cancelled` and closes its connection.
    #[must_use]
    pub fn with_interrupt(&self, ask: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self { caller: self.caller.with_interrupt(ask) }
    }

    /// See [`crate::GetCalls::unify_options`]. `Forked` in a child process.
    pub fn unify_options(&self, profile: &str) -> Result<UnifyOptions> {
        Ok(self.caller.client()?.unify_options(profile))
    }

    /// See [`crate::GetCalls::get_calls`].
    pub fn get_calls(&self, profile: &str, start: Day, end: Day) -> Result<Reader> {
        let profile = profile.to_owned();
        self.caller
            .read("get_calls", |calls| async move { calls.get_calls(&profile, start, end).await })
    }

    /// See [`crate::GetCalls::get_calls_since`].
    pub fn get_calls_since(&self, profile: &str, start: Day) -> Result<Reader> {
        let profile = profile.to_owned();
        self.caller
            .read("get_calls", |calls| async move { calls.get_calls_since(&profile, start).await })
    }

    /// See [`crate::GetCalls::get_calls_by_window`].
    pub fn get_calls_by_window(
        &self,
        profile: &str,
        start: Day,
        end: Day,
    ) -> Result<FanOut<Window>> {
        let windows = self.caller.client()?.get_calls_by_window(profile, start, end)?;
        Ok(FanOut::new(windows, "get_calls", self.caller.without_client()))
    }
}
