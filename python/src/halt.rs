//! Why a reading stopped before its end. Made without the GIL, raised with it.

use callrec::{Error, ErrorKind, UnifyError};
use pyo3::prelude::*;

use crate::error;

/// What ends a reading other than the end of the body.
pub(crate) enum Halt {
    /// An error of the core: final, and given again by every later call.
    Core(Error),
    /// The core was cancelled while this call waited: `close` from another thread.
    Cancelled(Error),
    /// A Python exception, and its one line for those who know none: an interrupt, or an error of
    /// the file object that is read.
    Python(PyErr, String),
    /// What came cannot become what was asked for; one line.
    Refused(ErrorKind, String),
    /// The reader cannot be read (any more).
    Unreadable(Unreadable),
}

/// Why a reader gives nothing more.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// Everything was read.
    Ended,
    /// An Arrow consumer took the stream.
    Taken,
    /// `close` was called.
    Closed,
    /// A Python exception broke the reading off.
    Interrupted,
    /// This is the child of a `fork`.
    Forked,
}

impl Halt {
    /// A signal handler raised an exception.
    pub(crate) fn interrupted(exception: PyErr) -> Self {
        Halt::Python(exception, "callrec: the reading was interrupted".to_owned())
    }

    /// A batch cannot be unified.
    pub(crate) fn refused(error: &UnifyError) -> Self {
        let kind = match error {
            UnifyError::Doubt(_) => ErrorKind::Strict,
            UnifyError::Schema { .. } | UnifyError::Arrow(_) => ErrorKind::Internal,
            _ => ErrorKind::InvalidArgument,
        };
        Halt::Refused(kind, error.to_string())
    }

    pub(crate) fn raise(self, py: Python<'_>) -> PyErr {
        match self {
            Halt::Refused(kind, text) => error::told(py, kind, &text),
            Halt::Core(error) | Halt::Cancelled(error) => error::raise(py, &error),
            Halt::Python(exception, _) => exception,
            Halt::Unreadable(why) => why.raise(py),
        }
    }

    /// One line for consumers that know no Python exceptions.
    pub(crate) fn text(&self) -> String {
        match self {
            Halt::Core(error) | Halt::Cancelled(error) => error.to_string(),
            Halt::Python(_, text) | Halt::Refused(_, text) => text.clone(),
            Halt::Unreadable(why) => {
                let (_, detail, hint) = why.words();
                format!("{detail}; {hint}")
            }
        }
    }
}

impl Unreadable {
    pub(crate) fn raise(self, py: Python<'_>) -> PyErr {
        let (kind, detail, hint) = self.words();
        error::own(py, kind, detail, hint)
    }

    fn words(self) -> (ErrorKind, &'static str, &'static str) {
        match self {
            Self::Ended => (
                ErrorKind::Closed,
                "the reader was read to its end already",
                "fetch or decode again, or keep the batches",
            ),
            Self::Taken => (
                ErrorKind::Closed,
                "the reader was handed over, to an Arrow consumer or `unified`",
                "fetch or decode again, or work on what was made of it",
            ),
            Self::Closed => (ErrorKind::Closed, "the reader was closed", "fetch or decode again"),
            Self::Interrupted => (
                ErrorKind::Cancelled,
                "the reading was broken off by an exception",
                "fetch or decode again; what was read is not all",
            ),
            Self::Forked => (
                ErrorKind::Forked,
                "the reader was made before a fork and is used in the child",
                "make client and reader in the process that uses them",
            ),
        }
    }
}
