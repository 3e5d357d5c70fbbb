//! HTTP as these systems need it: knows no provider.
//!
//! Reading order: [`url`] builds targets from parts, [`client`] sends one request, [`session`] keeps
//! the login, [`fetch`] opens a body within a session, [`body`] reads it and says what proves its
//! end, [`retry`] decides about another try.

mod body;
mod client;
mod cookie;
mod failure;
mod fetch;
mod limits;
mod redact;
mod retry;
mod session;
mod status;
mod tls;
mod url;

pub(crate) use body::Body;
pub(crate) use client::{ClientConfig, HttpClient, Request};
pub(crate) use fetch::{Fetch, Opened};
pub(crate) use limits::NetworkClock;
pub use limits::Timeouts;
pub(crate) use retry::Retry;
pub(crate) use session::Session;
pub(crate) use url::{BaseUrl, Query};
