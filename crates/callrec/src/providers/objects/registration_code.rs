//! Registration codes: as the service tells them, to be created, to be changed.

use std::collections::BTreeMap;

use callrec_decode::Report;

use super::Row;
use super::columns::Columns;
use super::row::sealed::FromColumns;
use crate::{Day, Result};

/// What a duration counts (SEED; the words as in the provider's sample, reading B43).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DurationUnit {
    /// `Days`.
    Days,
    /// `Months`.
    Months,
}

impl DurationUnit {
    /// As it is sent.
    pub fn name(self) -> &'static str {
        match self {
            Self::Days => "Days",
            Self::Months => "Months",
        }
    }
}

/// A registration code (SEED).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct RegistrationCode {
    /// The code.
    pub reg_code: String,
    /// Opaque (reading B40).
    pub reg_code2: Option<String>,
    /// The provider's id, by which it is changed.
    pub id: Option<String>,
    /// How long the service lasts once a user registers, in `duration_unit`.
    pub duration: Option<i64>,
    /// `Days` or `Months`.
    pub duration_unit: Option<String>,
    /// How often it was used.
    pub use_count: Option<i64>,
    /// Free text.
    pub department_code: Option<String>,
    /// Free text.
    pub alt_id: Option<String>,
    /// Id of the company.
    pub company_id: Option<String>,
    /// The last day to register; a text of another form is in [`extra`](Self::extra).
    pub max_activation_date: Option<Day>,
    /// What has no field, under the provider's own names.
    pub extra: BTreeMap<String, String>,
}

impl Row for RegistrationCode {
    const REPORT: Report = Report::RegistrationCodes;
}

impl FromColumns for RegistrationCode {
    fn from_columns(of: &Columns<'_>, row: usize) -> Result<Self> {
        Ok(Self {
            reg_code: of.key("reg_code", row)?,
            reg_code2: of.text("reg_code2", row)?,
            id: of.text("id", row)?,
            duration: of.whole("duration", row)?,
            duration_unit: of.text("duration_unit", row)?,
            use_count: of.whole("use_count", row)?,
            department_code: of.text("department_code", row)?,
            alt_id: of.text("alt_id", row)?,
            company_id: of.text("company_id", row)?,
            max_activation_date: of.day("max_activation_date", row)?,
            extra: of.extra(row)?,
        })
    }
}

/// A registration code to be created.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[must_use]
pub struct NewRegistrationCode {
    /// The code (SEED).
    pub reg_code: String,
    /// A second code; its meaning is not stated (reading B40).
    pub reg_code2: String,
    /// How long the service lasts once a user registers.
    pub duration: u32,
    /// What the duration counts.
    pub duration_unit: DurationUnit,
    /// The last day to register.
    pub max_activation_date: Day,
    /// Free text.
    pub department_code: Option<String>,
    /// Free text.
    pub alt_id: Option<String>,
    /// That of the client unless set; another one is refused (reading B44).
    pub company_id: Option<String>,
}

impl NewRegistrationCode {
    /// The values that every code must have.
    pub fn new(
        reg_code: impl Into<String>,
        reg_code2: impl Into<String>,
        duration: u32,
        duration_unit: DurationUnit,
        max_activation_date: Day,
    ) -> Self {
        Self {
            reg_code: reg_code.into(),
            reg_code2: reg_code2.into(),
            duration,
            duration_unit,
            max_activation_date,
            department_code: None,
            alt_id: None,
            company_id: None,
        }
    }

    /// Sets the department.
    pub fn department_code(mut self, code: impl Into<String>) -> Self {
        self.department_code = Some(code.into());
        self
    }

    /// Sets the alternative id.
    pub fn alt_id(mut self, id: impl Into<String>) -> Self {
        self.alt_id = Some(id.into());
        self
    }

    /// Says which company it is for; it must be that of the client.
    pub fn company_id(mut self, company: impl Into<String>) -> Self {
        self.company_id = Some(company.into());
        self
    }
}

/// Changes to a registration code: what is not set stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
#[must_use]
pub struct RegistrationCodeUpdate {
    /// The provider's id.
    pub id: String,
    /// The code.
    pub reg_code: Option<String>,
    /// The second code.
    pub reg_code2: Option<String>,
    /// How long the service lasts once a user registers.
    pub duration: Option<u32>,
    /// What the duration counts.
    pub duration_unit: Option<DurationUnit>,
    /// The last day to register.
    pub max_activation_date: Option<Day>,
    /// Free text.
    pub department_code: Option<String>,
    /// Free text.
    pub alt_id: Option<String>,
}

impl RegistrationCodeUpdate {
    /// No change yet.
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into(), ..Self::default() }
    }

    /// Sets the code.
    pub fn reg_code(mut self, code: impl Into<String>) -> Self {
        self.reg_code = Some(code.into());
        self
    }

    /// Sets the second code.
    pub fn reg_code2(mut self, code: impl Into<String>) -> Self {
        self.reg_code2 = Some(code.into());
        self
    }

    /// Sets the duration.
    pub fn duration(mut self, duration: u32) -> Self {
        self.duration = Some(duration);
        self
    }

    /// Sets what the duration counts.
    pub fn duration_unit(mut self, unit: DurationUnit) -> Self {
        self.duration_unit = Some(unit);
        self
    }

    /// Sets the last day to register.
    pub fn max_activation_date(mut self, day: Day) -> Self {
        self.max_activation_date = Some(day);
        self
    }

    /// Sets the department.
    pub fn department_code(mut self, code: impl Into<String>) -> Self {
        self.department_code = Some(code.into());
        self
    }

    /// Sets the alternative id.
    pub fn alt_id(mut self, id: impl Into<String>) -> Self {
        self.alt_id = Some(id.into());
        self
    }
}
