//! iPass Hosted User Provisioning: users created, changed, suspended and read through the portal, within
//! the portal's session.

mod client;
mod config;
mod operation;
mod wire;

pub use client::HostedUsers;
pub(in crate::providers) use client::PortalSession;
pub use config::HostedUsersBuilder;
