//! What a failed exchange was, told without its URL.

use std::error::Error as StdError;
use std::io;

use super::Stage;
use crate::{Error, ErrorKind};

/// Turns an error of the HTTP library into ours. Its own text may hold the URL, so it is not used:
/// only the innermost cause is shown.
///
/// No name, no connection, no tunnel through the proxy and no TLS prove that nothing was sent.
pub(super) fn classify(error: &reqwest::Error) -> Error {
    let causes = Causes::of(error);
    if let Some(tls) = causes.tls {
        // A certificate that is not trusted now will not be a minute later.
        return Error::new(ErrorKind::Tls, format!("TLS failed: {tls}"))
            .with_retryable(false)
            .with_stage(if error.is_connect() { Stage::NotSent } else { Stage::MaybeSent });
    }
    if error.is_timeout() && error.is_connect() {
        return Error::new(ErrorKind::Timeout, "no connection within the connect limit")
            .with_stage(Stage::NotSent);
    }
    if causes.dns {
        return Error::new(
            ErrorKind::Dns,
            format!("the host's name has no address: {}", causes.root),
        )
        .with_stage(Stage::NotSent);
    }
    if error.is_connect() {
        return Error::new(ErrorKind::Connect, format!("no connection: {}", causes.root))
            .with_stage(Stage::NotSent);
    }
    if error.is_builder() {
        return Error::new(ErrorKind::Internal, "the request could not be built")
            .with_stage(Stage::NotSent);
    }
    Error::new(ErrorKind::Transport, format!("the exchange failed: {}", causes.root))
}

/// Whether the stream broke off, as opposed to holding nonsense.
pub(super) fn broke_off(error: &reqwest::Error) -> bool {
    Causes::of(error).broke_off
}

/// The innermost cause in words.
pub(super) fn root(error: &reqwest::Error) -> String {
    Causes::of(error).root
}

struct Causes {
    root: String,
    dns: bool,
    broke_off: bool,
    tls: Option<String>,
}

impl Causes {
    fn of(error: &reqwest::Error) -> Self {
        let mut causes =
            Self { root: "no cause given".into(), dns: false, broke_off: false, tls: None };
        let mut next = error.source();
        while let Some(cause) = next {
            let text = cause.to_string();
            causes.dns |= text.starts_with("dns error");
            causes.look(cause);
            causes.root = text;
            next = cause.source();
        }
        causes
    }

    fn look(&mut self, cause: &(dyn StdError + 'static)) {
        if let Some(error) = cause.downcast_ref::<rustls::Error>() {
            self.tls = Some(error.to_string());
        }
        let Some(error) = cause.downcast_ref::<io::Error>() else { return };
        use io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
        self.broke_off |= matches!(
            error.kind(),
            BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof
        );
        // `source()` of an I/O error skips the error it wraps, which may be one of its own kind.
        if let Some(inner) = error.get_ref() {
            self.look(inner);
        }
    }
}
