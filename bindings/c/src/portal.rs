//! The iPass Open Mobile portal.

use std::ffi::c_char;
use std::str::FromStr;

use callrec::blocking::IpassPortal;
use callrec::{Month, Provider};

use crate::client::{Client, System, document, read, share};
use crate::document::callrec_document;
use crate::error::{Failure, callrec_error};
use crate::fan_out::{callrec_fan_out, fan_out};
use crate::guard::{entry, release};
use crate::handle::{self, Table};
use crate::options::callrec_ipass_portal_options;
use crate::ptr::{Out, options_in, text_in};
use crate::reader::callrec_reader;

/// A client of the iPass Open Mobile portal: one login session, shared by all its calls.
///
/// Any number of threads may use one at once. The first report logs in by itself.
pub struct callrec_ipass_portal {
    _opaque: [u8; 0],
}

impl System for IpassPortal {
    type Opaque = callrec_ipass_portal;
    const KIND: u8 = 0xc2;
    const NAME: &'static str = "portal";
    const PROVIDER: Provider = Provider::IpassPortal;
    fn table() -> &'static Table<Client<Self>> {
        static PORTALS: Table<Client<IpassPortal>> = Table::new();
        &PORTALS
    }
    fn asking(&self, ask: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.with_interrupt(ask)
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
        let options = options_in(options)?;
        let realm = options.realm()?;
        let mut client = Client::new(&options.build()?);
        if let Some(realm) = realm {
            client.client.hosted_users()?.with_realm(realm)?;
            client.realm = Some(realm.to_owned());
        }
        out.write(handle::insert(client)?);
        Ok(())
    })
}

/// Logs in now, to learn early whether the credentials are good. Not needed before a report.
///
/// Waits for the network. Errors: those of a conversation (see the first page) and
/// CALLREC_INVALID_HANDLE. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_portal_login(
    portal: *const callrec_ipass_portal,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_portal_login", error, || {
        let object = handle::pin::<Client<IpassPortal>>(portal)?;
        Ok(object.client()?.login()?)
    })
}

/// Makes a client for dry runs of the same session: the writes of hosted users that go through it
/// send nothing and tell what they would have sent (CALLREC_OUTCOME_PLANNED). Reads, also those
/// that a write makes first, are still made.
///
/// Writes the client to `dry`; release it with callrec_ipass_portal_free. It is cancelled with
/// `portal`; cancelling it leaves `portal` as it is.
/// Errors: CALLREC_CANCELLED, CALLREC_FORKED, CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT,
/// CALLREC_LIMIT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_portal_dry_run(
    portal: *const callrec_ipass_portal,
    dry: *mut *mut callrec_ipass_portal,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_portal_dry_run", error, || {
        let object = handle::pin::<Client<IpassPortal>>(portal)?;
        let out = Out::new(dry, "dry")?;
        out.write(handle::insert(object.derived(object.client()?, true))?);
        Ok(())
    })
}

pub(crate) fn period<T: FromStr<Err = callrec::Error>>(
    text: *const c_char,
    length: usize,
    name: &str,
) -> Result<T, Failure> {
    Ok(text_in(text, length, name)?.parse()?)
}

/// Opens the call detail records of `company` in a month: a reader of `ipass_cdr`.
///
/// `company` is the id that the provider gave the company, `month` is such as "2026-09"; each with
/// its length or CALLREC_NTS. Writes the reader to `reader`; release it with callrec_reader_free.
/// It does not need the portal any more. Records are read while they arrive: the end of the
/// month's file is reached only when callrec_reader_next_... gives CALLREC_END.
///
/// Waits for the network until the answer begins. Errors: those of a conversation,
/// CALLREC_INVALID_ARGUMENT, CALLREC_INVALID_HANDLE. Any thread.
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
        read("monthly_cdr", portal, reader, |client: &IpassPortal| {
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
        read("daily_cdr", portal, reader, |client: &IpassPortal| {
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
        read("monthly_adjustment_cdr", portal, reader, |client: &IpassPortal| {
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
        read("daily_adjustment_cdr", portal, reader, |client: &IpassPortal| {
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
        read("network_users", portal, reader, |client: &IpassPortal| {
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
        read("network_users_csv", portal, reader, |client: &IpassPortal| {
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
        read("child_companies", portal, reader, |client: &IpassPortal| {
            Ok(client.child_companies(text_in(company, company_length, "company")?)?)
        })
    })
}

/// Opens the custom report `file` of the child companies of `company` in a month: a document, a
/// zip archive.
///
/// `file` is the report's name as the provider gives it. Writes the document to `document`;
/// release it with callrec_document_free. Otherwise as callrec_ipass_portal_monthly_cdr.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_portal_child_custom_report(
    portal: *const callrec_ipass_portal,
    company: *const c_char,
    company_length: usize,
    month: *const c_char,
    month_length: usize,
    file: *const c_char,
    file_length: usize,
    document: *mut *mut callrec_document,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_portal_child_custom_report", error, || {
        self::document("child_custom_report", portal, document, |client: &IpassPortal| {
            let company = text_in(company, company_length, "company")?;
            let month: Month = period(month, month_length, "month")?;
            Ok(client.child_custom_report(company, month, text_in(file, file_length, "file")?)?)
        })
    })
}

/// Opens the call detail records of a month of `parent` and of each of its child companies: the
/// parent first. The keys are ids of companies.
///
/// `concurrency` is the number of reports opened at once, 0 for the default, 4; `order` one of
/// CALLREC_FAN_OUT_... Writes the fan-out to `companies`; release it with callrec_fan_out_free.
/// Waits for the list of child companies. Otherwise as callrec_ipass_portal_monthly_cdr.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_portal_monthly_cdr_of_all(
    portal: *const callrec_ipass_portal,
    parent: *const c_char,
    parent_length: usize,
    month: *const c_char,
    month_length: usize,
    concurrency: i32,
    order: i32,
    companies: *mut *mut callrec_fan_out,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_portal_monthly_cdr_of_all", error, || {
        fan_out(
            "monthly_cdr",
            portal,
            (concurrency, order),
            ("companies", companies),
            |client: &IpassPortal| {
                let parent = text_in(parent, parent_length, "parent")?;
                Ok(client.monthly_cdr_of_all(parent, period(month, month_length, "month")?)?)
            },
            |company| company.id.clone(),
        )
    })
}

/// Opens the call detail records of each day of a month, one report a day. The keys are days, such
/// as "2026-09-30".
///
/// Otherwise as callrec_ipass_portal_monthly_cdr_of_all.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_portal_daily_cdr_of_month(
    portal: *const callrec_ipass_portal,
    company: *const c_char,
    company_length: usize,
    month: *const c_char,
    month_length: usize,
    concurrency: i32,
    order: i32,
    days: *mut *mut callrec_fan_out,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_portal_daily_cdr_of_month", error, || {
        fan_out(
            "daily_cdr",
            portal,
            (concurrency, order),
            ("days", days),
            |client: &IpassPortal| {
                let company = text_in(company, company_length, "company")?;
                Ok(client.daily_cdr_of_month(company, period(month, month_length, "month")?)?)
            },
            ToString::to_string,
        )
    })
}

/// Makes another handle of a client: the same credentials, session, connections and limits, and a
/// cancelling of its own. It is cancelled with `portal`; cancelling it leaves `portal` as it is.
/// So one call can be cancelled that has not given anything yet.
///
/// Writes the handle to `other`; release it with callrec_ipass_portal_free. What it opened goes on
/// after that. Errors: CALLREC_CANCELLED, CALLREC_FORKED, CALLREC_INVALID_HANDLE,
/// CALLREC_INVALID_ARGUMENT, CALLREC_LIMIT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_portal_share(
    portal: *const callrec_ipass_portal,
    other: *mut *mut callrec_ipass_portal,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_portal_share", error, || share::<IpassPortal>(portal, other))
}

/// Cancels all that goes on for this client, for good: calls and readers of it that wait give
/// CALLREC_CANCELLED within 100 ms, later calls at once. A reader may first lend a few dozen
/// records that had arrived. Meant for the end of a program: callrec_ipass_portal_share makes a
/// handle that can be cancelled by itself.
///
/// Does not wait. Errors: CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread, also
/// during other calls.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_portal_cancel(
    portal: *const callrec_ipass_portal,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_ipass_portal_cancel", error, || {
        handle::pin::<Client<IpassPortal>>(portal)?.cancel();
        Ok(())
    })
}

/// Releases a client and forgets its session and password. NULL and a client freed before are
/// ignored. Never fails, never waits. Any thread; calls that other threads have in flight on it
/// end normally, and readers opened by it read on.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_ipass_portal_free(portal: *mut callrec_ipass_portal) {
    release::<Client<IpassPortal>>(portal);
}
