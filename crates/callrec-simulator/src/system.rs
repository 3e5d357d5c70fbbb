//! The five provider systems.

use std::{fmt, str::FromStr};

use serde::{Serialize, Serializer};

use crate::Error;

/// A provider system. All five answer on the same port, each below its own path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum System {
    /// The iPass Open Mobile portal: reports, behind a login.
    IpassPortal,
    /// Hosted user provisioning, behind the same login.
    HostedUsers,
    /// The iPass REST API, version 1.5.
    IpassRest,
    /// The CAP billing feed of a cloud PBX.
    BillingFeed,
    /// MIXvoip's call records by profile.
    GetCalls,
}

impl System {
    /// Every system.
    pub const ALL: [Self; 5] =
        [Self::IpassPortal, Self::HostedUsers, Self::IpassRest, Self::BillingFeed, Self::GetCalls];

    /// The name in snake case.
    pub fn name(self) -> &'static str {
        match self {
            Self::IpassPortal => "ipass_portal",
            Self::HostedUsers => "hosted_users",
            Self::IpassRest => "ipass_rest",
            Self::BillingFeed => "billing_feed",
            Self::GetCalls => "getcalls",
        }
    }
}

impl fmt::Display for System {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for System {
    type Err = Error;

    /// Snake or kebab case.
    fn from_str(text: &str) -> Result<Self, Error> {
        let name = text.replace('-', "_");
        Self::ALL
            .into_iter()
            .find(|system| system.name() == name)
            .ok_or_else(|| Error::invalid("system", text, Self::ALL.map(Self::name).join(", ")))
    }
}

impl Serialize for System {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
