//! The same clients and readers for plain threads: what C and Python call.
//!
//! The network's work is done by two threads shared by all clients of the process; they end with the
//! last client and reader. A call on a thread of an async runtime gives `InsideRuntime`, a handle
//! used after `fork` gives `Forked`: neither ever hangs or panics.

mod arrow;
mod cancel;
mod client;
mod file;
mod process;
mod reader;
mod remote;
mod runtime;
mod signals;
mod wait;

pub use arrow::ArrowReader;
pub use cancel::CancelHandle;
pub use client::IpassPortal;
pub use file::{open_bytes, open_file, open_reader};
pub use reader::Reader;
