//! The provider systems, one folder each with the same files in the same reading order: `mod`,
//! `config`, `client`, `operation`, `wire`.

use std::fmt;

pub mod ipass_portal;

/// A provider system.
#[repr(i32)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Provider {
    /// The iPass Open Mobile portal: CDR and report downloads.
    IpassPortal = 1,
}

impl Provider {
    /// The name in kebab case, as in `ipass-portal`.
    pub fn name(self) -> &'static str {
        match self {
            Self::IpassPortal => "ipass-portal",
        }
    }
}

impl fmt::Display for Provider {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
