//! The switches of the feed: one a reading (D1 to D12) and one a thing that was observed.

use serde::{Deserialize, Serialize};

/// How the feed behaves where its document contradicts itself or is silent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FeedSwitches {
    /// Whether the row with the id `fromid` comes again (D4).
    pub cursor: FeedCursor,
    /// Rows of one answer at most; 0: all there are (D6; OBS: 5,000 to 10,000).
    pub page_rows: u64,
    /// What a missing `fromid`, or one of 0, brings (D5).
    pub zero_fromid: ZeroFromId,
    /// The order of the rows within an answer (D6: not stated).
    pub order: FeedOrder,
    /// The columns (OBS: three layouts).
    pub profile: FeedProfile,
    /// Whether a header row comes first.
    pub header: bool,
    /// The letters of the header row (OBS: names compare without case).
    pub headings: FeedHeadings,
    /// What an answer without rows is (OBS, AU: no body at all).
    pub empty: FeedEmpty,
    /// Whether `format`, `date`, `hour`, `callsonly` and `servicesonly` are understood, as a
    /// cousin of the feed does (DOC there). Where not, they are passed over without a word.
    pub options: bool,
    /// Whether a cost begins with `$` (OBS).
    pub dollar: Dollar,
    /// How the NZ profile writes a.m. and p.m. (OBS: with dots).
    pub clock: FeedClock,
    /// What the date columns of the monthly profile hold (OBS: `dd/MMM/yyyy hh:mm:ss`, no sample).
    pub monthly_date: MonthlyDate,
    /// What stands in the column `MP3` of a recorded call; 0 in all others (OBS).
    pub recordings: RecordingLinks,
    /// Whether this address may fetch recordings (SEED: the provider keeps a list); 403 where not.
    pub recording_allowed: bool,
    /// What a wrong login answers (D12).
    pub wrong_login: WrongLogin,
    /// Whether every answer is that of `fromid=0`, so that reading on never ends (fault H6).
    pub endless: bool,
    /// Rows that come to be with every request, before it is answered (D11: calls are there from
    /// the instant of their completion).
    pub grows_by: u64,
}

/// See [`FeedSwitches::cursor`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FeedCursor {
    /// Ids of `fromid` and greater (SEED: "including that ID").
    Inclusive,
    /// Ids greater than `fromid`, as cousins say.
    Exclusive,
}

/// See [`FeedSwitches::zero_fromid`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ZeroFromId {
    /// All rows, whatever the limit (SEED: "fetch all CDR records every time").
    AllRows,
    /// The first so many rows.
    FirstPage,
}

/// See [`FeedSwitches::order`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FeedOrder {
    /// By id.
    Ascending,
    /// Mixed, the same way each time; the greatest id is not the last one. An answer still
    /// holds the smallest ids that fit the request.
    Shuffled,
}

/// See [`FeedSwitches::profile`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FeedProfile {
    /// 18 columns, ISO dates: its call types are those of the document.
    Au,
    /// 17 columns, dates such as `31/08/2009 12:00:00 a.m.`.
    Nz,
    /// 14 columns, the monthly charges.
    Monthly,
}

/// See [`FeedSwitches::headings`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FeedHeadings {
    /// As observed.
    Observed,
    /// In upper case.
    Upper,
    /// In lower case.
    Lower,
}

/// See [`FeedSwitches::empty`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FeedEmpty {
    /// No body at all.
    Nothing,
    /// The header row alone.
    Header,
}

/// See [`FeedSwitches::dollar`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Dollar {
    /// Some costs do.
    Some,
    /// None does.
    None,
    /// All do.
    All,
}

/// See [`FeedSwitches::clock`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum FeedClock {
    /// `a.m.` and `p.m.`
    Dotted,
    /// `AM` and `PM`
    Upper,
    /// `am` and `pm`
    Lower,
}

/// See [`FeedSwitches::monthly_date`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum MonthlyDate {
    /// `Date` is the day and the time, `Time` the time alone (`12:05:09`).
    WithTime,
    /// `Date` is the day at 00:00:00, `Time` the time on 01/Jan/1900.
    Midnight,
}

/// See [`FeedSwitches::recordings`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RecordingLinks {
    /// The URL of the recording on this server.
    Url,
    /// 0 in all rows.
    None,
    /// A URL on a host that is not this one (and that no resolver knows).
    Foreign,
}

/// See [`FeedSwitches::wrong_login`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum WrongLogin {
    /// 200 and a line of text.
    Text,
    /// 200 and an HTML page.
    Html,
    /// 401 and a line of text.
    Unauthorized,
}

impl Default for FeedSwitches {
    fn default() -> Self {
        Self {
            cursor: FeedCursor::Inclusive,
            page_rows: 5_000,
            zero_fromid: ZeroFromId::AllRows,
            order: FeedOrder::Ascending,
            profile: FeedProfile::Au,
            header: true,
            headings: FeedHeadings::Observed,
            empty: FeedEmpty::Nothing,
            options: true,
            dollar: Dollar::Some,
            clock: FeedClock::Dotted,
            monthly_date: MonthlyDate::WithTime,
            recordings: RecordingLinks::Url,
            recording_allowed: true,
            wrong_login: WrongLogin::Text,
            endless: false,
            grows_by: 0,
        }
    }
}
