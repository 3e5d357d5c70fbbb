//! What is written is what is read back; nothing half-written has a final name.
#![allow(missing_docs)]

mod columnar;
mod failing;
mod files;
mod records;
mod secrets;
mod texts;
