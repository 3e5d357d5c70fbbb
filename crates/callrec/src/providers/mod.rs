//! The provider systems, one folder each with the same files in the same reading order: `mod`,
//! `config`, `client`, `operation`, `wire`.

use std::fmt;

pub mod billing_feed;
pub(crate) mod connection;
pub mod getcalls;
pub mod hosted_users;
pub mod ipass_portal;
pub mod ipass_rest;
pub mod objects;

/// A provider system.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Provider {
    /// The iPass Open Mobile portal: CDR and report downloads.
    IpassPortal = 1,
    /// The iPass REST API v1.5: users, cost centers, devices, registration codes, reports, groups.
    IpassRest = 2,
    /// iPass Hosted User Provisioning, on the portal.
    HostedUsers = 3,
    /// The billing feed of a cloud PBX.
    BillingFeed = 4,
    /// Call records of a VoIP reseller by profile.
    GetCalls = 5,
}

impl Provider {
    /// The name in kebab case, as in `ipass-portal`.
    pub fn name(self) -> &'static str {
        match self {
            Self::IpassPortal => "ipass-portal",
            Self::IpassRest => "ipass-rest",
            Self::HostedUsers => "hosted-users",
            Self::BillingFeed => "billing-feed",
            Self::GetCalls => "getcalls",
        }
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
