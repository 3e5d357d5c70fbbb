//! One case of the matrix, as `tests/retry/README.md` describes it.

use serde::Deserialize;

/// What is set up, what is done, and what has to come of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) name: String,
    /// Why it has to be so: for people.
    #[serde(rename = "why")]
    pub(crate) _why: String,
    pub(crate) operation: String,
    #[serde(default)]
    pub(crate) faults: Vec<String>,
    #[serde(default)]
    pub(crate) switches: toml::Table,
    #[serde(default)]
    pub(crate) client: Client,
    #[serde(default)]
    pub(crate) period: Period,
    /// In a simulator of its own.
    pub(crate) rows_per_month: Option<u64>,
    #[serde(default = "one")]
    pub(crate) calls: usize,
    /// All calls at once, after `calls` of them in a row were made before.
    #[serde(default)]
    pub(crate) at_once: usize,
    /// Before this call, counted from 1, the server forgets every session.
    pub(crate) expire_before_call: Option<usize>,
    /// Operations in the order in which they arrive.
    pub(crate) requests: Option<Vec<String>>,
    /// Instead, where calls made at once leave the order open: the most of each.
    pub(crate) most: Option<std::collections::BTreeMap<String, usize>>,
    #[serde(default)]
    pub(crate) effects: Effects,
    pub(crate) result: Option<Outcome>,
    /// One for each call, where they differ.
    pub(crate) results: Option<Vec<Outcome>>,
    /// The least and the most time for all, in milliseconds.
    pub(crate) least_ms: Option<u64>,
    pub(crate) most_ms: Option<u64>,
}

fn one() -> usize {
    1
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Client {
    pub(crate) tries: Option<u32>,
    pub(crate) idle_ms: Option<u64>,
    pub(crate) total_ms: Option<u64>,
    pub(crate) batch_rows: Option<usize>,
    #[serde(default)]
    pub(crate) login_by_get: bool,
    #[serde(default)]
    pub(crate) wrong_password: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Period {
    /// One with records.
    #[default]
    Full,
    /// One without.
    Empty,
}

/// What the ledger has to say. Without a word: one login and one download.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Effects {
    pub(crate) logins: u64,
    #[serde(default)]
    pub(crate) failed_logins: u64,
    /// Reports whose body was begun; any number where it is not said.
    pub(crate) downloads: Option<u64>,
    /// Reports whose body went out to its last byte; any number where it is not said.
    pub(crate) whole: Option<u64>,
}

impl Default for Effects {
    fn default() -> Self {
        Self { logins: 1, failed_logins: 0, downloads: Some(1), whole: None }
    }
}

/// What a call has to give.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Outcome {
    #[serde(default)]
    pub(crate) rows: Rows,
    /// How the end was proven.
    pub(crate) proof: Option<String>,
    /// The kind; several, divided by ` | `, where the documents leave it open.
    pub(crate) error: Option<String>,
    pub(crate) retryable: Option<bool>,
    pub(crate) status: Option<u16>,
    pub(crate) code: Option<String>,
    /// The operation that the error names; the case's own when not given. Several as with `error`.
    pub(crate) operation: Option<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Rows {
    /// Each of the report's, once.
    All,
    /// Not one.
    #[default]
    None,
    /// At least one and not all: the first ones, without a gap.
    Some,
    /// The first ones, without a gap, or none, but not all.
    First,
    /// The first ones, without a gap, or none, or all.
    Any,
}
