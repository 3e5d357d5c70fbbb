//! Kinds of failure. The numbers are the contract with C, Java and Python: never renumber.

use crate::Provider;

/// What went wrong, in groups of ten: the caller 1-9, the wire 10-19, the service 20-29, the
/// content 30-39, this machine 40-49, callrec itself 50-59.
#[repr(i32)]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorKind {
    /// An argument that cannot be sent: empty month, control character, a day that does not exist.
    InvalidArgument = 1,
    /// The client's configuration cannot work: base URL, certificate, missing credentials.
    Config = 2,
    /// A blocking call was made on a thread of an async runtime.
    InsideRuntime = 3,
    /// The client or reader was made before a `fork` and is used in the child.
    Forked = 4,
    /// The handle was closed.
    Closed = 5,
    /// The caller cancelled it.
    Cancelled = 6,
    /// This build or this provider cannot do that.
    Unsupported = 7,
    /// The host's name could not be resolved.
    Dns = 10,
    /// No connection could be made.
    Connect = 11,
    /// The TLS handshake failed: certificate, name or protocol. Never retried.
    Tls = 12,
    /// The network was silent, or slower than the limits, for too long.
    Timeout = 13,
    /// The connection failed, or the peer does not speak HTTP.
    Transport = 14,
    /// The body ended before its end.
    Truncated = 15,
    /// The body's end could not be proven, and a second fetch differed or failed.
    Incomplete = 16,
    /// The credentials were refused, or the session cannot be renewed.
    Auth = 20,
    /// The user may not see this company or report.
    Forbidden = 21,
    /// No such company, report or period.
    NotFound = 22,
    /// The service asks to come back later.
    RateLimited = 23,
    /// The service refused the request for good (4xx).
    Rejected = 24,
    /// The service failed (5xx), or answered with an error document.
    Service = 25,
    /// It is unknown whether an operation with side effects was carried out.
    Ambiguous = 26,
    /// A row that was handed on before is gone, or rows came that were not asked for: another account,
    /// another server, or ids that were given anew.
    ContinuityBroken = 27,
    /// A row that was handed on before has another content now.
    RowRevised = 28,
    /// Pages keep coming and bring nothing new.
    NoProgress = 29,
    /// HTML or another type came instead of the report.
    NotData = 30,
    /// The report cannot be read as a whole: structure, quoting, encoding.
    Decode = 31,
    /// `strict` is on and a record would have been quarantined.
    Strict = 32,
    /// A bound on hostile input was reached.
    Limit = 33,
    /// A local file could not be read or written.
    Io = 40,
    /// A saved state belongs to another feed, login, selection or version of callrec.
    WrongState = 41,
    /// A saved state is damaged.
    StateCorrupt = 42,
    /// A bug in callrec.
    Internal = 50,
}

impl ErrorKind {
    /// Every kind, by number.
    pub const ALL: [Self; 32] = [
        Self::InvalidArgument,
        Self::Config,
        Self::InsideRuntime,
        Self::Forked,
        Self::Closed,
        Self::Cancelled,
        Self::Unsupported,
        Self::Dns,
        Self::Connect,
        Self::Tls,
        Self::Timeout,
        Self::Transport,
        Self::Truncated,
        Self::Incomplete,
        Self::Auth,
        Self::Forbidden,
        Self::NotFound,
        Self::RateLimited,
        Self::Rejected,
        Self::Service,
        Self::Ambiguous,
        Self::ContinuityBroken,
        Self::RowRevised,
        Self::NoProgress,
        Self::NotData,
        Self::Decode,
        Self::Strict,
        Self::Limit,
        Self::Io,
        Self::WrongState,
        Self::StateCorrupt,
        Self::Internal,
    ];

    /// The kind's number, the same in C, Java and Python.
    pub fn code(self) -> i32 {
        self as i32
    }

    /// The kind's name in snake case, as in `not_found`.
    pub fn name(self) -> &'static str {
        match self {
            Self::InvalidArgument => "invalid_argument",
            Self::Config => "config",
            Self::InsideRuntime => "inside_runtime",
            Self::Forked => "forked",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
            Self::Unsupported => "unsupported",
            Self::Dns => "dns",
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::Timeout => "timeout",
            Self::Transport => "transport",
            Self::Truncated => "truncated",
            Self::Incomplete => "incomplete",
            Self::Auth => "auth",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::RateLimited => "rate_limited",
            Self::Rejected => "rejected",
            Self::Service => "service",
            Self::Ambiguous => "ambiguous",
            Self::ContinuityBroken => "continuity_broken",
            Self::RowRevised => "row_revised",
            Self::NoProgress => "no_progress",
            Self::NotData => "not_data",
            Self::Decode => "decode",
            Self::Strict => "strict",
            Self::Limit => "limit",
            Self::Io => "io",
            Self::WrongState => "wrong_state",
            Self::StateCorrupt => "state_corrupt",
            Self::Internal => "internal",
        }
    }

    /// Whether a later try may succeed, where the error itself does not know better.
    pub(crate) fn retryable_by_nature(self) -> bool {
        matches!(
            self,
            Self::Dns
                | Self::Connect
                | Self::Timeout
                | Self::Transport
                | Self::Truncated
                | Self::Incomplete
                | Self::RateLimited
                | Self::Service
        )
    }

    /// What to do about it, where the provider is known in its words.
    pub(crate) fn hint(self, provider: Option<Provider>) -> &'static str {
        provider.and_then(|provider| self.hint_of(provider)).unwrap_or_else(|| self.common_hint())
    }

    /// What only one provider's users can do.
    fn hint_of(self, provider: Provider) -> Option<&'static str> {
        use Provider as P;
        Some(match (self, provider) {
            (Self::Auth, P::IpassRest) => "check the API key and the company",
            (Self::Forbidden, P::IpassPortal) => {
                "ask for the Bill Viewer role (Delegated Bill Viewer for a child company)"
            }
            (Self::Forbidden, P::HostedUsers) => {
                "ask for the Hosted End User Admin role (or Delegated, for a child company)"
            }
            (Self::Forbidden, P::IpassRest) => "ask the provider what the key may do",
            (Self::NotFound, P::IpassPortal) => "check the company and the period",
            (Self::NotFound, P::IpassRest | P::HostedUsers) => {
                "check the name or id, and the company"
            }
            (Self::NotFound, P::BillingFeed) => "check the base URL",
            (Self::NotFound, P::GetCalls) => "check the base URL and the profile",
            (Self::Rejected, P::IpassPortal) => "check company and period",
            (Self::Rejected, P::IpassRest | P::HostedUsers) => "correct what the service names",
            (Self::NotData, P::BillingFeed) => "check the base URL and the login",
            (Self::NotData, P::GetCalls) => "check the base URL, the profile and the login",
            _ => return None,
        })
    }

    fn common_hint(self) -> &'static str {
        match self {
            Self::InvalidArgument => "correct the argument",
            Self::Config => "correct the client's configuration",
            Self::InsideRuntime => "use the async client here, or call from a plain thread",
            Self::Forked => "make a new client after the fork",
            Self::Closed => "open it again",
            Self::Cancelled => "start again when wanted",
            Self::Unsupported => "see the documentation for what is supported",
            Self::Dns => "check the base URL and the name service",
            Self::Connect => "check the base URL, the network and the proxy setting",
            Self::Tls => "check the host name, or add the authority with extra_root_certificate",
            Self::Timeout => "try again later, or raise the timeouts",
            Self::Transport => "try again later",
            Self::Truncated => "fetch the report again; the rows before this are not complete",
            Self::Incomplete => "fetch the report again; nothing of it is proven complete",
            Self::Auth => "check user name and password",
            Self::Forbidden => "ask the provider what the account may do",
            Self::NotFound => "check what was asked for",
            Self::RateLimited => "wait, then try again",
            Self::Rejected => "correct what was asked for",
            Self::Service => "try again later, or ask the provider",
            Self::Ambiguous => "look whether it was done before doing it again",
            Self::ContinuityBroken => {
                "check the account and the server; begin a first run if the ids were given anew"
            }
            Self::RowRevised => "look at the row; accept the revision, then collect again",
            Self::NoProgress => {
                "check the base URL and ask the provider; nothing new can be reached"
            }
            Self::NotData => "check the base URL and what was asked for",
            Self::Decode => "keep the body and report it; no row after this place was read",
            Self::Strict => "read without strict to set such records aside",
            Self::Limit => "raise the limit if the input is trusted",
            Self::Io => "check the path and its permissions",
            Self::WrongState => "use the state with the client that it was made with",
            Self::StateCorrupt => "restore the state from a backup; a first run must be asked for",
            Self::Internal => "report it to the authors of callrec",
        }
    }
}

impl std::fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_rise_and_names_differ() {
        assert!(ErrorKind::ALL.windows(2).all(|pair| pair[0].code() < pair[1].code()));
        let mut names = ErrorKind::ALL.map(ErrorKind::name).to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), ErrorKind::ALL.len());
    }
}
