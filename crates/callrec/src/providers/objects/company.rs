//! Companies as the portal tells them.

use callrec_decode::Report;

use super::Row;
use super::columns::Columns;
use super::row::sealed::FromColumns;
use crate::Result;

/// A company below an account.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Company {
    /// Opaque; what the operations take as `company`.
    pub id: String,
    /// As the provider prints it.
    pub name: Option<String>,
    /// Whether it is active, where that is said.
    pub is_active: Option<bool>,
}

impl Row for Company {
    const REPORT: Report = Report::Companies;
}

impl FromColumns for Company {
    fn from_columns(of: &Columns<'_>, row: usize) -> Result<Self> {
        Ok(Self {
            id: of.key("id", row)?,
            name: of.text("name", row)?,
            is_active: of.flag("is_active", row)?,
        })
    }
}
