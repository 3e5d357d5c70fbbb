//! Rows of the unified table.

use super::fill::{Stretch, fields};
use super::{Row, Table, callrec_pair};
use crate::decimal::callrec_decimal;
use crate::error::Failure;
use crate::text::callrec_text;

/// Column and null bit: name of the system, such as `ipass_portal`. Never null.
pub const CALLREC_UNIFIED_PROVIDER: i32 = 0;
/// Column and null bit: the company, login or profile, as the caller named it.
pub const CALLREC_UNIFIED_ACCOUNT: i32 = 1;
/// Column and null bit: name of the report, such as `ipass_cdr`. Never null.
pub const CALLREC_UNIFIED_REPORT: i32 = 2;
/// Column and null bit: the record's id, where the report has one.
pub const CALLREC_UNIFIED_RECORD_ID: i32 = 3;
/// Column and null bit: an open list of words, such as `call` and `data`. Never null.
pub const CALLREC_UNIFIED_KIND: i32 = 4;
/// Column and null bit: an open list of words, such as `in` and `out`.
pub const CALLREC_UNIFIED_DIRECTION: i32 = 5;
/// Column and null bit: who called.
pub const CALLREC_UNIFIED_ORIGIN: i32 = 6;
/// Column and null bit: who was called.
pub const CALLREC_UNIFIED_DESTINATION: i32 = 7;
/// Column and null bit: where that is, in words.
pub const CALLREC_UNIFIED_DESTINATION_NAME: i32 = 8;
/// Column and null bit: when it began, UTC.
pub const CALLREC_UNIFIED_STARTED_AT: i32 = 9;
/// Column and null bit: when it ended, UTC.
pub const CALLREC_UNIFIED_ENDED_AT: i32 = 10;
/// Column and null bit: the local time as printed: of the end for iPass, else of the start.
pub const CALLREC_UNIFIED_LOCAL_TIME: i32 = 11;
/// Column and null bit: seconds.
pub const CALLREC_UNIFIED_DURATION_S: i32 = 12;
/// Column and null bit: quantity billed, in `unit`.
pub const CALLREC_UNIFIED_QUANTITY: i32 = 13;
/// Column and null bit: what `quantity` counts, as the caller named it.
pub const CALLREC_UNIFIED_UNIT: i32 = 14;
/// Column and null bit: what is charged, in `currency`.
pub const CALLREC_UNIFIED_AMOUNT: i32 = 15;
/// Column and null bit: ISO 4217 code.
pub const CALLREC_UNIFIED_CURRENCY: i32 = 16;
/// Column and null bit: the provider's own word for what is charged.
pub const CALLREC_UNIFIED_CHARGE_TYPE: i32 = 17;
/// Column and null bit: the same in finer words.
pub const CALLREC_UNIFIED_CHARGE_SUBTYPE: i32 = 18;
/// Column and null bit: number of the invoice.
pub const CALLREC_UNIFIED_INVOICE: i32 = 19;
/// Column and null bit: price as printed, in euro cents; of getcalls only.
pub const CALLREC_UNIFIED_PRICE: i32 = 20;
/// Column and null bit: how the amount was made of the price; of getcalls only.
pub const CALLREC_UNIFIED_PRICE_POLICY: i32 = 21;
/// Column: physical line of the record's start, from 1. Never null.
pub const CALLREC_UNIFIED_LINE: i32 = 22;
/// Column: byte of the record's start in the body, from 0. Never null.
pub const CALLREC_UNIFIED_OFFSET: i32 = 23;
/// Column and null bit: the rule that mended the record.
pub const CALLREC_UNIFIED_REPAIR: i32 = 24;

/// A call detail record of any system, in the table that all have in common: the rows of a reader
/// after callrec_reader_unify.
///
/// Borrowed from the reader until its next callrec_reader_next_..., _unify, _write_file,
/// _arrow_stream, _close or _free. A field without a value has its bit set in `nulls` (ask
/// CALLREC_IS_NULL) and holds 0, or a text whose `data` is NULL.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_unified_record {
    /// Bytes of this struct in the library at hand.
    pub size: usize,
    /// Bit CALLREC_UNIFIED_... is 1 where that field has no value.
    pub nulls: u64,
    /// Name of the system, such as `ipass_portal`. Never null.
    pub provider: callrec_text,
    /// The company, login or profile, as the caller named it.
    pub account: callrec_text,
    /// Name of the report, such as `ipass_cdr`. Never null.
    pub report: callrec_text,
    /// The record's id, where the report has one; unique within a report only.
    pub record_id: callrec_text,
    /// An open list of words, such as `call` and `data`. Never null.
    pub kind: callrec_text,
    /// An open list of words, such as `in` and `out`.
    pub direction: callrec_text,
    /// Who called.
    pub origin: callrec_text,
    /// Who was called.
    pub destination: callrec_text,
    /// Where that is, in words.
    pub destination_name: callrec_text,
    /// When it began: microseconds since 1970-01-01T00:00:00Z.
    pub started_at: i64,
    /// When it ended, likewise.
    pub ended_at: i64,
    /// The local time as printed, of the end for iPass, else of the start: microseconds of a wall
    /// clock.
    pub local_time: i64,
    /// Seconds.
    pub duration_s: i64,
    /// Quantity billed, in `unit`.
    pub quantity: callrec_decimal,
    /// What `quantity` counts, as the caller named it.
    pub unit: callrec_text,
    /// What is charged, in `currency`. For iPass cumulative under `daily_usage_cap`.
    pub amount: callrec_decimal,
    /// ISO 4217 code.
    pub currency: callrec_text,
    /// The provider's own word for what is charged.
    pub charge_type: callrec_text,
    /// The same in finer words.
    pub charge_subtype: callrec_text,
    /// Number of the invoice.
    pub invoice: callrec_text,
    /// Price as printed, in euro cents; of getcalls only.
    pub price: callrec_decimal,
    /// How the amount was made of the price, `per_quantity` or `line_total`; of getcalls only.
    pub price_policy: callrec_text,
    /// Physical line of the record's start, from 1.
    pub line: u64,
    /// Byte of the record's start in the body, from 0.
    pub offset: u64,
    /// Name of the rule that mended the record.
    pub repair: callrec_text,
}

const ZERO: callrec_decimal = callrec_decimal { low: 0, high: 0 };

impl Row for callrec_unified_record {
    const TABLE: Table = Table::Unified;
    const EMPTY: Self = Self {
        size: size_of::<Self>(),
        nulls: 0,
        provider: callrec_text::NONE,
        account: callrec_text::NONE,
        report: callrec_text::NONE,
        record_id: callrec_text::NONE,
        kind: callrec_text::NONE,
        direction: callrec_text::NONE,
        origin: callrec_text::NONE,
        destination: callrec_text::NONE,
        destination_name: callrec_text::NONE,
        started_at: 0,
        ended_at: 0,
        local_time: 0,
        duration_s: 0,
        quantity: ZERO,
        unit: callrec_text::NONE,
        amount: ZERO,
        currency: callrec_text::NONE,
        charge_type: callrec_text::NONE,
        charge_subtype: callrec_text::NONE,
        invoice: callrec_text::NONE,
        price: ZERO,
        price_policy: callrec_text::NONE,
        line: 0,
        offset: 0,
        repair: callrec_text::NONE,
    };

    fn nulls(&mut self) -> &mut u64 {
        &mut self.nulls
    }

    fn fill(stretch: &mut Stretch<'_, Self>, _: &mut Vec<callrec_pair>) -> Result<(), Failure> {
        fields!(stretch:
            text CALLREC_UNIFIED_PROVIDER => provider,
            text CALLREC_UNIFIED_ACCOUNT => account,
            text CALLREC_UNIFIED_REPORT => report,
            text CALLREC_UNIFIED_RECORD_ID => record_id,
            coded CALLREC_UNIFIED_KIND => kind,
            coded CALLREC_UNIFIED_DIRECTION => direction,
            text CALLREC_UNIFIED_ORIGIN => origin,
            text CALLREC_UNIFIED_DESTINATION => destination,
            text CALLREC_UNIFIED_DESTINATION_NAME => destination_name,
            micros CALLREC_UNIFIED_STARTED_AT => started_at,
            micros CALLREC_UNIFIED_ENDED_AT => ended_at,
            micros CALLREC_UNIFIED_LOCAL_TIME => local_time,
            int64 CALLREC_UNIFIED_DURATION_S => duration_s,
            decimal CALLREC_UNIFIED_QUANTITY => quantity,
            coded CALLREC_UNIFIED_UNIT => unit,
            decimal CALLREC_UNIFIED_AMOUNT => amount,
            text CALLREC_UNIFIED_CURRENCY => currency,
            coded CALLREC_UNIFIED_CHARGE_TYPE => charge_type,
            coded CALLREC_UNIFIED_CHARGE_SUBTYPE => charge_subtype,
            text CALLREC_UNIFIED_INVOICE => invoice,
            decimal CALLREC_UNIFIED_PRICE => price,
            coded CALLREC_UNIFIED_PRICE_POLICY => price_policy,
            uint64 CALLREC_UNIFIED_LINE => line,
            uint64 CALLREC_UNIFIED_OFFSET => offset,
            coded CALLREC_UNIFIED_REPAIR => repair,
        );
        Ok(())
    }
}
