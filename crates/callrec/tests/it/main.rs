//! The client against servers: raw ones, scripted byte by byte, and the simulator. An unexpected
//! request fails the test that caused it.

mod blocking;
mod canary;
mod cancelled;
mod circuit;
mod compressed;
mod conformance;
mod credentials;
mod cuts;
mod documents;
mod encoding;
mod fan_out;
mod feed;
mod fixture;
mod framing;
mod getcalls;
mod hosted_simulator;
mod hosted_users;
mod limits;
mod local;
mod memory;
mod opaque;
mod pressure;
mod proxies;
mod reader;
mod redirects;
mod rest;
mod retries;
mod server;
mod session;
mod simulator;
mod summary;
mod tls;
mod trace;
mod wire;
