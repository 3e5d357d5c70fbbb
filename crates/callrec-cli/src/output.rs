//! Where records go: options, targets and the writers behind them.

mod options;
mod quarantine;
mod sink;

pub(crate) use options::{FormatName, OutputOptions, Target};
pub(crate) use quarantine::QuarantineFile;
pub(crate) use sink::{Sink, Written};
