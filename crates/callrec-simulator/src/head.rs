//! The faults of heads: headers that should not be there, and connections that end before or
//! within the head.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use crate::{Verb, wire::Connection};

/// Bends the connection as the verb has it: whether it ends before the body.
pub(crate) fn tamper(verb: &Verb, connection: &Connection) -> bool {
    let (bytes, reset) = match *verb {
        Verb::Reset | Verb::CommitThenReset | Verb::Restart => (0, true),
        Verb::Close => (0, false),
        Verb::ResetInHeadAfter(bytes) => (bytes, true),
        Verb::FinInHeadAfter(bytes) => (bytes, false),
        Verb::EarlyHints(count) => {
            let hints = "HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n";
            connection.send_first(hints.repeat(usize::try_from(count).unwrap_or(1)).into_bytes());
            return false;
        }
        _ => return false,
    };
    connection.end_after(bytes);
    if reset {
        connection.close_by_reset();
    }
    true
}

/// Whether nobody ever sees the status.
pub(crate) fn keeps_back(verb: &Verb) -> bool {
    matches!(verb, Verb::Reset | Verb::CommitThenReset | Verb::Restart | Verb::Close)
}

/// Adds what the verb adds.
pub(crate) fn dress(verb: &Verb, headers: &mut HeaderMap) {
    match verb {
        Verb::Header { name, value } => {
            let (Ok(name), Ok(value)) =
                (HeaderName::try_from(name.as_str()), HeaderValue::try_from(value.as_str()))
            else {
                return;
            };
            if name == header::SET_COOKIE {
                headers.append(name, value);
            } else {
                headers.insert(name, value);
            }
        }
        Verb::HugeHeader(bytes) => {
            let filler = "x".repeat(usize::try_from(*bytes).unwrap_or(usize::MAX));
            if let Ok(filler) = HeaderValue::try_from(filler) {
                headers.insert("x-filler", filler);
            }
        }
        Verb::ManyHeaders(count) => {
            for number in 0..*count {
                headers.append("x-filler", HeaderValue::from(number));
            }
        }
        _ => {}
    }
}
