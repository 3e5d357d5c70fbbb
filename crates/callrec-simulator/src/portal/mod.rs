//! The reports of the portal.

pub(crate) mod cdr;
pub(crate) mod child_custom_report;
mod companies;
pub(crate) mod network_users;
pub(crate) mod pages;
mod xml;

use axum::http::{Method, StatusCode, header};

use crate::{
    Operation,
    answer::Answer,
    data::{Company, Month},
    incoming::Incoming,
    parameters::Parameters,
    routes::{Route, by_method},
    shared::Shared,
    switches::{NoSession, Switches, Unentitled},
};

/// The paths of the operations, exactly: they are not symmetric (A10).
pub(crate) const ROUTES: &[Route] = &[
    Route::new("/moservices/rest/api/login", |_, request| {
        by_method(request, &[Method::GET, Method::POST], Operation::Login)
    }),
    Route::new("/moservices/rest/api/ipass/{company}/mo/cdrReports/monthly/cdr", |_, request| {
        by_method(request, &[Method::GET], Operation::MonthlyCdr)
    }),
    Route::new(
        "/moservices/rest/api/ipass/{company}/mo/cdrReports/daily/cdrdaily",
        |_, request| by_method(request, &[Method::GET], Operation::DailyCdr),
    ),
    Route::new(
        "/moservices/rest/api/ipass/{company}/mo/cdrReports/monthly/adjcdr",
        |_, request| by_method(request, &[Method::GET], Operation::MonthlyAdjustmentCdr),
    ),
    Route::new(
        "/moservices/rest/api/ipass/{company}/mo/cdrReports/daily/adjcdrdaily",
        |_, request| by_method(request, &[Method::GET], Operation::DailyAdjustmentCdr),
    ),
    Route::new(
        "/moservices/rest/api/ipass/{company}/mo/cdrReports/networkAndClientUser",
        |_, request| by_method(request, &[Method::GET], Operation::NetworkUsers),
    ),
    Route::new(
        "/moservices/rest/api/ipass/{company}/mo/cdrReports/monthly/networkuser",
        |_, request| by_method(request, &[Method::GET], Operation::NetworkUsersCsv),
    ),
    Route::new("/moservices/rest/api/ipass/{company}/mo/reports/monthly/custom", |_, request| {
        by_method(request, &[Method::GET], Operation::ChildCustomReport)
    }),
    Route::new(
        "/moservices/rest/api/ipass/{company}/mo/omapi/findAllChildCompanies",
        |_, request| by_method(request, &[Method::GET], Operation::ChildCompanies),
    ),
];

/// One request for a report.
struct Inquiry<'a> {
    shared: &'a Shared,
    switches: &'a Switches,
    operation: Operation,
    company: &'a Company,
    parameters: Parameters,
}

/// Answers a request for a report.
pub(crate) fn report(shared: &Shared, operation: Operation, request: &Incoming) -> Answer {
    let switches = shared.switches();
    if !shared.enter_session(request.entry, &request.headers) {
        return without_session(&switches);
    }
    let Some(company) = entitled(shared, &switches, request.segment("company")) else {
        return unentitled(&switches);
    };
    let answer = request.query().and_then(|parameters| {
        let inquiry = Inquiry { shared, switches: &switches, operation, company, parameters };
        inquiry.answer()
    });
    answer.unwrap_or_else(|reason| {
        let status = StatusCode::BAD_REQUEST;
        Answer::html(status, pages::error(status, &reason))
    })
}

impl Inquiry<'_> {
    /// # Errors
    /// What is wrong with the parameters.
    fn answer(&self) -> Result<Answer, String> {
        match self.operation {
            Operation::MonthlyCdr
            | Operation::DailyCdr
            | Operation::MonthlyAdjustmentCdr
            | Operation::DailyAdjustmentCdr => cdr::answer(self),
            Operation::NetworkUsers => network_users::answer(self),
            Operation::NetworkUsersCsv => network_users::answer_csv(self),
            Operation::ChildCompanies => companies::answer(self),
            Operation::ChildCustomReport => child_custom_report::answer(self),
            other => Err(format!("{} is no report", other.name())),
        }
    }

    fn month(&self) -> Result<Month, String> {
        self.only(&["month", "User-Agent"])?;
        self.required("month")?.parse().map_err(|_| "month must be YYYY-MM".to_owned())
    }

    fn required(&self, name: &str) -> Result<&str, String> {
        self.parameters.get(name).ok_or_else(|| format!("{name} is missing"))
    }

    fn only(&self, names: &[&str]) -> Result<(), String> {
        if self.switches.strict_parameters { self.parameters.check_names(names) } else { Ok(()) }
    }
}

/// The company, where it is the user's own or one of its children.
pub(crate) fn entitled<'a>(
    shared: &'a Shared,
    switches: &Switches,
    id: &str,
) -> Option<&'a Company> {
    let is_main = shared.accounts.main().id == id;
    shared.accounts.find(id).filter(|_| is_main || switches.delegated)
}

/// The answer to a request without a session that is good.
pub(crate) fn without_session(switches: &Switches) -> Answer {
    match switches.no_session {
        NoSession::Unauthorized => {
            Answer::text(StatusCode::UNAUTHORIZED, pages::AUTHORIZATION_REQUIRED)
        }
        NoSession::Redirect => {
            Answer::text(StatusCode::FOUND, "").with_header(header::LOCATION, pages::LOGIN_PATH)
        }
        NoSession::LoginPage => Answer::html(StatusCode::OK, pages::LOGIN),
        NoSession::AuthText => Answer::text(StatusCode::OK, pages::AUTHORIZATION_REQUIRED),
    }
}

/// The answer to a request for another's company.
pub(crate) fn unentitled(switches: &Switches) -> Answer {
    let refuse =
        |status| Answer::html(status, pages::error(status, "the company is not among yours"));
    match switches.unentitled {
        Unentitled::Forbidden => refuse(StatusCode::FORBIDDEN),
        Unentitled::NotFound => refuse(StatusCode::NOT_FOUND),
        Unentitled::Html => Answer::html(StatusCode::OK, pages::NOT_ENTITLED),
    }
}
