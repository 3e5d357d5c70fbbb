//! Users to be created and changed.

use callrec::Secret;
use pyo3::IntoPyObjectExt as _;
use pyo3::prelude::*;

use super::request_class;

/// In the place of a password.
const HIDDEN: &str = "***";

fn hidden<'py>(py: Python<'py>, secret: Option<&Secret>) -> PyResult<Bound<'py, PyAny>> {
    secret.map(|_| HIDDEN).into_bound_py_any(py)
}

request_class! {
    /// A user to be created, by `IpassRest.create_user` or `HostedUsers.create_user`.
    ///
    /// ``repr`` shows no password. Portal login and both notifications are always sent, since the
    /// documents contradict each other about what their absence means.
    ///
    /// Parameters
    /// ----------
    /// username : str
    ///     Login with exactly one ``@``, behind it the roaming realm of the account (SEED).
    /// email : str
    ///     Unique in the whole service (SEED).
    /// fname, lname : str
    ///     First and last name.
    /// password : str, optional
    ///     Where the account is set to customer-defined passwords (SEED).
    /// home_country : str, optional
    ///     Two capital letters of ISO 3166-1 (SEED).
    /// department_code : str, optional
    ///     Department or cost center, free text (SEED).
    /// locale : str, optional
    ///     As in ``"en-US"`` (SEED). REST API only.
    /// device_limit : int, optional
    ///     Devices the user may have; what 0 means is not stated (SEED). REST API only.
    /// enable_portal_login : bool, default False
    ///     Whether the user may sign in to the portal.
    /// notify_activate, notify_suspend : bool, default True
    ///     Whether an e-mail is sent then.
    NewUser, {
        /// str : Login with the realm.
        username => |py, user| (&user.username).into_bound_py_any(py),
        /// str : E-mail address.
        email => |py, user| (&user.email).into_bound_py_any(py),
        /// str : First name.
        fname => |py, user| (&user.fname).into_bound_py_any(py),
        /// str : Last name.
        lname => |py, user| (&user.lname).into_bound_py_any(py),
        /// str or None : ``"***"`` where there is one.
        password => |py, user| hidden(py, user.password.as_ref()),
        /// str or None : Two letters.
        home_country => |py, user| (&user.home_country).into_bound_py_any(py),
        /// str or None : Free text.
        department_code => |py, user| (&user.department_code).into_bound_py_any(py),
        /// str or None : Language.
        locale => |py, user| (&user.locale).into_bound_py_any(py),
        /// int or None : Devices the user may have.
        device_limit => |py, user| user.device_limit.into_bound_py_any(py),
        /// bool : Whether the user may sign in to the portal.
        enable_portal_login => |py, user| user.enable_portal_login.into_bound_py_any(py),
        /// bool : Whether an e-mail is sent at the activation.
        notify_activate => |py, user| user.notify_activate.into_bound_py_any(py),
        /// bool : Whether an e-mail is sent at a suspension.
        notify_suspend => |py, user| user.notify_suspend.into_bound_py_any(py),
    }
}

#[pymethods]
impl NewUser {
    #[new]
    #[pyo3(signature = (
        username, email, fname, lname, *, password=None, home_country=None, department_code=None,
        locale=None, device_limit=None, enable_portal_login=false, notify_activate=true,
        notify_suspend=true,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        username: String,
        email: String,
        fname: String,
        lname: String,
        password: Option<String>,
        home_country: Option<String>,
        department_code: Option<String>,
        locale: Option<String>,
        device_limit: Option<u32>,
        enable_portal_login: bool,
        notify_activate: bool,
        notify_suspend: bool,
    ) -> Self {
        let mut inner = callrec::NewUser::new(username, email, fname, lname)
            .enable_portal_login(enable_portal_login)
            .notify_activate(notify_activate)
            .notify_suspend(notify_suspend);
        inner.password = password.map(Secret::new);
        inner.home_country = home_country;
        inner.department_code = department_code;
        inner.locale = locale;
        inner.device_limit = device_limit;
        Self { inner }
    }
}

request_class! {
    /// Changes to the user of this name: what is None stays as it is.
    ///
    /// Parameters
    /// ----------
    /// username : str
    ///     The user's name, which cannot be changed.
    /// email, fname, lname, password, home_country, department_code, locale : str, optional
    ///     As of `NewUser`.
    /// device_limit : int, optional
    ///     As of `NewUser`.
    /// enable_portal_login, notify_activate, notify_suspend : bool, optional
    ///     They are sent in any case, since their absence may change them: what is None is read from
    ///     the service first.
    UserUpdate, {
        /// str : Login with the realm.
        username => |py, user| (&user.username).into_bound_py_any(py),
        /// str or None : E-mail address.
        email => |py, user| (&user.email).into_bound_py_any(py),
        /// str or None : First name.
        fname => |py, user| (&user.fname).into_bound_py_any(py),
        /// str or None : Last name.
        lname => |py, user| (&user.lname).into_bound_py_any(py),
        /// str or None : ``"***"`` where there is one.
        password => |py, user| hidden(py, user.password.as_ref()),
        /// str or None : Two letters.
        home_country => |py, user| (&user.home_country).into_bound_py_any(py),
        /// str or None : Free text.
        department_code => |py, user| (&user.department_code).into_bound_py_any(py),
        /// str or None : Language.
        locale => |py, user| (&user.locale).into_bound_py_any(py),
        /// int or None : Devices the user may have.
        device_limit => |py, user| user.device_limit.into_bound_py_any(py),
        /// bool or None : Whether the user may sign in to the portal.
        enable_portal_login => |py, user| user.enable_portal_login.into_bound_py_any(py),
        /// bool or None : Whether an e-mail is sent at an activation.
        notify_activate => |py, user| user.notify_activate.into_bound_py_any(py),
        /// bool or None : Whether an e-mail is sent at a suspension.
        notify_suspend => |py, user| user.notify_suspend.into_bound_py_any(py),
    }
}

#[pymethods]
impl UserUpdate {
    #[new]
    #[pyo3(signature = (
        username, *, email=None, fname=None, lname=None, password=None, home_country=None,
        department_code=None, locale=None, device_limit=None, enable_portal_login=None,
        notify_activate=None, notify_suspend=None,
    ))]
    #[allow(clippy::too_many_arguments)]
    fn new(
        username: String,
        email: Option<String>,
        fname: Option<String>,
        lname: Option<String>,
        password: Option<String>,
        home_country: Option<String>,
        department_code: Option<String>,
        locale: Option<String>,
        device_limit: Option<u32>,
        enable_portal_login: Option<bool>,
        notify_activate: Option<bool>,
        notify_suspend: Option<bool>,
    ) -> Self {
        let mut inner = callrec::UserUpdate::new(username);
        inner.email = email;
        inner.fname = fname;
        inner.lname = lname;
        inner.password = password.map(Secret::new);
        inner.home_country = home_country;
        inner.department_code = department_code;
        inner.locale = locale;
        inner.device_limit = device_limit;
        inner.enable_portal_login = enable_portal_login;
        inner.notify_activate = notify_activate;
        inner.notify_suspend = notify_suspend;
        Self { inner }
    }
}
