//! The simulator as its clients meet it: over a socket.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test ends where it cannot go on")]

mod archives;
mod calls;
mod control;
mod data;
mod faults;
mod feed;
mod heads;
mod hosted;
mod layout;
mod login;
mod program;
mod reports;
mod rest;
mod sessions;
mod wire;
mod xml;
