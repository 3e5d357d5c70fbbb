//! Devices as the service tells them.

use std::collections::BTreeMap;
use std::time::SystemTime;

use callrec_decode::Report;

use super::Row;
use super::columns::Columns;
use super::row::sealed::FromColumns;
use crate::Result;

/// The status of a device that may be used (SEED).
const REGISTERED: &str = "registered";

/// A device of a user (SEED).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Device {
    /// Opaque (reading B38).
    pub device_uuid: String,
    /// When it was activated.
    pub enabled_on: Option<SystemTime>,
    /// As in `LGE`.
    pub manufacturer: Option<String>,
    /// As in `Nexus 5`.
    pub model_id: Option<String>,
    /// As in `Android`.
    pub platform: Option<String>,
    /// `registered`, `suspended` or `unregistered`.
    pub status: Option<String>,
    /// What has no field, under the provider's own names.
    pub extra: BTreeMap<String, String>,
}

impl Device {
    /// Whether its status is `registered`, in any case of its letters.
    pub fn is_registered(&self) -> bool {
        self.status.as_ref().is_some_and(|status| status.eq_ignore_ascii_case(REGISTERED))
    }
}

impl Row for Device {
    const REPORT: Report = Report::Devices;
}

impl FromColumns for Device {
    fn from_columns(of: &Columns<'_>, row: usize) -> Result<Self> {
        Ok(Self {
            device_uuid: of.key("device_uuid", row)?,
            enabled_on: of.instant("enabled_on", row)?,
            manufacturer: of.text("manufacturer", row)?,
            model_id: of.text("model_id", row)?,
            platform: of.text("platform", row)?,
            status: of.text("status", row)?,
            extra: of.extra(row)?,
        })
    }
}
