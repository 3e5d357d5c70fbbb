//! The client against servers: raw ones, scripted byte by byte, and the simulator. An unexpected
//! request fails the test that caused it.

mod blocking;
mod canary;
mod cancelled;
mod compressed;
mod cuts;
mod encoding;
mod fixture;
mod framing;
mod limits;
mod local;
mod pressure;
mod proxies;
mod reader;
mod redirects;
mod retries;
mod server;
mod session;
mod simulator;
mod summary;
mod tls;
mod trace;
mod wire;
