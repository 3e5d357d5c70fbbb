//! The error object, and what inside the library becomes one.

mod hint;

use std::ffi::{CString, c_char};

use callrec::shortened;

use crate::guard::{caught, entry};
use crate::handle::{self, Object, Table};
use crate::ptr::{Out, copy_out};
use crate::record::Table as RowsOf;
use crate::status::{
    CALLREC_BUFFER_TOO_SMALL, CALLREC_BUSY, CALLREC_CANCELLED, CALLREC_CLOSED, CALLREC_END,
    CALLREC_FORKED, CALLREC_INTERNAL, CALLREC_INVALID_ARGUMENT, CALLREC_INVALID_HANDLE, CALLREC_IO,
    CALLREC_LIMIT, CALLREC_NOT_FOUND, CALLREC_OUT_OF_RANGE, CALLREC_STRICT, CALLREC_UNSUPPORTED,
};
use crate::text::callrec_text;

/// Why a call failed. Made by the call, owned by the caller, released with callrec_error_free.
///
/// Immutable: any number of threads may read one at once.
pub struct callrec_error {
    _opaque: [u8; 0],
}

/// All that is known about a failure. Numbers that are not known are -1, texts that are not known
/// have `data` NULL. Never holds a password, a cookie or a URL with a query.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_error_details {
    /// Bytes of this struct in the library at hand.
    pub size: usize,
    /// The status that the call gave.
    pub status: i32,
    /// 1 where the same call may well succeed later without a change by the caller, else 0.
    pub retryable: i32,
    /// Code of the HTTP status line, or -1.
    pub http_status: i32,
    /// Always 0.
    pub reserved: i32,
    /// Byte in the body or file, from 0, or -1.
    pub offset: i64,
    /// Physical line in the body or file, from 1, or -1.
    pub line: i64,
    /// Number of the record, from 1, the header not counted, or -1.
    pub record: i64,
    /// Milliseconds that the server asked to wait, or -1.
    pub retry_after_ms: i64,
    /// The whole failure in one line: system, operation, what happened, where, what to do.
    pub message: callrec_text,
    /// What happened, without system, operation, place and hint.
    pub detail: callrec_text,
    /// What to do about it.
    pub hint: callrec_text,
    /// The system, as in `ipass-portal`; no value where none was involved.
    pub provider: callrec_text,
    /// The operation, as in `monthly_cdr`, or the function that refused its arguments.
    pub operation: callrec_text,
    /// The column at fault.
    pub column: callrec_text,
    /// The provider's own error code.
    pub provider_code: callrec_text,
    /// The provider's own text, in one line.
    pub provider_message: callrec_text,
}

/// What stops an entry short of CALLREC_OK.
pub(crate) enum Failure {
    /// Nothing more to come: a status without an error object.
    End,
    /// Everything else; boxed, since it is rare and would make every result large.
    Error(Box<Cause>),
}

/// The system and the operation that an argument was meant for.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) provider: &'static str,
    pub(crate) operation: &'static str,
}

/// Where a failure comes from.
#[derive(Clone)]
pub(crate) enum Cause {
    /// The core library's error, with all its facts.
    Core(callrec::Error),
    /// The border's own refusal.
    Border { status: i32, detail: String, hint: &'static str, place: Option<Place> },
    /// `strict` unifying has met a doubt.
    Doubt { doubt: callrec::Doubt, detail: String, place: Option<Place> },
}

impl From<callrec::Error> for Failure {
    fn from(error: callrec::Error) -> Self {
        Self::Error(Box::new(Cause::Core(error)))
    }
}

impl Failure {
    fn border(status: i32, detail: impl Into<String>, hint: &'static str) -> Self {
        Self::Error(Box::new(Cause::Border {
            status,
            detail: shortened(detail),
            hint,
            place: None,
        }))
    }

    pub(crate) fn invalid_argument(detail: impl Into<String>) -> Self {
        Self::border(CALLREC_INVALID_ARGUMENT, detail, "correct the argument")
    }

    /// A text of a request that is neither set nor left out.
    pub(crate) fn not_said(name: &str) -> Self {
        let detail = format!("{name} is NULL with length 0");
        let hint = "fill the struct with its init function; an empty text has a pointer";
        Self::border(CALLREC_INVALID_ARGUMENT, detail, hint)
    }

    /// Rows were wanted that are not what the reader reads.
    pub(crate) fn other_table(reads: RowsOf, wanted: RowsOf) -> Self {
        let hint = match (reads, wanted) {
            (_, RowsOf::Unified) => "call callrec_reader_unify first",
            (RowsOf::Unified, _) => "call callrec_reader_next_unified",
            _ => "call the callrec_reader_next_... of what it reads, or callrec_reader_next_batch",
        };
        let detail = format!("the reader reads {reads}, not {wanted}");
        Self::border(CALLREC_INVALID_ARGUMENT, detail, hint)
    }

    pub(crate) fn invalid_handle(detail: impl Into<String>) -> Self {
        let hint = "pass a handle that the library gave and that was not freed";
        Self::border(CALLREC_INVALID_HANDLE, detail, hint)
    }

    pub(crate) fn limit(detail: impl Into<String>) -> Self {
        Self::border(CALLREC_LIMIT, detail, "free what is no longer used")
    }

    pub(crate) fn unsupported(detail: impl Into<String>) -> Self {
        Self::border(CALLREC_UNSUPPORTED, detail, "install a newer libcallrec")
    }

    pub(crate) fn forked() -> Self {
        let detail = "it was made before a fork and is used in the child";
        Self::border(CALLREC_FORKED, detail, "make a new client after the fork")
    }

    pub(crate) fn closed(detail: impl Into<String>) -> Self {
        Self::border(CALLREC_CLOSED, detail, "open it again")
    }

    /// A file could not be written: what the exporter says has its own hint.
    pub(crate) fn export(error: &callrec_export::ExportError) -> Self {
        use callrec_export::ExportError as E;
        let (status, hint) = match error {
            E::UnknownFormat { .. } => (CALLREC_INVALID_ARGUMENT, "name a format"),
            E::NotAFile { .. } => (CALLREC_INVALID_ARGUMENT, "choose another path"),
            E::DiskFull { .. } | E::Io { .. } => (CALLREC_IO, "look at the path and its disk"),
            _ => (CALLREC_INTERNAL, "report it to the authors of callrec"),
        };
        Self::border(status, error.to_string(), hint)
    }

    /// No unified record can be made.
    pub(crate) fn unify(error: &callrec::UnifyError) -> Self {
        use callrec::UnifyError as E;
        if let E::Doubt(stopped) = error {
            let (doubt, detail) = (stopped.doubt, format!("unify: {}", stopped.doubt.reason));
            return Self::Error(Box::new(Cause::Doubt { doubt, detail, place: None }));
        }
        let (status, hint) = match error {
            E::NoCallRecords(_) | E::System { .. } | E::Currency(..) => {
                (CALLREC_INVALID_ARGUMENT, "correct the options")
            }
            E::TooLong(_) => (CALLREC_LIMIT, "ask for fewer rows a batch"),
            _ => (CALLREC_INTERNAL, "report it to the authors of callrec"),
        };
        Self::border(status, error.to_string(), hint)
    }

    pub(crate) fn cancelled() -> Self {
        let detail = "the client was cancelled";
        Self::border(CALLREC_CANCELLED, detail, "make a new client when it is wanted again")
    }

    pub(crate) fn busy(object: &str) -> Self {
        let detail = format!("another thread is inside a call on this {object}");
        Self::border(CALLREC_BUSY, detail, "use it from one thread at a time")
    }

    pub(crate) fn not_found(detail: impl Into<String>) -> Self {
        Self::border(CALLREC_NOT_FOUND, detail, "ask for what the batch has")
    }

    /// An index beyond the last of `count` things, from 0 on.
    pub(crate) fn beyond(things: &str, count: usize, index: usize) -> Self {
        let detail = format!("there are {count} {things}, and none at {index}");
        Self::border(CALLREC_NOT_FOUND, detail, "count from 0 to one less than there are")
    }

    /// A field that the object of an outcome has not.
    pub(crate) fn no_field(name: &str) -> Self {
        let detail = format!("the object in the answer has no field {name:?}");
        Self::border(
            CALLREC_NOT_FOUND,
            detail,
            "ask for a field that it has: answers leave some out",
        )
    }

    pub(crate) fn nothing_found(detail: impl Into<String>) -> Self {
        Self::border(CALLREC_NOT_FOUND, detail, "look at the name and the company")
    }

    pub(crate) fn out_of_range(detail: impl Into<String>) -> Self {
        Self::border(CALLREC_OUT_OF_RANGE, detail, "ask for a wider type")
    }

    pub(crate) fn no_such_time(detail: impl Into<String>) -> Self {
        Self::border(CALLREC_OUT_OF_RANGE, detail, "look at where the time comes from")
    }

    pub(crate) fn buffer_too_small(needed: usize, capacity: usize) -> Self {
        let detail = format!("the buffer has {capacity} bytes, {needed} are needed");
        Self::border(CALLREC_BUFFER_TOO_SMALL, detail, "pass a larger buffer")
    }

    pub(crate) fn internal(detail: impl Into<String>) -> Self {
        Self::border(CALLREC_INTERNAL, detail, "report it to the authors of callrec")
    }

    /// Names system and operation, where neither is named yet.
    pub(crate) fn at(self, place: Place) -> Self {
        let Self::Error(cause) = self else { return self };
        Self::Error(Box::new(match *cause {
            Cause::Border { status, detail, hint, place: None } => {
                Cause::Border { status, detail, hint, place: Some(place) }
            }
            Cause::Doubt { doubt, detail, place: None } => {
                Cause::Doubt { doubt, detail, place: Some(place) }
            }
            Cause::Core(error) if error.provider().is_none() => Cause::Border {
                status: error.kind().code(),
                detail: error.detail().to_owned(),
                hint: hint::in_c(error.hint()),
                place: Some(place),
            },
            named => named,
        }))
    }

    /// The same failure again, for a reader whose error is final.
    pub(crate) fn again(&self) -> Self {
        match self {
            Self::End => Self::End,
            Self::Error(cause) => Self::Error(cause.clone()),
        }
    }

    /// The number that C sees.
    pub(crate) fn status(&self) -> i32 {
        match self {
            Self::End => CALLREC_END,
            Self::Error(cause) => match &**cause {
                Cause::Core(error) => error.kind().code(),
                Cause::Border { status, .. } => *status,
                Cause::Doubt { .. } => CALLREC_STRICT,
            },
        }
    }
}

/// What a `callrec_error` handle stands for.
pub(crate) struct ErrorObject {
    message: CString,
    details: callrec_error_details,
    /// Kept because `details` lends from it.
    _cause: Box<Cause>,
}

impl Object for ErrorObject {
    type Opaque = callrec_error;
    const KIND: u8 = 0xc1;
    const NAME: &'static str = "error";
    fn table() -> &'static Table<Self> {
        static ERRORS: Table<ErrorObject> = Table::new();
        &ERRORS
    }
}

impl ErrorObject {
    /// `None` for the end, which is no error. `function` is the C function's name.
    pub(crate) fn new(function: &'static str, failure: Failure) -> Option<Self> {
        let status = failure.status();
        let Failure::Error(cause) = failure else { return None };
        let message = match &*cause {
            Cause::Core(error) => hint::line_in_c(error),
            Cause::Border { detail, hint, place, .. } => {
                format!("{}: {detail}; {hint}", whose(function, *place))
            }
            Cause::Doubt { doubt, place, .. } => {
                format!("{}: unify: {doubt}; {DOUBT_HINT}", whose(function, *place))
            }
        };
        let message = one_line(message);
        let lent = callrec_text::lend_bytes(message.as_bytes());
        let details = match &*cause {
            Cause::Core(error) => core_details(status, lent, error),
            Cause::Border { detail, hint, place, .. } => callrec_error_details {
                detail: callrec_text::lend(detail),
                hint: callrec_text::lend(hint),
                ..placed(status, lent, function, *place)
            },
            Cause::Doubt { doubt, detail, place } => callrec_error_details {
                offset: i64::try_from(doubt.offset).unwrap_or(-1),
                line: i64::try_from(doubt.line).unwrap_or(-1),
                detail: callrec_text::lend(detail),
                hint: callrec_text::lend(DOUBT_HINT),
                column: callrec_text::lend(doubt.column),
                ..placed(status, lent, function, *place)
            },
        };
        Some(Self { message, details, _cause: cause })
    }

    /// The failure in one line.
    pub(crate) fn line(&self) -> &str {
        self.message.to_str().unwrap_or_default()
    }
}

const DOUBT_HINT: &str = "look at the record, or turn strict off";

/// Whose failure it is: a system's operation, or a function of this library.
fn whose(function: &str, place: Option<Place>) -> String {
    place.map_or(function.to_owned(), |place| format!("{} {}", place.provider, place.operation))
}

fn placed(
    status: i32,
    message: callrec_text,
    function: &'static str,
    place: Option<Place>,
) -> callrec_error_details {
    callrec_error_details {
        provider: callrec_text::lend_optional(place.map(|place| place.provider)),
        operation: callrec_text::lend(place.map_or(function, |place| place.operation)),
        ..nothing_known(status, message)
    }
}

fn core_details(
    status: i32,
    message: callrec_text,
    error: &callrec::Error,
) -> callrec_error_details {
    let number = |value: Option<u64>| value.and_then(|v| i64::try_from(v).ok()).unwrap_or(-1);
    callrec_error_details {
        retryable: error.is_retryable().into(),
        http_status: error.http_status().map_or(-1, i32::from),
        offset: number(error.offset()),
        line: number(error.line()),
        record: number(error.record()),
        retry_after_ms: error
            .retry_after()
            .and_then(|wait| i64::try_from(wait.as_millis()).ok())
            .unwrap_or(-1),
        detail: callrec_text::lend(error.detail()),
        hint: callrec_text::lend(hint::in_c(error.hint())),
        provider: callrec_text::lend_optional(error.provider().map(|p| p.name())),
        operation: callrec_text::lend_optional(error.operation()),
        column: callrec_text::lend_optional(error.column()),
        provider_code: callrec_text::lend_optional(error.provider_code()),
        provider_message: callrec_text::lend_optional(error.provider_message()),
        ..nothing_known(status, message)
    }
}

fn nothing_known(status: i32, message: callrec_text) -> callrec_error_details {
    callrec_error_details {
        size: size_of::<callrec_error_details>(),
        status,
        retryable: 0,
        http_status: -1,
        reserved: 0,
        offset: -1,
        line: -1,
        record: -1,
        retry_after_ms: -1,
        message,
        detail: callrec_text::NONE,
        hint: callrec_text::NONE,
        provider: callrec_text::NONE,
        operation: callrec_text::NONE,
        column: callrec_text::NONE,
        provider_code: callrec_text::NONE,
        provider_message: callrec_text::NONE,
    }
}

/// A message that C can print: one line, no NUL inside.
fn one_line(message: String) -> CString {
    let clean: String = message.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    CString::new(clean).unwrap_or_default()
}

/// The failure in one line, for people: system, operation, what happened, where, what to do.
///
/// Gives UTF-8 text that ends in NUL, borrowed until `error` is freed; "" where `error` is NULL or
/// no living error. Never NULL. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_error_message(error: *const callrec_error) -> *const c_char {
    let message = || Some(handle::pin::<ErrorObject>(error).ok()?.message.as_ptr());
    caught(message).ok().flatten().unwrap_or(c"".as_ptr())
}

/// Copies the failure's line and a NUL into `buffer`, which has `capacity` bytes.
///
/// `length`, where not NULL, gets the number of bytes without the NUL, also with
/// CALLREC_BUFFER_TOO_SMALL; `(NULL, 0)` as buffer only asks for it.
/// Errors: CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT, CALLREC_BUFFER_TOO_SMALL. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_error_message_copy(
    error: *const callrec_error,
    buffer: *mut c_char,
    capacity: usize,
    length: *mut usize,
) -> i32 {
    entry("callrec_error_message_copy", std::ptr::null_mut(), || {
        let object = handle::pin::<ErrorObject>(error)?;
        copy_out(object.line().as_bytes(), buffer, capacity, length)
    })
}

/// The status that made `error`, so that it need not be carried beside it.
///
/// Gives CALLREC_INVALID_ARGUMENT for NULL, CALLREC_INVALID_HANDLE for what is no living error.
/// Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_error_status(error: *const callrec_error) -> i32 {
    let status = || match handle::pin::<ErrorObject>(error) {
        Ok(object) => object.details.status,
        Err(failure) => failure.status(),
    };
    caught(status).unwrap_or(CALLREC_INTERNAL)
}

/// All facts about the failure: lends a struct until `error` is freed.
///
/// Errors: CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_error_get_details(
    error: *const callrec_error,
    details: *mut *const callrec_error_details,
) -> i32 {
    entry("callrec_error_get_details", std::ptr::null_mut(), || {
        let object = handle::pin::<ErrorObject>(error)?;
        Out::new(details, "details")?.write(&raw const object.details);
        Ok(())
    })
}

/// Releases an error. NULL and an error freed before are ignored. Never fails. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_error_free(error: *mut callrec_error) {
    crate::guard::release::<ErrorObject>(error);
}
