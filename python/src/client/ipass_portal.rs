//! `callrec.IpassPortal`.

use callrec::blocking::IpassPortal as Client;
use callrec::{LoginMethod, Month, Provider, System, UnifyOptions};
use pyo3::prelude::*;
use pyo3::types::PyList;

use super::HostedUsers;
use super::builder::client_class;
use crate::arguments;
use crate::document::Document;
use crate::fan_out::{Calls, FanOut};
use crate::object;
use crate::reader::Reader;

client_class! {
    /// A client of the iPass Open Mobile portal.
    ///
    /// Logs in with the first call, shares one session among threads, and renews it once when it has
    /// ended. Calls block with the GIL released and answer Ctrl-C within 200 ms.
    ///
    /// Parameters
    /// ----------
    /// base_url : str
    ///     As in ``"https://openmobile.ipass.com"`` (SEED). Plain http only to a loopback address.
    /// username, password : str
    ///     Kept in memory that is wiped, never shown.
    /// login_method : {"post", "get"}, default "post"
    ///     By form (DOC), or with the password in the URL (SEED).
    /// user_agent_parameter : str, default "apiuser"
    ///     The value of the query parameter ``User-Agent`` (SEED); empty sends none.
    #[doc = include_str!("connection.txt")]
    /// Notes
    /// -----
    /// All calls may raise `AuthError`, `ForbiddenError`, `NotFoundError`, `RateLimitedError`,
    /// `RejectedError`, `ServiceError`, `NotDataError` and `TransportError`. Credentials that were
    /// refused are not sent again. A period without records is no error. In the signatures, a month is
    /// text such as ``"2026-09"`` or any date in it, a day text such as ``"2026-09-30"`` or a date; the
    /// portal's months go by GMT (DOC). ``company`` is the company's id (SEED).
    IpassPortal of Client,
    provider: Provider::IpassPortal,
    url: "CALLREC_IPASS_PORTAL_URL" or "https://openmobile.ipass.com",
    credentials: |plain| (username, password) plain.credentials(username, password),
    own: { login_method: &str = "post", user_agent_parameter: &str = "apiuser" },
    with: |py, builder| login(py, login_method).map(|method| {
        builder.login_method(method).user_agent_parameter(user_agent_parameter)
    }),
    /// A client from the environment.
    ///
    /// ``CALLREC_IPASS_PORTAL_USERNAME`` and ``CALLREC_IPASS_PORTAL_PASSWORD`` must be set;
    /// ``CALLREC_IPASS_PORTAL_URL`` may be, by default it is the provider's own. The options are those
    /// of the class.
    ///
    /// Raises
    /// ------
    /// ConfigError
    ///     A variable is missing.
    from_env,
    unpicklable: "a password and a session",
}

/// A report of a company and a period.
macro_rules! reports {
    ($($(#[$doc:meta])* $name:ident($period:ident: $of:path);)+) => {
        #[pymethods]
        impl IpassPortal {
            $(
                $(#[$doc])*
                fn $name(
                    &self,
                    py: Python<'_>,
                    company: &str,
                    $period: &Bound<'_, PyAny>,
                ) -> PyResult<Reader> {
                    let period = $of($period, self.held.at(stringify!($name)))?;
                    self.held.read(py, unify(company), |portal| portal.$name(company, period))
                }
            )+
        }
    };
}

reports! {
    /// The CDRs of a month. A monthly file supersedes its daily ones: never sum both.
    ///
    /// Parameters
    /// ----------
    /// company : str
    ///     The company's id.
    /// month : str or datetime.date
    ///     The GMT stop time decides the month (DOC).
    ///
    /// Returns
    /// -------
    /// Reader of CdrRecord
    monthly_cdr(month: arguments::month);
    /// The CDRs of a day.
    daily_cdr(date: arguments::day);
    /// The corrections published in a month, which amend months before (DOC). Often without a row.
    monthly_adjustment_cdr(month: arguments::month);
    /// The corrections published on a day, which amend months before (DOC).
    daily_adjustment_cdr(date: arguments::day);
    /// The network and client users of a month; XML by the provider's samples, CSV by the document:
    /// either is read.
    network_users(month: arguments::month);
    /// The same from the portal's CSV report (DOC).
    network_users_csv(month: arguments::month);
}

#[pymethods]
impl IpassPortal {
    /// Logs in now, to find out early whether the credentials are right. Calls do it by themselves.
    fn login(&self, py: Python<'_>) -> PyResult<()> {
        self.held.call(py, Client::login)
    }

    /// The child companies of a company.
    fn child_companies(&self, py: Python<'_>, company: &str) -> PyResult<Reader> {
        self.held.read(py, unify(company), |portal| portal.child_companies(company))
    }

    /// The same as a list of which none is missing.
    ///
    /// Raises
    /// ------
    /// DecodeError
    ///     A company cannot be read, which `child_companies` would set aside.
    fn companies<'py>(&self, py: Python<'py>, company: &str) -> PyResult<Bound<'py, PyList>> {
        object::list(py, self.held.call(py, |portal| portal.companies(company))?)
    }

    /// The custom report of a month for all child companies (DOC): a zip archive with a folder a
    /// company.
    ///
    /// Parameters
    /// ----------
    /// company : str
    ///     The parent company's id.
    /// month : str or datetime.date
    ///     The month.
    /// file_name : str
    ///     The report's name as the portal lists it, without a folder.
    ///
    /// Returns
    /// -------
    /// Document
    ///     `Document.unpack` it.
    ///
    /// Raises
    /// ------
    /// NotDataError
    ///     Something else than a zip archive came.
    fn child_custom_report(
        &self,
        py: Python<'_>,
        company: &str,
        month: &Bound<'_, PyAny>,
        file_name: &str,
    ) -> PyResult<Document> {
        let month = arguments::month(month, self.held.at("child_custom_report"))?;
        self.held.document(py, "child_custom_report", |portal| {
            portal.child_custom_report(company, month, file_name)
        })
    }

    /// The CDRs of a month of a company and of all companies below it, several at once in one session.
    ///
    /// One company's `ForbiddenError` is that company's item and stops nothing.
    ///
    /// Parameters
    /// ----------
    /// parent : str
    ///     The parent company's id; its own item comes first, with an unknown name.
    /// month : str or datetime.date
    ///     The month.
    /// concurrency : int, default 4
    ///     Companies that are called for at once.
    /// as_completed : bool, default False
    ///     Give items as they come, not in the order of the companies.
    ///
    /// Returns
    /// -------
    /// FanOut
    ///     Of `CompanyRecord` and its reader; read or close each before many more are taken.
    #[pyo3(signature = (parent, month, *, concurrency=None, as_completed=false))]
    fn monthly_cdr_of_all(
        &self,
        py: Python<'_>,
        parent: &str,
        month: &Bound<'_, PyAny>,
        concurrency: Option<usize>,
        as_completed: bool,
    ) -> PyResult<FanOut> {
        let month: Month = arguments::month(month, self.held.at("monthly_cdr_of_all"))?;
        let calls = self.held.call(py, |portal| portal.monthly_cdr_of_all(parent, month))?;
        FanOut::new(py, Calls::Companies(calls), concurrency, as_completed)
    }

    /// The CDRs of each day of a month, several at once. A monthly file supersedes them: never sum
    /// both. Parameters as of `monthly_cdr_of_all`.
    ///
    /// Returns
    /// -------
    /// FanOut
    ///     Of `datetime.date` and its reader.
    #[pyo3(signature = (company, month, *, concurrency=None, as_completed=false))]
    fn daily_cdr_of_month(
        &self,
        py: Python<'_>,
        company: &str,
        month: &Bound<'_, PyAny>,
        concurrency: Option<usize>,
        as_completed: bool,
    ) -> PyResult<FanOut> {
        let month = arguments::month(month, self.held.at("daily_cdr_of_month"))?;
        let calls = self.held.call(py, |portal| portal.daily_cdr_of_month(company, month))?;
        let account = company.to_owned();
        FanOut::new(py, Calls::Days(calls, account), concurrency, as_completed)
    }

    /// A client of Hosted User Provisioning that shares this client's session and connections.
    fn hosted_users(&self, py: Python<'_>) -> PyResult<HostedUsers> {
        let held = self.held.derive(py, Provider::HostedUsers, Client::hosted_users)?;
        Ok(HostedUsers { held })
    }
}

pub(crate) fn unify(company: &str) -> UnifyOptions {
    UnifyOptions::default().with_system(System::IpassPortal).with_account(company)
}

/// How to log in, by its name.
pub(super) fn login(py: Python<'_>, name: &str) -> PyResult<LoginMethod> {
    let methods = [("post", LoginMethod::PostForm), ("get", LoginMethod::Get)];
    arguments::one_of(py, "login_method", name, &methods)
}
