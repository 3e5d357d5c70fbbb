//! What is known of a report as delimited text: dialect, columns, headings.

use std::ops::RangeInclusive;

use super::mend::{self, Rule};
use super::record::Cell;
use crate::Report;
use crate::column::Kind;
use crate::report::names::NamedColumn;
use crate::report::{billing_feed, getcalls};
use crate::table::Repair;

/// How cells and rows are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    /// Between two cells. Not a letter, digit, quote or line end.
    pub(crate) delimiter: u8,
    /// Around a cell that holds a delimiter; `None` where quotes are plain characters.
    pub(crate) quote: Option<u8>,
    /// Whether a quoted cell may hold line ends.
    pub(crate) multi_line: bool,
}

/// One form of a report: its complete list of headings.
#[derive(Debug)]
pub(crate) struct Form {
    /// What the schema's metadata calls it, where a report has several.
    pub(crate) name: Option<&'static str>,
    /// As printed, in order.
    pub(crate) headings: &'static [&'static str],
}

/// Mends the cells of a row with the wrong number of them, or of the right number, if a documented
/// rule fits.
pub(crate) type Reshape = fn(&[u8], &mut Vec<Cell>) -> Option<Repair>;

/// One report as delimited text.
#[derive(Debug)]
pub(crate) struct Profile {
    pub(crate) report: Report,
    pub(crate) dialect: Dialect,
    /// Delimiters that a header may show it has instead of the dialect's.
    pub(crate) other_delimiters: &'static [u8],
    /// In the order of the schema, which is the provider's.
    pub(crate) columns: &'static [NamedColumn],
    /// Columns that a header must have: the key, and what is billed. A null amount is silent where
    /// amounts are summed up.
    pub(crate) needed: &'static [usize],
    /// What rows without a header may be; none where they are in the order of the columns.
    pub(crate) forms: &'static [Form],
    /// Cells of a first row that is data and not a header.
    pub(crate) bare_columns: RangeInclusive<usize>,
    /// From this position on a heading that is not known is taken by its position.
    pub(crate) positional_from: usize,
    /// Known headings that make a first row a header.
    pub(crate) header_marks: usize,
    /// Documented irregularities of single cells, by the name of the column.
    pub(crate) rules: &'static [(&'static str, Rule)],
    /// Documented irregularities in the number of cells.
    pub(crate) reshape: Option<Reshape>,
}

impl Profile {
    /// The profile of a report; `None` where the report does not come as delimited text.
    pub(crate) fn of(report: Report) -> Option<&'static Self> {
        match report {
            Report::IpassCdr => Some(&IPASS_CDR),
            Report::IpassNetworkUsers => Some(&IPASS_NETWORK_USERS),
            Report::BillingFeed => Some(&BILLING_FEED),
            Report::GetCalls => Some(&GETCALLS),
            _ => None,
        }
    }
}

const fn column(name: &'static str, kind: Kind, headings: &'static [&'static str]) -> NamedColumn {
    NamedColumn::new(name, kind, headings)
}

/// Positions 0 to 6 are documented by the provider (DOC), the order from 7 on is observed (OBS), the
/// headings from 7 on are inferred (INF) but for "Net Billing Amount" and "Service Type" (DOC).
static IPASS_CDR: Profile = Profile {
    report: Report::IpassCdr,
    dialect: Dialect { delimiter: b',', quote: Some(b'"'), multi_line: true },
    other_delimiters: b"",
    columns: &[
        column("transaction_id", Kind::Key, &["transactionid"]).required(),
        column("billing_code", Kind::Text, &["billingcode"]),
        column("user_id", Kind::Text, &["userid"]),
        column("auth_domain", Kind::Text, &["authenticationdomain", "authdomain"]),
        column("description", Kind::Text, &["description"]),
        column("gmt_time", Kind::Instant, &["gmttime"]),
        column("local_time", Kind::Local, &["localtime"]),
        column("session_length_s", Kind::Integer, &["sessionlength", "sessionlengths"]),
        column("billing_rate", Kind::Decimal, &["billingrate"]),
        column("net_billing_amount", Kind::Decimal, &["netbillingamount"]),
        column("access_type", Kind::Dictionary, &["accesstype"]),
        column("service_type", Kind::Dictionary, &["servicetype"]),
        column("reserved", Kind::Text, &["reserved"]),
        column("data_used", Kind::Decimal, &["dataused"]),
    ],
    needed: &[0, 5, 9],
    forms: &[],
    bare_columns: 13..=15,
    positional_from: 7,
    header_marks: 3,
    rules: &[],
    reshape: None,
};

/// All columns and headings are in the provider's document (SEED).
static IPASS_NETWORK_USERS: Profile = Profile {
    report: Report::IpassNetworkUsers,
    dialect: Dialect { delimiter: b',', quote: Some(b'"'), multi_line: false },
    other_delimiters: b"",
    columns: &[
        column("user_name", Kind::Key, &["username"]).required(),
        column("user_domain", Kind::Text, &["userdomain"]),
        column("network_user", Kind::Boolean, &["networkuser"]),
        column("om_user", Kind::Boolean, &["omuser"]),
        column("ipc_user", Kind::Boolean, &["ipcuser"]),
    ],
    needed: &[0],
    forms: &[],
    bare_columns: 5..=5,
    positional_from: usize::MAX,
    header_marks: 2,
    rules: &[],
    reshape: None,
};

/// Three layouts, told by their headings (OBS). The forms with tabs and pipes are a cousin's (DOC); a
/// quoted cell holds no line end in any page that was seen (INF).
static BILLING_FEED: Profile = Profile {
    report: Report::BillingFeed,
    dialect: Dialect { delimiter: b',', quote: Some(b'"'), multi_line: false },
    other_delimiters: b"\t|",
    columns: &billing_feed::COLUMNS,
    needed: &[0, 14],
    forms: &[
        Form {
            name: Some("nz"),
            headings: &[
                "ID",
                "Billing Group",
                "Origin Number",
                "Destination Number",
                "Description",
                "Status",
                "Terminated",
                "Date",
                "Time",
                "Date/Time",
                "Call Length (seconds)",
                "Call Cost (NZD)",
                "Smartcode",
                "Smartcode Description",
                "Type",
                "SubType",
                "MP3",
            ],
        },
        Form {
            name: Some("au"),
            headings: &[
                "ID",
                "BillingGroup",
                "Origin",
                "Destination",
                "ZonePrefix",
                "AZonePrefix",
                "ShortCauseDesc",
                "ThirdNumber",
                "Date",
                "Time",
                "DateTime",
                "NetworkSeconds",
                "Charge",
                "SmartCode",
                "SmartCodeDescription",
                "Type",
                "SubType",
                "MP3",
            ],
        },
        Form {
            name: Some("monthly"),
            headings: &[
                "ID",
                "Account_Code",
                "Origin",
                "Destination",
                "Date",
                "Time",
                "Seconds",
                "Charge",
                "BillDate",
                "Billing_Group",
                "zone_prefix",
                "azone_prefix",
                "MainType",
                "SubType",
            ],
        },
    ],
    bare_columns: 14..=18,
    positional_from: usize::MAX,
    header_marks: 3,
    rules: &[("charge", Rule::CurrencySign)],
    reshape: None,
};

/// Without a header, in the order of the JSON form (INF); standard quoting (reading E24).
static GETCALLS: Profile = Profile {
    report: Report::GetCalls,
    dialect: Dialect { delimiter: b',', quote: Some(b'"'), multi_line: true },
    other_delimiters: b"",
    columns: &getcalls::COLUMNS,
    needed: &[0, 8, 9],
    forms: &[Form {
        name: None,
        headings: &[
            "type",
            "source",
            "destination",
            "destination_name",
            "call_start",
            "duration",
            "pbxextension",
            "quantity",
            "price",
            "invoice",
        ],
    }],
    bare_columns: 9..=11,
    positional_from: usize::MAX,
    header_marks: 3,
    rules: &[
        ("call_start_local", Rule::CommaInDatetime),
        ("pbx_extension", Rule::LeadingApostrophe),
    ],
    reshape: Some(mend::reshape_getcalls),
};
