//! The peers that are Rust crates, each in its streaming form, and the floors.
//!
//! They do what one would write by hand: every column typed as callrec types it, through Arrow's
//! builders unless the name says otherwise, in batches of 8,192 rows that are summed up and dropped.
//! They check less than callrec does: neither stray quotes nor duplicate keys nor the shape of the
//! document, and they keep neither lines nor offsets.

mod arrow_csv_columns;
mod arrow_json_columns;
mod blocks;
mod calls;
mod columns;
mod csv_builders;
mod csv_serde;
mod floors;
mod quick_xml_events;
mod tables;
mod text;

use crate::sums::Sums;
use crate::work::Work;

/// Rows of a batch, as callrec's default.
const BATCH_ROWS: usize = 8192;

/// Reads a file with the peer of that name.
///
/// # Errors
///
/// The peer does not read this work, or what it says of the file.
pub fn read(peer: &str, work: Work, path: &str) -> Result<Sums, String> {
    use Work::{BillingFeedCsv, GetcallsJson, IpassCdrCsv, RestXml};
    let done: Result<Sums, Box<dyn std::error::Error>> = match (peer, work) {
        ("floor-read", _) => floors::read(path),
        ("floor-memchr", _) => floors::line_ends(path),
        ("csv-serde", IpassCdrCsv) => csv_serde::ipass_cdr(path),
        ("csv-serde", BillingFeedCsv) => csv_serde::billing_feed(path),
        ("csv-builders", IpassCdrCsv) => csv_builders::read(path, tables::IPASS_CDR),
        ("csv-builders", BillingFeedCsv) => csv_builders::read(path, tables::BILLING_FEED),
        ("arrow-csv", IpassCdrCsv) => arrow_csv_columns::ipass_cdr(path),
        ("arrow-csv", BillingFeedCsv) => arrow_csv_columns::billing_feed(path),
        ("arrow-json", GetcallsJson) => arrow_json_columns::getcalls(path),
        ("serde_json", GetcallsJson) => calls::serde_json_reader(path),
        ("sonic-rs", GetcallsJson) => calls::sonic_rs_iterator(path),
        ("sonic-rs-lists", GetcallsJson) => calls::sonic_rs_blocks(path),
        ("simd-json", GetcallsJson) => calls::simd_json_blocks(path),
        ("quick-xml", RestXml) => quick_xml_events::users(path),
        _ => return Err(format!("{peer} does not read {}", work.name())),
    };
    done.map_err(|error| format!("{peer} {}: {error}", work.name()))
}
