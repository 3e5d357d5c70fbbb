//! What public collections of hard cases test, as bytes of our own: the JSON grammar after the list of
//! JSONTestSuite, the CSV dialect after that of csv-spectrum. The names say what is tested.

#![allow(unreachable_pub, reason = "shared with the fuzz targets")]
#![allow(clippy::panic, reason = "a test fails where it panics")]

#[path = "../outcome/mod.rs"]
mod outcome;

mod csv_cells;
mod json_bodies;
mod json_values;
