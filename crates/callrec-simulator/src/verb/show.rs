//! The text forms of the verbs, which read back as the same verbs.

use std::fmt;

use super::Verb;

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Return { status, retry_after: None } => write!(f, "return-{status}"),
            Self::Return { status, retry_after: Some(value) } => {
                write!(f, "return-{status}={value}")
            }
            Self::ReturnIn { status, seconds, clock: 0 } => {
                write!(f, "return-{status}-in={seconds}")
            }
            Self::ReturnIn { status, seconds, clock } => {
                write!(f, "return-{status}-in={seconds}@{clock}")
            }
            Self::ReturnHtml { status } => write!(f, "return-{status}-html"),
            Self::ReturnCode { status, code } => write!(f, "return-{status}-code-{code}"),
            Self::Redirect { status: 302, location } => write!(f, "redirect={location}"),
            Self::Redirect { status, location } => write!(f, "redirect-{status}={location}"),
            Self::HtmlLogin => f.write_str("html-login"),
            Self::MetaRefresh => f.write_str("meta-refresh"),
            Self::AuthText => f.write_str("auth-text"),
            Self::WrongContent => f.write_str("wrong-content"),
            Self::Body(text) => write!(f, "body={text}"),
            Self::Header { name, value } => write!(f, "header={name}: {value}"),
            Self::HugeHeader(bytes) => write!(f, "huge-header-{bytes}B"),
            Self::ManyHeaders(count) => write!(f, "many-headers-{count}"),
            Self::EarlyHints(count) => write!(f, "early-hints-{count}"),
            Self::ExpireSession => f.write_str("expire-session"),
            Self::Restart => f.write_str("restart"),
            Self::LoseFirstUser => f.write_str("lose-first-user"),
            Self::Renumber => f.write_str("renumber"),
            Self::Rerate => f.write_str("rerate"),
            Self::Delay(pause) => write!(f, "delay-{}ms", pause.as_millis()),
            Self::Reset => f.write_str("reset"),
            Self::Close => f.write_str("close"),
            Self::CommitThenReset => f.write_str("commit-then-reset"),
            Self::CommitThenDelay(pause) => {
                write!(f, "commit-then-delay-{}ms", pause.as_millis())
            }
            Self::CommitThen { status, html: false } => write!(f, "commit-then-{status}"),
            Self::CommitThen { status, html: true } => write!(f, "commit-then-{status}-html"),
            Self::ResetInHeadAfter(bytes) => write!(f, "reset-in-head-after-{bytes}B"),
            Self::FinInHeadAfter(bytes) => write!(f, "fin-in-head-after-{bytes}B"),
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
            Self::Gzip(fault) => match fault.name() {
                name if name.is_empty() => f.write_str("gzip"),
                name => write!(f, "gzip-{name}"),
            },
        }
    }
}
