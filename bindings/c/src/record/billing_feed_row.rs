//! Rows of `billing_feed`.

use std::ptr::null;

use callrec::Report;

use super::fill::{Stretch, fields};
use super::{Row, Table, callrec_pair};
use crate::decimal::callrec_decimal;
use crate::error::Failure;
use crate::text::callrec_text;

/// Column: the cursor of the feed. Never null.
pub const CALLREC_BILLING_FEED_ID: i32 = 0;
/// Column and null bit: as printed.
pub const CALLREC_BILLING_FEED_BILLING_GROUP: i32 = 1;
/// Column and null bit: number, or `restricted`.
pub const CALLREC_BILLING_FEED_ORIGIN: i32 = 2;
/// Column and null bit: number.
pub const CALLREC_BILLING_FEED_DESTINATION: i32 = 3;
/// Column and null bit: as printed.
pub const CALLREC_BILLING_FEED_DESCRIPTION: i32 = 4;
/// Column and null bit: how the call ended, such as `Ok`.
pub const CALLREC_BILLING_FEED_STATUS: i32 = 5;
/// Column and null bit: as printed.
pub const CALLREC_BILLING_FEED_TERMINATED: i32 = 6;
/// Column and null bit: as printed.
pub const CALLREC_BILLING_FEED_ZONE_PREFIX: i32 = 7;
/// Column and null bit: as printed.
pub const CALLREC_BILLING_FEED_AZONE_PREFIX: i32 = 8;
/// Column and null bit: number.
pub const CALLREC_BILLING_FEED_THIRD_NUMBER: i32 = 9;
/// Column and null bit: date as printed, of no stated zone: days since 1970-01-01.
pub const CALLREC_BILLING_FEED_LOCAL_DATE: i32 = 10;
/// Column and null bit: time of day as printed: microseconds since midnight.
pub const CALLREC_BILLING_FEED_LOCAL_TIME: i32 = 11;
/// Column and null bit: date and time as printed: microseconds of a wall clock of no stated zone.
pub const CALLREC_BILLING_FEED_STARTED_AT_LOCAL: i32 = 12;
/// Column and null bit: seconds; null in rows that are no calls.
pub const CALLREC_BILLING_FEED_LENGTH_S: i32 = 13;
/// Column and null bit: in the account's currency.
pub const CALLREC_BILLING_FEED_CHARGE: i32 = 14;
/// Column and null bit: as printed.
pub const CALLREC_BILLING_FEED_SMART_CODE: i32 = 15;
/// Column and null bit: as printed.
pub const CALLREC_BILLING_FEED_SMART_CODE_DESCRIPTION: i32 = 16;
/// Column and null bit: an open list of words; says something only with `subtype`.
pub const CALLREC_BILLING_FEED_TYPE: i32 = 17;
/// Column and null bit: an open list of words.
pub const CALLREC_BILLING_FEED_SUBTYPE: i32 = 18;
/// Column and null bit: `0`, or where the recording is.
pub const CALLREC_BILLING_FEED_RECORDING: i32 = 19;
/// Column and null bit: date of billing, printed with a time: microseconds of a wall clock.
pub const CALLREC_BILLING_FEED_BILL_DATE: i32 = 20;
/// Column: physical line of the record's start, from 1. Never null.
pub const CALLREC_BILLING_FEED_LINE: i32 = 21;
/// Column: byte of the record's start in the body, from 0. Never null.
pub const CALLREC_BILLING_FEED_OFFSET: i32 = 22;
/// Column and null bit: the rule that mended the record.
pub const CALLREC_BILLING_FEED_REPAIR: i32 = 23;
/// Column and null bit: what the table has no column for.
pub const CALLREC_BILLING_FEED_EXTRA: i32 = 24;

/// A row of a billing feed: a call or another service. The union of the feed's three profiles;
/// columns that a profile lacks are null.
///
/// Borrowed from the reader until its next callrec_reader_next_..., _unify, _write_file,
/// _arrow_stream, _close or _free. A field without a value has its bit set in `nulls` (ask
/// CALLREC_IS_NULL) and holds 0, or a text whose `data` is NULL.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_billing_feed_row {
    /// Bytes of this struct in the library at hand.
    pub size: usize,
    /// Bit CALLREC_BILLING_FEED_... is 1 where that field has no value.
    pub nulls: u64,
    /// The cursor of the feed. Never null.
    pub id: u64,
    /// As printed.
    pub billing_group: callrec_text,
    /// Number, or `restricted`.
    pub origin: callrec_text,
    /// Number.
    pub destination: callrec_text,
    /// As printed.
    pub description: callrec_text,
    /// How the call ended, such as `Ok`.
    pub status: callrec_text,
    /// As printed.
    pub terminated: callrec_text,
    /// As printed.
    pub zone_prefix: callrec_text,
    /// As printed.
    pub azone_prefix: callrec_text,
    /// Number.
    pub third_number: callrec_text,
    /// Date as printed, of no stated zone: days since 1970-01-01.
    pub local_date: i32,
    /// Time of day as printed: microseconds since midnight.
    pub local_time: i64,
    /// Date and time as printed: microseconds of a wall clock of no stated zone.
    pub started_at_local: i64,
    /// Seconds; null in rows that are no calls.
    pub length_s: i64,
    /// In the account's currency.
    pub charge: callrec_decimal,
    /// As printed.
    pub smart_code: callrec_text,
    /// As printed.
    pub smart_code_description: callrec_text,
    /// An open list of words; says something only with `subtype`.
    pub call_type: callrec_text,
    /// An open list of words.
    pub subtype: callrec_text,
    /// `0`, or where the recording is.
    pub recording: callrec_text,
    /// Date of billing, printed with a time: microseconds of a wall clock.
    pub bill_date: i64,
    /// Physical line of the record's start, from 1; a header is line 1.
    pub line: u64,
    /// Byte of the record's start in the body, from 0.
    pub offset: u64,
    /// Name of the rule that mended the record.
    pub repair: callrec_text,
    /// What the table has no column for, under the provider's own names; NULL when nothing.
    pub extra: *const callrec_pair,
    /// Number of pairs at `extra`.
    pub extra_count: usize,
}

const ZERO: callrec_decimal = callrec_decimal { low: 0, high: 0 };

impl Row for callrec_billing_feed_row {
    const TABLE: Table = Table::Report(Report::BillingFeed);
    const EMPTY: Self = Self {
        size: size_of::<Self>(),
        nulls: 1 << CALLREC_BILLING_FEED_EXTRA,
        id: 0,
        billing_group: callrec_text::NONE,
        origin: callrec_text::NONE,
        destination: callrec_text::NONE,
        description: callrec_text::NONE,
        status: callrec_text::NONE,
        terminated: callrec_text::NONE,
        zone_prefix: callrec_text::NONE,
        azone_prefix: callrec_text::NONE,
        third_number: callrec_text::NONE,
        local_date: 0,
        local_time: 0,
        started_at_local: 0,
        length_s: 0,
        charge: ZERO,
        smart_code: callrec_text::NONE,
        smart_code_description: callrec_text::NONE,
        call_type: callrec_text::NONE,
        subtype: callrec_text::NONE,
        recording: callrec_text::NONE,
        bill_date: 0,
        line: 0,
        offset: 0,
        repair: callrec_text::NONE,
        extra: null(),
        extra_count: 0,
    };

    fn nulls(&mut self) -> &mut u64 {
        &mut self.nulls
    }

    fn fill(stretch: &mut Stretch<'_, Self>, pairs: &mut Vec<callrec_pair>) -> Result<(), Failure> {
        fields!(stretch:
            uint64 CALLREC_BILLING_FEED_ID => id,
            text CALLREC_BILLING_FEED_BILLING_GROUP => billing_group,
            text CALLREC_BILLING_FEED_ORIGIN => origin,
            text CALLREC_BILLING_FEED_DESTINATION => destination,
            text CALLREC_BILLING_FEED_DESCRIPTION => description,
            text CALLREC_BILLING_FEED_STATUS => status,
            text CALLREC_BILLING_FEED_TERMINATED => terminated,
            text CALLREC_BILLING_FEED_ZONE_PREFIX => zone_prefix,
            text CALLREC_BILLING_FEED_AZONE_PREFIX => azone_prefix,
            text CALLREC_BILLING_FEED_THIRD_NUMBER => third_number,
            days CALLREC_BILLING_FEED_LOCAL_DATE => local_date,
            micros_of_day CALLREC_BILLING_FEED_LOCAL_TIME => local_time,
            micros CALLREC_BILLING_FEED_STARTED_AT_LOCAL => started_at_local,
            int64 CALLREC_BILLING_FEED_LENGTH_S => length_s,
            decimal CALLREC_BILLING_FEED_CHARGE => charge,
            text CALLREC_BILLING_FEED_SMART_CODE => smart_code,
            text CALLREC_BILLING_FEED_SMART_CODE_DESCRIPTION => smart_code_description,
            coded CALLREC_BILLING_FEED_TYPE => call_type,
            coded CALLREC_BILLING_FEED_SUBTYPE => subtype,
            text CALLREC_BILLING_FEED_RECORDING => recording,
            micros CALLREC_BILLING_FEED_BILL_DATE => bill_date,
            uint64 CALLREC_BILLING_FEED_LINE => line,
            uint64 CALLREC_BILLING_FEED_OFFSET => offset,
            coded CALLREC_BILLING_FEED_REPAIR => repair,
        );
        stretch.pairs(CALLREC_BILLING_FEED_EXTRA, pairs, |row, extra| {
            (row.extra, row.extra_count) = extra;
        })
    }
}
