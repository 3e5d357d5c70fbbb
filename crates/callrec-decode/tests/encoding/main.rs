//! Other encodings than UTF-8 against the decode of the same text in UTF-8. All rows are synthetic.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails where it unwraps or panics")]

#[path = "../outcome/mod.rs"]
mod outcome;
mod places;
mod text;

mod declared;
mod invalid;
mod same_rows;
