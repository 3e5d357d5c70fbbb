//! Rows of `users`.

use std::ptr::null;

use callrec::Report;

use super::fill::{Stretch, fields};
use super::{Row, Table, callrec_pair};
use crate::error::Failure;
use crate::text::callrec_text;

/// Column and null bit: login with the roaming realm; unique within the account. Never null.
pub const CALLREC_USER_USERNAME: i32 = 0;
/// Column and null bit: unique in the service.
pub const CALLREC_USER_EMAIL: i32 = 1;
/// Column and null bit: first name.
pub const CALLREC_USER_FNAME: i32 = 2;
/// Column and null bit: last name.
pub const CALLREC_USER_LNAME: i32 = 3;
/// Column and null bit: the user is active; `end_user_status` is what to trust.
pub const CALLREC_USER_IS_ACTIVE: i32 = 4;
/// Column and null bit: `Active` or `Suspended`.
pub const CALLREC_USER_END_USER_STATUS: i32 = 5;
/// Column and null bit: the provider's own id.
pub const CALLREC_USER_THOR_USER_ID: i32 = 6;
/// Column and null bit: the provider's own id, which cost centers name users by.
pub const CALLREC_USER_END_USER_ID: i32 = 7;
/// Column and null bit: the provider's own id.
pub const CALLREC_USER_PROXY_USER_ID: i32 = 8;
/// Column and null bit: `HostedAuth`.
pub const CALLREC_USER_AUTH_TYPE: i32 = 9;
/// Column and null bit: id of the company.
pub const CALLREC_USER_COMPANY: i32 = 10;
/// Column and null bit: department or cost center, free text.
pub const CALLREC_USER_DEPARTMENT_CODE: i32 = 11;
/// Column and null bit: two letters of ISO 3166.
pub const CALLREC_USER_HOME_COUNTRY: i32 = 12;
/// Column and null bit: such as `en-US`.
pub const CALLREC_USER_LOCALE: i32 = 13;
/// Column and null bit: the user may sign in to the portal.
pub const CALLREC_USER_ENABLE_PORTAL_LOGIN: i32 = 14;
/// Column and null bit: an e-mail is sent on activation.
pub const CALLREC_USER_NOTIFY_ACTIVATE: i32 = 15;
/// Column and null bit: an e-mail is sent on suspension.
pub const CALLREC_USER_NOTIFY_SUSPEND: i32 = 16;
/// Column and null bit: number of devices.
pub const CALLREC_USER_NUM_DEVICES: i32 = 17;
/// Column and null bit: number of active devices.
pub const CALLREC_USER_NUM_ACTIVE_DEVICES: i32 = 18;
/// Column and null bit: when the user was created: days since 1970-01-01.
pub const CALLREC_USER_START_DATE: i32 = 19;
/// Column and null bit: secret; an answer should not hold it.
pub const CALLREC_USER_PASSWORD: i32 = 20;
/// Column and null bit: secret: the activation token.
pub const CALLREC_USER_ACA_TOKEN: i32 = 21;
/// Column and null bit: secret: holds the token and the password.
pub const CALLREC_USER_SELF_SERVICE_ACTIVATION_URL: i32 = 22;
/// Column: physical line of the record's start, from 1. Never null.
pub const CALLREC_USER_LINE: i32 = 23;
/// Column: byte of the record's start in the body, from 0. Never null.
pub const CALLREC_USER_OFFSET: i32 = 24;
/// Column and null bit: the rule that mended the record.
pub const CALLREC_USER_REPAIR: i32 = 25;
/// Column and null bit: what the table has no column for.
pub const CALLREC_USER_EXTRA: i32 = 26;

/// A user of an iPass company, from the lists and searches of the REST API. `password`,
/// `aca_token` and `self_service_activation_url` are secrets: keep them out of logs.
///
/// Borrowed from the reader until its next callrec_reader_next_..., _unify, _write_file,
/// _arrow_stream, _close or _free. A field without a value has its bit set in `nulls` (ask
/// CALLREC_IS_NULL) and holds 0, or a text whose `data` is NULL.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct callrec_user {
    /// Bytes of this struct in the library at hand.
    pub size: usize,
    /// Bit CALLREC_USER_... is 1 where that field has no value.
    pub nulls: u64,
    /// Login with the roaming realm; unique within the account. Never null.
    pub username: callrec_text,
    /// Unique in the service.
    pub email: callrec_text,
    /// First name.
    pub fname: callrec_text,
    /// Last name.
    pub lname: callrec_text,
    /// 1 where the user is active, else 0; `end_user_status` is what to trust.
    pub is_active: i32,
    /// `Active` or `Suspended`.
    pub end_user_status: callrec_text,
    /// The provider's own id.
    pub thor_user_id: callrec_text,
    /// The provider's own id, which cost centers name users by.
    pub end_user_id: callrec_text,
    /// The provider's own id.
    pub proxy_user_id: callrec_text,
    /// `HostedAuth`.
    pub auth_type: callrec_text,
    /// Id of the company.
    pub company: callrec_text,
    /// Department or cost center, free text.
    pub department_code: callrec_text,
    /// Two letters of ISO 3166.
    pub home_country: callrec_text,
    /// Such as `en-US`.
    pub locale: callrec_text,
    /// 1 where the user may sign in to the portal, else 0.
    pub enable_portal_login: i32,
    /// 1 where an e-mail is sent on activation, else 0.
    pub notify_activate: i32,
    /// 1 where an e-mail is sent on suspension, else 0.
    pub notify_suspend: i32,
    /// Number of devices.
    pub num_devices: i64,
    /// Number of active devices.
    pub num_active_devices: i64,
    /// When the user was created: days since 1970-01-01.
    pub start_date: i32,
    /// Secret; an answer should not hold it.
    pub password: callrec_text,
    /// Secret: the activation token.
    pub aca_token: callrec_text,
    /// Secret: holds the token and the password.
    pub self_service_activation_url: callrec_text,
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

impl Row for callrec_user {
    const TABLE: Table = Table::Report(Report::Users);
    const EMPTY: Self = Self {
        size: size_of::<Self>(),
        nulls: 1 << CALLREC_USER_EXTRA,
        username: callrec_text::NONE,
        email: callrec_text::NONE,
        fname: callrec_text::NONE,
        lname: callrec_text::NONE,
        is_active: 0,
        end_user_status: callrec_text::NONE,
        thor_user_id: callrec_text::NONE,
        end_user_id: callrec_text::NONE,
        proxy_user_id: callrec_text::NONE,
        auth_type: callrec_text::NONE,
        company: callrec_text::NONE,
        department_code: callrec_text::NONE,
        home_country: callrec_text::NONE,
        locale: callrec_text::NONE,
        enable_portal_login: 0,
        notify_activate: 0,
        notify_suspend: 0,
        num_devices: 0,
        num_active_devices: 0,
        start_date: 0,
        password: callrec_text::NONE,
        aca_token: callrec_text::NONE,
        self_service_activation_url: callrec_text::NONE,
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
            text CALLREC_USER_USERNAME => username,
            text CALLREC_USER_EMAIL => email,
            text CALLREC_USER_FNAME => fname,
            text CALLREC_USER_LNAME => lname,
            boolean CALLREC_USER_IS_ACTIVE => is_active,
            coded CALLREC_USER_END_USER_STATUS => end_user_status,
            text CALLREC_USER_THOR_USER_ID => thor_user_id,
            text CALLREC_USER_END_USER_ID => end_user_id,
            text CALLREC_USER_PROXY_USER_ID => proxy_user_id,
            coded CALLREC_USER_AUTH_TYPE => auth_type,
            text CALLREC_USER_COMPANY => company,
            text CALLREC_USER_DEPARTMENT_CODE => department_code,
            coded CALLREC_USER_HOME_COUNTRY => home_country,
            coded CALLREC_USER_LOCALE => locale,
            boolean CALLREC_USER_ENABLE_PORTAL_LOGIN => enable_portal_login,
            boolean CALLREC_USER_NOTIFY_ACTIVATE => notify_activate,
            boolean CALLREC_USER_NOTIFY_SUSPEND => notify_suspend,
            int64 CALLREC_USER_NUM_DEVICES => num_devices,
            int64 CALLREC_USER_NUM_ACTIVE_DEVICES => num_active_devices,
            days CALLREC_USER_START_DATE => start_date,
            text CALLREC_USER_PASSWORD => password,
            text CALLREC_USER_ACA_TOKEN => aca_token,
            text CALLREC_USER_SELF_SERVICE_ACTIVATION_URL => self_service_activation_url,
            uint64 CALLREC_USER_LINE => line,
            uint64 CALLREC_USER_OFFSET => offset,
            coded CALLREC_USER_REPAIR => repair,
        );
        stretch.pairs(CALLREC_USER_EXTRA, pairs, |row, extra| {
            (row.extra, row.extra_count) = extra;
        })
    }
}
