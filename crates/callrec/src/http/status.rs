//! From a status that is not success to a typed error. A provider's code in the body goes first.

use std::time::Duration;

use jiff::Timestamp;
use reqwest::StatusCode;
use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

use super::{Stage, date};
use crate::{Error, ErrorKind};

/// The error for a status of 4xx or 5xx; `snippet` is what may be shown of the body.
pub(super) fn error(
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
    snippet: Option<String>,
) -> Error {
    let code = provider_code(body);
    let kind = match status.as_u16() {
        401 | 407 => ErrorKind::Auth,
        403 => ErrorKind::Forbidden,
        404 | 410 => ErrorKind::NotFound,
        429 => ErrorKind::RateLimited,
        408 | 425 => ErrorKind::Service,
        400..=499 => ErrorKind::Rejected,
        _ => ErrorKind::Service,
    };
    // Validation errors come as 500 with a code: they stay whatever is tried (guarantees: the body's
    // error code decides before the status).
    let retryable =
        code.is_none() && matches!(status.as_u16(), 408 | 425 | 429 | 500 | 502 | 503 | 504);
    let reason = status.canonical_reason().unwrap_or("an unknown status");
    let detail = match snippet {
        Some(snippet) => format!("the service answered {reason}: {snippet}"),
        None => format!("the service answered {reason}"),
    };
    Error::new(kind, detail)
        .with_stage(Stage::Answered)
        .with_status(status.as_u16())
        .with_provider_code(code)
        .with_retryable(retryable)
        .with_retry_after(retry_after(headers))
}

/// The value after `errorCode` in XML or JSON, if it looks like a code.
pub(crate) fn provider_code(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let at = text.to_ascii_lowercase().find("errorcode")? + "errorcode".len();
    let value = text.get(at..)?.trim_start_matches(['"', '\'', '>', ':', '=', ' ']);
    let code: String =
        value.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    (1..=32).contains(&code.len()).then_some(code)
}

/// The text after `errorMessage` in XML or JSON, as it stands: it may repeat what was sent.
pub(crate) fn provider_message(body: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(body);
    let at = text.to_ascii_lowercase().find("errormessage")? + "errormessage".len();
    let value = text.get(at..)?.trim_start();
    let message = match value.strip_prefix('>') {
        Some(inside) => unescaped(inside.split('<').next()?),
        None => {
            let quoted = value.trim_start_matches(['"', '\'', ':', '=', ' ']);
            quoted.split(['"', '\'']).next()?.to_owned()
        }
    };
    (!message.trim().is_empty()).then_some(message)
}

/// The five names that XML knows; `&amp;` last, so that nothing is read twice.
fn unescaped(text: &str) -> String {
    let names = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")];
    names.iter().fold(text.to_owned(), |text, (name, character)| text.replace(name, character))
}

/// `Retry-After` in seconds or as a date; a date counts from the answer's own `Date`, so a wrong
/// clock on either side does no harm. Anything else is as if it were not there.
pub(super) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // More than fits is more than anybody waits.
        return Some(Duration::from_secs(text.parse().unwrap_or(u32::MAX).into()));
    }
    let until = date::parse(text)?;
    let now = headers.get(DATE).and_then(|value| date::parse(value.to_str().ok()?));
    let seconds = until.as_second() - now.unwrap_or_else(Timestamp::now).as_second();
    Some(Duration::from_secs(seconds.max(0).unsigned_abs()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(headers: &[(&'static str, &str)]) -> Option<Duration> {
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.insert(*name, value.parse().expect("a header value"));
        }
        retry_after(&map)
    }

    #[test]
    fn retry_after_in_seconds_and_dates() {
        assert_eq!(after(&[("retry-after", "7")]), Some(Duration::from_secs(7)));
        let date = ("date", "Sun, 06 Nov 1994 08:49:30 GMT");
        let cases = [("Sun, 06 Nov 1994 08:49:37 GMT", 7), ("Sun, 06 Nov 1994 08:00:00 GMT", 0)];
        for (until, seconds) in cases {
            assert_eq!(after(&[date, ("retry-after", until)]), Some(Duration::from_secs(seconds)));
        }
        let longest = Some(Duration::from_secs(u32::MAX.into()));
        for huge in ["4294967296", "99999999999999999999"] {
            assert_eq!(after(&[("retry-after", huge)]), longest);
        }
        for garbage in ["", "-1", "+7", "1e30", "soon"] {
            assert_eq!(after(&[("retry-after", garbage)]), None, "{garbage}");
        }
    }

    #[test]
    fn the_code_in_the_body_goes_before_the_status() {
        let status = StatusCode::INTERNAL_SERVER_ERROR;
        let body = b"<error><errorCode>2005</errorCode></error>";
        let permanent = error(status, &HeaderMap::new(), body, None);
        assert_eq!(permanent.provider_code(), Some("2005"));
        assert!(!permanent.is_retryable());
        assert!(error(status, &HeaderMap::new(), b"", None).is_retryable());
        assert_eq!(provider_code(br#"{"errorCode": "1006"}"#).as_deref(), Some("1006"));
        assert_eq!(provider_code(b"<errorCode></errorCode>"), None);
    }

    #[test]
    fn messages_of_errors() {
        let xml = b"<error><errorCode>2005</errorCode>\n<errorMessage>Username must end with\n\
            &quot;@a&amp;lt;b&quot;</errorMessage></error>";
        let message = provider_message(xml);
        assert_eq!(message.as_deref(), Some("Username must end with\n\"@a&lt;b\""));
        let json = br#"{"errorCode": "1006", "errorMessage": "No way."}"#;
        assert_eq!(provider_message(json).as_deref(), Some("No way."));
        assert_eq!(provider_message(b"<errorMessage> </errorMessage>"), None);
        assert_eq!(provider_message(b"<html>down</html>"), None);
    }
}
