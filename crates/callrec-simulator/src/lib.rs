//! The provider systems over HTTP on a loopback port: an independent oracle for the demo,
//! the tests and the tutorials. At present the iPass Open Mobile portal.
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
mod builder;
mod control;
mod data;
mod delivery;
mod error;
mod gzip;
mod head;
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
mod server;
mod session;
mod shared;
mod simulator;
mod switches;
mod totals;
mod verb;
mod wire;

pub use builder::{
    Builder, DEFAULT_CHILDREN, DEFAULT_IDLE_TIMEOUT, DEFAULT_MONTHS, DEFAULT_ROWS_PER_MONTH,
    DEFAULT_SEED, DEFAULT_USERNAME, default_last_month,
};
pub use data::{Day, Month, NetworkUser, ServiceTotals, Totals, UserTotals};
pub use error::Error;
pub use gzip::GzipFault;
pub use ledger::Ledger;
pub use operation::Operation;
pub use plan::{Fault, Plan, When};
pub use request_log::LoggedRequest;
pub use simulator::Simulator;
pub use switches::{
    Compression, Framing, IsActive, LineEnd, LoginFailure, NetworkUsersForm, NoData, NoSession,
    Switches, Unentitled,
};
pub use verb::Verb;
