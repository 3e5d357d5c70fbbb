//! Why the reading ended early.

use std::fmt;

use crate::DecodeError;

/// What ends a [`ParallelReader`](crate::ParallelReader) before the body's end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParallelError<E> {
    /// The body cannot be trusted: the error that a [`ReportDecoder`](crate::ReportDecoder) gives.
    Decode(DecodeError),
    /// The source gave no more bytes.
    Source(E),
    /// A thread panicked: a fault of the program or of the source, not of the body.
    Panicked,
}

impl<E> From<DecodeError> for ParallelError<E> {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

impl<E: fmt::Display> fmt::Display for ParallelError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decode(error) => error.fmt(f),
            Self::Source(error) => error.fmt(f),
            Self::Panicked => {
                f.write_str("a decoding thread panicked; decode on one thread and report the fault")
            }
        }
    }
}

impl<E: fmt::Debug + fmt::Display> std::error::Error for ParallelError<E> {}
