//! Unified records: the table that all call detail records have in common, whatever their system.

use std::collections::VecDeque;
use std::ffi::c_char;
use std::ptr::null;

use arrow_array::RecordBatch;
use callrec::{
    Doubt, DoubtReason, DstPolicy, PricePolicy, Unifier, UnifyError, UnifyOptions, Zone,
};

use super::{callrec_reader, in_use};
use crate::error::{Failure, callrec_error};
use crate::guard::entry;
use crate::options::{flag, out_of_bounds};
use crate::ptr::{NTS, Out, optional_text_in, options_in, struct_init, struct_out, struct_room};
use crate::text::callrec_text;

/// A local time that the clock showed twice or never gives no instant, and is told (the default).
pub const CALLREC_DST_REJECT: i32 = 0;
/// It gives the earlier instant.
pub const CALLREC_DST_EARLIER: i32 = 1;
/// It gives the later instant.
pub const CALLREC_DST_LATER: i32 = 2;

/// A price of getcalls is that of one: amount = price * quantity / 100 (the default).
pub const CALLREC_PRICE_PER_QUANTITY: i32 = 0;
/// It is that of the whole line: amount = price / 100.
pub const CALLREC_PRICE_LINE_TOTAL: i32 = 1;

/// The value does not fit its column.
pub const CALLREC_DOUBT_OVERFLOW: i32 = 1;
/// The amount has more than six digits behind the point; it is not rounded.
pub const CALLREC_DOUBT_INEXACT: i32 = 2;
/// The clock showed the local time twice; see CALLREC_DST_...
pub const CALLREC_DOUBT_REPEATED_LOCAL_TIME: i32 = 3;
/// The clock never showed the local time; see CALLREC_DST_...
pub const CALLREC_DOUBT_SKIPPED_LOCAL_TIME: i32 = 4;

/// What the caller knows that no report says. Fill with callrec_unify_options_init, then set the
/// pointers and what else is to differ; whatever is not set stays without a value in the records:
/// nothing is guessed.
///
/// The lengths are CALLREC_NTS after init, so texts that end in NUL need only their pointer; a
/// NULL pointer with CALLREC_NTS stands for "not set".
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_unify_options {
    /// Bytes of this struct in the program, set by init.
    pub size: usize,
    /// The company, login or profile that was asked for: becomes `account`.
    pub account: *const c_char,
    /// Length of `account`.
    pub account_length: usize,
    /// ISO 4217 code of the amounts, such as "NZD": becomes `currency`. For getcalls, whose prices
    /// are in euro cents, only "EUR".
    pub currency: *const c_char,
    /// Length of `currency`.
    pub currency_length: usize,
    /// What a quantity counts: becomes `unit`.
    pub unit: *const c_char,
    /// Length of `unit`.
    pub unit_length: usize,
    /// IANA name of the zone in which the local times of a billing feed or of getcalls were
    /// printed, such as "Pacific/Auckland"; not set: no instants are made of them.
    pub zone: *const c_char,
    /// Length of `zone`.
    pub zone_length: usize,
    /// One of CALLREC_DST_...
    pub dst: i32,
    /// One of CALLREC_PRICE_...; of getcalls only.
    pub price_policy: i32,
    /// 1 turns the first doubt into CALLREC_STRICT. Default 0. The records before it come first, and
    /// a feed's cursor stays before the one with the doubt.
    pub strict: i32,
    /// Leave 0.
    pub reserved: i32,
}

impl callrec_unify_options {
    pub(crate) const fn new() -> Self {
        Self {
            size: size_of::<Self>(),
            account: null(),
            account_length: NTS,
            currency: null(),
            currency_length: NTS,
            unit: null(),
            unit_length: NTS,
            zone: null(),
            zone_length: NTS,
            dst: CALLREC_DST_REJECT,
            price_policy: CALLREC_PRICE_PER_QUANTITY,
            strict: 0,
            reserved: 0,
        }
    }

    fn read(self) -> Result<UnifyOptions, Failure> {
        let dst = match self.dst {
            CALLREC_DST_REJECT => DstPolicy::Reject,
            CALLREC_DST_EARLIER => DstPolicy::Earlier,
            CALLREC_DST_LATER => DstPolicy::Later,
            other => return Err(out_of_bounds("dst", other.into())),
        };
        let price = match self.price_policy {
            CALLREC_PRICE_PER_QUANTITY => PricePolicy::PerQuantity,
            CALLREC_PRICE_LINE_TOTAL => PricePolicy::LineTotal,
            other => return Err(out_of_bounds("price_policy", other.into())),
        };
        let mut options = UnifyOptions::default()
            .with_price_policy(price)
            .with_strict(flag(self.strict, "strict")?);
        let text = |data, length, name| optional_text_in(data, length, name);
        if let Some(account) = text(self.account, self.account_length, "account")? {
            options = options.with_account(account);
        }
        if let Some(currency) = text(self.currency, self.currency_length, "currency")? {
            options = options.with_currency(currency);
        }
        if let Some(unit) = text(self.unit, self.unit_length, "unit")? {
            options = options.with_unit(unit);
        }
        if let Some(name) = text(self.zone, self.zone_length, "zone")? {
            let zone = Zone::named(name);
            let zone = zone.map_err(|unknown| Failure::invalid_argument(unknown.to_string()))?;
            options = options.with_zone(zone, dst);
        }
        Ok(options)
    }
}

/// What became of the values of the unified records so far.
#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct callrec_unify_accounting {
    /// Bytes of this struct that were written.
    pub size: usize,
    /// Rows that were made: as many as the report gave.
    pub rows: u64,
    /// Values left out for CALLREC_DOUBT_OVERFLOW.
    pub overflow: u64,
    /// Amounts left out for CALLREC_DOUBT_INEXACT.
    pub inexact: u64,
    /// Instants left out for CALLREC_DOUBT_REPEATED_LOCAL_TIME.
    pub repeated_local_times: u64,
    /// Instants left out for CALLREC_DOUBT_SKIPPED_LOCAL_TIME.
    pub skipped_local_times: u64,
}

/// A value that a unified record does not have although the report has what it is made of.
///
/// Borrowed from the reader until its next callrec_reader_doubt_next or _free.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_doubt {
    /// Bytes of this struct in the library at hand.
    pub size: usize,
    /// Physical line of the record's start, from 1.
    pub line: u64,
    /// Byte of the record's start in the body, from 0.
    pub offset: u64,
    /// Name of the unified column.
    pub column: callrec_text,
    /// One of CALLREC_DOUBT_...
    pub reason: i32,
    /// Always 0.
    pub reserved: i32,
}

impl callrec_doubt {
    fn of(doubt: Doubt) -> Self {
        Self {
            size: size_of::<Self>(),
            line: doubt.line,
            offset: doubt.offset,
            column: callrec_text::lend(doubt.column),
            reason: match doubt.reason {
                DoubtReason::Inexact => CALLREC_DOUBT_INEXACT,
                DoubtReason::RepeatedLocalTime => CALLREC_DOUBT_REPEATED_LOCAL_TIME,
                DoubtReason::SkippedLocalTime => CALLREC_DOUBT_SKIPPED_LOCAL_TIME,
                _ => CALLREC_DOUBT_OVERFLOW,
            },
            reserved: 0,
        }
    }
}

/// Makes the batches of a reader into unified records.
pub(super) struct Unified {
    unifier: Unifier,
    doubts: VecDeque<Doubt>,
    lent: Option<callrec_doubt>,
}

impl Unified {
    pub(super) fn make(&mut self, batch: &RecordBatch) -> Result<RecordBatch, Refused> {
        self.unifier.unify(batch).map_err(|error| {
            let failure = Failure::unify(&error);
            match error {
                UnifyError::Doubt(stopped) => Refused { before: Some(stopped.before), failure },
                _ => Refused { before: None, failure },
            }
        })
    }
}

/// A batch that cannot be unified, or not to its end.
pub(super) struct Refused {
    /// The records before the one at fault.
    pub(super) before: Option<RecordBatch>,
    pub(super) failure: Failure,
}

/// Fills the options with the defaults. `size` is `sizeof *options` in the program.
///
/// Errors: CALLREC_INVALID_ARGUMENT for NULL or a size that no version has. Any thread.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_unify_options_init(
    options: *mut callrec_unify_options,
    size: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_unify_options_init", error, || struct_init(options, size))
}

/// From now on the reader gives unified records, which are the same for all systems: a reader of
/// `ipass_cdr`, `billing_feed` or `getcalls` only. `options` may be NULL.
///
/// Rows that were not handed on yet come as callrec_unified_record (callrec_reader_next_unified),
/// in batches, Arrow streams and written files with the columns CALLREC_UNIFIED_...; what the
/// table has no column for is left out. A row on loan ends. Can be done once.
/// Errors: CALLREC_INVALID_ARGUMENT also where the report holds no call records, the zone has no
/// such name, the currency is none, or it was done before; CALLREC_STRICT (a doubt in a row that is
/// at hand already: nothing has changed, and the rows go on as they were), CALLREC_UNSUPPORTED
/// (options of a newer library), CALLREC_CLOSED, CALLREC_BUSY, CALLREC_INVALID_HANDLE. One thread
/// at a time.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_unify(
    reader: *mut callrec_reader,
    options: *const callrec_unify_options,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_unify", error, || {
        let mut options = options_in(options)?.read()?;
        in_use(reader, |object, lending, cursor| {
            object.shared.refuse_forked()?;
            cursor.refuse_beside_stream()?;
            if cursor.unified.is_some() {
                return Err(Failure::invalid_argument("the records are unified already"));
            }
            cursor.refuse_at_end()?;
            options.system = object.system;
            let unifier = Unifier::new(object.report, options);
            let unifier = unifier.map_err(|error| Failure::unify(&error))?;
            let mut unified = Unified { unifier, doubts: VecDeque::new(), lent: None };
            // Nothing was taken from the caller yet, and the rows are still there in the other form.
            lending.remake(|rest| unified.make(rest).map_err(|refused| refused.failure))?;
            cursor.unify(unified);
            Ok(())
        })
    })
}

/// Writes the counts of callrec_reader_unify so far to `accounting`, of which the program has
/// `size` bytes (`sizeof *accounting`).
///
/// Errors: CALLREC_INVALID_ARGUMENT also where nothing is unified, CALLREC_BUSY,
/// CALLREC_INVALID_HANDLE. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_unify_accounting(
    reader: *const callrec_reader,
    accounting: *mut callrec_unify_accounting,
    size: usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_unify_accounting", error, || {
        struct_room(accounting, size)?;
        let counts = in_use(reader, |_, _, cursor| {
            Ok(cursor.unified.as_ref().ok_or_else(not_unified)?.unifier.accounting())
        })?;
        let counts = callrec_unify_accounting {
            size: 0, // set by struct_out
            rows: counts.rows,
            overflow: counts.overflow,
            inexact: counts.inexact,
            repeated_local_times: counts.repeated_local_times,
            skipped_local_times: counts.skipped_local_times,
        };
        struct_out(accounting, size, counts)
    })
}

/// Takes the next value that was left out of a unified record so far, and lends it.
///
/// All are counted (callrec_reader_unify_accounting), and 1,024 kept until they are taken: take
/// them between batches where there are many. CALLREC_END says that there is none now.
/// Errors: CALLREC_END, CALLREC_INVALID_ARGUMENT also where nothing is unified, CALLREC_BUSY,
/// CALLREC_INVALID_HANDLE. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_reader_doubt_next(
    reader: *mut callrec_reader,
    doubt: *mut *const callrec_doubt,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_reader_doubt_next", error, || {
        let out = Out::new(doubt, "doubt")?;
        in_use(reader, |_, _, cursor| {
            let unified = cursor.unified.as_mut().ok_or_else(not_unified)?;
            if unified.doubts.is_empty() {
                unified.doubts.extend(unified.unifier.take_doubts());
            }
            let next = unified.doubts.pop_front().ok_or(Failure::End)?;
            out.write(unified.lent.insert(callrec_doubt::of(next)));
            Ok(())
        })
    })
}

fn not_unified() -> Failure {
    Failure::invalid_argument("the reader's records are not unified")
}
