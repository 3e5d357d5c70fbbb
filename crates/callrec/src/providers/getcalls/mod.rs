//! MIXvoip: call records of a profile, by windows of days.

mod client;
mod config;
mod operation;
mod read;
mod window;
mod wire;

#[cfg(test)]
mod window_tests;

pub use client::GetCalls;
pub use config::{GetCallsBuilder, GetCallsFormat};
pub use window::Window;
