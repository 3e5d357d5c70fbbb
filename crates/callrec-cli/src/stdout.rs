//! Standard output through a handle: a reader that has gone away ends the program quietly.

use std::io::{ErrorKind, Write as _};

use crate::exit::Exit;
use crate::failure::Failure;

/// Writes text and flushes it.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()).map_err(|error| failure(&error))
}

/// What a failed write to standard output comes to.
pub(crate) fn failure(error: &std::io::Error) -> Failure {
    if error.kind() == ErrorKind::BrokenPipe {
        return Failure::reader_gone();
    }
    let message = format!("cannot write to standard output: {error}; check where it goes");
    Failure::new(Exit::Io, message)
}
