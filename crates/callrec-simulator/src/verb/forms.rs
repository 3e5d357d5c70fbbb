//! The verbs from their text forms.

use std::{str::FromStr, time::Duration};

use super::Verb;
use crate::Error;

/// The verbs, for the help text.
pub(crate) const FORMS: &str = "return-503, return-503=RETRY-AFTER, return-503-in=SECONDS[@CLOCK], \
return-500-html, return-500-code-2005, redirect[-307]=URL, html-login, meta-refresh, auth-text, \
wrong-content, body=TEXT, header=NAME:VALUE, huge-header-2097152B, many-headers-200, \
early-hints-3, expire-session, restart, lose-first-user, renumber, rerate, delay-250ms, reset, close, commit-then-reset, \
commit-then-503, commit-then-500-html, commit-then-delay-250ms, \
reset-in-head-after-12B, fin-in-head-after-12B, reset-after-257B, fin-after-257B, \
cut-chunked-after-257B, short-length-257B, truncate-without-length[-257B], \
stall[-after-257B][-for-2s], drip[-16B-every-10ms], gzip, gzip-two-members, gzip-truncated, \
gzip-no-trailer, gzip-bad-crc, gzip-bad-length, gzip-trailing-junk, gzip-empty, gzip-not, \
gzip-bomb-268435456B";

/// More is no fault of headers any longer.
const MOST_HEADER_BYTES: u64 = 64 << 20;
const MOST_HEADERS: u64 = 10_000;

impl FromStr for Verb {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        parse(text).ok_or_else(|| Error::invalid("fault verb", text, format!("one of {FORMS}")))
    }
}

fn parse(text: &str) -> Option<Verb> {
    simple(text)
        .or_else(|| counted(text))
        .or_else(|| told(text))
        .or_else(|| text.strip_prefix("return-").and_then(returned))
        .or_else(|| text.strip_prefix("commit-then-").and_then(committed))
        .or_else(|| text.strip_prefix("stall-").and_then(stall))
        .or_else(|| text.strip_prefix("gzip-")?.parse().ok().map(Verb::Gzip))
}

/// Without a parameter.
fn simple(text: &str) -> Option<Verb> {
    Some(match text {
        "html-login" => Verb::HtmlLogin,
        "meta-refresh" => Verb::MetaRefresh,
        "auth-text" => Verb::AuthText,
        "wrong-content" => Verb::WrongContent,
        "expire-session" => Verb::ExpireSession,
        "restart" => Verb::Restart,
        "lose-first-user" => Verb::LoseFirstUser,
        "renumber" => Verb::Renumber,
        "rerate" => Verb::Rerate,
        "reset" | "reset-before-commit" => Verb::Reset,
        "close" => Verb::Close,
        "commit-then-reset" => Verb::CommitThenReset,
        "truncate-without-length" => Verb::TruncateWithoutLength(None),
        "stall" => Verb::Stall { after: 0, pause: None },
        "drip" => Verb::Drip { bytes: 1, every: Duration::from_millis(100) },
        "gzip" => Verb::Gzip(crate::GzipFault::None),
        _ => return None,
    })
}

/// With a count or a time at the end.
fn counted(text: &str) -> Option<Verb> {
    let bytes = |prefix: &str| text.strip_prefix(prefix).and_then(byte_count);
    let count = |prefix: &str| {
        let count = text.strip_prefix(prefix)?.parse().ok()?;
        (1..=MOST_HEADERS).contains(&count).then_some(count)
    };
    None.or_else(|| bytes("reset-in-head-after-").map(Verb::ResetInHeadAfter))
        .or_else(|| bytes("fin-in-head-after-").map(Verb::FinInHeadAfter))
        .or_else(|| bytes("reset-after-").map(Verb::ResetAfter))
        .or_else(|| bytes("fin-after-").map(Verb::FinAfter))
        .or_else(|| bytes("cut-chunked-after-").map(Verb::CutChunkedAfter))
        .or_else(|| bytes("short-length-").map(Verb::ShortLength))
        .or_else(|| bytes("truncate-without-length-").map(|n| Verb::TruncateWithoutLength(Some(n))))
        .or_else(|| bytes("huge-header-").filter(|&n| n <= MOST_HEADER_BYTES).map(Verb::HugeHeader))
        .or_else(|| count("many-headers-").map(Verb::ManyHeaders))
        .or_else(|| count("early-hints-").map(Verb::EarlyHints))
        .or_else(|| text.strip_prefix("delay-").and_then(duration).map(Verb::Delay))
        .or_else(|| text.strip_prefix("drip-").and_then(drip))
}

/// With a text of the plan's own at the end.
fn told(text: &str) -> Option<Verb> {
    let (verb, value) = text.split_once('=')?;
    match verb {
        "body" => Some(Verb::Body(value.to_owned())),
        "header" => {
            let (name, value) = value.split_once(':')?;
            let name = axum::http::HeaderName::try_from(name.trim()).ok()?;
            let value = header_text(value.trim())?;
            Some(Verb::Header { name: name.as_str().to_owned(), value })
        }
        "redirect" => Some(Verb::Redirect { status: 302, location: header_text(value)? }),
        _ => {
            let status = verb.strip_prefix("redirect-")?.parse().ok()?;
            let location = header_text(value)?;
            (300..400).contains(&status).then_some(Verb::Redirect { status, location })
        }
    }
}

fn returned(rest: &str) -> Option<Verb> {
    let (status, rest) = rest.split_at_checked(3)?;
    let status: u16 = status.parse().ok().filter(|status| (200..=999).contains(status))?;
    if let Some(code) = rest.strip_prefix("-code-") {
        let is_code = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let code = Some(code).filter(|code| !code.is_empty() && code.chars().all(is_code))?;
        return Some(Verb::ReturnCode { status, code: code.to_owned() });
    }
    if status == 200 {
        return None;
    }
    if let Some(value) = rest.strip_prefix('=') {
        return Some(Verb::Return { status, retry_after: Some(header_text(value)?) });
    }
    if let Some(times) = rest.strip_prefix("-in=") {
        let (seconds, clock) = times.split_once('@').unwrap_or((times, "0"));
        let (seconds, clock) = (seconds.parse().ok()?, clock.parse().ok()?);
        return Some(Verb::ReturnIn { status, seconds, clock });
    }
    match rest {
        "" => Some(Verb::Return { status, retry_after: None }),
        "-html" => Some(Verb::ReturnHtml { status }),
        _ => None,
    }
}

fn committed(rest: &str) -> Option<Verb> {
    if let Some(pause) = rest.strip_prefix("delay-") {
        return duration(pause).map(Verb::CommitThenDelay);
    }
    let (status, html) = rest.strip_suffix("-html").map_or((rest, false), |status| (status, true));
    let status: u16 = status.parse().ok().filter(|status| (201..=999).contains(status))?;
    Some(Verb::CommitThen { status, html })
}

fn stall(rest: &str) -> Option<Verb> {
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

fn drip(rest: &str) -> Option<Verb> {
    let (bytes, every) = rest.split_once("-every-")?;
    let bytes = byte_count(bytes).filter(|&bytes| bytes > 0)?;
    Some(Verb::Drip { bytes, every: duration(every)? })
}

pub(crate) fn byte_count(text: &str) -> Option<u64> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_reads_back_as_itself() {
        for text in [
            "return-503",
            "return-299",
            "return-799",
            "return-429=120",
            "return-503=Wed, 21 Oct 2026 07:28:00 GMT",
            "return-503-in=2",
            "return-503-in=-60@86400",
            "return-500-html",
            "return-500-code-2005",
            "return-200-code-1006",
            "redirect=http://127.0.0.1:1/x",
            "redirect-307=/a=b",
            "html-login",
            "meta-refresh",
            "auth-text",
            "wrong-content",
            "body=",
            "body={\"error\": \"a:b=c\"}",
            "header=content-encoding: br",
            "huge-header-2097152B",
            "many-headers-200",
            "early-hints-3",
            "expire-session",
            "restart",
            "renumber",
            "rerate",
            "delay-250ms",
            "reset",
            "close",
            "lose-first-user",
            "commit-then-reset",
            "commit-then-503",
            "commit-then-500-html",
            "commit-then-delay-250ms",
            "reset-before-commit",
            "reset-in-head-after-12B",
            "fin-in-head-after-0B",
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
            "gzip",
            "gzip-two-members",
            "gzip-truncated",
            "gzip-no-trailer",
            "gzip-bad-crc",
            "gzip-bad-length",
            "gzip-trailing-junk",
            "gzip-empty",
            "gzip-not",
            "gzip-bomb-268435456B",
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
            "return-99",
            "return-50x",
            "return-500-html=1",
            "return-500-code-",
            "return-503-in=soon",
            "redirect-200=/x",
            "redirect=a\r\nb",
            "header=no colon",
            "header=a b: c",
            "header=a: b\r\nc",
            "huge-header-99999999999B",
            "many-headers-0",
            "reset-after-257",
            "reset-after--1B",
            "stall-for-2",
            "drip-0B-every-1ms",
            "drip-1B",
            "delay-",
            "gzip-",
            "gzip-bomb",
            "RESET-AFTER-1B",
            "commit-then-200",
            "commit-then-html",
            "commit-then-delay",
        ] {
            assert!(text.parse::<Verb>().is_err(), "{text}");
        }
    }
}
