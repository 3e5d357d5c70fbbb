//! The reader on several threads: order, ends, errors and what is left behind. All rows are synthetic.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails where it unwraps or panics")]

#[path = "../outcome/mod.rs"]
mod outcome;

mod body;
mod ends;
mod order;
