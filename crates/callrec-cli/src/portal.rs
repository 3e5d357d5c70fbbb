//! The iPass portal as the command line speaks of it: its connection and its reports.

mod connection;
mod report;

pub(crate) use connection::Connection;
pub(crate) use report::{Period, PortalReport, Request};
