//! The iPass Open Mobile portal: CDRs, users and companies, by cookie session.

mod client;
mod config;
mod operation;
mod wire;

pub use client::IpassPortal;
pub(super) use config::{BASE_URL, ENVIRONMENT};
pub use config::{IpassPortalBuilder, LoginMethod};
