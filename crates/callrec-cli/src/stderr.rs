//! Standard error: what is said beside the output.

use std::io::Write as _;

/// Writes the text. Where standard error is gone there is nobody to tell.
pub(crate) fn print(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Writes the text and ends the line.
pub(crate) fn line(text: &str) {
    print(&format!("{text}\n"));
}
