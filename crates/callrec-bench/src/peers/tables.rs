//! The columns of the works, in the order of the file, under callrec's names.

/// How the text of a column is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// A text of few values: a dictionary.
    List,
    Unsigned,
    Integer,
    Decimal,
    PortalUtc,
    PortalLocal,
    IsoLocal,
    IsoDate,
    SlashDate,
    Clock,
    Flag,
}

/// Name and kind of each column.
pub(super) type Table = &'static [(&'static str, Kind)];

pub(super) const IPASS_CDR: Table = &[
    ("transaction_id", Kind::Text),
    ("billing_code", Kind::Text),
    ("user_id", Kind::Text),
    ("auth_domain", Kind::Text),
    ("description", Kind::Text),
    ("gmt_time", Kind::PortalUtc),
    ("local_time", Kind::PortalLocal),
    ("session_length_s", Kind::Integer),
    ("billing_rate", Kind::Decimal),
    ("net_billing_amount", Kind::Decimal),
    ("access_type", Kind::List),
    ("service_type", Kind::List),
    ("reserved", Kind::Text),
    ("data_used", Kind::Decimal),
];

pub(super) const BILLING_FEED: Table = &[
    ("id", Kind::Unsigned),
    ("billing_group", Kind::Text),
    ("origin", Kind::Text),
    ("destination", Kind::Text),
    ("zone_prefix", Kind::Text),
    ("azone_prefix", Kind::Text),
    ("status", Kind::Text),
    ("third_number", Kind::Text),
    ("local_date", Kind::IsoDate),
    ("local_time", Kind::Clock),
    ("started_at_local", Kind::IsoLocal),
    ("length_s", Kind::Integer),
    ("charge", Kind::Decimal),
    ("smart_code", Kind::Text),
    ("smart_code_description", Kind::Text),
    ("type", Kind::List),
    ("subtype", Kind::List),
    ("recording", Kind::Text),
];

pub(super) const GETCALLS: Table = &[
    ("type", Kind::List),
    ("source", Kind::Text),
    ("destination", Kind::Text),
    ("destination_name", Kind::Text),
    ("call_start_local", Kind::IsoLocal),
    ("duration_s", Kind::Integer),
    ("pbx_extension", Kind::Text),
    ("quantity", Kind::Decimal),
    ("price_cents", Kind::Decimal),
    ("invoice", Kind::Text),
];

/// The elements of the input; `notifications` is two columns.
pub(super) const USERS: Table = &[
    ("auth_type", Kind::List),
    ("company", Kind::Text),
    ("email", Kind::Text),
    ("fname", Kind::Text),
    ("is_active", Kind::Flag),
    ("lname", Kind::Text),
    ("thor_user_id", Kind::Text),
    ("username", Kind::Text),
    ("enable_portal_login", Kind::Flag),
    ("end_user_id", Kind::Text),
    ("end_user_status", Kind::List),
    ("home_country", Kind::List),
    ("locale", Kind::List),
    ("notify_activate", Kind::Flag),
    ("notify_suspend", Kind::Flag),
    ("num_devices", Kind::Integer),
    ("num_active_devices", Kind::Integer),
    ("start_date", Kind::SlashDate),
];
