//! The switches of getcalls: one a reading (E1 to E24).

use serde::{Deserialize, Serialize};

/// How `getcalls` behaves where its document contradicts itself or is silent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct GetCallsSwitches {
    /// Whether the day `END_DATE` is part of the window (E5).
    pub end_date: EndDate,
    /// What a request that fails answers (E7).
    pub failure: CallsFailure,
    /// What the JSON is outside (E10: the document shows PHP's arrays).
    pub index: CallsIndex,
    /// How the JSON writes numbers (E12).
    pub values: CallsValues,
    /// How the CSV is written (E13, E14: both rows of the document are irregular).
    pub csv: CallsCsv,
    /// Whether the JSON has `call_end` (E8: it is in the list of fields and in no sample).
    pub call_end: bool,
    /// Whether the JSON holds bare line ends within texts, as the document's sample does (E15).
    pub raw_line_breaks: bool,
    /// How the date of billing stands under `call_start` (E23: "date of billing", no sample).
    pub billing_dates: BillingDates,
}

/// See [`GetCallsSwitches::end_date`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum EndDate {
    /// It is not.
    Exclusive,
    /// It is, to its end.
    Inclusive,
    /// Its first second is, as a comparison of times with a date has it.
    Midnight,
}

/// See [`GetCallsSwitches::failure`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CallsFailure {
    /// 200 and `false`, whatever format was asked for. In text `json-false`, for `false` alone would
    /// be read as a truth value.
    #[serde(rename = "json-false", alias = "false")]
    False,
    /// 200 and a line of text.
    Text,
    /// 403 and a line of text.
    Forbidden,
}

/// See [`GetCallsSwitches::index`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CallsIndex {
    /// An array, as in the document's sample.
    Array,
    /// An object with the names `0`, `1` and so on.
    Object,
}

/// See [`GetCallsSwitches::values`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CallsValues {
    /// As in the sample: duration, extension and price are texts, the quantity is a number.
    Printed,
    /// All are texts.
    Strings,
    /// All are numbers; an extension that is absent is null.
    Numbers,
}

/// See [`GetCallsSwitches::csv`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CallsCsv {
    /// As in the sample: a comma within the quoted time and `'` before the extension; without
    /// a destination's name there is no cell for it, and a space within the time.
    Printed,
    /// Ten cells in every row, a space within the time, no `'`.
    Clean,
    /// Day and time are two cells: eleven in every row.
    Split,
}

/// See [`GetCallsSwitches::billing_dates`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum BillingDates {
    /// `2021-06-29 00:00:00`
    WithTime,
    /// `2021-06-29`
    DateOnly,
}

impl Default for GetCallsSwitches {
    fn default() -> Self {
        Self {
            end_date: EndDate::Exclusive,
            failure: CallsFailure::False,
            index: CallsIndex::Array,
            values: CallsValues::Printed,
            csv: CallsCsv::Printed,
            call_end: false,
            raw_line_breaks: false,
            billing_dates: BillingDates::WithTime,
        }
    }
}
