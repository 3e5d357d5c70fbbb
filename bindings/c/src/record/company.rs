//! Rows of `companies`.

use std::ptr::null;

use callrec::Report;

use super::fill::{Stretch, fields};
use super::{Row, Table, callrec_pair};
use crate::error::Failure;
use crate::text::callrec_text;

/// Column and null bit: opaque id that requests name the company by. Never null.
pub const CALLREC_COMPANY_ID: i32 = 0;
/// Column and null bit: display name.
pub const CALLREC_COMPANY_NAME: i32 = 1;
/// Column and null bit: whether the account is active.
pub const CALLREC_COMPANY_IS_ACTIVE: i32 = 2;
/// Column: physical line of the record's start, from 1. Never null.
pub const CALLREC_COMPANY_LINE: i32 = 3;
/// Column: byte of the record's start in the body, from 0. Never null.
pub const CALLREC_COMPANY_OFFSET: i32 = 4;
/// Column and null bit: the rule that mended the record.
pub const CALLREC_COMPANY_REPAIR: i32 = 5;
/// Column and null bit: what the table has no column for.
pub const CALLREC_COMPANY_EXTRA: i32 = 6;

/// A company, such as a child of an iPass account.
///
/// Borrowed from the reader until its next callrec_reader_next_..., _unify, _write_file,
/// _arrow_stream, _close or _free. A field without a value has its bit set in `nulls` (ask
/// CALLREC_IS_NULL) and holds 0, or a text whose `data` is NULL.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_company {
    /// Bytes of this struct in the library at hand.
    pub size: usize,
    /// Bit CALLREC_COMPANY_... is 1 where that field has no value.
    pub nulls: u64,
    /// Opaque id that requests name the company by. Never null.
    pub id: callrec_text,
    /// Display name.
    pub name: callrec_text,
    /// 1 where the account is active, else 0.
    pub is_active: i32,
    /// Always 0.
    pub reserved: i32,
    /// Physical line of the record's start, from 1.
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

impl Row for callrec_company {
    const TABLE: Table = Table::Report(Report::Companies);
    const EMPTY: Self = Self {
        size: size_of::<Self>(),
        nulls: 1 << CALLREC_COMPANY_EXTRA,
        id: callrec_text::NONE,
        name: callrec_text::NONE,
        is_active: 0,
        reserved: 0,
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
            text CALLREC_COMPANY_ID => id,
            text CALLREC_COMPANY_NAME => name,
            boolean CALLREC_COMPANY_IS_ACTIVE => is_active,
            uint64 CALLREC_COMPANY_LINE => line,
            uint64 CALLREC_COMPANY_OFFSET => offset,
            coded CALLREC_COMPANY_REPAIR => repair,
        );
        stretch.pairs(CALLREC_COMPANY_EXTRA, pairs, |row, extra| {
            (row.extra, row.extra_count) = extra;
        })
    }
}
