//! HTTP as these systems need it: knows no provider.
//!
//! Reading order: [`url`] builds targets from parts, [`class`] says what sending twice may do,
//! [`client`] sends one request, [`session`] keeps the login, [`carried`] knows of credentials without
//! one, [`fetch`] opens a body within a
//! session, [`wire`] reads it and [`body`] decodes it and says what proves its end, [`decide`] and
//! [`retry`] decide about another try, [`write`] carries out operations with effects.

mod body;
mod budget;
mod carried;
mod circuit;
mod class;
mod client;
mod cookie;
mod date;
mod decide;
mod encoding;
mod failure;
mod fetch;
mod gzip;
mod limits;
mod origins;
mod places;
mod proxy;
mod redact;
mod request;
mod retry;
mod sequence;
mod session;
mod stage;
mod status;
mod tls;
mod url;
mod wire;
mod write;

#[cfg(test)]
mod connect_tests;
#[cfg(test)]
#[allow(dead_code, reason = "shared with the tests of the public face")]
#[path = "../../tests/it/server.rs"]
mod server;
#[cfg(test)]
#[allow(dead_code, reason = "shared with the tests of the public face")]
#[path = "../../tests/it/trace.rs"]
mod trace;
#[cfg(test)]
mod write_cuts;
#[cfg(test)]
mod write_tests;

pub(crate) use body::Body;
pub(crate) use carried::Carries;
pub(crate) use class::Class;
pub(crate) use client::{ClientConfig, HttpClient};
pub(crate) use fetch::{Fetch, Opened};
pub(crate) use limits::NetworkClock;
pub use limits::Timeouts;
pub(crate) use request::Request;
pub(crate) use retry::Retry;
pub(crate) use session::Session;
pub(crate) use stage::Stage;
pub(crate) use url::{BaseUrl, Query, Target};
pub(crate) use write::Written;
