//! One case, as `tests/retry/README.md` describes it.

use serde::Deserialize;

/// What is set up, what is done, and what has to come of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) name: String,
    /// Why it has to be so: for people.
    #[serde(rename = "why")]
    pub(crate) _why: String,
    /// With its system, as in `ipass_rest.create_user`.
    pub(crate) operation: String,
    #[serde(default)]
    pub(crate) faults: Vec<String>,
    /// As in `ipass_rest.error_codes=five-digits`.
    #[serde(default)]
    pub(crate) switches: Vec<String>,
    #[serde(default)]
    pub(crate) client: Client,
    /// Requests of the operation, where one call needs one.
    pub(crate) requests: usize,
    /// Logins that were asked for.
    pub(crate) logins: Option<usize>,
    /// Requests that did something at the service.
    #[serde(default)]
    pub(crate) effects: usize,
    pub(crate) result: Outcome,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Client {
    pub(crate) tries: Option<u32>,
    pub(crate) idle_ms: Option<u64>,
    pub(crate) batch_rows: Option<usize>,
    /// Whether calls are asked for as CSV and not as JSON.
    #[serde(default)]
    pub(crate) csv: bool,
}

/// What the call has to give: an ending, or an error.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Outcome {
    pub(crate) ending: Option<Ending>,
    /// The kind; several, divided by ` | `, where the documents leave it open.
    pub(crate) error: Option<String>,
    pub(crate) retryable: Option<bool>,
    /// In digits it is a number here.
    pub(crate) code: Option<toml::Value>,
}

impl Outcome {
    pub(crate) fn code(&self) -> Option<String> {
        self.code.as_ref().map(|code| match code {
            toml::Value::String(code) => code.clone(),
            other => other.to_string(),
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Ending {
    /// Carried out; of a read: all that is read without a fault.
    Done,
    /// What was to be deleted is not there any more: an earlier try had done it.
    Gone,
    /// There is none, and that is what was asked.
    None,
}
