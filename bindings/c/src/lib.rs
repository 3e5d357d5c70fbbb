//! The C ABI of callrec: `libcallrec.so`, `libcallrec.a` and `include/callrec.h`.
//!
//! One file a C object. An entry is a few lines: it runs inside [`guard::entry`], reads its arguments
//! through [`ptr`], finds its object through [`handle`] and writes its outputs last. The header is
//! generated from the docs here, so they are written for C programmers.
#![allow(
    unsafe_code,
    reason = "exporting a symbol counts as unsafe; `unsafe` blocks stand in `ptr` and `handle` only, which `make -C bindings/c unsafe` checks"
)]
#![allow(non_camel_case_types, reason = "the names are C's")]
#![allow(unreachable_pub, reason = "pub is for cbindgen and the linker")]

mod status;
mod version;

mod text;

mod cancelled;
mod error;
mod guard;
mod handle;
mod ptr;

mod decimal;
mod time;

mod options;

mod portal;

mod hosted_users;

mod requests;

mod ipass_rest;

mod billing_feed;

mod getcalls;

mod client;
mod outcome;

mod fan_out;

mod document;
mod unpack;

mod open;
mod record;

mod reader;

mod batch;

#[cfg(feature = "panic-inject")]
mod panic_inject;

#[cfg(test)]
mod layout;
