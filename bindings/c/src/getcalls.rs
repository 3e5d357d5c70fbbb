//! Call records of the profiles of a VoIP reseller.

mod options;

use std::ffi::c_char;

use callrec::blocking::GetCalls;
use callrec::{Day, Provider};

pub use options::callrec_getcalls_options;

use crate::client::{Client, System, read, share};
use crate::error::callrec_error;
use crate::fan_out::{callrec_fan_out, fan_out};
use crate::guard::{entry, release};
use crate::handle::{self, Table};
use crate::portal::period;
use crate::ptr::{Out, optional_text_in, options_in, text_in};
use crate::reader::callrec_reader;

/// A client of a getcalls service. Any number of threads may use one at once.
pub struct callrec_getcalls {
    _opaque: [u8; 0],
}

impl System for GetCalls {
    type Opaque = callrec_getcalls;
    const KIND: u8 = 0xc7;
    const NAME: &'static str = "getcalls client";
    const PROVIDER: Provider = Provider::GetCalls;
    fn table() -> &'static Table<Client<Self>> {
        static CLIENTS: Table<Client<GetCalls>> = Table::new();
        &CLIENTS
    }
    fn asking(&self, ask: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.with_interrupt(ask)
    }
}

/// Makes a client. Nothing is sent yet; the options are copied and may go away.
///
/// Writes the client to `getcalls`; release it with callrec_getcalls_free.
/// Errors: CALLREC_CONFIG (base URL, certificate, credentials missing), CALLREC_INVALID_ARGUMENT,
/// CALLREC_UNSUPPORTED (options of a newer library), CALLREC_LIMIT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_getcalls_new(
    options: *const callrec_getcalls_options,
    getcalls: *mut *mut callrec_getcalls,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_getcalls_new", error, || {
        let out = Out::new(getcalls, "getcalls")?;
        let client = Client::new(&options_in(options)?.build()?);
        out.write(handle::insert(client)?);
        Ok(())
    })
}

/// Opens the records of a profile from `start` to the day before `end`, such as "2026-09-01" and
/// "2026-10-01": a reader of `getcalls`.
///
/// Asks for windows of at most one calendar month, one after the other. An `end` of NULL with
/// CALLREC_NTS asks once without an end, which the service takes for today; JSON only. Writes the
/// reader to `reader`; release it with callrec_reader_free. It does not need the client any more.
///
/// Waits for the network until the answer begins. Errors: those of a conversation,
/// CALLREC_INVALID_ARGUMENT, CALLREC_INVALID_HANDLE, CALLREC_UNSUPPORTED; the reader also
/// CALLREC_CONTINUITY_BROKEN (a record far outside its window). Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_getcalls_get_calls(
    getcalls: *const callrec_getcalls,
    profile: *const c_char,
    profile_length: usize,
    start: *const c_char,
    start_length: usize,
    end: *const c_char,
    end_length: usize,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_getcalls_get_calls", error, || {
        read("get_calls", getcalls, reader, |client: &GetCalls| {
            let profile = text_in(profile, profile_length, "profile")?;
            let start: Day = period(start, start_length, "start")?;
            Ok(match optional_text_in(end, end_length, "end")? {
                Some(end) => client.get_calls(profile, start, end.parse()?)?,
                None => client.get_calls_since(profile, start)?,
            })
        })
    })
}

/// Opens the same records with one reader a window of at most one calendar month. The keys are
/// windows, such as "2026-01-15..2026-02-01"; what comes for a window replaces what came for it
/// before. `end` must be set: there are no windows without one.
///
/// `concurrency` and `order` are as for callrec_ipass_portal_monthly_cdr_of_all. Writes the
/// fan-out to `windows`; release it with callrec_fan_out_free. Otherwise as
/// callrec_getcalls_get_calls.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_getcalls_get_calls_by_window(
    getcalls: *const callrec_getcalls,
    profile: *const c_char,
    profile_length: usize,
    start: *const c_char,
    start_length: usize,
    end: *const c_char,
    end_length: usize,
    concurrency: i32,
    order: i32,
    windows: *mut *mut callrec_fan_out,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_getcalls_get_calls_by_window", error, || {
        fan_out(
            "get_calls",
            getcalls,
            (concurrency, order),
            ("windows", windows),
            |client: &GetCalls| {
                let profile = text_in(profile, profile_length, "profile")?;
                let start: Day = period(start, start_length, "start")?;
                let end: Day = period(end, end_length, "end")?;
                Ok(client.get_calls_by_window(profile, start, end)?)
            },
            ToString::to_string,
        )
    })
}

/// Makes another handle of a client: the same credentials, session, connections and limits, and a
/// cancelling of its own. It is cancelled with `getcalls`; cancelling it leaves `getcalls` as it is.
/// So one call can be cancelled that has not given anything yet.
///
/// Writes the handle to `other`; release it with callrec_getcalls_free. What it opened goes on
/// after that. Errors: CALLREC_CANCELLED, CALLREC_FORKED, CALLREC_INVALID_HANDLE,
/// CALLREC_INVALID_ARGUMENT, CALLREC_LIMIT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_getcalls_share(
    getcalls: *const callrec_getcalls,
    other: *mut *mut callrec_getcalls,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_getcalls_share", error, || share::<GetCalls>(getcalls, other))
}

/// Cancels all that goes on for this client, for good: calls and readers of it that wait give
/// CALLREC_CANCELLED within 100 ms, later calls at once. A reader may first lend a few dozen
/// records that had arrived.
///
/// Does not wait. Errors: CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread, also
/// during other calls.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_getcalls_cancel(
    getcalls: *const callrec_getcalls,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_getcalls_cancel", error, || {
        handle::pin::<Client<GetCalls>>(getcalls)?.cancel();
        Ok(())
    })
}

/// Releases a client and forgets its password. NULL and a client freed before are ignored. Never
/// fails, never waits. Any thread; calls that other threads have in flight on it end normally, and
/// readers opened by it read on.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_getcalls_free(getcalls: *mut callrec_getcalls) {
    release::<Client<GetCalls>>(getcalls);
}
