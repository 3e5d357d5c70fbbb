//! Status numbers. Those below 100 are the kinds of error of every language binding.
#![allow(dead_code, reason = "most are for C to read")]

/// It worked; outputs are written.
pub const CALLREC_OK: i32 = 0;

/// An argument that cannot be sent or used: NULL where an object must be, empty month, control
/// character, a day that does not exist, text that is not UTF-8, a length beyond PTRDIFF_MAX.
pub const CALLREC_INVALID_ARGUMENT: i32 = 1;
/// The options cannot work: base URL, certificate, missing credentials.
pub const CALLREC_CONFIG: i32 = 2;
/// A blocking call was made on a thread of an async runtime (only where the host is Rust).
pub const CALLREC_INSIDE_RUNTIME: i32 = 3;
/// The object was made before a fork and is used in the child.
pub const CALLREC_FORKED: i32 = 4;
/// The reader was closed, or its records have been taken as an Arrow stream.
pub const CALLREC_CLOSED: i32 = 5;
/// The caller cancelled it.
pub const CALLREC_CANCELLED: i32 = 6;
/// This build or this provider cannot do that, or the options are of a newer library.
pub const CALLREC_UNSUPPORTED: i32 = 7;

/// The host's name could not be resolved.
pub const CALLREC_DNS: i32 = 10;
/// No connection could be made.
pub const CALLREC_CONNECT: i32 = 11;
/// The TLS handshake failed: certificate, name or protocol. Never retried.
pub const CALLREC_TLS: i32 = 12;
/// The network was silent, or slower than the limits, for too long.
pub const CALLREC_TIMEOUT: i32 = 13;
/// The connection failed, or the peer does not speak HTTP.
pub const CALLREC_TRANSPORT: i32 = 14;
/// The body ended before its end.
pub const CALLREC_TRUNCATED: i32 = 15;
/// The body's end could not be proven, and a second fetch differed or failed.
pub const CALLREC_INCOMPLETE: i32 = 16;

/// The credentials were refused, or the session cannot be renewed. Where they were refused the
/// client asks no more, so that no account is locked: later calls give this at once. Correct them
/// and make a new client.
pub const CALLREC_AUTH: i32 = 20;
/// The user may not see this company or report.
pub const CALLREC_FORBIDDEN: i32 = 21;
/// No such company, report or period; or no such column.
pub const CALLREC_NOT_FOUND: i32 = 22;
/// The service asks to come back later.
pub const CALLREC_RATE_LIMITED: i32 = 23;
/// The service refused the request for good.
pub const CALLREC_REJECTED: i32 = 24;
/// The service failed, or answered with an error document.
pub const CALLREC_SERVICE: i32 = 25;
/// It is unknown whether an operation with side effects was carried out.
pub const CALLREC_AMBIGUOUS: i32 = 26;
/// A row that was handed on before is gone, or rows came that were not asked for: another account,
/// another server, or ids that were given anew.
pub const CALLREC_CONTINUITY_BROKEN: i32 = 27;
/// A row that was handed on before has another content now.
pub const CALLREC_ROW_REVISED: i32 = 28;
/// Pages keep coming and bring nothing new.
pub const CALLREC_NO_PROGRESS: i32 = 29;

/// HTML or another type came instead of the report.
pub const CALLREC_NOT_DATA: i32 = 30;
/// The report cannot be read as a whole: structure, quoting, encoding.
pub const CALLREC_DECODE: i32 = 31;
/// `strict` is on and a record would have been quarantined.
pub const CALLREC_STRICT: i32 = 32;
/// A bound on hostile input, or on the number of objects, was reached.
pub const CALLREC_LIMIT: i32 = 33;

/// A local file could not be read or written.
pub const CALLREC_IO: i32 = 40;
/// A saved state belongs to another feed, login, selection or version of callrec.
pub const CALLREC_WRONG_STATE: i32 = 41;
/// A saved state is damaged.
pub const CALLREC_STATE_CORRUPT: i32 = 42;
/// A bug in callrec; the object it happened in refuses further work.
pub const CALLREC_INTERNAL: i32 = 50;

/// There is no further record, batch or quarantined record. Not an error: no callrec_error is
/// made.
pub const CALLREC_END: i32 = 100;
/// The handle was freed, is of another kind of object, or never came from this library.
pub const CALLREC_INVALID_HANDLE: i32 = 101;
/// Another thread is inside a call on this reader.
pub const CALLREC_BUSY: i32 = 102;
/// The buffer is too small; the length of the text has been written, its NUL not counted.
pub const CALLREC_BUFFER_TOO_SMALL: i32 = 103;
/// The value does not fit the type that was asked for.
pub const CALLREC_OUT_OF_RANGE: i32 = 104;

/// The status's name in snake case.
pub(crate) fn name(status: i32) -> Option<&'static str> {
    match status {
        CALLREC_OK => Some("ok"),
        CALLREC_END => Some("end"),
        CALLREC_INVALID_HANDLE => Some("invalid_handle"),
        CALLREC_BUSY => Some("busy"),
        CALLREC_BUFFER_TOO_SMALL => Some("buffer_too_small"),
        CALLREC_OUT_OF_RANGE => Some("out_of_range"),
        _ => callrec::ErrorKind::ALL.into_iter().find(|k| k.code() == status).map(|k| k.name()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_of_error_keep_their_numbers() {
        let ours = [
            ("invalid_argument", CALLREC_INVALID_ARGUMENT),
            ("config", CALLREC_CONFIG),
            ("inside_runtime", CALLREC_INSIDE_RUNTIME),
            ("forked", CALLREC_FORKED),
            ("closed", CALLREC_CLOSED),
            ("cancelled", CALLREC_CANCELLED),
            ("unsupported", CALLREC_UNSUPPORTED),
            ("dns", CALLREC_DNS),
            ("connect", CALLREC_CONNECT),
            ("tls", CALLREC_TLS),
            ("timeout", CALLREC_TIMEOUT),
            ("transport", CALLREC_TRANSPORT),
            ("truncated", CALLREC_TRUNCATED),
            ("incomplete", CALLREC_INCOMPLETE),
            ("auth", CALLREC_AUTH),
            ("forbidden", CALLREC_FORBIDDEN),
            ("not_found", CALLREC_NOT_FOUND),
            ("rate_limited", CALLREC_RATE_LIMITED),
            ("rejected", CALLREC_REJECTED),
            ("service", CALLREC_SERVICE),
            ("ambiguous", CALLREC_AMBIGUOUS),
            ("continuity_broken", CALLREC_CONTINUITY_BROKEN),
            ("row_revised", CALLREC_ROW_REVISED),
            ("no_progress", CALLREC_NO_PROGRESS),
            ("not_data", CALLREC_NOT_DATA),
            ("decode", CALLREC_DECODE),
            ("strict", CALLREC_STRICT),
            ("limit", CALLREC_LIMIT),
            ("io", CALLREC_IO),
            ("wrong_state", CALLREC_WRONG_STATE),
            ("state_corrupt", CALLREC_STATE_CORRUPT),
            ("internal", CALLREC_INTERNAL),
        ];
        let theirs: Vec<_> = callrec::ErrorKind::ALL.map(|k| (k.name(), k.code())).into();
        assert_eq!(theirs, ours);
    }
}
