//! The reports: the same as the portal's, of one company.

use callrec::{System, UnifyOptions};
use pyo3::prelude::*;

use super::IpassRest;
use crate::arguments;
use crate::document::Document;
use crate::reader::Reader;

/// A report of a period.
macro_rules! reports {
    ($($(#[$doc:meta])* $name:ident($period:ident: $of:path);)+) => {
        #[pymethods]
        impl IpassRest {
            $(
                $(#[$doc])*
                fn $name(&self, py: Python<'_>, $period: &Bound<'_, PyAny>) -> PyResult<Reader> {
                    let period = $of($period, self.held.at(stringify!($name)))?;
                    let client = self.held.client(py)?;
                    let unify = UnifyOptions::default()
                        .with_system(System::IpassRest)
                        .with_account(client.company());
                    self.held.read(py, unify, |rest| rest.$name(period))
                }
            )+
        }
    };
}

reports! {
    /// The CDRs of a month. Whether it is the same file as the portal's nobody says.
    ///
    /// Parameters
    /// ----------
    /// month : str or datetime.date
    ///     As in ``"2026-09"``, or any date in it.
    ///
    /// Returns
    /// -------
    /// Reader of CdrRecord
    monthly_cdr(month: arguments::month);
    /// The corrections published in a month, which amend months before.
    monthly_adjustment_cdr(month: arguments::month);
    /// The CDRs of a day. A monthly file supersedes its daily ones: never sum both.
    daily_cdr(date: arguments::day);
    /// The corrections published on a day, which amend months before.
    daily_adjustment_cdr(date: arguments::day);
    /// The network and client users of a month.
    ///
    /// Returns
    /// -------
    /// Reader of NetworkUserRecord
    network_users(month: arguments::month);
}

#[pymethods]
impl IpassRest {
    /// A custom report of the portal: mostly HTML, whatever it is called.
    ///
    /// Parameters
    /// ----------
    /// month : str or datetime.date
    ///     The month.
    /// file : str
    ///     The file name that the portal lists, as in ``"CustomReport.html"`` (SEED).
    /// duration : str, optional
    ///     The parameter ``duration-type``, of which the document knows only ``"monthly"`` (SEED).
    ///
    /// Returns
    /// -------
    /// Document
    #[pyo3(signature = (month, file, duration=None))]
    fn custom_report(
        &self,
        py: Python<'_>,
        month: &Bound<'_, PyAny>,
        file: &str,
        duration: Option<&str>,
    ) -> PyResult<Document> {
        let month = arguments::month(month, self.held.at("custom_report"))?;
        self.held.document(py, "custom_report", |rest| rest.custom_report(month, file, duration))
    }

    /// The same report of all child companies: a zip archive with a folder a company (SEED).
    ///
    /// The URL that the document prints for it is that of another operation, which changes data: it
    /// is never sent.
    fn child_custom_report(
        &self,
        py: Python<'_>,
        month: &Bound<'_, PyAny>,
        file: &str,
    ) -> PyResult<Document> {
        let month = arguments::month(month, self.held.at("child_custom_report"))?;
        self.held.document(py, "child_custom_report", |rest| rest.child_custom_report(month, file))
    }
}
