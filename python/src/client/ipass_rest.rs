//! `callrec.IpassRest`: what it is; its operations are in the files below.

mod organisation;
mod reconcile;
mod reports;
mod users;

use callrec::blocking::IpassRest as Client;
use callrec::{DailyParameter, Paging, Provider};
use pyo3::prelude::*;

use super::builder::client_class;
use crate::arguments;

client_class! {
    /// A client of the iPass REST API v1.5: users, cost centers, devices, registration codes, groups,
    /// and the reports.
    ///
    /// Key and company go with every call (SEED). Calls block with the GIL released and answer Ctrl-C
    /// within 200 ms; one that is cancelled may have been carried out.
    ///
    /// Parameters
    /// ----------
    /// base_url : str
    ///     As in ``"https://api.ipass.com/v1"`` (SEED).
    /// key : str
    ///     The API key. It goes to no other host and is never shown.
    /// company : str
    ///     The company's id.
    /// realm : str, optional
    ///     The roaming realm of the account: user names that do not end in it are refused before they
    ///     are sent. By default any is taken.
    /// page_limit : int, optional
    ///     Items of a page of a list, 1 to 100000. By default as the document prints it: 20 users, 15
    ///     registration codes or users of a cost center.
    /// paging : {"page_is_number", "page_is_size"}, default "page_is_number"
    ///     What the parameters ``page`` and ``limit`` mean; the document says both (SEED).
    /// daily_parameter : {"date", "month", "both"}, optional
    ///     Under which name the day of a daily report is sent; the document says both (SEED). By
    ///     default ``date``, and where that is refused ``month``.
    #[doc = include_str!("connection.txt")]
    /// Notes
    /// -----
    /// What creates or notifies is never sent twice: where nobody knows whether it was carried out,
    /// `AmbiguousError` comes, and the ``reconcile_…`` call of the same name looks. ``error.fault``
    /// says what the service's error code means.
    IpassRest of Client,
    provider: Provider::IpassRest,
    url: "CALLREC_IPASS_REST_URL" or "https://api.ipass.com/v1",
    credentials: |plain| (key, company) plain.key(key).company(company),
    own: {
        realm: Option<&str> = None,
        page_limit: Option<u32> = None,
        paging: &str = "page_is_number",
        daily_parameter: Option<&str> = None,
    },
    with: |py, builder| {
        let own = || -> PyResult<_> {
            let daily = daily_parameter.map(|name| daily_parameter_named(py, name)).transpose()?;
            Ok((paging_named(py, paging)?, daily))
        };
        own().map(|(paging, daily)| {
            let mut builder = builder.paging(paging);
            if let Some(realm) = realm {
                builder = builder.realm(realm);
            }
            if let Some(items) = page_limit {
                builder = builder.page_limit(items);
            }
            if let Some(parameter) = daily {
                builder = builder.daily_parameter(parameter);
            }
            builder
        })
    },
    /// A client from the environment.
    ///
    /// ``CALLREC_IPASS_REST_KEY`` and ``CALLREC_IPASS_REST_COMPANY`` must be set;
    /// ``CALLREC_IPASS_REST_URL`` may be, by default it is the provider's own. The options are those
    /// of the class.
    ///
    /// Raises
    /// ------
    /// ConfigError
    ///     A variable is missing.
    from_env,
    unpicklable: "a key",
}

#[pymethods]
impl IpassRest {
    /// The same client for another company, a child's say: key, connections and limits are shared.
    fn with_company(&self, py: Python<'_>, id: &str) -> PyResult<Self> {
        let held = self.held.derive(py, Provider::IpassRest, |rest| rest.with_company(id))?;
        Ok(Self { held })
    }

    /// The same client, whose writes are not sent: their outcomes say what would have been. Reads are
    /// made, also those that a write makes first.
    fn dry_run(&self, py: Python<'_>) -> PyResult<Self> {
        let held = self.held.derive(py, Provider::IpassRest, Client::dry_run)?;
        Ok(Self { held })
    }
}

/// Lists that come as readers; those with an argument take text.
macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident($($argument:ident),*);)+) => {
        #[pymethods]
        impl IpassRest {
            $(
                $(#[$doc])*
                fn $name(&self, py: Python<'_>, $($argument: &str),*) -> PyResult<Reader> {
                    self.held.read(py, Default::default(), |rest| rest.$name($($argument),*))
                }
            )+
        }
    };
}

/// Writes, whose arguments are text or a request of `callrec.request`.
macro_rules! writes {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),+);)+) => {
        #[pymethods]
        impl IpassRest {
            $(
                $(#[$doc])*
                fn $name(&self, py: Python<'_>, $($argument: $type),+) -> PyResult<Outcome> {
                    let outcome = self.held.call(py, |rest| {
                        rest.$name($(crate::request::Sent::sent(&$argument)),+)
                    })?;
                    Outcome::new(py, outcome)
                }
            )+
        }
    };
}

use {lists, writes};

fn paging_named(py: Python<'_>, name: &str) -> PyResult<Paging> {
    arguments::one_of(
        py,
        "paging",
        name,
        &[("page_is_number", Paging::PageIsNumber), ("page_is_size", Paging::PageIsSize)],
    )
}

fn daily_parameter_named(py: Python<'_>, name: &str) -> PyResult<DailyParameter> {
    arguments::one_of(
        py,
        "daily_parameter",
        name,
        &[
            ("date", DailyParameter::Date),
            ("month", DailyParameter::Month),
            ("both", DailyParameter::Both),
        ],
    )
}
