//! How a service is reached: the same for all clients but the portal, which has these fields itself.

use std::ffi::c_char;
use std::ptr::null;
use std::time::Duration;

use callrec::{DecodeOptions, Timeouts};

use super::{callrec_decode_options, flag, out_of_bounds};
use crate::error::{Failure, callrec_error};
use crate::guard::entry;
use crate::ptr::{NTS, optional_text_in, options_in, struct_init};

/// How a service is reached. Fill with callrec_connection_options_init, then change what is to
/// differ. Everything is copied when the client is made.
///
/// The lengths are CALLREC_NTS after init, so texts that end in NUL need only their pointer; a
/// NULL pointer with CALLREC_NTS stands for "not set".
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_connection_options {
    /// Bytes of this struct in the program, set by init.
    pub size: usize,
    /// A certificate authority to trust beside the system's, in PEM; not set: none.
    pub extra_root_certificate: *const c_char,
    /// Length of `extra_root_certificate`.
    pub extra_root_certificate_length: usize,
    /// A proxy, as http://[user:password@]host:port; not set: none, whatever the environment
    /// says.
    pub proxy: *const c_char,
    /// Length of `proxy`.
    pub proxy_length: usize,
    /// Milliseconds for one connection, name service and TLS included; 0 for the default, 10
    /// s.
    pub connect_timeout_ms: i64,
    /// Milliseconds without a byte; 0 for the default, 30 s. For the head of an answer
    /// `connect_timeout_ms` is added, since a connection may have to be made first: by default 40 s
    /// a try.
    pub idle_timeout_ms: i64,
    /// Milliseconds for all waiting of one call or reader; 0 for the default, no limit.
    pub total_timeout_ms: i64,
    /// Tries of a call in all, the first included, where trying again does no harm; 0 for the
    /// default, 3.
    pub tries: i32,
    /// Exchanges under way at once with the host; 0 for the default, 8. It is a limit of the
    /// process, of all clients of that host together: the smallest that one of them was given
    /// holds. An open reader or document has one of these places until it is read to its end or
    /// freed. Where all are taken a call waits; CALLREC_LIMIT where none of those readers is read
    /// for two minutes, which is noticed after at most four.
    pub concurrency: i32,
    /// 1 allows http:// to hosts other than this machine, where anybody on the way reads the
    /// secrets. Default 0.
    pub allow_plain_http: i32,
    /// Leave 0.
    pub reserved: i32,
    /// How records are read; NULL for the defaults. Read when the client is made, then no
    /// more.
    pub decode: *const callrec_decode_options,
    /// Milliseconds of the longest pause before the second try, which doubles with each further
    /// one; 0 for the default, 500.
    pub retry_pause_ms: i64,
    /// Milliseconds of the longest pause that the server may ask for; one above is not waited for
    /// but told as CALLREC_RATE_LIMITED. 0 for the default, 5 minutes.
    pub retry_after_limit_ms: i64,
    /// Milliseconds after the first try in which further ones may begin; 0 for the default, 15
    /// minutes.
    pub retry_within_ms: i64,
    /// After so many exchanges in a row that failed, of all clients of the process, nothing is
    /// sent to the host for a while and calls fail at once; 0 for the default, 20; -1 for never.
    pub circuit_after: i32,
    /// Leave 0.
    pub reserved_2: i32,
    /// Milliseconds of that while; 0 for the default, 10 s.
    pub circuit_pause_ms: i64,
    /// Bytes of one report, decoded, above which it ends with CALLREC_LIMIT; 0 for the default,
    /// 64 GiB.
    pub body_limit: i64,
}

impl callrec_connection_options {
    pub(crate) const fn new() -> Self {
        Self {
            size: size_of::<Self>(),
            extra_root_certificate: null(),
            extra_root_certificate_length: NTS,
            proxy: null(),
            proxy_length: NTS,
            connect_timeout_ms: 0,
            idle_timeout_ms: 0,
            total_timeout_ms: 0,
            tries: 0,
            concurrency: 0,
            allow_plain_http: 0,
            reserved: 0,
            decode: null(),
            retry_pause_ms: 0,
            retry_after_limit_ms: 0,
            retry_within_ms: 0,
            circuit_after: 0,
            reserved_2: 0,
            circuit_pause_ms: 0,
            body_limit: 0,
        }
    }
}

/// The options looked at, ready for a builder.
pub(crate) struct Connection<'a> {
    pub(crate) extra_root_certificate: Option<&'a str>,
    pub(crate) proxy: Option<&'a str>,
    pub(crate) timeouts: Timeouts,
    pub(crate) tries: Option<u32>,
    pub(crate) concurrency: Option<usize>,
    pub(crate) allow_plain_http: bool,
    pub(crate) decode: DecodeOptions,
    pub(crate) retry_pause: Option<Duration>,
    pub(crate) retry_after_limit: Option<Duration>,
    pub(crate) retry_within: Option<Duration>,
    pub(crate) circuit_after: Option<u32>,
    pub(crate) circuit_pause: Option<Duration>,
    pub(crate) body_limit: Option<u64>,
}

impl callrec_connection_options {
    pub(crate) fn read<'a>(self) -> Result<Connection<'a>, Failure> {
        let Self { connect_timeout_ms, idle_timeout_ms, total_timeout_ms, .. } = self;
        Ok(Connection {
            extra_root_certificate: optional_text_in(
                self.extra_root_certificate,
                self.extra_root_certificate_length,
                "extra_root_certificate",
            )?,
            proxy: optional_text_in(self.proxy, self.proxy_length, "proxy")?,
            timeouts: timeouts(connect_timeout_ms, idle_timeout_ms, total_timeout_ms)?,
            tries: count(self.tries, "tries")?,
            concurrency: count(self.concurrency, "concurrency")?.map(|most| most as usize),
            allow_plain_http: flag(self.allow_plain_http, "allow_plain_http")?,
            decode: options_in(self.decode)?.read()?,
            retry_pause: time(self.retry_pause_ms, "retry_pause_ms")?,
            retry_after_limit: time(self.retry_after_limit_ms, "retry_after_limit_ms")?,
            retry_within: time(self.retry_within_ms, "retry_within_ms")?,
            circuit_after: match self.circuit_after {
                NEVER => Some(0), // what the core calls never
                failures => count(failures, "circuit_after")?,
            },
            circuit_pause: time(self.circuit_pause_ms, "circuit_pause_ms")?,
            body_limit: match u64::try_from(self.body_limit) {
                Ok(0) => None,
                Ok(bytes) => Some(bytes),
                Err(_) => return Err(out_of_bounds("body_limit", self.body_limit)),
            },
        })
    }
}

/// A number that is the default where it is 0.
pub(crate) fn count(value: i32, name: &str) -> Result<Option<u32>, Failure> {
    match u32::try_from(value) {
        Ok(0) => Ok(None),
        Ok(value) => Ok(Some(value)),
        Err(_) => Err(out_of_bounds(name, value.into())),
    }
}

/// `circuit_after` of a circuit that is never broken.
const NEVER: i32 = -1;

/// A time that is the default where it is 0.
fn time(ms: i64, name: &str) -> Result<Option<Duration>, Failure> {
    match u64::try_from(ms) {
        Ok(0) => Ok(None),
        Ok(ms) => Ok(Some(Duration::from_millis(ms))),
        Err(_) => Err(out_of_bounds(name, ms)),
    }
}

/// Limits in time, of which 0 stands for the default.
pub(super) fn timeouts(connect: i64, idle: i64, total: i64) -> Result<Timeouts, Failure> {
    let mut timeouts = Timeouts::default();
    if let Some(connect) = time(connect, "connect_timeout_ms")? {
        timeouts.connect = connect;
    }
    if let Some(idle) = time(idle, "idle_timeout_ms")? {
        timeouts.idle = idle;
    }
    timeouts.total = time(total, "total_timeout_ms")?;
    Ok(timeouts)
}

/// Tells a builder, which all have the same methods, how the service is reached.
macro_rules! connect {
    ($builder:expr, $options:expr) => {{
        let how = $crate::ptr::options_in($options)?.read()?;
        let mut builder = $builder.timeouts(how.timeouts).decode_options(how.decode);
        if let Some(pem) = how.extra_root_certificate {
            builder = builder.extra_root_certificate(pem);
        }
        if let Some(proxy) = how.proxy {
            builder = builder.proxy(proxy);
        }
        if let Some(tries) = how.tries {
            builder = builder.tries(tries);
        }
        if let Some(most) = how.concurrency {
            builder = builder.concurrency(most);
        }
        if how.allow_plain_http {
            builder = builder.allow_plain_http();
        }
        if let Some(longest) = how.retry_pause {
            builder = builder.retry_pause(longest);
        }
        if let Some(longest) = how.retry_after_limit {
            builder = builder.retry_after_limit(longest);
        }
        if let Some(limit) = how.retry_within {
            builder = builder.retry_within(limit);
        }
        if let Some(failures) = how.circuit_after {
            builder = builder.circuit_after(failures);
        }
        if let Some(pause) = how.circuit_pause {
            builder = builder.circuit_pause(pause);
        }
        if let Some(bytes) = how.body_limit {
            builder = builder.body_limit(bytes);
        }
        builder
    }};
}
pub(crate) use connect;

/// Fills the options with the defaults. `size` is `sizeof *options` in the program.
///
/// Errors: CALLREC_INVALID_ARGUMENT for NULL or a size that no version has. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_connection_options_init(
    options: *mut callrec_connection_options,
    size: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_connection_options_init", error, || struct_init(options, size))
}
