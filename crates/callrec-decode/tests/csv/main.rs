//! The CSV decoder through its public face. All rows are synthetic.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails where it unwraps or panics")]

mod columns;
mod generate;
#[path = "../outcome/mod.rs"]
mod outcome;

mod feed;
mod getcalls;
mod headers;
mod hostile;
mod in_place;
mod numbers;
mod own;
mod quotes;
mod rows;
mod splits;
