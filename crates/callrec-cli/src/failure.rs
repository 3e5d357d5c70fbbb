//! Why the program stops: one line for the person, one code for the script.

use std::fmt;
use std::path::Path;

use crate::exit::Exit;

/// The end of a command that did not do what was asked.
#[derive(Debug)]
pub(crate) struct Failure {
    /// One line without a secret; empty where nothing is to be said.
    message: String,
    exit: Exit,
    /// Whether the message says where in the program's work it happened.
    placed: bool,
}

impl Failure {
    pub(crate) fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { message: one_line(&message.into()), exit, placed: false }
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message)
    }

    /// A local file's failure: what was done to which file, why, what to do.
    pub(crate) fn io(doing: &str, path: &Path, error: &std::io::Error, advice: &str) -> Self {
        Self::new(Exit::Io, format!("{doing} {}: {error}; {advice}", path.display()))
    }

    /// The reader of standard output has read enough, as `head` does: not a failure at all.
    pub(crate) fn reader_gone() -> Self {
        Self { message: String::new(), exit: Exit::Done, placed: true }
    }

    /// The same failure, its text with this in front.
    pub(crate) fn within(mut self, place: impl fmt::Display) -> Self {
        if !self.message.is_empty() {
            self.message = one_line(&format!("{place}: {}", self.message));
        }
        self.placed = true;
        self
    }

    /// The same failure, which names system and operation, by `place` if by nothing else.
    pub(crate) fn named(self, place: impl fmt::Display) -> Self {
        if self.placed { self } else { self.within(place) }
    }

    pub(crate) fn exit(&self) -> Exit {
        self.exit
    }

    /// The line to print, if there is one.
    pub(crate) fn message(&self) -> Option<&str> {
        (!self.message.is_empty()).then_some(self.message.as_str())
    }
}

/// What the library calls an option, and what it is called here. The library's hints are for those
/// who write programs; only the hint is looked at, since the rest may be a server's words.
const OPTIONS: [(&str, &str); 8] = [
    ("allow_recording_host", "--recording-host"),
    ("allow_plain_http", "--allow-plain-http"),
    ("extra_root_certificate", "--ca"),
    ("page_limit", "--page-limit"),
    ("accept the revision", "give --accept-revised"),
    ("set paging to the other reading", "give the other --paging"),
    ("raise concurrency", "run fewer at once"),
    // Each run of the program is a new client.
    ("; then make a new client: this one does not ask again", ""),
];

/// The error's line, its hint in the words of the command line.
fn as_line(error: &callrec::Error) -> String {
    let (line, hint) = (error.to_string(), error.hint());
    let Some(before) = line.strip_suffix(hint) else { return line };
    let mut hint = hint.to_owned();
    for (library, here) in OPTIONS {
        hint = hint.replace(library, here);
    }
    format!("{before}{hint}")
}

impl From<callrec::Error> for Failure {
    fn from(error: callrec::Error) -> Self {
        let failure = Self::new(error.kind().into(), as_line(&error));
        Self { placed: error.provider().is_some() && error.operation().is_some(), ..failure }
    }
}

/// Whatever a server, a path or an argument brought: one line, nothing that drives a terminal.
fn one_line(text: &str) -> String {
    text.trim_end().chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_one_line_that_cannot_drive_a_terminal() {
        let failure = Failure::usage("a\nb\u{1b}[2J\r\n").within("fetch");
        assert_eq!(failure.message(), Some("fetch: a b [2J"));
    }

    #[test]
    fn a_reader_that_is_gone_is_silent_success() {
        let failure = Failure::reader_gone().within("fetch");
        assert_eq!((failure.message(), failure.exit()), (None, Exit::Done));
    }
}
