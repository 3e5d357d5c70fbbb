//! Why a batch cannot be unified.

use arrow_schema::ArrowError;

use super::Stopped;
use crate::{Report, System};

/// Why no unified batch can be made. A value that is merely in doubt is null instead, see
/// [`Doubt`](crate::Doubt).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum UnifyError {
    /// The report is not one of call records.
    #[error("unify: {0} holds no call records; unify ipass_cdr, billing_feed or getcalls")]
    NoCallRecords(Report),
    /// The report does not come from the system that the options name.
    #[error("unify: {report} is no report of {system}; leave the system out")]
    System {
        /// The report that was asked for.
        report: Report,
        /// The system of the options.
        system: System,
    },
    /// The currency of the options is no code, or not the one that the report states.
    #[error("unify: {0:?} is no currency for {1}; {2}")]
    Currency(String, Report, &'static str),
    /// The batch lacks a column of the report, or has it in another type.
    #[error("unify: the batch has no column {column} as {report} has it; pass on whole batches")]
    Schema {
        /// The report that was asked for.
        report: Report,
        /// The column that is missing or has another type.
        column: &'static str,
    },
    /// The text of a column is longer than one batch holds.
    #[error("unify: {0} of the batch is longer than 2 GiB; decode with a smaller batch_rows")]
    TooLong(&'static str),
    /// `strict` is on and a value is in doubt; the rows before it are good.
    #[error("unify: {0}")]
    Doubt(Stopped),
    /// The batch contradicts itself: a batch that callrec decoded does not.
    #[error("unify: the batch cannot be read: {0}")]
    Arrow(#[from] ArrowError),
}
