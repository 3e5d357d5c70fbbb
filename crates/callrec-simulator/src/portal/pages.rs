//! Pages that are not reports. Nothing is known of the real ones (INF).

use axum::http::StatusCode;

/// Where a request without a session may be sent to.
pub(crate) const LOGIN_PATH: &str = "/moservices/login.html";

/// OBS: the body of a lost session, under a status of 200.
pub(crate) const AUTHORIZATION_REQUIRED: &str = "401 Authorization Required";

pub(crate) const LOGIN: &str = "<!DOCTYPE html>
<html><head><title>Log in</title></head>
<body><form method=\"post\" action=\"/moservices/login\">
<label>User name, <input name=\"username\"></label> <label>Password, <input name=\"password\" type=\"password\"></label>
<input type=\"submit\" value=\"Log in\"></form></body></html>
";

pub(crate) const NOT_ENTITLED: &str = "<!DOCTYPE html>
<html><head><title>Not available</title></head>
<body><p>You are not entitled to see the reports of this company.</p></body></html>
";

pub(crate) const MAINTENANCE: &str = "\n\n<html><head><title>Maintenance</title></head>
<body><h1>We will be back soon</h1><p>The portal is down for maintenance, sorry.</p></body></html>
";

/// What some portals send instead of a redirect (fault B3).
pub(crate) const REFRESH: &str = "<!DOCTYPE html>
<html><head><meta http-equiv=\"refresh\" content=\"0; url=/moservices/login.html\"></head>
<body>Please <a href=\"/moservices/login.html\">log in</a>.</body></html>
";

/// The provider's error document; its form is known from the provider's REST interface (SEED there).
pub(crate) fn error_document(code: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<error><errorCode>{code}</errorCode><errorMessage>refused by the simulator's plan</errorMessage></error>\n"
    )
}

/// An error page with a reason.
pub(crate) fn error(status: StatusCode, reason: &str) -> String {
    let mut escaped = Vec::new();
    super::xml::push_escaped(&mut escaped, reason);
    let reason = String::from_utf8_lossy(&escaped);
    format!(
        "<html><head><title>Error</title></head><body><h1>HTTP Status {status}</h1><p>{reason}</p></body></html>\n"
    )
}
