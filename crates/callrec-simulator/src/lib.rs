//! The provider systems over HTTP on a loopback port: an independent oracle for the demo,
//! the tests and the tutorials: the iPass Open Mobile portal, its hosted user provisioning, the
//! iPass REST API, the CAP billing feed and MIXvoip's `getcalls`, all on one port.
//!
//! It is written from what is known of the provider and shares no code with the client:
//! what both read in the same way was not copied from one to the other. All data is
//! synthetic and follows from a seed; rows are made while they are sent, so a file may have
//! any size. Where the provider's document contradicts itself or is silent, there is a
//! switch ([`Switches`]); where a network or a server fails, there is a fault plan ([`Plan`]).
//!
//! ```
//! use callrec_simulator::{Operation, Plan, Simulator};
//!
//! let simulator = Simulator::builder().seed(7).rows_per_month(500).start()?;
//! simulator.plan(Plan::parse(["monthly_cdr:1:reset-after-257B"])?);
//! // … a client with simulator.base_url(), .username(), .password(), .company() …
//! let totals = simulator.totals(simulator.company(), Operation::MonthlyCdr, "2026-09")?;
//! assert_eq!(totals.rows, 500);
//! # Ok::<(), callrec_simulator::Error>(())
//! ```

mod answer;
mod billing_feed;
mod builder;
mod control;
mod data;
mod delivery;
mod error;
mod getcalls;
mod gzip;
mod head;
mod hosted;
mod incoming;
mod instead;
mod ledger;
mod locked;
mod login;
mod operation;
mod parameters;
mod plan;
mod portal;
pub mod program;
mod request_log;
mod rest;
mod routes;
mod server;
mod session;
mod shared;
mod simulator;
mod state;
pub mod switches;
mod system;
mod totals;
mod verb;
mod wire;
mod xml;
mod zip;

pub use billing_feed::{Feed, FeedFilter, FeedRow, FeedRowKind, FeedTotals, FeedTypeTotals};
pub use builder::{
    Builder, DEFAULT_CALL_PROFILES, DEFAULT_CALLS_PER_DAY, DEFAULT_CHILDREN, DEFAULT_FEED_ACCOUNTS,
    DEFAULT_FEED_FIRST_ID, DEFAULT_FEED_ROWS, DEFAULT_GET_CALLS_USERNAME, DEFAULT_IDLE_TIMEOUT,
    DEFAULT_MONTHS, DEFAULT_REALM, DEFAULT_ROWS_PER_MONTH, DEFAULT_SEED, DEFAULT_USERNAME,
    DEFAULT_USERS, default_last_month,
};
pub use data::{Day, Month, NetworkUser, ServiceTotals, Totals, UserTotals};
pub use error::Error;
pub use getcalls::{CallRecord, CallTotals, GetCalls};
pub use gzip::GzipFault;
pub use ledger::{Effect, Ledger};
pub use operation::Operation;
pub use plan::{Fault, Plan, When};
pub use request_log::LoggedRequest;
pub use session::SECRET_WORD;
pub use simulator::Simulator;
pub use state::{
    CostCenterRecord, DeviceRecord, GroupRecord, RegistrationCodeRecord, UserRecord, UserStatus,
};
pub use switches::{
    Archive, BillingDates, CallsCsv, CallsFailure, CallsIndex, CallsValues, Compression, Dollar,
    EndDate, FeedClock, FeedCursor, FeedEmpty, FeedHeadings, FeedOrder, FeedProfile, FeedSwitches,
    Framing, GetCallsSwitches, HostedSwitches, IsActive, LineEnd, LoginFailure, MonthlyDate,
    NetworkUsersForm, NoData, NoSession, RecordingLinks, RestSwitches, Switches, Unentitled,
    WrongLogin, ZeroFromId,
};
pub use system::System;
pub use verb::Verb;
