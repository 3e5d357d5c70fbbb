//! The switches of hosted user provisioning.

use serde::{Deserialize, Serialize};

use super::PasswordPolicy;

/// How hosted user provisioning behaves, where its document contradicts itself or is silent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct HostedSwitches {
    /// Whether `action=suspend&id=` suspends as well (C1: the script has it, the text does not).
    pub suspend_by_id: bool,
    /// Whether `User-Agent=apiuser` must be among the parameters (C4: only the script has it).
    pub user_agent: bool,
    /// Whose data a retrieve brings (C6: the sample asks for one and gets another).
    pub retrieve_returns: RetrieveReturns,
    /// How `isActive` is written (C8).
    pub is_active: HostedIsActive,
    /// Whether a retrieve rounds times to the second (C9).
    pub round_times: bool,
    /// How `startDate` is written (C12).
    pub start_date: StartDate,
    /// What notifications become that an update leaves out (C19).
    pub omitted_notifications: OmittedNotifications,
    /// Whether bodies may have any `Content-Type`; else `text/xml` or `application/xml` (C15).
    pub any_content_type: bool,
    /// Who makes passwords (SEED: an account is set to either).
    pub password_policy: PasswordPolicy,
    /// Whether a new username needs the realm as its suffix and a single `@` (C20).
    pub username_rules: bool,
    /// How errors are told (C17: no format is stated).
    pub errors: HostedErrors,
}

/// See [`HostedSwitches::retrieve_returns`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum RetrieveReturns {
    /// The one who was asked for.
    Asked,
    /// The next user of the list.
    Another,
}

/// See [`HostedSwitches::is_active`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum HostedIsActive {
    /// `0` for active users too, as in the samples (2015).
    AlwaysZero,
    /// `1` for active users (2021).
    OneZero,
}

/// See [`HostedSwitches::start_date`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum StartDate {
    /// `12/13/2013`
    Date,
    /// `MM/DD/YYYY`, as in the samples.
    Placeholder,
}

/// See [`HostedSwitches::omitted_notifications`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum OmittedNotifications {
    /// Subscribed, as the field table says of every request.
    Subscribe,
    /// As they were.
    Keep,
}

/// See [`HostedSwitches::errors`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum HostedErrors {
    /// The error document of the REST API (INF), with its statuses.
    Xml,
    /// A page with the reason, with the same statuses.
    Html,
    /// The page with a status of 200.
    HtmlWithOk,
}

impl Default for HostedSwitches {
    fn default() -> Self {
        Self {
            suspend_by_id: false,
            user_agent: false,
            retrieve_returns: RetrieveReturns::Asked,
            is_active: HostedIsActive::AlwaysZero,
            round_times: true,
            start_date: StartDate::Date,
            omitted_notifications: OmittedNotifications::Subscribe,
            any_content_type: false,
            password_policy: PasswordPolicy::System,
            username_rules: true,
            errors: HostedErrors::Xml,
        }
    }
}
