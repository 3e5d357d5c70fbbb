//! The four works that are measured.

use std::str::FromStr;

#[cfg(feature = "callrec")]
use callrec_decode::Report;

/// A report in one syntax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// CDR file of the iPass portal, 14 columns.
    IpassCdrCsv,
    /// Billing feed of a cloud PBX, AU profile, 18 columns.
    BillingFeedCsv,
    /// Call records of a VoIP reseller, an array in one line as PHP writes it.
    GetcallsJson,
    /// List of users of the iPass REST API, indented as in its document.
    RestXml,
}

impl Work {
    /// Every work.
    pub const ALL: [Work; 4] =
        [Work::IpassCdrCsv, Work::BillingFeedCsv, Work::GetcallsJson, Work::RestXml];

    /// Its name in arguments and in `summary.json`.
    pub fn name(self) -> &'static str {
        match self {
            Work::IpassCdrCsv => "ipass_cdr_csv",
            Work::BillingFeedCsv => "billing_feed_csv",
            Work::GetcallsJson => "getcalls_json",
            Work::RestXml => "rest_xml",
        }
    }

    #[cfg(feature = "callrec")]
    /// The report that callrec reads it as.
    pub fn report(self) -> Report {
        match self {
            Work::IpassCdrCsv => Report::IpassCdr,
            Work::BillingFeedCsv => Report::BillingFeed,
            Work::GetcallsJson => Report::GetCalls,
            Work::RestXml => Report::Users,
        }
    }
}

impl FromStr for Work {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let known = || Self::ALL.map(Self::name).join(", ");
        Self::ALL
            .into_iter()
            .find(|work| work.name() == name)
            .ok_or_else(|| format!("no work is named {name:?}; known: {}", known()))
    }
}
