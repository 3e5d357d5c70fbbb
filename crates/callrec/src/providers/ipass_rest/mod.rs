//! The iPass REST API v1.5: users, cost centers, devices, registration codes, reports, groups.
//!
//! Reading order: `operation` is the table of operations, `wire` makes requests of them,
//! `client` sends them, `pages` reads lists page by page, and a file each holds the calls of one
//! group. `fault` says what the provider's error codes mean.

mod client;
mod config;
mod cost_centers;
mod devices;
mod fault;
mod groups;
mod operation;
mod pages;
mod paging;
mod reconcile;
mod registration_codes;
mod reports;
mod search;
mod users;
mod wire;

pub use client::IpassRest;
pub use config::{DailyParameter, IpassRestBuilder, Paging};
pub use fault::RestFault;
pub(super) use fault::classified;
pub use search::SearchOptions;
