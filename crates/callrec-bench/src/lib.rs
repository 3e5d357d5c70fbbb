//! What `make bench` is made of: seeded inputs, one way to measure, and the peers that are Rust crates.
//!
//! `tests/bench/run` starts the programs of this crate and the peers from the Python package index,
//! one process a run, and compares what they print.

pub mod draws;
pub mod generate;
#[cfg(feature = "callrec")]
pub mod input;
pub mod measure;
#[cfg(feature = "peers")]
pub mod peers;
pub mod sums;
pub mod work;
