//! The reports of the portal.

mod cdr;
mod companies;
mod network_users;
pub(crate) mod pages;
mod xml;

use axum::http::{HeaderMap, StatusCode, Uri, header};

use crate::{
    Operation,
    answer::Answer,
    data::{Company, Month},
    parameters::Parameters,
    shared::Shared,
    switches::{NoSession, Switches, Unentitled},
};

/// One request for a report.
struct Inquiry<'a> {
    shared: &'a Shared,
    switches: &'a Switches,
    operation: Operation,
    company: &'a Company,
    parameters: Parameters,
}

/// Answers a request for a report.
pub(crate) fn report(
    shared: &Shared,
    entry: usize,
    operation: Operation,
    company: &str,
    uri: &Uri,
    headers: &HeaderMap,
) -> Answer {
    let switches = shared.switches();
    if !shared.enter_session(entry, headers) {
        return without_session(&switches);
    }
    let Some(company) = entitled(shared, &switches, company) else {
        return unentitled(&switches);
    };
    let answer = Parameters::parse(uri.query().unwrap_or_default()).and_then(|parameters| {
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
            Operation::Login => Err("the login is no report".to_owned()),
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

fn entitled<'a>(shared: &'a Shared, switches: &Switches, id: &str) -> Option<&'a Company> {
    let is_main = shared.accounts.main().id == id;
    shared.accounts.find(id).filter(|_| is_main || switches.delegated)
}

fn without_session(switches: &Switches) -> Answer {
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

fn unentitled(switches: &Switches) -> Answer {
    let refuse =
        |status| Answer::html(status, pages::error(status, "the company is not among yours"));
    match switches.unentitled {
        Unentitled::Forbidden => refuse(StatusCode::FORBIDDEN),
        Unentitled::NotFound => refuse(StatusCode::NOT_FOUND),
        Unentitled::Html => Answer::html(StatusCode::OK, pages::NOT_ENTITLED),
    }
}
