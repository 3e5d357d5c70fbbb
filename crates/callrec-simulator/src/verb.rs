//! The fault verbs and their text form.

use std::{fmt, str::FromStr, time::Duration};

use crate::Error;

/// What happens to one request instead of, or beside, its clean answer.
///
/// `N` is a count of body bytes; where the body is shorter, the fault comes at its end.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verb {
    /// `return-503`, `return-429=120`, `return-503=Wed, 21 Oct 2026 07:28:00 GMT`: a status
    /// of 400 to 599 with a short text, and `Retry-After` as given. Nothing is done.
    Return {
        /// The status.
        status: u16,
        /// The value of `Retry-After`, sent as it is.
        retry_after: Option<String>,
    },
    /// `return-500-html`: a status with an HTML page. Nothing is done.
    ReturnHtml {
        /// The status.
        status: u16,
    },
    /// `redirect=URL`: 302 to anywhere (fault B12). Nothing is done.
    Redirect {
        /// The `Location`.
        location: String,
    },
    /// `html-login`: 200 and the login page. Nothing is done.
    HtmlLogin,
    /// `auth-text`: 200 and `401 Authorization Required` (OBS). Nothing is done.
    AuthText,
    /// `wrong-content`: 200 and an HTML maintenance page. Nothing is done.
    WrongContent,
    /// `expire-session`: the session of the request ends before it is looked at.
    ExpireSession,
    /// `delay-250ms`: the answer begins so much later.
    Delay(Duration),
    /// `reset-after-257B`: N bytes of the body, then a TCP reset.
    ResetAfter(u64),
    /// `fin-after-257B`: the true `Content-Length`, N bytes, then the end of the connection.
    FinAfter(u64),
    /// `cut-chunked-after-257B`: chunked, N bytes, then the end of the connection without the last chunk.
    CutChunkedAfter(u64),
    /// `short-length-257B`: a `Content-Length` of N and N bytes of the longer body: a clean
    /// end by HTTP's rules (fault A9).
    ShortLength(u64),
    /// `truncate-without-length`, `truncate-without-length-257B`: no length, not chunked,
    /// N bytes (half of the body when not given), then the end of the connection.
    TruncateWithoutLength(Option<u64>),
    /// `stall`, `stall-after-257B`, `stall-for-2s`, `stall-after-257B-for-500ms`: N bytes (none
    /// when not given), then silence, for ever or for a time.
    Stall {
        /// Bytes before the silence.
        after: u64,
        /// How long; for ever when none.
        pause: Option<Duration>,
    },
    /// `drip`, `drip-16B-every-10ms`: so many bytes at a time (1 each 100 ms when not given).
    Drip {
        /// Bytes at a time, at least 1.
        bytes: u64,
        /// The time between them.
        every: Duration,
    },
}

/// The verbs, for the help text.
pub(crate) const FORMS: &str = "return-503, return-503=RETRY-AFTER, return-500-html, \
redirect=URL, html-login, auth-text, wrong-content, expire-session, delay-250ms, reset-after-257B, \
fin-after-257B, cut-chunked-after-257B, short-length-257B, truncate-without-length[-257B], \
stall[-after-257B][-for-2s], drip[-16B-every-10ms]";

impl FromStr for Verb {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        parse(text).ok_or_else(|| Error::invalid("fault verb", text, format!("one of {FORMS}")))
    }
}

fn parse(text: &str) -> Option<Verb> {
    if let Some(location) = text.strip_prefix("redirect=") {
        return header_text(location).map(|location| Verb::Redirect { location });
    }
    if let Some(rest) = text.strip_prefix("return-") {
        return parse_return(rest);
    }
    let after = |prefix: &str| text.strip_prefix(prefix).and_then(byte_count);
    Some(match text {
        "html-login" => Verb::HtmlLogin,
        "auth-text" => Verb::AuthText,
        "wrong-content" => Verb::WrongContent,
        "expire-session" => Verb::ExpireSession,
        "truncate-without-length" => Verb::TruncateWithoutLength(None),
        "stall" => Verb::Stall { after: 0, pause: None },
        "drip" => Verb::Drip { bytes: 1, every: Duration::from_millis(100) },
        _ => {
            if let Some(pause) = text.strip_prefix("delay-") {
                Verb::Delay(duration(pause)?)
            } else if let Some(bytes) = after("reset-after-") {
                Verb::ResetAfter(bytes)
            } else if let Some(bytes) = after("fin-after-") {
                Verb::FinAfter(bytes)
            } else if let Some(bytes) = after("cut-chunked-after-") {
                Verb::CutChunkedAfter(bytes)
            } else if let Some(bytes) = after("short-length-") {
                Verb::ShortLength(bytes)
            } else if let Some(bytes) = after("truncate-without-length-") {
                Verb::TruncateWithoutLength(Some(bytes))
            } else if let Some(rest) = text.strip_prefix("stall-") {
                parse_stall(rest)?
            } else {
                let (bytes, every) = text.strip_prefix("drip-")?.split_once("-every-")?;
                let bytes = byte_count(bytes).filter(|&bytes| bytes > 0)?;
                Verb::Drip { bytes, every: duration(every)? }
            }
        }
    })
}

fn parse_return(rest: &str) -> Option<Verb> {
    let (status, retry_after) = match rest.split_once('=') {
        Some((status, value)) => (status, Some(header_text(value)?)),
        None => (rest, None),
    };
    let (status, html) = match status.strip_suffix("-html") {
        Some(status) => (status, true),
        None => (status, false),
    };
    let status = status.parse().ok().filter(|status| (400..600).contains(status))?;
    match (html, retry_after) {
        (true, None) => Some(Verb::ReturnHtml { status }),
        (true, Some(_)) => None,
        (false, retry_after) => Some(Verb::Return { status, retry_after }),
    }
}

fn parse_stall(rest: &str) -> Option<Verb> {
    if let Some(pause) = rest.strip_prefix("for-") {
        return Some(Verb::Stall { after: 0, pause: Some(duration(pause)?) });
    }
    let rest = rest.strip_prefix("after-")?;
    let (after, pause) = match rest.split_once("-for-") {
        Some((after, pause)) => (after, Some(duration(pause)?)),
        None => (rest, None),
    };
    Some(Verb::Stall { after: byte_count(after)?, pause })
}

fn byte_count(text: &str) -> Option<u64> {
    text.strip_suffix('B')?.parse().ok()
}

fn duration(text: &str) -> Option<Duration> {
    match text.strip_suffix("ms") {
        Some(millis) => millis.parse().ok().map(Duration::from_millis),
        None => text.strip_suffix('s')?.parse().ok().map(Duration::from_secs),
    }
}

fn header_text(text: &str) -> Option<String> {
    axum::http::HeaderValue::from_str(text).ok().map(|_| text.to_owned())
}

impl fmt::Display for Verb {
    /// The text form, which reads back as the same verb.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Return { status, retry_after: None } => write!(f, "return-{status}"),
            Self::Return { status, retry_after: Some(value) } => {
                write!(f, "return-{status}={value}")
            }
            Self::ReturnHtml { status } => write!(f, "return-{status}-html"),
            Self::Redirect { location } => write!(f, "redirect={location}"),
            Self::HtmlLogin => f.write_str("html-login"),
            Self::AuthText => f.write_str("auth-text"),
            Self::WrongContent => f.write_str("wrong-content"),
            Self::ExpireSession => f.write_str("expire-session"),
            Self::Delay(pause) => write!(f, "delay-{}ms", pause.as_millis()),
            Self::ResetAfter(bytes) => write!(f, "reset-after-{bytes}B"),
            Self::FinAfter(bytes) => write!(f, "fin-after-{bytes}B"),
            Self::CutChunkedAfter(bytes) => write!(f, "cut-chunked-after-{bytes}B"),
            Self::ShortLength(bytes) => write!(f, "short-length-{bytes}B"),
            Self::TruncateWithoutLength(None) => f.write_str("truncate-without-length"),
            Self::TruncateWithoutLength(Some(bytes)) => {
                write!(f, "truncate-without-length-{bytes}B")
            }
            Self::Stall { after, pause } => {
                write!(f, "stall-after-{after}B")?;
                pause.map_or(Ok(()), |pause| write!(f, "-for-{}ms", pause.as_millis()))
            }
            Self::Drip { bytes, every } => write!(f, "drip-{bytes}B-every-{}ms", every.as_millis()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_reads_back_as_itself() {
        for text in [
            "return-503",
            "return-429=120",
            "return-503=Wed, 21 Oct 2026 07:28:00 GMT",
            "return-500-html",
            "redirect=http://127.0.0.1:1/x",
            "html-login",
            "auth-text",
            "wrong-content",
            "expire-session",
            "delay-250ms",
            "reset-after-257B",
            "fin-after-0B",
            "cut-chunked-after-9B",
            "short-length-9B",
            "truncate-without-length",
            "truncate-without-length-9B",
            "stall",
            "stall-after-9B",
            "stall-for-2s",
            "stall-after-9B-for-500ms",
            "drip",
            "drip-16B-every-10ms",
        ] {
            let verb: Verb = text.parse().unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(verb.to_string().parse::<Verb>().unwrap(), verb, "{text}");
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in [
            "",
            "return-200",
            "return-50x",
            "return-500-html=1",
            "reset-after-257",
            "reset-after--1B",
            "stall-for-2",
            "drip-0B-every-1ms",
            "drip-1B",
            "redirect=a\r\nb",
            "delay-",
            "RESET-AFTER-1B",
        ] {
            assert!(text.parse::<Verb>().is_err(), "{text}");
        }
    }
}
