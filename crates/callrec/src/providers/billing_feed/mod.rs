//! The billing feed of a cloud PBX: pages of CDRs by the last id collected, and call recordings.

mod client;
mod collect;
mod config;
mod covered;
mod cursor;
mod delivered;
mod keys;
mod operation;
mod print;
mod protocol;
mod wire;

#[cfg(test)]
mod protocol_tests;

pub use client::BillingFeed;
pub use config::{BillingFeedBuilder, FeedFormat, FeedMethod};
pub use covered::Covered;
pub use cursor::{Cursor, FeedDialect};
