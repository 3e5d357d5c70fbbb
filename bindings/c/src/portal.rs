//! The iPass Open Mobile portal.

use std::ffi::c_char;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use callrec::blocking::{IpassPortal, Reader};

use crate::error::{Failure, Place, callrec_error};
use crate::guard::{entry, release};
use crate::handle::{self, Object, Table};
use crate::options::callrec_ipass_portal_options;
use crate::ptr::{Out, options_in, text_in};
use crate::reader::{ReaderObject, callrec_reader};

/// A client of the iPass Open Mobile portal: one login session, shared by all its calls.
///
/// Any number of threads may use one at once. The first report logs in by itself.
pub struct callrec_ipass_portal {
    _opaque: [u8; 0],
}

/// What a `callrec_ipass_portal` handle stands for.
struct PortalObject {
    client: IpassPortal,
    cancelled: Arc<AtomicBool>,
}

impl Object for PortalObject {
    type Opaque = callrec_ipass_portal;
    const KIND: u8 = 0xc2;
    const NAME: &'static str = "portal";
    fn table() -> &'static Table<Self> {
        static PORTALS: Table<PortalObject> = Table::new();
        &PORTALS
    }
}

impl PortalObject {
    fn client(&self) -> Result<&IpassPortal, Failure> {
        if self.cancelled.load(Ordering::Relaxed) {
            return Err(Failure::cancelled());
        }
        Ok(&self.client)
    }
}

/// Makes a client. Nothing is sent yet; the options are copied and may go away.
///
/// Writes the client to `portal`; release it with callrec_ipass_portal_free.
/// Errors: CALLREC_CONFIG (base URL, certificate, credentials missing), CALLREC_INVALID_ARGUMENT,
/// CALLREC_UNSUPPORTED (options of a newer library), CALLREC_LIMIT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_portal_new(
    options: *const callrec_ipass_portal_options,
    portal: *mut *mut callrec_ipass_portal,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_portal_new", error, || {
        let out = Out::new(portal, "portal")?;
        let cancelled = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&cancelled);
        let client =
            options_in(options)?.build()?.with_interrupt(move || asked.load(Ordering::Relaxed));
        out.write(handle::insert(PortalObject { client, cancelled })?);
        Ok(())
    })
}

/// Logs in now, to learn early whether the credentials are good. Not needed before a report.
///
/// Waits for the network. Errors: CALLREC_AUTH, the kinds of the network (10 to 16),
/// CALLREC_CANCELLED, CALLREC_FORKED, CALLREC_INVALID_HANDLE. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_portal_login(
    portal: *const callrec_ipass_portal,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_portal_login", error, || {
        let object = handle::pin::<PortalObject>(portal)?;
        Ok(object.client()?.login()?)
    })
}

fn place(operation: &'static str) -> Place {
    Place { provider: callrec::Provider::IpassPortal.name(), operation }
}

/// What all reports have in common: look at every argument, ask, hand out a reader.
fn report(
    operation: &'static str,
    portal: *const callrec_ipass_portal,
    reader: *mut *mut callrec_reader,
    ask: impl FnOnce(&IpassPortal) -> Result<Reader, Failure>,
) -> Result<(), Failure> {
    let object = handle::pin::<PortalObject>(portal)?;
    let out = Out::new(reader, "reader")?;
    let opened = object.client().and_then(ask).map_err(|failure| failure.at(place(operation)))?;
    out.write(handle::insert(ReaderObject::of_portal(opened, &object.cancelled))?);
    Ok(())
}

fn period<T: FromStr<Err = callrec::Error>>(
    text: *const c_char,
    length: usize,
    name: &str,
) -> Result<T, Failure> {
    Ok(text_in(text, length, name)?.parse()?)
}

/// Opens the call detail records of `company` in a month: a reader of `ipass_cdr`.
///
/// `company` is the id that the provider gave the company, `month` is such as "2026-09"; each with
/// its length or CALLREC_NTS. Writes the reader to `reader`; release it with callrec_reader_free. It
/// does not need the portal any more. Records are read while they arrive: the end of the month's
/// file is reached only when callrec_reader_next_... gives CALLREC_END.
///
/// Waits for the network until the answer begins. Errors: CALLREC_AUTH, CALLREC_FORBIDDEN,
/// CALLREC_NOT_FOUND, CALLREC_REJECTED, CALLREC_SERVICE, CALLREC_RATE_LIMITED, CALLREC_NOT_DATA, the
/// kinds of the network (10 to 16), CALLREC_CANCELLED, CALLREC_FORKED, CALLREC_INVALID_ARGUMENT,
/// CALLREC_INVALID_HANDLE. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_portal_monthly_cdr(
    portal: *const callrec_ipass_portal,
    company: *const c_char,
    company_length: usize,
    month: *const c_char,
    month_length: usize,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_portal_monthly_cdr", error, || {
        report("monthly_cdr", portal, reader, |client| {
            let company = text_in(company, company_length, "company")?;
            Ok(client.monthly_cdr(company, period(month, month_length, "month")?)?)
        })
    })
}

/// Opens the call detail records of `company` on a day, such as "2026-09-30": a reader of
/// `ipass_cdr`.
///
/// Otherwise as callrec_ipass_portal_monthly_cdr.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_portal_daily_cdr(
    portal: *const callrec_ipass_portal,
    company: *const c_char,
    company_length: usize,
    day: *const c_char,
    day_length: usize,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_portal_daily_cdr", error, || {
        report("daily_cdr", portal, reader, |client| {
            let company = text_in(company, company_length, "company")?;
            Ok(client.daily_cdr(company, period(day, day_length, "day")?)?)
        })
    })
}

/// Opens the corrections published in a month, such as "2026-09": a reader of `ipass_cdr`.
///
/// They correct earlier months; often there are none. Never add them to a month without looking at
/// the transaction ids. Otherwise as callrec_ipass_portal_monthly_cdr.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_portal_monthly_adjustment_cdr(
    portal: *const callrec_ipass_portal,
    company: *const c_char,
    company_length: usize,
    month: *const c_char,
    month_length: usize,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_portal_monthly_adjustment_cdr", error, || {
        report("monthly_adjustment_cdr", portal, reader, |client| {
            let company = text_in(company, company_length, "company")?;
            Ok(client.monthly_adjustment_cdr(company, period(month, month_length, "month")?)?)
        })
    })
}

/// Opens the corrections published on a day, such as "2026-09-30": a reader of `ipass_cdr`.
///
/// Otherwise as callrec_ipass_portal_monthly_adjustment_cdr.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_portal_daily_adjustment_cdr(
    portal: *const callrec_ipass_portal,
    company: *const c_char,
    company_length: usize,
    day: *const c_char,
    day_length: usize,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_portal_daily_adjustment_cdr", error, || {
        report("daily_adjustment_cdr", portal, reader, |client| {
            let company = text_in(company, company_length, "company")?;
            Ok(client.daily_adjustment_cdr(company, period(day, day_length, "day")?)?)
        })
    })
}

/// Opens the network and client users of a month, such as "2026-09": a reader of
/// `ipass_network_users`.
///
/// Takes XML and CSV, whichever the portal sends. Otherwise as callrec_ipass_portal_monthly_cdr.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_portal_network_users(
    portal: *const callrec_ipass_portal,
    company: *const c_char,
    company_length: usize,
    month: *const c_char,
    month_length: usize,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_portal_network_users", error, || {
        report("network_users", portal, reader, |client| {
            let company = text_in(company, company_length, "company")?;
            Ok(client.network_users(company, period(month, month_length, "month")?)?)
        })
    })
}

/// The same from the portal's CSV address: a reader of `ipass_network_users`.
///
/// Otherwise as callrec_ipass_portal_network_users.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_portal_network_users_csv(
    portal: *const callrec_ipass_portal,
    company: *const c_char,
    company_length: usize,
    month: *const c_char,
    month_length: usize,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_portal_network_users_csv", error, || {
        report("network_users_csv", portal, reader, |client| {
            let company = text_in(company, company_length, "company")?;
            Ok(client.network_users_csv(company, period(month, month_length, "month")?)?)
        })
    })
}

/// Opens the list of the child companies of `company`: a reader of `companies`.
///
/// Otherwise as callrec_ipass_portal_monthly_cdr.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_portal_child_companies(
    portal: *const callrec_ipass_portal,
    company: *const c_char,
    company_length: usize,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_portal_child_companies", error, || {
        report("child_companies", portal, reader, |client| {
            Ok(client.child_companies(text_in(company, company_length, "company")?)?)
        })
    })
}

/// Cancels all that goes on for this client, for good: calls and readers of it that wait give
/// CALLREC_CANCELLED within 100 ms, later calls at once. Meant for the end of a program.
///
/// Does not wait. Errors: CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread, also during
/// other calls.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_portal_cancel(
    portal: *const callrec_ipass_portal,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_portal_cancel", error, || {
        handle::pin::<PortalObject>(portal)?.cancelled.store(true, Ordering::Relaxed);
        Ok(())
    })
}

/// Releases a client and forgets its session and password. NULL and a client freed before are
/// ignored. Never fails, never waits. Any thread; calls that other threads have in flight on it end
/// normally, and readers opened by it read on.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_portal_free(portal: *mut callrec_ipass_portal) {
    release::<PortalObject>(portal);
}
