//! The simulator as its clients meet it: over a socket.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test ends where it cannot go on")]

mod control;
mod data;
mod faults;
mod heads;
mod layout;
mod login;
mod program;
mod reports;
mod sessions;
mod wire;
