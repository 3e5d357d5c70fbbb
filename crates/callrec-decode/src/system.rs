//! The provider systems that reports come from.

use std::fmt;

use crate::Report;

/// A provider system: one API with its own login and documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum System {
    /// The iPass Open Mobile portal: files of call detail records, and companies.
    IpassPortal,
    /// The iPass REST API: users, cost centers, devices, groups, and the same files.
    IpassRest,
    /// Hosted user provisioning on the iPass portal.
    HostedUsers,
    /// The billing feed of a cloud PBX.
    BillingFeed,
    /// The call records of a VoIP reseller, by profile.
    GetCalls,
}

impl System {
    /// Every system.
    pub const ALL: [System; 5] = [
        System::IpassPortal,
        System::IpassRest,
        System::HostedUsers,
        System::BillingFeed,
        System::GetCalls,
    ];

    /// The name in snake case, as in `ipass_portal`.
    pub fn name(self) -> &'static str {
        match self {
            System::IpassPortal => "ipass_portal",
            System::IpassRest => "ipass_rest",
            System::HostedUsers => "hosted_users",
            System::BillingFeed => "billing_feed",
            System::GetCalls => "getcalls",
        }
    }
}

impl fmt::Display for System {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Report {
    /// The systems that give this report, the one that it is known from best first; never empty.
    pub fn systems(self) -> &'static [System] {
        match self {
            Report::IpassCdr => &[System::IpassPortal, System::IpassRest],
            Report::IpassNetworkUsers | Report::Companies => &[System::IpassPortal],
            Report::BillingFeed => &[System::BillingFeed],
            Report::GetCalls => &[System::GetCalls],
            Report::Users => &[System::IpassRest, System::HostedUsers],
            Report::SimpleUsers
            | Report::CostCenters
            | Report::Devices
            | Report::RegistrationCodes
            | Report::Groups
            | Report::GroupPlans => &[System::IpassRest],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_report_has_a_system_and_every_system_a_report() {
        for report in Report::ALL {
            assert!(!report.systems().is_empty(), "{report}");
        }
        for system in System::ALL {
            assert!(
                Report::ALL.iter().any(|report| report.systems().contains(&system)),
                "{system}"
            );
        }
    }
}
