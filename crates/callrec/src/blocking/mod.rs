//! The same clients and readers for plain threads: what C and Python call.
//!
//! The network's work is done by two threads shared by all clients of the process, and one or more
//! that look up names and write files; they end with the last client and reader. A call on a thread of an async runtime gives `InsideRuntime`, a handle
//! used after `fork` gives `Forked`: neither ever hangs or panics.

mod arrow;
mod billing_feed;
mod caller;
mod cancel;
mod document;
mod fan_out;
mod file;
mod getcalls;
mod hosted_users;
mod ipass_portal;
mod ipass_rest;
mod process;
mod progress;
mod reader;
mod remote;
mod runtime;
mod signals;
mod threads;
mod wait;

pub use arrow::ArrowReader;
pub use billing_feed::BillingFeed;
pub use cancel::CancelHandle;
pub use document::Document;
pub use fan_out::FanOut;
pub use file::{ReadOptions, open_bytes, open_file, open_reader};
pub use getcalls::GetCalls;
pub use hosted_users::HostedUsers;
pub use ipass_portal::IpassPortal;
pub use ipass_rest::IpassRest;
pub use progress::ProgressHandle;
pub use reader::Reader;
