//! The iPass REST API.

mod cost_centers;
mod devices;
mod groups;
mod options;
mod reconcile;
mod registration_codes;
mod reports;
mod users;

use std::ffi::c_char;

use callrec::Provider;
use callrec::blocking::IpassRest;

pub use options::callrec_ipass_rest_options;

use crate::client::{Client, System, share};
use crate::error::callrec_error;
use crate::guard::{entry, release};
use crate::handle::{self, Table};
use crate::ptr::{Out, options_in, text_in};

/// A client of the iPass REST API for one company. Any number of threads may use one at once.
pub struct callrec_ipass_rest {
    _opaque: [u8; 0],
}

impl System for IpassRest {
    type Opaque = callrec_ipass_rest;
    const KIND: u8 = 0xc5;
    const NAME: &'static str = "REST client";
    const PROVIDER: Provider = Provider::IpassRest;
    const SYSTEM: Option<callrec::System> = Some(callrec::System::IpassRest);
    fn table() -> &'static Table<Client<Self>> {
        static CLIENTS: Table<Client<IpassRest>> = Table::new();
        &CLIENTS
    }
    fn asking(&self, ask: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.with_interrupt(ask)
    }
}

/// Makes a client. Nothing is sent yet; the options are copied and may go away.
///
/// Writes the client to `rest`; release it with callrec_ipass_rest_free.
/// Errors: CALLREC_CONFIG (base URL, certificate, key or company missing),
/// CALLREC_INVALID_ARGUMENT, CALLREC_UNSUPPORTED (options of a newer library), CALLREC_LIMIT. Any
/// thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_new(
    options: *const callrec_ipass_rest_options,
    rest: *mut *mut callrec_ipass_rest,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_new", error, || {
        let out = Out::new(rest, "rest")?;
        let client = Client::new(&options_in(options)?.build()?);
        out.write(handle::insert(client)?);
        Ok(())
    })
}

/// Makes a client of the same key and connections for another company, such as a child.
///
/// Writes the client to `other`; release it with callrec_ipass_rest_free. It is cancelled with
/// `rest`; cancelling it leaves `rest` as it is. It is for dry runs where `rest` is.
/// Errors: CALLREC_INVALID_ARGUMENT, CALLREC_CANCELLED, CALLREC_FORKED, CALLREC_INVALID_HANDLE,
/// CALLREC_LIMIT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_with_company(
    rest: *const callrec_ipass_rest,
    company: *const c_char,
    company_length: usize,
    other: *mut *mut callrec_ipass_rest,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_with_company", error, || {
        let object = handle::pin::<Client<IpassRest>>(rest)?;
        let out = Out::new(other, "other")?;
        let company = text_in(company, company_length, "company")?;
        let client = object.client()?.with_company(company)?;
        out.write(handle::insert(object.derived(&client, object.is_dry_run))?);
        Ok(())
    })
}

/// Makes a client for dry runs of the same key and connections: its writes send nothing and tell
/// what they would have sent (CALLREC_OUTCOME_PLANNED). Reads, also those that a write makes
/// first, are still made.
///
/// Writes the client to `dry`; release it with callrec_ipass_rest_free. It is cancelled with
/// `rest`; cancelling it leaves `rest` as it is.
/// Errors: CALLREC_CANCELLED, CALLREC_FORKED, CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT,
/// CALLREC_LIMIT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_dry_run(
    rest: *const callrec_ipass_rest,
    dry: *mut *mut callrec_ipass_rest,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_dry_run", error, || {
        let object = handle::pin::<Client<IpassRest>>(rest)?;
        let out = Out::new(dry, "dry")?;
        let client = object.client()?.dry_run()?;
        out.write(handle::insert(object.derived(&client, true))?);
        Ok(())
    })
}

/// Makes another handle of a client: the same credentials, session, connections and limits, and a
/// cancelling of its own. It is cancelled with `rest`; cancelling it leaves `rest` as it is.
/// So one call can be cancelled that has not given anything yet.
///
/// Writes the handle to `other`; release it with callrec_ipass_rest_free. What it opened goes on
/// after that. Errors: CALLREC_CANCELLED, CALLREC_FORKED, CALLREC_INVALID_HANDLE,
/// CALLREC_INVALID_ARGUMENT, CALLREC_LIMIT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_share(
    rest: *const callrec_ipass_rest,
    other: *mut *mut callrec_ipass_rest,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_share", error, || share::<IpassRest>(rest, other))
}

/// Cancels all that goes on for this client and those made of it, for good: calls and readers that
/// wait give CALLREC_CANCELLED within 100 ms, later calls at once. A reader may first lend a few
/// dozen records that had arrived. A write that is cancelled may have been carried out.
///
/// Does not wait. Errors: CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread, also
/// during other calls.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_cancel(
    rest: *const callrec_ipass_rest,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_rest_cancel", error, || {
        handle::pin::<Client<IpassRest>>(rest)?.cancel();
        Ok(())
    })
}

/// Releases a client and forgets its key. NULL and a client freed before are ignored. Never fails,
/// never waits. Any thread; calls that other threads have in flight on it end normally, and
/// readers opened by it read on.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_rest_free(rest: *mut callrec_ipass_rest) {
    release::<Client<IpassRest>>(rest);
}
