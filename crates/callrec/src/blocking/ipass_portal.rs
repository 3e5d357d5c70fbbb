//! The portal's client for plain threads.

use super::caller::Caller;
use super::{Document, FanOut, HostedUsers, Reader};
use crate::{Company, Day, IpassPortalBuilder, Month, Provider, Result};

/// A client of the iPass Open Mobile portal for plain threads: [`crate::IpassPortal`], blocking.
///
/// Cheap to clone; may be used by many threads at once.
#[derive(Clone, Debug)]
pub struct IpassPortal {
    caller: Caller<crate::IpassPortal>,
}

impl IpassPortal {
    /// The same builder as the async client's; end it with
    /// [`build_blocking`](IpassPortalBuilder::build_blocking).
    pub fn builder() -> IpassPortalBuilder {
        crate::IpassPortal::builder()
    }

    pub(crate) fn new(inner: crate::IpassPortal) -> Result<Self> {
        Ok(Self { caller: Caller::new(inner, Provider::IpassPortal)? })
    }

    /// The same client, whose calls and readers ask `ask` on the waiting thread, at least every
    /// 100 ms, whether to stop: true ends the call with `Cancelled` and closes its connection.
    #[must_use]
    pub fn with_interrupt(&self, ask: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self { caller: self.caller.with_interrupt(ask) }
    }

    /// See [`crate::IpassPortal::hosted_users`]; `Forked` in a child of `fork`.
    pub fn hosted_users(&self) -> Result<HostedUsers> {
        let derived =
            self.caller.derive(Provider::HostedUsers, |portal| Ok(portal.hosted_users()))?;
        Ok(HostedUsers::within(derived))
    }

    /// See [`crate::IpassPortal::login`].
    pub fn login(&self) -> Result<()> {
        self.caller.call("login", |portal| async move { portal.login().await })
    }

    /// See [`crate::IpassPortal::monthly_cdr`].
    pub fn monthly_cdr(&self, company: &str, month: Month) -> Result<Reader> {
        let company = company.to_owned();
        self.caller
            .read("monthly_cdr", |portal| async move { portal.monthly_cdr(&company, month).await })
    }

    /// See [`crate::IpassPortal::daily_cdr`].
    pub fn daily_cdr(&self, company: &str, day: Day) -> Result<Reader> {
        let company = company.to_owned();
        self.caller.read("daily_cdr", |portal| async move { portal.daily_cdr(&company, day).await })
    }

    /// See [`crate::IpassPortal::monthly_adjustment_cdr`].
    pub fn monthly_adjustment_cdr(&self, company: &str, month: Month) -> Result<Reader> {
        let company = company.to_owned();
        self.caller.read("monthly_adjustment_cdr", |portal| async move {
            portal.monthly_adjustment_cdr(&company, month).await
        })
    }

    /// See [`crate::IpassPortal::daily_adjustment_cdr`].
    pub fn daily_adjustment_cdr(&self, company: &str, day: Day) -> Result<Reader> {
        let company = company.to_owned();
        self.caller.read("daily_adjustment_cdr", |portal| async move {
            portal.daily_adjustment_cdr(&company, day).await
        })
    }

    /// See [`crate::IpassPortal::network_users`].
    pub fn network_users(&self, company: &str, month: Month) -> Result<Reader> {
        let company = company.to_owned();
        self.caller.read("network_users", |portal| async move {
            portal.network_users(&company, month).await
        })
    }

    /// See [`crate::IpassPortal::network_users_csv`].
    pub fn network_users_csv(&self, company: &str, month: Month) -> Result<Reader> {
        let company = company.to_owned();
        self.caller.read("network_users_csv", |portal| async move {
            portal.network_users_csv(&company, month).await
        })
    }

    /// See [`crate::IpassPortal::child_companies`].
    pub fn child_companies(&self, company: &str) -> Result<Reader> {
        let company = company.to_owned();
        self.caller
            .read("child_companies", |portal| async move { portal.child_companies(&company).await })
    }

    /// See [`crate::IpassPortal::monthly_cdr_of_all`].
    pub fn monthly_cdr_of_all(&self, parent: &str, month: Month) -> Result<FanOut<Company>> {
        let parent = parent.to_owned();
        let calls = self.caller.call("monthly_cdr", |portal| async move {
            portal.monthly_cdr_of_all(&parent, month).await
        })?;
        Ok(FanOut::new(calls, "monthly_cdr", self.caller.without_client()))
    }

    /// See [`crate::IpassPortal::daily_cdr_of_month`].
    pub fn daily_cdr_of_month(&self, company: &str, month: Month) -> Result<FanOut<Day>> {
        let calls = self.caller.client()?.daily_cdr_of_month(company, month);
        Ok(FanOut::new(calls, "daily_cdr", self.caller.without_client()))
    }

    /// See [`crate::IpassPortal::child_custom_report`].
    pub fn child_custom_report(
        &self,
        company: &str,
        month: Month,
        file_name: &str,
    ) -> Result<Document> {
        let (company, file_name) = (company.to_owned(), file_name.to_owned());
        self.caller.document("child_custom_report", |portal| async move {
            portal.child_custom_report(&company, month, &file_name).await
        })
    }

    /// See [`crate::IpassPortal::companies`].
    pub fn companies(&self, company: &str) -> Result<Vec<Company>> {
        let company = company.to_owned();
        self.caller
            .call("child_companies", |portal| async move { portal.companies(&company).await })
    }
}
