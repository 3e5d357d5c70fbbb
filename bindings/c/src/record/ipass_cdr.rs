//! Rows of `ipass_cdr`.

use std::ptr::null;

use callrec::Report;

use super::fill::{Stretch, fields};
use super::{Row, Table, callrec_pair};
use crate::decimal::callrec_decimal;
use crate::error::Failure;
use crate::text::callrec_text;

/// Column and null bit: unique in the provider's system, comes again in an adjustment. Never null.
pub const CALLREC_IPASS_CDR_TRANSACTION_ID: i32 = 0;
/// Column and null bit: internal to the provider.
pub const CALLREC_IPASS_CDR_BILLING_CODE: i32 = 1;
/// Column and null bit: login name.
pub const CALLREC_IPASS_CDR_USER_ID: i32 = 2;
/// Column and null bit: domain of the login, may be over-qualified.
pub const CALLREC_IPASS_CDR_AUTH_DOMAIN: i32 = 3;
/// Column and null bit: country, city and venue.
pub const CALLREC_IPASS_CDR_DESCRIPTION: i32 = 4;
/// Column and null bit: when the transaction stopped; decides the month.
pub const CALLREC_IPASS_CDR_GMT_TIME: i32 = 5;
/// Column and null bit: the same at the place of use, as printed.
pub const CALLREC_IPASS_CDR_LOCAL_TIME: i32 = 6;
/// Column and null bit: seconds.
pub const CALLREC_IPASS_CDR_SESSION_LENGTH_S: i32 = 7;
/// Column and null bit: in the account's currency, which the report does not name.
pub const CALLREC_IPASS_CDR_BILLING_RATE: i32 = 8;
/// Column and null bit: in the account's currency; negative in corrections.
pub const CALLREC_IPASS_CDR_NET_BILLING_AMOUNT: i32 = 9;
/// Column and null bit: an open list of words.
pub const CALLREC_IPASS_CDR_ACCESS_TYPE: i32 = 10;
/// Column and null bit: an open list of words, such as `daily_usage`.
pub const CALLREC_IPASS_CDR_SERVICE_TYPE: i32 = 11;
/// Column and null bit: the thirteenth column, whose meaning is unknown.
pub const CALLREC_IPASS_CDR_RESERVED: i32 = 12;
/// Column and null bit: the unit is not stated.
pub const CALLREC_IPASS_CDR_DATA_USED: i32 = 13;
/// Column: physical line of the record's start, from 1. Never null.
pub const CALLREC_IPASS_CDR_LINE: i32 = 14;
/// Column: byte of the record's start in the body, from 0. Never null.
pub const CALLREC_IPASS_CDR_OFFSET: i32 = 15;
/// Column and null bit: the rule that mended the record.
pub const CALLREC_IPASS_CDR_REPAIR: i32 = 16;
/// Column and null bit: what the table has no column for.
pub const CALLREC_IPASS_CDR_EXTRA: i32 = 17;

/// A call detail record of iPass: monthly, daily and adjustment reports alike.
///
/// Borrowed from the reader until its next callrec_reader_next_..., _unify, _write_file,
/// _arrow_stream, _close or _free. A field without a value has its bit set in `nulls` (ask
/// CALLREC_IS_NULL) and holds 0, or a text whose `data` is NULL.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_ipass_cdr {
    /// Bytes of this struct in the library at hand.
    pub size: usize,
    /// Bit CALLREC_IPASS_CDR_... is 1 where that field has no value.
    pub nulls: u64,
    /// Unique in the provider's system; comes again in an adjustment. Never null.
    pub transaction_id: callrec_text,
    /// Internal to the provider.
    pub billing_code: callrec_text,
    /// Login name.
    pub user_id: callrec_text,
    /// Domain of the login; may be over-qualified.
    pub auth_domain: callrec_text,
    /// Country, city and venue; holds commas.
    pub description: callrec_text,
    /// When the transaction stopped: microseconds since 1970-01-01T00:00:00Z. Decides the month.
    pub gmt_time: i64,
    /// The same at the place of use, as printed: microseconds of a wall clock of unknown zone.
    pub local_time: i64,
    /// Seconds.
    pub session_length_s: i64,
    /// In the account's currency, which the report does not name.
    pub billing_rate: callrec_decimal,
    /// In the account's currency; negative in corrections; cumulative under `daily_usage_cap`.
    pub net_billing_amount: callrec_decimal,
    /// An open list of words.
    pub access_type: callrec_text,
    /// An open list of words, such as `daily_usage`.
    pub service_type: callrec_text,
    /// The thirteenth column, whose meaning is unknown.
    pub reserved: callrec_text,
    /// The unit is not stated.
    pub data_used: callrec_decimal,
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

impl Row for callrec_ipass_cdr {
    const TABLE: Table = Table::Report(Report::IpassCdr);
    const EMPTY: Self = Self {
        size: size_of::<Self>(),
        nulls: 1 << CALLREC_IPASS_CDR_EXTRA,
        transaction_id: callrec_text::NONE,
        billing_code: callrec_text::NONE,
        user_id: callrec_text::NONE,
        auth_domain: callrec_text::NONE,
        description: callrec_text::NONE,
        gmt_time: 0,
        local_time: 0,
        session_length_s: 0,
        billing_rate: ZERO,
        net_billing_amount: ZERO,
        access_type: callrec_text::NONE,
        service_type: callrec_text::NONE,
        reserved: callrec_text::NONE,
        data_used: ZERO,
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
            text CALLREC_IPASS_CDR_TRANSACTION_ID => transaction_id,
            text CALLREC_IPASS_CDR_BILLING_CODE => billing_code,
            text CALLREC_IPASS_CDR_USER_ID => user_id,
            text CALLREC_IPASS_CDR_AUTH_DOMAIN => auth_domain,
            text CALLREC_IPASS_CDR_DESCRIPTION => description,
            micros CALLREC_IPASS_CDR_GMT_TIME => gmt_time,
            micros CALLREC_IPASS_CDR_LOCAL_TIME => local_time,
            int64 CALLREC_IPASS_CDR_SESSION_LENGTH_S => session_length_s,
            decimal CALLREC_IPASS_CDR_BILLING_RATE => billing_rate,
            decimal CALLREC_IPASS_CDR_NET_BILLING_AMOUNT => net_billing_amount,
            coded CALLREC_IPASS_CDR_ACCESS_TYPE => access_type,
            coded CALLREC_IPASS_CDR_SERVICE_TYPE => service_type,
            text CALLREC_IPASS_CDR_RESERVED => reserved,
            decimal CALLREC_IPASS_CDR_DATA_USED => data_used,
            uint64 CALLREC_IPASS_CDR_LINE => line,
            uint64 CALLREC_IPASS_CDR_OFFSET => offset,
            coded CALLREC_IPASS_CDR_REPAIR => repair,
        );
        stretch.pairs(CALLREC_IPASS_CDR_EXTRA, pairs, |row, extra| {
            (row.extra, row.extra_count) = extra;
        })
    }
}
