//! What holds for every body: laws that the fuzz targets share, and damage done to every fixture.

#![allow(unreachable_pub, reason = "the fuzz targets include laws and outcome as their own")]
#![allow(clippy::panic, reason = "a test fails where it panics")]

mod corpus;
mod cuts;
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod edges;
mod flips;
mod laws;
mod mutate;
#[path = "../outcome/mod.rs"]
mod outcome;
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
mod page;
mod parallel;
mod quotes;
mod smoke;
