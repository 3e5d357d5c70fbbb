//! Bytes to typed call-detail-record batches. No I/O, no async.
//!
//! A [`ReportDecoder`] is pushed bytes and gives Arrow record batches of one report's schema. The
//! same decoder serves a body that is still arriving, a file, a test and a fuzzer: any split of the
//! input into chunks gives the same batches.
//!
//! Every record read ends in exactly one of four counted places, see [`Accounting`].
#![deny(missing_docs)]

mod accounting;
mod column;
mod csv;
mod decoder;
mod encoding;
mod error;
mod json;
mod options;
mod parallel;
mod quarantine;
mod quoted;
mod report;
mod scan;
mod sniff;
mod system;
mod table;
mod unify;
mod value;
mod xml;
mod zone;

pub use accounting::Accounting;
pub use decoder::ReportDecoder;
pub use encoding::Encoding;
pub use error::{DecodeError, DecodeErrorKind};
pub use options::{DecodeOptions, Delimiter, Limits, SessionLengthUnit};
pub use parallel::{ByteSource, ParallelError, ParallelOptions, ParallelReader};
pub use quarantine::{Quarantined, Reason};
#[doc(hidden)]
pub use quoted::shortened;
pub use report::{Report, UnknownReport};
#[doc(hidden)]
pub use scan::force_portable;
pub use sniff::{Content, SNIFF_BYTES, sniff};
pub use system::System;
pub use unify::{
    CallType, Direction, Doubt, DoubtReason, Kind, PricePolicy, Stopped, Unifier, UnifyAccounting,
    UnifyError, UnifyOptions,
};
pub use zone::{DstPolicy, LocalTimeFault, UnknownZone, Zone};
