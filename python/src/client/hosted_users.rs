//! `callrec.HostedUsers`.

use callrec::Provider;
use callrec::blocking::HostedUsers as Client;
use pyo3::prelude::*;

use super::builder::client_class;
use super::ipass_portal::login;
use crate::object;
use crate::outcome::Outcome;
use crate::request::{NewUser, UserUpdate};

client_class! {
    /// A client of iPass Hosted User Provisioning, on the portal.
    ///
    /// Logs in with the first call, as `IpassPortal` does. The service has one operation for creating
    /// and changing, which creates a user where a name is mistyped. Here they are two, and each looks
    /// first whether the user is there.
    ///
    /// Parameters
    /// ----------
    /// base_url : str
    ///     The portal's, as in ``"https://openmobile.ipass.com"`` (SEED).
    /// username, password : str
    ///     Of one who may provision users (SEED). Never shown.
    /// realm : str, optional
    ///     The domain of the company, with or without its ``@``: user names that do not end in it are
    ///     refused before they are sent. By default any is taken.
    /// login_method : {"post", "get"}, default "post"
    ///     By form (DOC), or with the password in the URL (SEED).
    /// user_agent_parameter : str, default "apiuser"
    ///     The value of the query parameter ``User-Agent`` (SEED); empty sends none.
    #[doc = include_str!("connection.txt")]
    /// Notes
    /// -----
    /// Writes are sent once; where their answer is lost, what sets a state may be sent again while no
    /// later write to the same user was made.
    HostedUsers of Client,
    provider: Provider::HostedUsers,
    url: "CALLREC_IPASS_PORTAL_URL" or "https://openmobile.ipass.com",
    credentials: |plain| (username, password) plain.credentials(username, password),
    own: {
        realm: Option<&str> = None,
        login_method: &str = "post",
        user_agent_parameter: &str = "apiuser",
    },
    with: |py, builder| login(py, login_method).map(|method| {
        let builder = builder.login_method(method).user_agent_parameter(user_agent_parameter);
        match realm {
            Some(realm) => builder.realm(realm),
            None => builder,
        }
    }),
    /// A client from the environment: the portal's variables, see `IpassPortal.from_env`.
    ///
    /// Raises
    /// ------
    /// ConfigError
    ///     A variable is missing.
    from_env,
    unpicklable: "a password and a session",
}

#[pymethods]
impl HostedUsers {
    /// The same client for a company with this domain; session and connections are shared.
    fn with_realm(&self, py: Python<'_>, realm: &str) -> PyResult<Self> {
        let held = self.held.derive(py, Provider::HostedUsers, |users| users.with_realm(realm))?;
        Ok(Self { held })
    }

    /// The same client, whose writes are not sent: their outcomes say what would have been. Reads are
    /// made, also those that a write makes first.
    fn dry_run(&self, py: Python<'_>) -> PyResult<Self> {
        let held = self.held.derive(py, Provider::HostedUsers, Client::dry_run)?;
        Ok(Self { held })
    }

    /// The user of this name.
    ///
    /// Parameters
    /// ----------
    /// company : str
    ///     The company's id.
    /// username : str
    ///     The login, with its domain.
    ///
    /// Returns
    /// -------
    /// UserRecord or None
    ///     None where there is none: 404, 410, an answer without a body (INF).
    fn retrieve_user(
        &self,
        py: Python<'_>,
        company: &str,
        username: &str,
    ) -> PyResult<Option<Py<PyAny>>> {
        let found = self.held.call(py, |users| users.retrieve_user(company, username))?;
        object::maybe(py, found)
    }

    /// Creates a user.
    ///
    /// Between the look whether the name is taken and the creation another program may create the same
    /// user, who would then be changed: the service has no way to prevent it.
    ///
    /// Returns
    /// -------
    /// Outcome of UserRecord
    ///
    /// Raises
    /// ------
    /// RejectedError
    ///     One of that name is there; nothing was sent.
    /// AmbiguousError
    ///     Whether it was carried out is not known: ask `retrieve_user`.
    fn create_user(&self, py: Python<'_>, company: &str, user: NewUser) -> PyResult<Outcome> {
        let user = user.inner;
        Outcome::new(py, self.held.call(py, |users| users.create_user(company, &user))?)
    }

    /// Creates a user, or changes the one who has that name to all that `user` says, without a look
    /// before: the service's own operation.
    fn create_or_update_user(
        &self,
        py: Python<'_>,
        company: &str,
        user: NewUser,
    ) -> PyResult<Outcome> {
        let user = user.inner;
        Outcome::new(py, self.held.call(py, |users| users.create_or_update_user(company, &user))?)
    }

    /// Changes what `update` says. Portal login and both notifications are sent in any case, as the
    /// user has them where `update` does not say them.
    ///
    /// Raises
    /// ------
    /// NotFoundError
    ///     No user has that name; nothing was sent.
    fn update_user(&self, py: Python<'_>, company: &str, update: UserUpdate) -> PyResult<Outcome> {
        let update = update.inner;
        Outcome::new(py, self.held.call(py, |users| users.update_user(company, &update))?)
    }

    /// Suspends a user, whose e-mail address is read first.
    ///
    /// Raises
    /// ------
    /// NotFoundError
    ///     No user has that name; nothing was sent.
    fn suspend_user(&self, py: Python<'_>, company: &str, username: &str) -> PyResult<Outcome> {
        Outcome::new(py, self.held.call(py, |users| users.suspend_user(company, username))?)
    }
}
