//! The operations of the portal, under the names that all of callrec uses.

use std::{fmt, str::FromStr};

use serde::{Serialize, Serializer};

use crate::Error;

/// An operation of the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// `login`, by GET or by POST.
    Login,
    /// `monthly/cdr`
    MonthlyCdr,
    /// `daily/cdrdaily`
    DailyCdr,
    /// `monthly/adjcdr`
    MonthlyAdjustmentCdr,
    /// `daily/adjcdrdaily`
    DailyAdjustmentCdr,
    /// `networkAndClientUser`
    NetworkUsers,
    /// `monthly/networkuser`
    NetworkUsersCsv,
    /// `omapi/findAllChildCompanies`
    ChildCompanies,
}

impl Operation {
    /// Every operation.
    pub const ALL: [Self; 8] = [
        Self::Login,
        Self::MonthlyCdr,
        Self::DailyCdr,
        Self::MonthlyAdjustmentCdr,
        Self::DailyAdjustmentCdr,
        Self::NetworkUsers,
        Self::NetworkUsersCsv,
        Self::ChildCompanies,
    ];

    /// The name in snake case.
    pub fn name(self) -> &'static str {
        match self {
            Self::Login => "login",
            Self::MonthlyCdr => "monthly_cdr",
            Self::DailyCdr => "daily_cdr",
            Self::MonthlyAdjustmentCdr => "monthly_adjustment_cdr",
            Self::DailyAdjustmentCdr => "daily_adjustment_cdr",
            Self::NetworkUsers => "network_users",
            Self::NetworkUsersCsv => "network_users_csv",
            Self::ChildCompanies => "child_companies",
        }
    }

    /// Exactly these paths: they are not symmetric (A10). `{company}` is one segment.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::Login => "/moservices/rest/api/login",
            Self::MonthlyCdr => "/moservices/rest/api/ipass/{company}/mo/cdrReports/monthly/cdr",
            Self::DailyCdr => "/moservices/rest/api/ipass/{company}/mo/cdrReports/daily/cdrdaily",
            Self::MonthlyAdjustmentCdr => {
                "/moservices/rest/api/ipass/{company}/mo/cdrReports/monthly/adjcdr"
            }
            Self::DailyAdjustmentCdr => {
                "/moservices/rest/api/ipass/{company}/mo/cdrReports/daily/adjcdrdaily"
            }
            Self::NetworkUsers => {
                "/moservices/rest/api/ipass/{company}/mo/cdrReports/networkAndClientUser"
            }
            Self::NetworkUsersCsv => {
                "/moservices/rest/api/ipass/{company}/mo/cdrReports/monthly/networkuser"
            }
            Self::ChildCompanies => {
                "/moservices/rest/api/ipass/{company}/mo/omapi/findAllChildCompanies"
            }
        }
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Operation {
    type Err = Error;

    /// Snake or kebab case.
    fn from_str(text: &str) -> Result<Self, Error> {
        let name = text.replace('-', "_");
        Self::ALL
            .into_iter()
            .find(|operation| operation.name() == name)
            .ok_or_else(|| Error::invalid("operation", text, Self::ALL.map(Self::name).join(", ")))
    }
}

impl Serialize for Operation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
