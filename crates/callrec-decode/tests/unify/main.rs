//! Unified records through the public face. All rows are synthetic.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails where it unwraps or panics")]

mod batches;
mod rows;

mod billing_feed;
mod getcalls;
mod ipass_cdr;
mod properties;
mod refused;
mod strict;
