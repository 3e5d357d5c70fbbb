//! Option structs: size first, grown only at the end, filled by their init function.

mod connection;

use std::ffi::c_char;
use std::ptr::null;

use callrec::blocking::{IpassPortal, ReadOptions};
use callrec::{
    DecodeOptions, Delimiter, Encoding, IpassPortalBuilder, LoginMethod, SessionLengthUnit,
};

pub use connection::callrec_connection_options;
pub(crate) use connection::{connect, count};

use crate::error::{Failure, callrec_error};
use crate::guard::entry;
use crate::ptr::{NTS, optional_text_in, options_in, struct_init};

/// Log in by POST with form fields (the default).
pub const CALLREC_LOGIN_POST_FORM: i32 = 0;
/// Log in by GET: the password is in the URL, so in the logs of servers and proxies.
pub const CALLREC_LOGIN_GET: i32 = 1;

/// By the byte order mark: UTF-8 or UTF-16; without one, UTF-8 (the default).
pub const CALLREC_ENCODING_AUTO: i32 = 0;
/// UTF-8.
pub const CALLREC_ENCODING_UTF8: i32 = 1;
/// UTF-16, the low byte first.
pub const CALLREC_ENCODING_UTF16LE: i32 = 2;
/// UTF-16, the high byte first.
pub const CALLREC_ENCODING_UTF16BE: i32 = 3;
/// ISO 8859-1.
pub const CALLREC_ENCODING_LATIN1: i32 = 4;
/// Windows-1252.
pub const CALLREC_ENCODING_WINDOWS1252: i32 = 5;

/// A comma, or for a billing feed what its header line shows (the default).
pub const CALLREC_DELIMITER_AUTO: i32 = 0;
/// Cells of delimited text stand between commas.
pub const CALLREC_DELIMITER_COMMA: i32 = 1;
/// Cells stand between tabs.
pub const CALLREC_DELIMITER_TAB: i32 = 2;
/// Cells stand between `|`.
pub const CALLREC_DELIMITER_PIPE: i32 = 3;

/// The session length of an iPass CDR file counts seconds (the default).
pub const CALLREC_SESSION_LENGTH_SECONDS: i32 = 0;
/// It counts minutes; `session_length_s` is in seconds all the same.
pub const CALLREC_SESSION_LENGTH_MINUTES: i32 = 1;

/// How records are read. Fill with callrec_decode_options_init, then change what is to differ.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_decode_options {
    /// Bytes of this struct in the program, set by init.
    pub size: usize,
    /// Rows of a full batch; 0 for the default, 8192.
    pub batch_rows: i64,
    /// 1 turns the first record that would be quarantined into CALLREC_STRICT. Default 0.
    pub strict: i32,
    /// Threads that decode a file or a buffer beside the caller's, at most 256; 0 and 1 for none.
    /// Of use for delimited text of some megabytes; changes nothing but where batches end, and
    /// nothing for clients.
    pub threads: i32,
    /// Most bytes of one record; 0 for the default, 65536.
    pub record_bytes: i64,
    /// Most bytes of one field; 0 for the default, 16384.
    pub field_bytes: i64,
    /// Most quarantined records kept until they are taken; 0 for the default, 65536.
    pub quarantine_held: i64,
    /// One of CALLREC_ENCODING_...
    pub encoding: i32,
    /// One of CALLREC_DELIMITER_...
    pub delimiter: i32,
    /// One of CALLREC_SESSION_LENGTH_...
    pub session_length_unit: i32,
    /// Leave 0.
    pub reserved: i32,
}

/// How to reach the iPass Open Mobile portal. Fill with callrec_ipass_portal_options_init, then
/// set the pointers and what else is to differ. Everything is copied when the portal is made.
///
/// The lengths are CALLREC_NTS after init, so texts that end in NUL need only their pointer; a
/// NULL pointer with CALLREC_NTS stands for "not set".
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_ipass_portal_options {
    /// Bytes of this struct in the program, set by init.
    pub size: usize,
    /// Where the portal is; not set: the provider's own address.
    pub base_url: *const c_char,
    /// Length of `base_url`.
    pub base_url_length: usize,
    /// Login name; must be set.
    pub username: *const c_char,
    /// Length of `username`.
    pub username_length: usize,
    /// Password; must be set. The portal keeps it in memory that is wiped when it is freed.
    pub password: *const c_char,
    /// Length of `password`.
    pub password_length: usize,
    /// Value of the query parameter User-Agent; not set: "apiuser".
    pub user_agent_parameter: *const c_char,
    /// Length of `user_agent_parameter`.
    pub user_agent_parameter_length: usize,
    /// A certificate authority to trust beside the system's, in PEM; not set: none.
    pub extra_root_certificate: *const c_char,
    /// Length of `extra_root_certificate`.
    pub extra_root_certificate_length: usize,
    /// One of CALLREC_LOGIN_...
    pub login_method: i32,
    /// 1 allows http:// to hosts other than this machine, where anybody on the way reads the
    /// password. Default 0.
    pub allow_plain_http: i32,
    /// Milliseconds for one connection, name service and TLS included; 0 for the default, 10 s.
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
    /// Leave 0.
    pub reserved: i32,
    /// A proxy, as http://[user:password@]host:port; not set: none, whatever the environment says.
    pub proxy: *const c_char,
    /// Length of `proxy`.
    pub proxy_length: usize,
    /// How records are read; NULL for the defaults. Read when the portal is made, then no more.
    pub decode: *const callrec_decode_options,
    /// The realm that names of hosted users must end in, such as "roaming.example.com"; not set:
    /// any.
    pub realm: *const c_char,
    /// Length of `realm`.
    pub realm_length: usize,
    /// Exchanges under way at once with the host; 0 for the default, 8. It is a limit of the
    /// process, of all clients of that host together: the smallest that one of them was given
    /// holds. An open reader or document has one of these places until it is read to its end or
    /// freed. Where all are taken a call waits; CALLREC_LIMIT where none of those readers is read
    /// for two minutes, which is noticed after at most four.
    pub concurrency: i32,
    /// Leave 0.
    pub reserved_2: i32,
    /// How the portal is reached and how records are read, as for the other clients; where it is
    /// set, the fields of this struct that say the same are not looked at. NULL: they hold.
    pub connection: *const callrec_connection_options,
}

impl callrec_decode_options {
    pub(crate) const fn new() -> Self {
        Self {
            size: size_of::<Self>(),
            batch_rows: 0,
            strict: 0,
            threads: 0,
            record_bytes: 0,
            field_bytes: 0,
            quarantine_held: 0,
            encoding: CALLREC_ENCODING_AUTO,
            delimiter: CALLREC_DELIMITER_AUTO,
            session_length_unit: CALLREC_SESSION_LENGTH_SECONDS,
            reserved: 0,
        }
    }

    /// The same for what is there already, which threads can decode.
    pub(crate) fn read_local(self) -> Result<ReadOptions, Failure> {
        let threads = self.threads()?;
        Ok(ReadOptions::from(self.read()?).with_threads(threads))
    }

    fn threads(&self) -> Result<usize, Failure> {
        match self.threads {
            0 => Ok(1),
            threads => usize::try_from(threads)
                .ok()
                .filter(|threads| *threads <= MOST_THREADS)
                .ok_or_else(|| out_of_bounds("threads", threads.into())),
        }
    }

    pub(crate) fn read(self) -> Result<DecodeOptions, Failure> {
        // A client has no use for them, and accepts no nonsense either.
        self.threads()?;
        let mut options = DecodeOptions::default()
            .with_strict(flag(self.strict, "strict")?)
            .with_encoding(self.encoding()?)
            .with_session_length_unit(self.session_length_unit()?);
        options.delimiter = self.delimiter()?;
        let fields = [
            (self.batch_rows, "batch_rows", &mut options.batch_rows),
            (self.record_bytes, "record_bytes", &mut options.limits.record_bytes),
            (self.field_bytes, "field_bytes", &mut options.limits.field_bytes),
            (self.quarantine_held, "quarantine_held", &mut options.limits.quarantine_held),
        ];
        for (value, name, field) in fields {
            if value != 0 {
                *field = usize::try_from(value)
                    .ok()
                    .filter(|value| *value <= MOST)
                    .ok_or_else(|| out_of_bounds(name, value))?;
            }
        }
        Ok(options)
    }

    fn encoding(&self) -> Result<Encoding, Failure> {
        Ok(match self.encoding {
            CALLREC_ENCODING_AUTO => Encoding::Auto,
            CALLREC_ENCODING_UTF8 => Encoding::Utf8,
            CALLREC_ENCODING_UTF16LE => Encoding::Utf16Le,
            CALLREC_ENCODING_UTF16BE => Encoding::Utf16Be,
            CALLREC_ENCODING_LATIN1 => Encoding::Latin1,
            CALLREC_ENCODING_WINDOWS1252 => Encoding::Windows1252,
            other => return Err(out_of_bounds("encoding", other.into())),
        })
    }

    fn delimiter(&self) -> Result<Option<Delimiter>, Failure> {
        Ok(match self.delimiter {
            CALLREC_DELIMITER_AUTO => None,
            CALLREC_DELIMITER_COMMA => Some(Delimiter::Comma),
            CALLREC_DELIMITER_TAB => Some(Delimiter::Tab),
            CALLREC_DELIMITER_PIPE => Some(Delimiter::Pipe),
            other => return Err(out_of_bounds("delimiter", other.into())),
        })
    }

    fn session_length_unit(&self) -> Result<SessionLengthUnit, Failure> {
        match self.session_length_unit {
            CALLREC_SESSION_LENGTH_SECONDS => Ok(SessionLengthUnit::Seconds),
            CALLREC_SESSION_LENGTH_MINUTES => Ok(SessionLengthUnit::Minutes),
            other => Err(out_of_bounds("session_length_unit", other.into())),
        }
    }
}

/// Bound on the threads that a caller may ask for.
const MOST_THREADS: usize = 256;

/// Bound on the sizes above: more was surely not meant, and would reserve memory ahead.
const MOST: usize = 1 << 30;

impl callrec_ipass_portal_options {
    pub(crate) const fn new() -> Self {
        Self {
            size: size_of::<Self>(),
            base_url: null(),
            base_url_length: NTS,
            username: null(),
            username_length: NTS,
            password: null(),
            password_length: NTS,
            user_agent_parameter: null(),
            user_agent_parameter_length: NTS,
            extra_root_certificate: null(),
            extra_root_certificate_length: NTS,
            login_method: CALLREC_LOGIN_POST_FORM,
            allow_plain_http: 0,
            connect_timeout_ms: 0,
            idle_timeout_ms: 0,
            total_timeout_ms: 0,
            tries: 0,
            reserved: 0,
            proxy: null(),
            proxy_length: NTS,
            decode: null(),
            realm: null(),
            realm_length: NTS,
            concurrency: 0,
            reserved_2: 0,
            connection: null(),
        }
    }

    /// The realm of the hosted users, where it is set.
    pub(crate) fn realm<'a>(&self) -> Result<Option<&'a str>, Failure> {
        optional_text_in(self.realm, self.realm_length, "realm")
    }

    pub(crate) fn build(self) -> Result<IpassPortal, Failure> {
        let set = |data, length, name| optional_text_in(data, length, name);
        let mut builder = IpassPortal::builder();
        if let Some(url) = set(self.base_url, self.base_url_length, "base_url")? {
            builder = builder.base_url(url);
        }
        let username = set(self.username, self.username_length, "username")?;
        let password = set(self.password, self.password_length, "password")?;
        if let (Some(username), Some(password)) = (username, password) {
            builder = builder.credentials(username, password);
        }
        let agent = set(
            self.user_agent_parameter,
            self.user_agent_parameter_length,
            "user_agent_parameter",
        )?;
        if let Some(agent) = agent {
            builder = builder.user_agent_parameter(agent);
        }
        builder = builder.login_method(self.login_method()?);
        builder = if self.connection.is_null() {
            self.reached(builder)?
        } else {
            connect!(builder, self.connection)
        };
        Ok(builder.build_blocking()?)
    }

    /// Tells the builder how the portal is reached, by the fields of this struct.
    fn reached(self, mut builder: IpassPortalBuilder) -> Result<IpassPortalBuilder, Failure> {
        let authority = optional_text_in(
            self.extra_root_certificate,
            self.extra_root_certificate_length,
            "extra_root_certificate",
        )?;
        if let Some(pem) = authority {
            builder = builder.extra_root_certificate(pem);
        }
        if let Some(proxy) = optional_text_in(self.proxy, self.proxy_length, "proxy")? {
            builder = builder.proxy(proxy);
        }
        if let Some(tries) = count(self.tries, "tries")? {
            builder = builder.tries(tries);
        }
        if let Some(most) = count(self.concurrency, "concurrency")? {
            builder = builder.concurrency(most as usize);
        }
        if flag(self.allow_plain_http, "allow_plain_http")? {
            builder = builder.allow_plain_http();
        }
        let timeouts = connection::timeouts(
            self.connect_timeout_ms,
            self.idle_timeout_ms,
            self.total_timeout_ms,
        )?;
        Ok(builder.timeouts(timeouts).decode_options(options_in(self.decode)?.read()?))
    }

    fn login_method(&self) -> Result<LoginMethod, Failure> {
        match self.login_method {
            CALLREC_LOGIN_POST_FORM => Ok(LoginMethod::PostForm),
            CALLREC_LOGIN_GET => Ok(LoginMethod::Get),
            other => Err(out_of_bounds("login_method", other.into())),
        }
    }
}

pub(crate) fn flag(value: i32, name: &str) -> Result<bool, Failure> {
    match value {
        0 => Ok(false),
        1 => Ok(true),
        other => Err(out_of_bounds(name, other.into())),
    }
}

pub(crate) fn out_of_bounds(name: &str, value: i64) -> Failure {
    Failure::invalid_argument(format!("the option {name} cannot be {value}"))
}

/// Fills the options with the defaults. `size` is `sizeof *options` in the program.
///
/// Errors: CALLREC_INVALID_ARGUMENT for NULL or a size that no version has. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_decode_options_init(
    options: *mut callrec_decode_options,
    size: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_decode_options_init", error, || struct_init(options, size))
}

/// Fills the options with the defaults. `size` is `sizeof *options` in the program.
///
/// Errors: CALLREC_INVALID_ARGUMENT for NULL or a size that no version has. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_portal_options_init(
    options: *mut callrec_ipass_portal_options,
    size: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_portal_options_init", error, || struct_init(options, size))
}
