//! The one error type: a kind, a place, one line of text, and nothing secret.

mod display;
mod kind;
mod path;
mod refused;

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use callrec_decode::{DecodeError, DecodeErrorKind, shortened};

pub use kind::ErrorKind;
pub(crate) use path::shown;

use crate::Provider;
use crate::http::Stage;

/// What every fallible call of this crate gives.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a call failed, where, and what to do about it.
///
/// Cheap to clone. [`std::fmt::Display`] is one line: system, operation, what happened, the place,
/// what to do. `Debug` is the same line after the kind, so that a `main` that returns it reads well.
/// Neither ever holds a password, a cookie or a URL with a query.
#[derive(Clone)]
pub struct Error {
    inner: Arc<Inner>,
}

#[derive(Clone)]
struct Inner {
    kind: ErrorKind,
    detail: String,
    provider: Option<Provider>,
    operation: Option<&'static str>,
    http_status: Option<u16>,
    provider_code: Option<String>,
    provider_message: Option<String>,
    offset: Option<u64>,
    line: Option<u64>,
    record: Option<u64>,
    column: Option<String>,
    retryable: bool,
    retry_after: Option<Duration>,
    retry_at: Option<SystemTime>,
    stage: Stage,
    hint: Option<&'static str>,
    /// Whether the client sends these credentials no more.
    for_good: bool,
    source: Option<DecodeError>,
}

impl Error {
    /// An error of a kind; `detail` says what happened, in one line, without a secret. Of a quoted
    /// text the beginning is shown.
    pub(crate) fn new(kind: ErrorKind, detail: impl Into<String>) -> Self {
        Self {
            inner: Arc::new(Inner {
                kind,
                detail: shortened(detail),
                provider: None,
                operation: None,
                http_status: None,
                provider_code: None,
                provider_message: None,
                offset: None,
                line: None,
                record: None,
                column: None,
                retryable: kind.retryable_by_nature(),
                retry_after: None,
                retry_at: None,
                // What is not known to be unsent may have been sent.
                stage: Stage::MaybeSent,
                hint: None,
                for_good: false,
                source: None,
            }),
        }
    }

    pub(crate) fn invalid_argument(detail: impl Into<String>) -> Self {
        Self::new(ErrorKind::InvalidArgument, detail)
    }

    pub(crate) fn config(detail: impl Into<String>) -> Self {
        Self::new(ErrorKind::Config, detail)
    }

    /// Names system and operation, unless they are named already.
    pub(crate) fn at(mut self, provider: Provider, operation: &'static str) -> Self {
        let inner = Arc::make_mut(&mut self.inner);
        inner.provider.get_or_insert(provider);
        inner.operation.get_or_insert(operation);
        self
    }

    /// Names the operation alone; the system is named by who knows it.
    pub(crate) fn with_operation(mut self, operation: &'static str) -> Self {
        Arc::make_mut(&mut self.inner).operation = Some(operation);
        self
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        Arc::make_mut(&mut self.inner).http_status = Some(status);
        self
    }

    pub(crate) fn with_provider_code(mut self, code: Option<String>) -> Self {
        Arc::make_mut(&mut self.inner).provider_code = code;
        self
    }

    /// `message` is one line and holds no secret.
    pub(crate) fn with_provider_message(mut self, message: Option<String>) -> Self {
        Arc::make_mut(&mut self.inner).provider_message = message;
        self
    }

    pub(crate) fn with_retryable(mut self, retryable: bool) -> Self {
        Arc::make_mut(&mut self.inner).retryable = retryable;
        self
    }

    pub(crate) fn with_retry_after(mut self, after: Option<Duration>) -> Self {
        let inner = Arc::make_mut(&mut self.inner);
        inner.retry_after = after;
        inner.retry_at = after.and_then(|after| SystemTime::now().checked_add(after));
        self
    }

    pub(crate) fn with_stage(mut self, stage: Stage) -> Self {
        Arc::make_mut(&mut self.inner).stage = stage;
        self
    }

    /// The same of another kind, told in other words.
    pub(crate) fn into_kind(mut self, kind: ErrorKind, detail: String) -> Self {
        let inner = Arc::make_mut(&mut self.inner);
        inner.kind = kind;
        inner.detail = shortened(detail);
        self
    }

    pub(crate) fn with_hint(mut self, hint: &'static str) -> Self {
        Arc::make_mut(&mut self.inner).hint = Some(hint);
        self
    }

    /// The same of credentials that this client sends no more.
    pub(crate) fn refused_for_good(mut self) -> Self {
        Arc::make_mut(&mut self.inner).for_good = true;
        self
    }

    pub(crate) fn with_offset(mut self, offset: u64) -> Self {
        Arc::make_mut(&mut self.inner).offset = Some(offset);
        self
    }

    pub(crate) fn with_line(mut self, line: u64) -> Self {
        Arc::make_mut(&mut self.inner).line = Some(line);
        self
    }

    pub(crate) fn with_record(mut self, record: u64) -> Self {
        Arc::make_mut(&mut self.inner).record = Some(record);
        self
    }

    /// Puts text before the detail: a file's path, a step.
    pub(crate) fn prefixed(mut self, prefix: impl std::fmt::Display) -> Self {
        let inner = Arc::make_mut(&mut self.inner);
        inner.detail = shortened(format!("{prefix}: {}", inner.detail));
        self
    }

    /// What kind of failure this is; the number is the same in every language.
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// What happened, without system, operation, place and hint.
    pub fn detail(&self) -> &str {
        &self.inner.detail
    }

    /// The system, once one was involved.
    pub fn provider(&self) -> Option<Provider> {
        self.inner.provider
    }

    /// The operation's name in snake case, as in `monthly_cdr`.
    pub fn operation(&self) -> Option<&'static str> {
        self.inner.operation
    }

    /// The status line's code, where an answer with one caused this.
    pub fn http_status(&self) -> Option<u16> {
        self.inner.http_status
    }

    /// The provider's own error code, where the body held one.
    pub fn provider_code(&self) -> Option<&str> {
        self.inner.provider_code.as_deref()
    }

    /// The provider's own text about the error, where the body held one: one line of at most 200
    /// characters, without secrets. It may name the user or address that was sent.
    pub fn provider_message(&self) -> Option<&str> {
        self.inner.provider_message.as_deref()
    }

    /// Byte offset in the body or file, from 0.
    pub fn offset(&self) -> Option<u64> {
        self.inner.offset
    }

    /// Physical line in the body or file, from 1.
    pub fn line(&self) -> Option<u64> {
        self.inner.line
    }

    /// Number of the record, from 1, the header not counted.
    pub fn record(&self) -> Option<u64> {
        self.inner.record
    }

    /// The column at fault.
    pub fn column(&self) -> Option<&str> {
        self.inner.column.as_deref()
    }

    /// Whether the same call may well succeed later without a change by the caller.
    pub fn is_retryable(&self) -> bool {
        self.inner.retryable
    }

    /// How long the server asked to wait.
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// Until when the server asked to wait, by this machine's clock.
    pub fn retry_at(&self) -> Option<SystemTime> {
        self.inner.retry_at
    }

    /// How far the request got.
    pub(crate) fn stage(&self) -> Stage {
        self.inner.stage
    }

    /// What to do about it, in a few words.
    pub fn hint(&self) -> &'static str {
        let inner = &*self.inner;
        let hint = inner.hint.unwrap_or_else(|| match inner.kind {
            // It was understood and refused, whatever its status: later it will be again.
            ErrorKind::Service if !inner.retryable => {
                "correct what the service names, or ask the provider"
            }
            kind => kind.hint(inner.provider),
        });
        if inner.for_good { refused::for_good(hint) } else { hint }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner.source.as_ref().map(|source| source as _)
    }
}

impl From<DecodeError> for Error {
    fn from(source: DecodeError) -> Self {
        let kind = match source.kind() {
            DecodeErrorKind::NotThisReport => ErrorKind::NotData,
            DecodeErrorKind::Limit => ErrorKind::Limit,
            DecodeErrorKind::Strict => ErrorKind::Strict,
            _ => ErrorKind::Decode,
        };
        let mut error = Self::new(kind, format!("{}: {}", source.report(), source.detail()));
        let inner = Arc::make_mut(&mut error.inner);
        inner.offset = Some(source.offset());
        inner.line = Some(source.line());
        inner.record = source.record();
        inner.column = source.column().map(str::to_owned);
        inner.source = Some(source);
        error
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_with_system_operation_place_and_advice() {
        let error = Error::new(ErrorKind::Truncated, "the body ended after 5 of 9 bytes")
            .at(Provider::IpassPortal, "monthly_cdr")
            .with_status(200)
            .with_offset(5);
        let text = error.to_string();
        assert!(text.starts_with("ipass-portal monthly_cdr: the body ended after 5 of 9 bytes"));
        assert!(text.contains("byte 5"), "{text}");
        assert!(text.ends_with(error.hint()), "{text}");
        assert_eq!(text.lines().count(), 1);
    }

    #[test]
    fn a_failure_of_the_service_that_lasts_is_not_to_be_tried_later() {
        let error = Error::new(ErrorKind::Service, "x");
        assert!(error.hint().contains("try again later"));
        assert!(!error.with_retryable(false).hint().contains("later"));
    }

    #[test]
    fn the_first_operation_named_stays() {
        let error = Error::config("x").at(Provider::IpassPortal, "login");
        assert_eq!(error.at(Provider::IpassPortal, "daily_cdr").operation(), Some("login"));
    }
}
