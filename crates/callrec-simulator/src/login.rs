//! The login, by GET (SEED) and by POST of a form (DOC).

use axum::http::{Method, StatusCode, header};

use crate::{
    answer::Answer,
    incoming::Incoming,
    parameters::Parameters,
    portal::pages,
    shared::Shared,
    switches::{LoginFailure, Switches},
};

const NAMES: [&str; 3] = ["username", "password", "User-Agent"];

/// What the login accepts.
pub(crate) struct Credentials {
    pub(crate) username: String,
    pub(crate) password: String,
}

impl Credentials {
    /// User names are not case-sensitive (DOC). Nothing empty is ever accepted (A1).
    fn accepts(&self, username: &str, password: &str) -> bool {
        !password.is_empty()
            && !username.is_empty()
            && username.to_lowercase() == self.username.to_lowercase()
            && password == self.password
    }
}

/// Answers a login.
pub(crate) fn login(shared: &Shared, request: &Incoming) -> Answer {
    let switches = shared.switches();
    let parameters = match read_parameters(request, &switches) {
        Ok(parameters) => parameters,
        Err((status, reason)) => return Answer::html(status, pages::error(status, &reason)),
    };
    let username = parameters.get("username").unwrap_or_default();
    let password = parameters.get("password").unwrap_or_default();
    let user = username.to_lowercase();
    let accepted = shared.with_ledger(|ledger| {
        let in_a_row = ledger.failed_logins_in_a_row.get(&user).copied().unwrap_or(0);
        let locked_out = switches.lock_out_after > 0 && in_a_row >= switches.lock_out_after;
        let accepted = !locked_out && shared.credentials.accepts(username, password);
        if accepted {
            ledger.logins += 1;
            ledger.failed_logins_in_a_row.remove(&user);
        } else {
            ledger.failed_logins += 1;
            *ledger.failed_logins_in_a_row.entry(user).or_default() += 1;
        }
        accepted
    });
    if accepted {
        let cookie = shared.issue_session(request.entry, true);
        // "Ignore all the resulting data" (SEED): any body will do (INF).
        return Answer::new(
            StatusCode::OK,
            "application/xml",
            "<loginResponse><status>success</status></loginResponse>\n",
        )
        .with_header(header::SET_COOKIE, cookie);
    }
    match switches.login_failure {
        LoginFailure::Unauthorized => Answer::text(StatusCode::UNAUTHORIZED, "401 Unauthorized\n"),
        LoginFailure::LoginPage => Answer::html(StatusCode::OK, pages::LOGIN),
        LoginFailure::LoginPageWithCookie => {
            let cookie = shared.issue_session(request.entry, false);
            Answer::html(StatusCode::OK, pages::LOGIN).with_header(header::SET_COOKIE, cookie)
        }
    }
}

fn read_parameters(
    request: &Incoming,
    switches: &Switches,
) -> Result<Parameters, (StatusCode, String)> {
    let refuse = |reason: String| (StatusCode::BAD_REQUEST, reason);
    let query = request.query().map_err(refuse)?;
    if request.method != Method::POST {
        if switches.strict_parameters {
            query.check_names(&NAMES).map_err(refuse)?;
        }
        return Ok(query);
    }
    let content_type = request.header(header::CONTENT_TYPE.as_str()).unwrap_or_default();
    let content_type = content_type.split(';').next().unwrap_or_default().trim();
    if !content_type.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, "the login takes a form".to_owned()));
    }
    let form =
        str::from_utf8(&request.body).map_err(|_| refuse("the form is not UTF-8".to_owned()))?;
    let parameters = Parameters::parse(form).map_err(refuse)?;
    if switches.strict_parameters {
        // Credentials beside the form would be in a URL all the same.
        query.check_names(&["User-Agent"]).map_err(refuse)?;
        parameters.check_names(&NAMES).map_err(refuse)?;
    }
    Ok(parameters)
}
