//! What holds for every body: laws that the fuzz targets share, and damage done to every fixture.

#![allow(unreachable_pub, reason = "the fuzz targets include laws and outcome as their own")]
#![allow(clippy::panic, reason = "a test fails where it panics")]

mod corpus;
mod cuts;
mod flips;
mod laws;
mod mutate;
#[path = "../outcome/mod.rs"]
mod outcome;
mod parallel;
mod quotes;
mod smoke;
