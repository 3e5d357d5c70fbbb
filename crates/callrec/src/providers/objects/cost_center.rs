//! Cost centers: as the service tells them, to be created, to be changed.

use std::collections::BTreeMap;
use std::time::SystemTime;

use callrec_decode::Report;

use super::Row;
use super::columns::Columns;
use super::row::sealed::FromColumns;
use crate::Result;

/// A cost center (SEED).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CostCenter {
    /// The provider's id; what requests call `costCenterId` (reading B28).
    pub id: String,
    /// The id for people.
    pub cost_id: Option<String>,
    /// Any text.
    pub name: Option<String>,
    /// Id of the child company it stands for.
    pub child_company: Option<String>,
    /// Number of users assigned to it.
    pub assigned_count: Option<i64>,
    /// Who changed it last.
    pub modified_by: Option<String>,
    /// When; a text without a year is in [`extra`](Self::extra) (reading B31).
    pub modified_time: Option<SystemTime>,
    /// What has no field, under the provider's own names.
    pub extra: BTreeMap<String, String>,
}

impl Row for CostCenter {
    const REPORT: Report = Report::CostCenters;
}

impl FromColumns for CostCenter {
    fn from_columns(of: &Columns<'_>, row: usize) -> Result<Self> {
        Ok(Self {
            id: of.key("id", row)?,
            cost_id: of.text("cost_id", row)?,
            name: of.text("name", row)?,
            child_company: of.text("child_company", row)?,
            assigned_count: of.whole("assigned_count", row)?,
            modified_by: of.text("modified_by", row)?,
            modified_time: of.instant("modified_time", row)?,
            extra: of.extra(row)?,
        })
    }
}

/// A cost center to be created. The number of users is the provider's to count (reading B29).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[must_use]
pub struct NewCostCenter {
    /// The id for people (SEED).
    pub cost_id: String,
    /// Any text (SEED).
    pub name: String,
    /// Id of a child company; required where cost centers stand for child companies (SEED).
    pub child_company: Option<String>,
}

impl NewCostCenter {
    /// The two values that every cost center must have.
    pub fn new(cost_id: impl Into<String>, name: impl Into<String>) -> Self {
        Self { cost_id: cost_id.into(), name: name.into(), child_company: None }
    }

    /// Sets the child company.
    pub fn child_company(mut self, company: impl Into<String>) -> Self {
        self.child_company = Some(company.into());
        self
    }
}

/// A cost center as it shall be. All three values are sent: one document asks for the first two, the
/// other for the last (reading B30).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[must_use]
pub struct CostCenterUpdate {
    /// The provider's id.
    pub id: String,
    /// The id for people.
    pub cost_id: String,
    /// Any text.
    pub name: String,
    /// Id of a child company; required where cost centers stand for child companies (SEED).
    pub child_company: Option<String>,
}

impl CostCenterUpdate {
    /// The three values that are always sent.
    pub fn new(id: impl Into<String>, cost_id: impl Into<String>, name: impl Into<String>) -> Self {
        Self { id: id.into(), cost_id: cost_id.into(), name: name.into(), child_company: None }
    }

    /// Sets the child company.
    pub fn child_company(mut self, company: impl Into<String>) -> Self {
        self.child_company = Some(company.into());
        self
    }
}
