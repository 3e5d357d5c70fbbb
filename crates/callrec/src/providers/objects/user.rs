//! Users as the service tells them.

use std::collections::BTreeMap;

use callrec_decode::Report;

use super::Row;
use super::columns::Columns;
use super::row::sealed::FromColumns;
use crate::secret::Secret;
use crate::{Day, Result};

/// A user of the iPass service. What the answer does not hold is `None`: each operation answers with
/// other fields (readings B15 to B17). `Debug` shows no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct User {
    /// Login with the roaming realm; unique within the account (SEED).
    pub username: String,
    /// Unique in the whole service (SEED).
    pub email: Option<String>,
    /// First name (SEED).
    pub fname: Option<String>,
    /// Last name (SEED).
    pub lname: Option<String>,
    /// 1 is active (SEED); it may contradict [`status`](Self::status), which is what to trust
    /// (reading C8).
    pub is_active: Option<bool>,
    /// `Active`, `Suspended` (SEED), `Deactivated` (DOC). `Deleted` is callrec's own word in the outcome
    /// of a deletion, whose answer may say `Suspended` (SEED, reading B15).
    pub status: Option<String>,
    /// The provider's own id (SEED); what distinguishes it from [`end_user_id`](Self::end_user_id) is
    /// not stated (reading B58).
    pub thor_user_id: Option<String>,
    /// The provider's own id (SEED); what cost centers are assigned by.
    pub end_user_id: Option<String>,
    /// The provider's own (SEED).
    pub proxy_user_id: Option<String>,
    /// `HostedAuth` (SEED).
    pub auth_type: Option<String>,
    /// Id of the company (SEED).
    pub company: Option<String>,
    /// Department or cost center, free text (SEED).
    pub department_code: Option<String>,
    /// Two letters of ISO 3166-1 (SEED).
    pub home_country: Option<String>,
    /// As in `en-US` (SEED).
    pub locale: Option<String>,
    /// Whether the user may sign in to the portal (SEED).
    pub enable_portal_login: Option<bool>,
    /// Whether an e-mail is sent at the activation (SEED).
    pub notify_activate: Option<bool>,
    /// Whether an e-mail is sent at a suspension (SEED).
    pub notify_suspend: Option<bool>,
    /// Number of devices (SEED).
    pub num_devices: Option<i64>,
    /// Number of activated devices (SEED).
    pub num_active_devices: Option<i64>,
    /// The day of the creation (SEED). A text of another form than `MM/DD/YYYY` is in
    /// [`extra`](Self::extra) (reading C12).
    pub start_date: Option<Day>,
    /// An answer should not hold it.
    pub password: Option<Secret>,
    /// The activation token (SEED).
    pub aca_token: Option<Secret>,
    /// Leads to the activation and holds the token and the password (SEED). Never followed by callrec.
    pub self_service_activation_url: Option<Secret>,
    /// What has no field, under the provider's own names: `createdTime`, `modifiedBy`, `deviceLimit` …
    pub extra: BTreeMap<String, String>,
}

/// The status of a user who was deleted (INF).
const DELETED: &str = "Deleted";

impl User {
    /// The same after a deletion; what the answer called it is kept in `extra`.
    pub(in crate::providers) fn deleted(mut self) -> Self {
        if let Some(said) = self.status.replace(DELETED.to_owned()) {
            self.extra.insert("endUserStatus".to_owned(), said);
        }
        self
    }

    /// Whether the user is active, by the status where there is one.
    pub fn is_enabled(&self) -> Option<bool> {
        match &self.status {
            Some(status) => Some(status.eq_ignore_ascii_case("active")),
            None => self.is_active,
        }
    }

    /// Whether the user is suspended, by the status.
    pub fn is_suspended(&self) -> bool {
        self.status.as_ref().is_some_and(|status| status.eq_ignore_ascii_case("suspended"))
    }
}

impl Row for User {
    const REPORT: Report = Report::Users;
}

impl FromColumns for User {
    fn from_columns(of: &Columns<'_>, row: usize) -> Result<Self> {
        Ok(Self {
            username: of.key("username", row)?,
            email: of.text("email", row)?,
            fname: of.text("fname", row)?,
            lname: of.text("lname", row)?,
            is_active: of.flag("is_active", row)?,
            status: of.text("end_user_status", row)?,
            thor_user_id: of.text("thor_user_id", row)?,
            end_user_id: of.text("end_user_id", row)?,
            proxy_user_id: of.text("proxy_user_id", row)?,
            auth_type: of.text("auth_type", row)?,
            company: of.text("company", row)?,
            department_code: of.text("department_code", row)?,
            home_country: of.text("home_country", row)?,
            locale: of.text("locale", row)?,
            enable_portal_login: of.flag("enable_portal_login", row)?,
            notify_activate: of.flag("notify_activate", row)?,
            notify_suspend: of.flag("notify_suspend", row)?,
            num_devices: of.whole("num_devices", row)?,
            num_active_devices: of.whole("num_active_devices", row)?,
            start_date: of.day("start_date", row)?,
            password: of.secret("password", row)?,
            aca_token: of.secret("aca_token", row)?,
            self_service_activation_url: of.secret("self_service_activation_url", row)?,
            extra: of.extra(row)?,
        })
    }
}

/// A user of a cost center, as the paged list of it tells them (SEED, reading B33).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SimpleUser {
    /// The provider's own id.
    pub end_user_id: String,
    /// First name.
    pub first_name: Option<String>,
    /// Last name.
    pub last_name: Option<String>,
    /// Login with the realm.
    pub user_name: Option<String>,
    /// What has no field, under the provider's own names.
    pub extra: BTreeMap<String, String>,
}

impl Row for SimpleUser {
    const REPORT: Report = Report::SimpleUsers;
}

impl FromColumns for SimpleUser {
    fn from_columns(of: &Columns<'_>, row: usize) -> Result<Self> {
        Ok(Self {
            end_user_id: of.key("end_user_id", row)?,
            first_name: of.text("first_name", row)?,
            last_name: of.text("last_name", row)?,
            user_name: of.text("user_name", row)?,
            extra: of.extra(row)?,
        })
    }
}
