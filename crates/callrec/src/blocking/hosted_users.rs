//! The client of Hosted User Provisioning for plain threads.

use super::caller::Caller;
use crate::{HostedUsersBuilder, NewUser, Outcome, Provider, Result, User, UserUpdate};

/// A client of iPass Hosted User Provisioning for plain threads: [`crate::HostedUsers`], blocking.
///
/// Cheap to clone; may be used by many threads at once. A call that is cancelled may have been carried
/// out.
#[derive(Clone, Debug)]
pub struct HostedUsers {
    caller: Caller<crate::HostedUsers>,
}

impl HostedUsers {
    /// The operations by their names in snake case.
    pub const OPERATIONS: [&'static str; 3] = crate::HostedUsers::OPERATIONS;

    /// The same builder as the async client's; end it with
    /// [`build_blocking`](HostedUsersBuilder::build_blocking).
    pub fn builder() -> HostedUsersBuilder {
        crate::HostedUsers::builder()
    }

    pub(crate) fn new(inner: crate::HostedUsers) -> Result<Self> {
        Ok(Self { caller: Caller::new(inner, Provider::HostedUsers)? })
    }

    pub(super) fn within(caller: Caller<crate::HostedUsers>) -> Self {
        Self { caller }
    }

    /// The same client, whose calls ask `ask` on the waiting thread, at least every 100 ms, whether to
    /// stop: true ends the call with `Cancelled` and closes its connection.
    #[must_use]
    pub fn with_interrupt(&self, ask: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self { caller: self.caller.with_interrupt(ask) }
    }

    /// See [`crate::HostedUsers::with_realm`]; `Forked` in a child of `fork`.
    pub fn with_realm(&self, realm: &str) -> Result<Self> {
        let derived = self.caller.derive(Provider::HostedUsers, |users| users.with_realm(realm))?;
        Ok(Self { caller: derived })
    }

    /// See [`crate::HostedUsers::dry_run`]; `Forked` in a child of `fork`.
    pub fn dry_run(&self) -> Result<Self> {
        let derived = self.caller.derive(Provider::HostedUsers, |users| Ok(users.dry_run()))?;
        Ok(Self { caller: derived })
    }

    /// See [`crate::HostedUsers::retrieve_user`].
    pub fn retrieve_user(&self, company: &str, username: &str) -> Result<Option<User>> {
        let company = company.to_owned();
        let username = username.to_owned();
        self.caller.call("retrieve_user", |users| async move {
            users.retrieve_user(&company, &username).await
        })
    }

    /// See [`crate::HostedUsers::create_user`].
    pub fn create_user(&self, company: &str, user: &NewUser) -> Result<Outcome<User>> {
        let company = company.to_owned();
        let user = user.clone();
        self.caller
            .write("create_user", |users| async move { users.create_user(&company, &user).await })
    }

    /// See [`crate::HostedUsers::create_or_update_user`].
    pub fn create_or_update_user(&self, company: &str, user: &NewUser) -> Result<Outcome<User>> {
        let company = company.to_owned();
        let user = user.clone();
        self.caller.write("create_or_update_user", |users| async move {
            users.create_or_update_user(&company, &user).await
        })
    }

    /// See [`crate::HostedUsers::update_user`].
    pub fn update_user(&self, company: &str, update: &UserUpdate) -> Result<Outcome<User>> {
        let company = company.to_owned();
        let update = update.clone();
        self.caller
            .write("update_user", |users| async move { users.update_user(&company, &update).await })
    }

    /// See [`crate::HostedUsers::suspend_user`].
    pub fn suspend_user(&self, company: &str, username: &str) -> Result<Outcome<User>> {
        let company = company.to_owned();
        let username = username.to_owned();
        self.caller.write("suspend_user", |users| async move {
            users.suspend_user(&company, &username).await
        })
    }
}
