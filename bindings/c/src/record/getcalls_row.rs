//! Rows of `getcalls`.

use std::ptr::null;

use callrec::Report;

use super::fill::{Stretch, fields};
use super::{Row, Table, callrec_pair};
use crate::decimal::callrec_decimal;
use crate::error::Failure;
use crate::text::callrec_text;

/// Column and null bit: an open list of words, such as `CALLOUT`. Never null.
pub const CALLREC_GETCALLS_TYPE: i32 = 0;
/// Column and null bit: who called, `+` kept.
pub const CALLREC_GETCALLS_SOURCE: i32 = 1;
/// Column and null bit: number that was dialled, `+` kept.
pub const CALLREC_GETCALLS_DESTINATION: i32 = 2;
/// Column and null bit: country that was called.
pub const CALLREC_GETCALLS_DESTINATION_NAME: i32 = 3;
/// Column and null bit: start of the call as printed: microseconds of a wall clock of no stated
/// zone.
pub const CALLREC_GETCALLS_CALL_START_LOCAL: i32 = 4;
/// Column and null bit: end of the call, likewise.
pub const CALLREC_GETCALLS_CALL_END_LOCAL: i32 = 5;
/// Column and null bit: seconds.
pub const CALLREC_GETCALLS_DURATION_S: i32 = 6;
/// Column and null bit: extension in the PBX.
pub const CALLREC_GETCALLS_PBX_EXTENSION: i32 = 7;
/// Column and null bit: quantity billed.
pub const CALLREC_GETCALLS_QUANTITY: i32 = 8;
/// Column and null bit: euro cents for each of `quantity`, as printed.
pub const CALLREC_GETCALLS_PRICE_CENTS: i32 = 9;
/// Column and null bit: number of the invoice or report; `N/A` is null, and then in `extra`.
pub const CALLREC_GETCALLS_INVOICE: i32 = 10;
/// Column: physical line of the record's start, from 1. Never null.
pub const CALLREC_GETCALLS_LINE: i32 = 11;
/// Column: byte of the record's start in the body, from 0. Never null.
pub const CALLREC_GETCALLS_OFFSET: i32 = 12;
/// Column and null bit: the rule that mended the record.
pub const CALLREC_GETCALLS_REPAIR: i32 = 13;
/// Column and null bit: what the table has no column for.
pub const CALLREC_GETCALLS_EXTRA: i32 = 14;

/// A record of a getcalls profile. For types that are no calls, `source` is a user name,
/// `destination` a product, `destination_name` its description and `call_start_local` the date of
/// billing.
///
/// Borrowed from the reader until its next callrec_reader_next_..., _unify, _write_file,
/// _arrow_stream, _close or _free. A field without a value has its bit set in `nulls` (ask
/// CALLREC_IS_NULL) and holds 0, or a text whose `data` is NULL.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_getcalls_row {
    /// Bytes of this struct in the library at hand.
    pub size: usize,
    /// Bit CALLREC_GETCALLS_... is 1 where that field has no value.
    pub nulls: u64,
    /// An open list of words, such as `CALLOUT`. Never null.
    pub call_type: callrec_text,
    /// Who called, `+` kept.
    pub source: callrec_text,
    /// Number that was dialled, `+` kept.
    pub destination: callrec_text,
    /// Country that was called.
    pub destination_name: callrec_text,
    /// Start of the call as printed: microseconds of a wall clock of no stated zone.
    pub call_start_local: i64,
    /// End of the call, likewise.
    pub call_end_local: i64,
    /// Seconds.
    pub duration_s: i64,
    /// Extension in the PBX.
    pub pbx_extension: callrec_text,
    /// Quantity billed.
    pub quantity: callrec_decimal,
    /// Euro cents for each of `quantity`, as printed.
    pub price_cents: callrec_decimal,
    /// Number of the invoice or report; `N/A` is null, and then in `extra`.
    pub invoice: callrec_text,
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

impl Row for callrec_getcalls_row {
    const TABLE: Table = Table::Report(Report::GetCalls);
    const EMPTY: Self = Self {
        size: size_of::<Self>(),
        nulls: 1 << CALLREC_GETCALLS_EXTRA,
        call_type: callrec_text::NONE,
        source: callrec_text::NONE,
        destination: callrec_text::NONE,
        destination_name: callrec_text::NONE,
        call_start_local: 0,
        call_end_local: 0,
        duration_s: 0,
        pbx_extension: callrec_text::NONE,
        quantity: ZERO,
        price_cents: ZERO,
        invoice: callrec_text::NONE,
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
            coded CALLREC_GETCALLS_TYPE => call_type,
            text CALLREC_GETCALLS_SOURCE => source,
            text CALLREC_GETCALLS_DESTINATION => destination,
            text CALLREC_GETCALLS_DESTINATION_NAME => destination_name,
            micros CALLREC_GETCALLS_CALL_START_LOCAL => call_start_local,
            micros CALLREC_GETCALLS_CALL_END_LOCAL => call_end_local,
            int64 CALLREC_GETCALLS_DURATION_S => duration_s,
            text CALLREC_GETCALLS_PBX_EXTENSION => pbx_extension,
            decimal CALLREC_GETCALLS_QUANTITY => quantity,
            decimal CALLREC_GETCALLS_PRICE_CENTS => price_cents,
            text CALLREC_GETCALLS_INVOICE => invoice,
            uint64 CALLREC_GETCALLS_LINE => line,
            uint64 CALLREC_GETCALLS_OFFSET => offset,
            coded CALLREC_GETCALLS_REPAIR => repair,
        );
        stretch.pairs(CALLREC_GETCALLS_EXTRA, pairs, |row, extra| {
            (row.extra, row.extra_count) = extra;
        })
    }
}
