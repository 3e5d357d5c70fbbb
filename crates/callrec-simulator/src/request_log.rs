//! What was asked and answered, without a secret in it.

use serde::Serialize;

use crate::Operation;

/// One request to the portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LoggedRequest {
    /// Counted from 1, in the order of arrival.
    pub number: u64,
    /// The HTTP method.
    pub method: String,
    /// The path as it came, still encoded.
    pub path: String,
    /// The query as it came, the value of `password` replaced by `REDACTED`.
    pub query: Option<String>,
    /// The operation; none for a path or a method that the portal does not have.
    pub operation: Option<Operation>,
    /// The number of the session that a login gave or a report used; never the cookie.
    pub session: Option<u64>,
    /// The verb of the fault that the request met.
    pub fault: Option<String>,
    /// The answer's status; none while there is no answer.
    pub status: Option<u16>,
    /// Bytes of the body handed to the connection.
    pub bytes: u64,
    /// Whether the body went out to its last byte.
    pub finished: bool,
    /// Whether the server is done with it: from then on nothing here changes, nor does the
    /// ledger because of it.
    pub ended: bool,
}

/// The query without the password.
pub(crate) fn redacted(query: &str) -> String {
    let redact = |pair: &str| match pair.split_once('=') {
        // An encoded name would decode to the same parameter: compare it decoded.
        Some((name, _))
            if crate::parameters::decoded(name)
                .is_none_or(|name| name.eq_ignore_ascii_case("password")) =>
        {
            format!("{name}=REDACTED")
        }
        _ => pair.to_owned(),
    };
    query.split('&').map(redact).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_logged() {
        for query in [
            "username=a&password=s3cret",
            "pass%77ord=s3cret",
            "PASSWORD=s3cret&x",
            "p%zz=s3cret",
            "password=a=s3cret",
        ] {
            assert!(!redacted(query).contains("s3cret"), "{query}");
        }
        assert_eq!(
            redacted("User-Agent=apiuser&month=2026-09"),
            "User-Agent=apiuser&month=2026-09"
        );
    }
}
