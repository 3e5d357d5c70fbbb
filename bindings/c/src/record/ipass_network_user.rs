//! Rows of `ipass_network_users`.

use std::ptr::null;

use callrec::Report;

use super::fill::{Stretch, fields};
use super::{Row, Table, callrec_pair};
use crate::error::Failure;
use crate::text::callrec_text;

/// Column and null bit: login name without its domain. Never null.
pub const CALLREC_IPASS_NETWORK_USER_NAME: i32 = 0;
/// Column and null bit: domain of the login.
pub const CALLREC_IPASS_NETWORK_USER_DOMAIN: i32 = 1;
/// Column and null bit: used the network in the month.
pub const CALLREC_IPASS_NETWORK_USER_NETWORK: i32 = 2;
/// Column and null bit: used an Open Mobile client in the month.
pub const CALLREC_IPASS_NETWORK_USER_OM: i32 = 3;
/// Column and null bit: used an iPassConnect client in the month.
pub const CALLREC_IPASS_NETWORK_USER_IPC: i32 = 4;
/// Column: physical line of the record's start, from 1. Never null.
pub const CALLREC_IPASS_NETWORK_USER_LINE: i32 = 5;
/// Column: byte of the record's start in the body, from 0. Never null.
pub const CALLREC_IPASS_NETWORK_USER_OFFSET: i32 = 6;
/// Column and null bit: the rule that mended the record.
pub const CALLREC_IPASS_NETWORK_USER_REPAIR: i32 = 7;
/// Column and null bit: what the table has no column for.
pub const CALLREC_IPASS_NETWORK_USER_EXTRA: i32 = 8;

/// A network or client user of an iPass company in a month.
///
/// Borrowed from the reader until its next callrec_reader_next_..., _unify, _write_file,
/// _arrow_stream, _close or _free. A field without a value has its bit set in `nulls` (ask
/// CALLREC_IS_NULL) and holds 0, or a text whose `data` is NULL.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_ipass_network_user {
    /// Bytes of this struct in the library at hand.
    pub size: usize,
    /// Bit CALLREC_IPASS_NETWORK_USER_... is 1 where that field has no value.
    pub nulls: u64,
    /// Login name without its domain. Never null.
    pub user_name: callrec_text,
    /// Domain of the login.
    pub user_domain: callrec_text,
    /// 1 where the user used the network in the month, else 0.
    pub network_user: i32,
    /// 1 where the user used an Open Mobile client in the month, else 0.
    pub om_user: i32,
    /// 1 where the user used an iPassConnect client in the month, else 0.
    pub ipc_user: i32,
    /// Always 0.
    pub reserved: i32,
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

impl Row for callrec_ipass_network_user {
    const TABLE: Table = Table::Report(Report::IpassNetworkUsers);
    const EMPTY: Self = Self {
        size: size_of::<Self>(),
        nulls: 1 << CALLREC_IPASS_NETWORK_USER_EXTRA,
        user_name: callrec_text::NONE,
        user_domain: callrec_text::NONE,
        network_user: 0,
        om_user: 0,
        ipc_user: 0,
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
            text CALLREC_IPASS_NETWORK_USER_NAME => user_name,
            text CALLREC_IPASS_NETWORK_USER_DOMAIN => user_domain,
            boolean CALLREC_IPASS_NETWORK_USER_NETWORK => network_user,
            boolean CALLREC_IPASS_NETWORK_USER_OM => om_user,
            boolean CALLREC_IPASS_NETWORK_USER_IPC => ipc_user,
            uint64 CALLREC_IPASS_NETWORK_USER_LINE => line,
            uint64 CALLREC_IPASS_NETWORK_USER_OFFSET => offset,
            coded CALLREC_IPASS_NETWORK_USER_REPAIR => repair,
        );
        stretch.pairs(CALLREC_IPASS_NETWORK_USER_EXTRA, pairs, |row, extra| {
            (row.extra, row.extra_count) = extra;
        })
    }
}
