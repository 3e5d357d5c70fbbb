//! Users and their devices.

use callrec::SearchOptions;
use pyo3::prelude::*;

use super::{IpassRest, lists, writes};
use crate::outcome::Outcome;
use crate::reader::Reader;
use crate::request::{NewUser, UserUpdate};
use crate::{arguments, object};

lists! {
    /// All users that are active or suspended; those that were deleted are not among them (SEED).
    ///
    /// Returns
    /// -------
    /// Reader of UserRecord
    list_users();
    /// All users that are active.
    list_active_users();
    /// The devices that were activated with an e-mail address, whatever their status is.
    ///
    /// Returns
    /// -------
    /// Reader of DeviceRecord
    list_devices(email);
}

#[pymethods]
impl IpassRest {
    /// Users of whom the first name, last name, e-mail address or user name *begins* with `criteria`
    /// (SEED).
    ///
    /// Parameters
    /// ----------
    /// criteria : str
    ///     Empty ones are not sent.
    /// registered_from, registered_to : str or datetime.date, optional
    ///     The first and last day of the registration; both count. A user whose day is not told stays
    ///     in.
    ///
    /// Returns
    /// -------
    /// Reader of UserRecord
    #[pyo3(signature = (criteria, *, registered_from=None, registered_to=None))]
    fn search_users(
        &self,
        py: Python<'_>,
        criteria: &str,
        registered_from: Option<&Bound<'_, PyAny>>,
        registered_to: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Reader> {
        let at = self.held.at("search_users");
        let mut options = SearchOptions::default();
        options.from = registered_from.map(|day| arguments::day(day, at)).transpose()?;
        options.to = registered_to.map(|day| arguments::day(day, at)).transpose()?;
        self.held.read(py, Default::default(), |rest| rest.search_users(criteria, &options))
    }

    /// The user of this name, the case of its ASCII letters aside.
    ///
    /// Returns
    /// -------
    /// UserRecord or None
    fn find_user(&self, py: Python<'_>, username: &str) -> PyResult<Option<Py<PyAny>>> {
        object::maybe(py, self.held.call(py, |rest| rest.find_user(username))?)
    }

    /// The user of exactly this e-mail address, the case of its ASCII letters aside.
    ///
    /// Returns
    /// -------
    /// UserRecord or None
    fn find_user_by_email(&self, py: Python<'_>, email: &str) -> PyResult<Option<Py<PyAny>>> {
        object::maybe(py, self.held.call(py, |rest| rest.find_user_by_email(email))?)
    }
}

writes! {
    /// Creates a user. Never sent twice: after `AmbiguousError` ask `reconcile_create_user`.
    ///
    /// Returns
    /// -------
    /// Outcome of UserRecord
    ///
    /// Raises
    /// ------
    /// InvalidArgumentError
    ///     The user name has not exactly one ``@`` or another realm, or something that is required is
    ///     empty; nothing was sent.
    /// RejectedError
    ///     ``error.fault`` says why, as in ``"email_unavailable"``.
    create_user(user: NewUser);
    /// Changes what `update` says. Portal login and both notifications are sent in any case: where
    /// `update` does not say them, the user is read first.
    ///
    /// Raises
    /// ------
    /// NotFoundError
    ///     There is no such user; nothing was sent.
    update_user(update: UserUpdate);
    /// Suspends a user, who then cannot roam; signing in to the portal is still possible (SEED).
    suspend_user(username: &str);
    /// Activates a user who was suspended.
    activate_user(username: &str);
    /// Deletes a user, who is then not found any more; the provider keeps the record for billing
    /// (SEED). Where the first answer is lost it is sent once more, and "not found" is then success:
    /// `Outcome.already_gone`.
    delete_user(username: &str);
    /// Sends the user the e-mail with the activation link again. Never sent twice.
    resend_activation(username: &str);
    /// Deactivates a device; address and device must belong together (SEED).
    deactivate_device(email: &str, device_uuid: &str);
}
