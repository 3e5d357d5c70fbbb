//! One switch a reading: the ways in which the service may behave where its document
//! contradicts itself or is silent.

mod archive;
mod billing_feed;
mod getcalls;
pub mod hosted;
pub mod rest;

use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use archive::Archive;
pub use billing_feed::{
    Dollar, FeedClock, FeedCursor, FeedEmpty, FeedHeadings, FeedOrder, FeedProfile, FeedSwitches,
    MonthlyDate, RecordingLinks, WrongLogin, ZeroFromId,
};
pub use getcalls::{
    BillingDates, CallsCsv, CallsFailure, CallsIndex, CallsValues, EndDate, GetCallsSwitches,
};
pub use hosted::HostedSwitches;
pub use rest::{PasswordPolicy, RestSwitches};

use crate::{Error, data::Layout};

/// How the systems behave: the portal's own switches and those of its files, which the REST
/// API's reports are as well, and a group for each other system. The default is the likeliest
/// service; every other value is a way that a client must survive. The JSON form (control
/// endpoint, `--switch`) has the fields' names and the values in kebab case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Switches {
    /// What a refused login answers (A14: failure is not defined).
    pub login_failure: LoginFailure,
    /// After so many refused logins in a row a user is refused whatever the password; 0: never (INF).
    pub lock_out_after: u32,
    /// What a report answers without a session or with an ended one (A23, OBS, fault B3).
    pub no_session: NoSession,
    /// What an unknown or unentitled company answers (A19).
    pub unentitled: Unentitled,
    /// Whether the user has the Delegated Bill Viewer role, so that child companies are its own (A19).
    pub delegated: bool,
    /// What a period without any session answers (A23; OBS: the text `no data`).
    pub no_data: NoData,
    /// What a period without adjustments answers (A23; DOC: the file is empty).
    pub no_adjustments: NoData,
    /// What `networkAndClientUser` brings (A5: the document saves it as CSV, the provider's samples say XML).
    pub network_users: NetworkUsersForm,
    /// How `isActive` is written (A18).
    pub is_active: IsActive,
    /// Refuse (400) parameters that the document does not name, doubled ones, and misspelt
    /// forms of `User-Agent` (A4, A6: that one may have any value or be absent).
    pub strict_parameters: bool,
    /// Columns of a CDR: 13, 14 or 15 (the spec's tolerance; the 13-column form lacks Data Used).
    pub columns: u8,
    /// Whether a CDR begins with a header row (A23: the header is unspecified).
    pub header: bool,
    /// Line ends of CSV bodies.
    pub line_end: LineEnd,
    /// Whether the last line of a CDR has a line end (fault C7).
    pub final_line_end: bool,
    /// Whether some descriptions hold a line end (RFC 4180 allows it; nobody states it of this file).
    pub newlines_in_description: bool,
    /// Whether CSV bodies begin with a UTF-8 byte order mark (A23: the charset is unspecified).
    pub byte_order_mark: bool,
    /// `Content-Type` of CSV bodies (A23: unspecified).
    pub csv_content_type: String,
    /// What is wrong with the archive of the child companies' reports (faults G1 to G3).
    pub archive: Archive,
    /// How the end of a report's body is told (fault A8 for the last one).
    pub framing: Framing,
    /// Whether reports are compressed (the document is silent; web servers often do it).
    pub compression: Compression,
    /// The iPass REST API.
    pub ipass_rest: RestSwitches,
    /// Hosted user provisioning.
    pub hosted_users: HostedSwitches,
    /// The billing feed.
    pub billing_feed: FeedSwitches,
    /// `getcalls`.
    pub getcalls: GetCallsSwitches,
}

/// See [`Switches::login_failure`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LoginFailure {
    /// 401 and a text.
    Unauthorized,
    /// 200, the HTML login page, no cookie.
    LoginPage,
    /// 200, the HTML login page, and the cookie of a session that nobody is logged in to.
    LoginPageWithCookie,
}

/// See [`Switches::no_session`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NoSession {
    /// 401 and a text.
    Unauthorized,
    /// 302 to the login page.
    Redirect,
    /// 200 and the HTML login page.
    LoginPage,
    /// 200 and the text `401 Authorization Required` (OBS).
    AuthText,
}

/// See [`Switches::unentitled`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Unentitled {
    /// 403.
    Forbidden,
    /// 200 and an HTML page.
    Html,
    /// 404.
    NotFound,
}

/// See [`Switches::no_data`] and [`Switches::no_adjustments`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NoData {
    /// The header row alone (or the XML wrapper with counts of zero).
    HeaderOnly,
    /// Nothing at all.
    ZeroBytes,
    /// The text `no data`.
    Text,
}

/// See [`Switches::network_users`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NetworkUsersForm {
    /// XML with a count summary.
    Xml,
    /// The same CSV as `monthly/networkuser`.
    Csv,
}

/// See [`Switches::is_active`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum IsActive {
    /// `true` and `false` (SEED).
    TrueFalse,
    /// `1` and `0`, as the provider's other documents have it.
    OneZero,
}

/// See [`Switches::line_end`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum LineEnd {
    /// `\n`
    Lf,
    /// `\r\n`
    Crlf,
}

/// See [`Switches::framing`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Framing {
    /// `Transfer-Encoding: chunked`.
    Chunked,
    /// `Content-Length`. The length is found by writing the file to nowhere first (and
    /// remembered): a ten-million-row month takes some seconds before its head comes.
    ContentLength,
    /// Neither; the body ends with the connection (the status line says HTTP/1.0).
    CloseDelimited,
}

/// See [`Switches::compression`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Compression {
    /// Never.
    None,
    /// With gzip, where the request's `Accept-Encoding` takes it.
    WhenAsked,
    /// With gzip, asked for or not.
    Always,
}

impl Default for Switches {
    fn default() -> Self {
        Self {
            login_failure: LoginFailure::Unauthorized,
            lock_out_after: 0,
            no_session: NoSession::Unauthorized,
            unentitled: Unentitled::Forbidden,
            delegated: true,
            no_data: NoData::Text,
            no_adjustments: NoData::ZeroBytes,
            network_users: NetworkUsersForm::Xml,
            is_active: IsActive::TrueFalse,
            strict_parameters: true,
            columns: 14,
            header: true,
            line_end: LineEnd::Lf,
            final_line_end: true,
            newlines_in_description: false,
            byte_order_mark: false,
            csv_content_type: "text/csv".to_owned(),
            archive: Archive::Clean,
            framing: Framing::Chunked,
            compression: Compression::None,
            ipass_rest: RestSwitches::default(),
            hosted_users: HostedSwitches::default(),
            billing_feed: FeedSwitches::default(),
            getcalls: GetCallsSwitches::default(),
        }
    }
}

impl Switches {
    /// These switches with some changed by a JSON object, such as `{"no_session": "redirect",
    /// "ipass_rest": {"get_reads": true}}`: a group's object changes what it names and no more.
    ///
    /// # Errors
    /// [`Error::Invalid`] for an unknown switch or value.
    pub fn changed_by_json(&self, json: &str) -> Result<Self, Error> {
        let refuse = |reason: String| Error::invalid("switches", json, reason);
        let changes: serde_json::Map<String, Value> = serde_json::from_str(json)
            .map_err(|error| refuse(format!("a JSON object ({error})")))?;
        let mut all = serde_json::to_value(self).map_err(|error| refuse(error.to_string()))?;
        merge(&mut all, Value::Object(changes));
        let switches: Self = serde_json::from_value(all)
            .map_err(|error| refuse(format!("known switches and values ({error})")))?;
        switches.checked().map_err(|reason| refuse(reason.to_owned()))
    }

    /// These switches with one changed by its text form, such as `no_session=redirect` or
    /// `ipass_rest.get_reads=true` (kebab case is taken as well).
    ///
    /// # Errors
    /// [`Error::Invalid`] for an unknown switch or value.
    pub fn changed_by(&self, assignment: &str) -> Result<Self, Error> {
        let (name, value) = assignment
            .split_once('=')
            .ok_or_else(|| Error::invalid("switch", assignment, "NAME=VALUE"))?;
        let name = name.replace('-', "_");
        // Numbers and booleans are JSON as they stand; everything else is a text.
        let value = match serde_json::from_str(value) {
            Ok(value @ (Value::Bool(_) | Value::Number(_))) => value,
            _ => Value::String(value.to_owned()),
        };
        let change = name.rsplit('.').fold(value, |value, name| {
            Value::Object(serde_json::Map::from_iter([(name.to_owned(), value)]))
        });
        self.changed_by_json(&change.to_string())
    }

    /// The same switches, or why they cannot be.
    pub(crate) fn checked(self) -> Result<Self, &'static str> {
        if !(13..=15).contains(&self.columns) {
            return Err("13, 14 or 15 columns");
        }
        if axum::http::HeaderValue::from_str(&self.csv_content_type).is_err() {
            return Err("a csv_content_type that a header can hold");
        }
        if let Some(fault) = self.ipass_rest.fault() {
            return Err(fault);
        }
        Ok(self)
    }

    pub(crate) fn layout(&self) -> Layout {
        Layout {
            columns: self.columns,
            header: self.header,
            crlf: self.line_end == LineEnd::Crlf,
            final_line_end: self.final_line_end,
            newlines_in_description: self.newlines_in_description,
            byte_order_mark: self.byte_order_mark,
        }
    }
}

/// Objects are merged name by name; everything else takes the other's place.
fn merge(into: &mut Value, change: Value) {
    match (into, change) {
        (Value::Object(into), Value::Object(changes)) => {
            for (name, value) in changes {
                merge(into.entry(name).or_insert(Value::Null), value);
            }
        }
        (into, change) => *into = change,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn switches_change_by_name() {
        let switches = Switches::default()
            .changed_by("no-session=auth-text")
            .and_then(|switches| switches.changed_by("columns=13"))
            .and_then(|switches| switches.changed_by("header=false"))
            .unwrap();
        assert_eq!(switches.no_session, NoSession::AuthText);
        assert_eq!((switches.columns, switches.header), (13, false));
    }

    #[test]
    fn every_default_reads_back_from_its_text() {
        let all = serde_json::to_value(Switches::default()).unwrap();
        let mut texts = Vec::new();
        for (name, value) in all.as_object().unwrap() {
            match value.as_object() {
                Some(group) => {
                    texts.extend(group.iter().map(|(key, value)| (format!("{name}.{key}"), value)));
                }
                None => texts.push((name.clone(), value)),
            }
        }
        for (name, value) in texts {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let switches = Switches::default().changed_by(&format!("{name}={text}"));
            assert_eq!(switches.unwrap(), Switches::default(), "{name}={text}");
        }
    }

    #[test]
    fn unknown_switches_and_values_are_refused() {
        for bad in [
            "nothing=1",
            "columns=12",
            "no_session=maybe",
            "header",
            "header=maybe",
            "csv_content_type=a\nb",
        ] {
            assert!(Switches::default().changed_by(bad).is_err(), "{bad}");
        }
        assert!(Switches::default().changed_by_json("[1]").is_err());
    }
}
