//! What was asked and answered, without a secret in it.

use axum::http::{Method, Uri, header};
use serde::Serialize;

use crate::{Operation, System, incoming::Incoming};

/// One request to one of the systems.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LoggedRequest {
    /// Counted from 1, in the order of arrival.
    pub number: u64,
    /// The HTTP method.
    pub method: String,
    /// The path as it came, still encoded.
    pub path: String,
    /// The query as it came, the values of passwords, keys and tokens replaced by `REDACTED`.
    pub query: Option<String>,
    /// The system; none where there is no operation.
    pub system: Option<System>,
    /// The operation; none for a path, a method or a `service=` that no system has.
    pub operation: Option<Operation>,
    /// `Content-Type` of the request, as it came.
    pub content_type: Option<String>,
    /// The body of a request in XML, or the form of a request for the feed, what passwords and
    /// tokens it holds replaced by `REDACTED`. None for all other bodies.
    pub body: Option<String>,
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

impl LoggedRequest {
    pub(crate) fn new(number: u64, method: &Method, uri: &Uri) -> Self {
        Self {
            number,
            method: method.to_string(),
            path: uri.path().to_owned(),
            query: uri.query().map(redacted),
            system: None,
            operation: None,
            content_type: None,
            body: None,
            session: None,
            fault: None,
            status: None,
            bytes: 0,
            finished: false,
            ended: false,
        }
    }

    /// Adds what is known once the body is there.
    pub(crate) fn identify(&mut self, incoming: &Incoming, operation: Option<Operation>) {
        self.operation = operation;
        self.system = operation.map(Operation::system);
        let content_type = incoming.header(header::CONTENT_TYPE.as_str());
        self.content_type = content_type.map(str::to_owned);
        self.body = match operation.map(Operation::system) {
            Some(System::IpassRest | System::HostedUsers) if !incoming.body.is_empty() => {
                str::from_utf8(&incoming.body).ok().map(redacted_xml)
            }
            Some(System::BillingFeed) if !incoming.body.is_empty() => {
                str::from_utf8(&incoming.body).ok().map(redacted)
            }
            _ => None,
        };
    }
}

/// What may not be seen in a log, in lower case: parameters and elements.
const SECRETS: [&str; 10] = [
    "password",
    "passwd",
    "pwd",
    "key",
    "apikey",
    "api_key",
    "x-ipass-key",
    "token",
    "acatoken",
    "selfserviceactivationurl",
];

fn is_secret(name: &str) -> bool {
    SECRETS.contains(&name.to_ascii_lowercase().as_str())
}

/// The query without secrets.
pub(crate) fn redacted(query: &str) -> String {
    let redact = |pair: &str| match pair.split_once('=') {
        // An encoded name would decode to the same parameter: compare it decoded.
        Some((name, _)) if crate::parameters::decoded(name).is_none_or(|name| is_secret(&name)) => {
            format!("{name}=REDACTED")
        }
        _ => pair.to_owned(),
    };
    query.split('&').map(redact).collect::<Vec<_>>().join("&")
}

/// The document without the text of secret elements. From a secret element's start to the next
/// end tag of its name, or to the end of the text, nothing is kept: well-formed or not.
fn redacted_xml(document: &str) -> String {
    let mut out = String::with_capacity(document.len());
    let mut rest = document;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let name_end = tag[1..]
            .find(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '<'))
            .map_or(tag.len(), |end| end + 1);
        let name = &tag[1..name_end];
        if !is_secret(name) {
            let (kept, left) = tag.split_at(name_end.max(1));
            out.push_str(kept);
            rest = left;
            continue;
        }
        let closing = format!("</{name}");
        out.push_str(&format!("<{name}>REDACTED"));
        rest = tag.find(&closing).map_or("", |end| &tag[end..]);
    }
    out.push_str(rest);
    out
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
            "x-ipass-key=s3cret",
            "acaToken=s3cret",
        ] {
            assert!(!redacted(query).contains("s3cret"), "{query}");
        }
        assert_eq!(
            redacted("User-Agent=apiuser&month=2026-09"),
            "User-Agent=apiuser&month=2026-09"
        );
    }

    #[test]
    fn secret_elements_are_never_logged() {
        for document in [
            "<endUser><password>s3cret</password></endUser>",
            "<endUser><PassWord a='1'>s3cret</PassWord></endUser>",
            "<acaToken>s3\ncret</acaToken>",
            "<password>s3cret",
            "<password><![CDATA[s3cret]]></password>",
            "<password>s3cret</passwort>",
        ] {
            assert!(!redacted_xml(document).contains("cret"), "{document}");
        }
        let open = "<endUser>\n<username a=\"b\">x</username><!-- c --></endUser>";
        assert_eq!(redacted_xml(open), open);
        assert_eq!(
            redacted_xml("<a><password>x</password><b>y</b></a>"),
            "<a><password>REDACTED</password><b>y</b></a>"
        );
    }
}
