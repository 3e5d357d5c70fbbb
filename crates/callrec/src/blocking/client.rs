//! The portal's client for plain threads.

use std::sync::Arc;

use tokio::task::JoinHandle;

use super::Reader;
use super::cancel::Interrupt;
use super::process::OwnProcess;
use super::runtime::Runtime;
use super::wait::wait;
use crate::{Company, Day, Error, ErrorKind, IpassPortalBuilder, Month, Provider, Result};

/// A client of the iPass Open Mobile portal for plain threads: [`crate::IpassPortal`], blocking.
///
/// Cheap to clone; may be used by many threads at once.
#[derive(Clone, Debug)]
pub struct IpassPortal {
    // Before the runtime, so that its connections go first.
    inner: Arc<OwnProcess<crate::IpassPortal>>,
    runtime: Arc<Runtime>,
    interrupt: Interrupt,
}

/// Ends a task that nobody waits for any more.
struct AbortOnDrop<T>(JoinHandle<T>);

impl<T> Drop for AbortOnDrop<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl IpassPortal {
    /// The same builder as the async client's; end it with
    /// [`build_blocking`](IpassPortalBuilder::build_blocking).
    pub fn builder() -> IpassPortalBuilder {
        crate::IpassPortal::builder()
    }

    pub(crate) fn new(inner: crate::IpassPortal) -> Result<Self> {
        let runtime =
            Runtime::shared().map_err(|error| error.at(Provider::IpassPortal, "build"))?;
        Ok(Self { inner: Arc::new(OwnProcess::new(inner)), runtime, interrupt: Interrupt::never() })
    }

    /// The same client, whose calls and readers ask `ask` on the waiting thread, at least every
    /// 100 ms, whether to stop: true ends the call with `Cancelled` and closes its connection.
    #[must_use]
    pub fn with_interrupt(&self, ask: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self { interrupt: Interrupt::new(ask), ..self.clone() }
    }

    /// See [`crate::IpassPortal::login`].
    pub fn login(&self) -> Result<()> {
        self.call("login", |portal| async move { portal.login().await })
    }

    /// See [`crate::IpassPortal::monthly_cdr`].
    pub fn monthly_cdr(&self, company: &str, month: Month) -> Result<Reader> {
        let company = company.to_owned();
        self.read("monthly_cdr", |portal| async move { portal.monthly_cdr(&company, month).await })
    }

    /// See [`crate::IpassPortal::daily_cdr`].
    pub fn daily_cdr(&self, company: &str, day: Day) -> Result<Reader> {
        let company = company.to_owned();
        self.read("daily_cdr", |portal| async move { portal.daily_cdr(&company, day).await })
    }

    /// See [`crate::IpassPortal::monthly_adjustment_cdr`].
    pub fn monthly_adjustment_cdr(&self, company: &str, month: Month) -> Result<Reader> {
        let company = company.to_owned();
        self.read("monthly_adjustment_cdr", |portal| async move {
            portal.monthly_adjustment_cdr(&company, month).await
        })
    }

    /// See [`crate::IpassPortal::daily_adjustment_cdr`].
    pub fn daily_adjustment_cdr(&self, company: &str, day: Day) -> Result<Reader> {
        let company = company.to_owned();
        self.read("daily_adjustment_cdr", |portal| async move {
            portal.daily_adjustment_cdr(&company, day).await
        })
    }

    /// See [`crate::IpassPortal::network_users`].
    pub fn network_users(&self, company: &str, month: Month) -> Result<Reader> {
        let company = company.to_owned();
        self.read(
            "network_users",
            |portal| async move { portal.network_users(&company, month).await },
        )
    }

    /// See [`crate::IpassPortal::network_users_csv`].
    pub fn network_users_csv(&self, company: &str, month: Month) -> Result<Reader> {
        let company = company.to_owned();
        self.read("network_users_csv", |portal| async move {
            portal.network_users_csv(&company, month).await
        })
    }

    /// See [`crate::IpassPortal::child_companies`].
    pub fn child_companies(&self, company: &str) -> Result<Reader> {
        let company = company.to_owned();
        self.read("child_companies", |portal| async move { portal.child_companies(&company).await })
    }

    /// See [`crate::IpassPortal::companies`].
    pub fn companies(&self, company: &str) -> Result<Vec<Company>> {
        let company = company.to_owned();
        self.call("child_companies", |portal| async move { portal.companies(&company).await })
    }

    fn read<F>(
        &self,
        operation: &'static str,
        open: impl FnOnce(crate::IpassPortal) -> F,
    ) -> Result<Reader>
    where
        F: Future<Output = Result<crate::Reader>> + Send + 'static,
    {
        let reader = self.call(operation, open)?;
        Reader::remote(reader, self.runtime.clone(), self.interrupt.clone())
            .map_err(|error| error.at(Provider::IpassPortal, operation))
    }

    fn call<F, T>(
        &self,
        operation: &'static str,
        start: impl FnOnce(crate::IpassPortal) -> F,
    ) -> Result<T>
    where
        F: Future<Output = Result<T>> + Send + 'static,
        T: Send + 'static,
    {
        let call = || {
            self.runtime.check()?;
            let mut task = AbortOnDrop(self.runtime.spawn(start(self.inner.get()?.clone()))?);
            match wait(&mut task.0, &self.interrupt)? {
                Ok(result) => result,
                Err(_) => Err(Error::new(ErrorKind::Internal, "the call's task ended by a panic")),
            }
        };
        call().map_err(|error| error.at(Provider::IpassPortal, operation))
    }
}
