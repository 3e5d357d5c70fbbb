//! From operations to requests.

use super::config::{Checked, LoginMethod};
use super::operation::{self, LOGIN_PATH, Operation, Parameter, REPORT_PATH};
use crate::http::{BaseUrl, Class, Query, Request};
use crate::providers::objects::not_empty;
use crate::{Error, Result};

/// The name of the query parameter; the header of that name is another thing (reading A7).
const USER_AGENT: &str = "User-Agent";

/// The login request. The GET form puts the password into the URL (reading A8).
pub(super) fn login(checked: &Checked, method: LoginMethod, user_agent: &str) -> Result<Request> {
    let credentials = user_agent_query(user_agent)?
        .with("username", &checked.username)?
        .with("password", checked.password.expose())?;
    match method {
        LoginMethod::Get => {
            Ok(Request::get(Class::LogIn, checked.base_url.target(LOGIN_PATH, &credentials)?))
        }
        LoginMethod::PostForm => {
            let target = checked.base_url.target(LOGIN_PATH, &Query::default())?;
            Ok(Request::post_form(Class::LogIn, target, credentials.into_form()))
        }
    }
}

/// A report's request.
pub(super) fn report(
    base_url: &BaseUrl,
    operation: &Operation,
    company: &str,
    period: &str,
    user_agent: &str,
) -> Result<Request> {
    let query = match operation.parameter {
        Parameter::None => Query::default(),
        parameter => user_agent_query(user_agent)?.with(parameter.name(), period)?,
    };
    not_empty("the company", company)?;
    let mut segments = REPORT_PATH.to_vec();
    segments.extend([company, "mo"]);
    segments.extend(operation.path);
    Ok(Request::get(Class::Read, base_url.target(&segments, &query)?))
}

/// The request for the custom report of all child companies (DOC). The service may put the name into
/// a path of its own, so a name that leaves its folder is refused.
pub(super) fn child_custom_report(
    base_url: &BaseUrl,
    company: &str,
    month: &str,
    file_name: &str,
    user_agent: &str,
) -> Result<Request> {
    not_empty("the company", company)?;
    if file_name.is_empty() || file_name.contains(['/', '\\']) || file_name.starts_with('.') {
        return Err(Error::invalid_argument(format!("{file_name:?} is not a report's file name")));
    }
    let query = user_agent_query(user_agent)?
        .with(Parameter::Month.name(), month)?
        .with(operation::FILE_NAME, file_name)?;
    let mut segments = REPORT_PATH.to_vec();
    segments.extend([company, "mo"]);
    segments.extend(operation::CHILD_CUSTOM_REPORT_PATH);
    Ok(Request::get(Class::Read, base_url.target(&segments, &query)?))
}

fn user_agent_query(user_agent: &str) -> Result<Query> {
    match user_agent {
        "" => Ok(Query::default()),
        value => Query::default().with(USER_AGENT, value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base() -> BaseUrl {
        BaseUrl::parse("https://portal.example", false).expect("a base URL")
    }

    fn url(operation: &Operation, period: &str) -> String {
        let request = report(&base(), operation, "10 25", period, "apiuser").expect("a request");
        match request.target().query() {
            "" => request.target().url().to_string(),
            query => format!("{}?{query}", request.target().url()),
        }
    }

    /// The paths as the document prints them.
    #[test]
    fn urls_of_the_operations() {
        const ROOT: &str = "https://portal.example/moservices/rest/api/ipass/10%2025/mo";
        let cases = [
            (operation::MONTHLY_CDR, "cdrReports/monthly/cdr?User-Agent=apiuser&month=P"),
            (operation::DAILY_CDR, "cdrReports/daily/cdrdaily?User-Agent=apiuser&date=P"),
            (
                operation::MONTHLY_ADJUSTMENT_CDR,
                "cdrReports/monthly/adjcdr?User-Agent=apiuser&month=P",
            ),
            (
                operation::DAILY_ADJUSTMENT_CDR,
                "cdrReports/daily/adjcdrdaily?User-Agent=apiuser&date=P",
            ),
            (
                operation::NETWORK_USERS,
                "cdrReports/networkAndClientUser?User-Agent=apiuser&month=P",
            ),
            (
                operation::NETWORK_USERS_CSV,
                "cdrReports/monthly/networkuser?User-Agent=apiuser&month=P",
            ),
            (operation::CHILD_COMPANIES, "omapi/findAllChildCompanies"),
        ];
        for (operation, path) in cases {
            assert_eq!(url(&operation, "P"), format!("{ROOT}/{path}"));
        }
    }

    #[test]
    fn a_custom_report_is_asked_for_by_a_plain_name() {
        let request = |name| child_custom_report(&base(), "1025", "2026-09", name, "apiuser");
        let target = request("A&B report.csv").expect("a request").target().clone();
        assert_eq!(
            target.url().as_str(),
            "https://portal.example/moservices/rest/api/ipass/1025/mo/reports/monthly/custom"
        );
        assert_eq!(target.query(), "User-Agent=apiuser&month=2026-09&filename=A%26B%20report.csv");
        for name in ["", "../x", "a/b", "a\\b", ".x", "a\nb"] {
            assert!(request(name).is_err(), "{name:?}");
        }
    }

    #[test]
    fn the_user_agent_parameter_can_be_left_out() {
        let request =
            report(&base(), &operation::MONTHLY_CDR, "1", "2026-09", "").expect("a request");
        assert_eq!(request.target().query(), "month=2026-09");
    }
}
