//! The billing feed of a cloud PBX.

mod cursor;
mod options;

use std::collections::HashMap;
use std::ffi::c_char;
use std::sync::Arc;

use callrec::blocking::BillingFeed;
use callrec::{Day, Provider};

pub(crate) use cursor::CursorObject;
pub use cursor::callrec_feed_cursor;
pub use options::callrec_billing_feed_options;

use crate::cancelled::Cancelled;
use crate::client::{Client, System, document, read, share};
use crate::document::callrec_document;
use crate::error::{Failure, Place, callrec_error};
use crate::fan_out::{begin, callrec_fan_out};
use crate::guard::{entry, release};
use crate::handle::{self, Table};
use crate::portal::period;
use crate::ptr::{Out, handles_in, options_in, text_in};
use crate::reader::callrec_reader;

/// A client of a billing feed for one login. Any number of threads may use one at once.
pub struct callrec_billing_feed {
    _opaque: [u8; 0],
}

impl System for BillingFeed {
    type Opaque = callrec_billing_feed;
    const KIND: u8 = 0xc6;
    const NAME: &'static str = "feed";
    const PROVIDER: Provider = Provider::BillingFeed;
    fn table() -> &'static Table<Client<Self>> {
        static CLIENTS: Table<Client<BillingFeed>> = Table::new();
        &CLIENTS
    }
    fn asking(&self, ask: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        self.with_interrupt(ask)
    }
}

/// Makes a client. Nothing is sent yet; the options are copied and may go away.
///
/// Writes the client to `feed`; release it with callrec_billing_feed_free.
/// Errors: CALLREC_CONFIG (base URL, certificate, credentials missing), CALLREC_INVALID_ARGUMENT,
/// CALLREC_UNSUPPORTED (options of a newer library), CALLREC_LIMIT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_billing_feed_new(
    options: *const callrec_billing_feed_options,
    feed: *mut *mut callrec_billing_feed,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_billing_feed_new", error, || {
        let out = Out::new(feed, "feed")?;
        let client = Client::new(&options_in(options)?.build()?);
        out.write(handle::insert(client)?);
        Ok(())
    })
}

/// Opens all rows after the cursor, page after page: a reader of `billing_feed`.
///
/// Every row comes once, over any number of runs, as long as each reads to CALLREC_END and the
/// program keeps the cursor of callrec_reader_cursor together with the rows. The first page begins
/// with the last row that was handed on, which proves that the feed is the same one; it is not
/// handed on again. Writes the reader to `reader`; release it with callrec_reader_free. `cursor` is
/// copied.
///
/// Waits for the network until the first page begins. Errors: CALLREC_WRONG_STATE (the cursor is
/// of another feed, login or selection), those of a conversation, CALLREC_INVALID_ARGUMENT,
/// CALLREC_INVALID_HANDLE; the reader also CALLREC_CONTINUITY_BROKEN, CALLREC_ROW_REVISED,
/// CALLREC_NO_PROGRESS. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_billing_feed_collect(
    feed: *const callrec_billing_feed,
    cursor: *const callrec_feed_cursor,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_billing_feed_collect", error, || {
        let cursor = handle::pin::<CursorObject>(cursor)?;
        read("feed", feed, reader, |client: &BillingFeed| {
            Ok(client.collect(cursor.cursor().clone())?)
        })
    })
}

/// Opens one page as it comes, from the row `from_id` on, with nothing dropped: a reader of
/// `billing_feed`. A `from_id` of 0 is CALLREC_INVALID_ARGUMENT: see
/// callrec_billing_feed_first_page.
///
/// A row that the feed repeats or has revised comes as it is now. Otherwise as
/// callrec_billing_feed_collect.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_billing_feed_page(
    feed: *const callrec_billing_feed,
    from_id: u64,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_billing_feed_page", error, || {
        read("feed", feed, reader, |client: &BillingFeed| Ok(client.page(from_id)?))
    })
}

/// Opens what the service gives for `fromid=0`, which may be all rows that it has.
///
/// Otherwise as callrec_billing_feed_page.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_billing_feed_first_page(
    feed: *const callrec_billing_feed,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_billing_feed_first_page", error, || {
        read("feed", feed, reader, |client: &BillingFeed| Ok(client.first_page()?))
    })
}

/// Opens the rows of a day, such as "2026-09-30", or of one hour of it: `hour` is 0 to 23, or -1
/// for the whole day.
///
/// Otherwise as callrec_billing_feed_page.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_billing_feed_day(
    feed: *const callrec_billing_feed,
    day: *const c_char,
    day_length: usize,
    hour: i32,
    reader: *mut *mut callrec_reader,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_billing_feed_day", error, || {
        read("feed", feed, reader, |client: &BillingFeed| {
            let day: Day = period(day, day_length, "day")?;
            let hour =
                match hour {
                    -1 => None,
                    hour => Some(u8::try_from(hour).ok().filter(|hour| *hour < 24).ok_or_else(
                        || Failure::invalid_argument(format!("there is no hour {hour}")),
                    )?),
                };
            Ok(client.day(day, hour)?)
        })
    })
}

/// Opens a recording: a document. `address` is what the column `recording` of a row holds; only
/// the feed's own host and the one of the options are asked.
///
/// Writes the document to `document`; release it with callrec_document_free. Otherwise as
/// callrec_billing_feed_page.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_billing_feed_recording(
    feed: *const callrec_billing_feed,
    address: *const c_char,
    address_length: usize,
    document: *mut *mut callrec_document,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_billing_feed_recording", error, || {
        self::document("recording", feed, document, |client: &BillingFeed| {
            Ok(client.recording(text_in(address, address_length, "address")?)?)
        })
    })
}

/// Opens the rows of `count` feeds, each after its cursor: `cursors[i]` is that of `feeds[i]`. The
/// keys are logins; where feeds share one, `LOGIN at BASE_URL`, and where they share that, too,
/// `LOGIN at BASE_URL (SELECTION)` with `all`, `calls`, `services` or `calls_services`.
///
/// `concurrency` and `order` are as for callrec_ipass_portal_monthly_cdr_of_all. A feed that is
/// cancelled ends its own part: its result is a failure of CALLREC_CANCELLED, its reader ends with
/// that; the other feeds and the fan-out go on, which callrec_fan_out_cancel ends. Writes it to
/// `logins`; release it with callrec_fan_out_free.
/// Errors: CALLREC_INVALID_ARGUMENT (also where two feeds are of one base URL, login and
/// selection, so that their rows would come twice), CALLREC_INVALID_HANDLE, CALLREC_CANCELLED,
/// CALLREC_FORKED, CALLREC_LIMIT; those of the feeds come as failures of their keys. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_billing_feed_collect_all(
    feeds: *const *const callrec_billing_feed,
    cursors: *const *const callrec_feed_cursor,
    count: usize,
    concurrency: i32,
    order: i32,
    logins: *mut *mut callrec_fan_out,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_billing_feed_collect_all", error, || {
        let feeds = handles_in(feeds, count, "feeds")?;
        let cursors = handles_in(cursors, count, "cursors")?;
        let mut pairs = Vec::with_capacity(feeds.len());
        let mut flags = Vec::with_capacity(feeds.len());
        for (feed, cursor) in feeds.iter().zip(cursors) {
            let object = handle::pin::<Client<BillingFeed>>(*feed)?;
            let cursor = handle::pin::<CursorObject>(*cursor)?;
            flags.push(Arc::clone(&object.cancelled));
            // None of them stops the waiting for the others: each is asked about its own part.
            pairs.push((object.client()?.with_interrupt(|| false), cursor.cursor().clone()));
        }
        let place = Place { provider: Provider::BillingFeed.name(), operation: "feed" };
        let keys = BillingFeed::keys(pairs.iter().map(|(feed, _)| feed))?;
        let flags: Arc<HashMap<String, Arc<Cancelled>>> =
            Arc::new(keys.into_iter().zip(flags).collect());
        let flag = {
            let flags = Arc::clone(&flags);
            Box::new(move |key: &String| flags.get(key).cloned().unwrap_or_default())
        };
        let is_cancelled = move |key: &String| flags.get(key).is_some_and(|flag| flag.is_set());
        let ask = || Ok(BillingFeed::collect_all(pairs)?.with_interrupt_of(is_cancelled));
        begin(place, flag, (concurrency, order), ("logins", logins), ask, String::clone)
    })
}

/// Makes another handle of a client: the same credentials, session, connections and limits, and a
/// cancelling of its own. It is cancelled with `feed`; cancelling it leaves `feed` as it is.
/// So one call can be cancelled that has not given anything yet.
///
/// Writes the handle to `other`; release it with callrec_billing_feed_free. What it opened goes on
/// after that. Errors: CALLREC_CANCELLED, CALLREC_FORKED, CALLREC_INVALID_HANDLE,
/// CALLREC_INVALID_ARGUMENT, CALLREC_LIMIT. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_billing_feed_share(
    feed: *const callrec_billing_feed,
    other: *mut *mut callrec_billing_feed,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_billing_feed_share", error, || share::<BillingFeed>(feed, other))
}

/// Cancels all that goes on for this client, for good: calls and readers of it that wait give
/// CALLREC_CANCELLED within 100 ms, later calls at once. A reader may first lend a few dozen
/// records that had arrived.
///
/// Does not wait. Errors: CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread, also
/// during other calls.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_billing_feed_cancel(
    feed: *const callrec_billing_feed,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_billing_feed_cancel", error, || {
        handle::pin::<Client<BillingFeed>>(feed)?.cancel();
        Ok(())
    })
}

/// Releases a client and forgets its password. NULL and a client freed before are ignored. Never
/// fails, never waits. Any thread; calls that other threads have in flight on it end normally, and
/// readers opened by it read on.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_billing_feed_free(feed: *mut callrec_billing_feed) {
    release::<Client<BillingFeed>>(feed);
}
