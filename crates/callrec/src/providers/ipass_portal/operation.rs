//! The portal's operations: name, path, period and report, as the document prints them.

use callrec_decode::Report;

/// What a request asks for beside the company.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parameter {
    /// `month=YYYY-MM`.
    Month,
    /// `date=YYYY-MM-DD`; not `month`, whatever the text above the example says (reading A9).
    Date,
    /// Nothing: the document pastes the bare URL into a browser (reading A17).
    None,
}

impl Parameter {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Month => "month",
            Self::Date => "date",
            Self::None => "",
        }
    }
}

/// One operation that gives a report.
#[derive(Clone, Copy, Debug)]
pub(super) struct Operation {
    /// In errors and in every language, snake case.
    pub(super) name: &'static str,
    /// Segments after `…/ipass/{company}/mo/`. They are not symmetric (reading A10).
    pub(super) path: &'static [&'static str],
    pub(super) parameter: Parameter,
    pub(super) report: Report,
}

/// The login's name in errors.
pub(super) const LOGIN: &str = "login";
/// The login's path (SEED).
pub(super) const LOGIN_PATH: &[&str] = &["moservices", "rest", "api", "login"];
/// Before the company (SEED).
pub(super) const REPORT_PATH: &[&str] = &["moservices", "rest", "api", "ipass"];

/// SEED.
pub(super) const MONTHLY_CDR: Operation = Operation {
    name: "monthly_cdr",
    path: &["cdrReports", "monthly", "cdr"],
    parameter: Parameter::Month,
    report: Report::IpassCdr,
};

/// SEED.
pub(super) const DAILY_CDR: Operation = Operation {
    name: "daily_cdr",
    path: &["cdrReports", "daily", "cdrdaily"],
    parameter: Parameter::Date,
    report: Report::IpassCdr,
};

/// SEED.
pub(super) const MONTHLY_ADJUSTMENT_CDR: Operation = Operation {
    name: "monthly_adjustment_cdr",
    path: &["cdrReports", "monthly", "adjcdr"],
    parameter: Parameter::Month,
    report: Report::IpassCdr,
};

/// SEED.
pub(super) const DAILY_ADJUSTMENT_CDR: Operation = Operation {
    name: "daily_adjustment_cdr",
    path: &["cdrReports", "daily", "adjcdrdaily"],
    parameter: Parameter::Date,
    report: Report::IpassCdr,
};

/// SEED; XML or CSV is told by the body (reading A5).
pub(super) const NETWORK_USERS: Operation = Operation {
    name: "network_users",
    path: &["cdrReports", "networkAndClientUser"],
    parameter: Parameter::Month,
    report: Report::IpassNetworkUsers,
};

/// DOC.
pub(super) const NETWORK_USERS_CSV: Operation = Operation {
    name: "network_users_csv",
    path: &["cdrReports", "monthly", "networkuser"],
    parameter: Parameter::Month,
    report: Report::IpassNetworkUsers,
};

/// DOC; not a report of rows but a zip archive with a folder a child company.
pub(super) const CHILD_CUSTOM_REPORT: &str = "child_custom_report";
/// Segments after `…/mo/` (DOC).
pub(super) const CHILD_CUSTOM_REPORT_PATH: &[&str] = &["reports", "monthly", "custom"];
/// The query's name for the custom report (DOC); the REST API has another one (reading B45).
pub(super) const FILE_NAME: &str = "filename";

/// SEED.
pub(super) const CHILD_COMPANIES: Operation = Operation {
    name: "child_companies",
    path: &["omapi", "findAllChildCompanies"],
    parameter: Parameter::None,
    report: Report::Companies,
};
