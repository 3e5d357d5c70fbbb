//! Why a simulator was not started or a text form was not understood.

use std::io;

/// What can go wrong outside of a request.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A text (month, fault, switch …) is not of its form.
    #[error("simulator: {what} {text:?} is not understood; write {expected}")]
    Invalid {
        /// What the text was meant to be.
        what: &'static str,
        /// The text as given.
        text: String,
        /// The form that is understood.
        expected: String,
    },
    /// The loopback port could not be had.
    #[error(
        "simulator: cannot listen on 127.0.0.1:{port}: {source}; take another port, or 0 for a free one"
    )]
    Listen {
        /// The port asked for.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// The thread or its runtime could not be had.
    #[error("simulator: cannot start its thread: {0}; free some threads or memory")]
    Thread(io::Error),
}

impl Error {
    pub(crate) fn invalid(what: &'static str, text: &str, expected: impl Into<String>) -> Self {
        Self::Invalid { what, text: text.to_owned(), expected: expected.into() }
    }
}
