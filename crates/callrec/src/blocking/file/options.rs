//! How a report that is there already is read.

use callrec_decode::DecodeOptions;

/// Options of [`open_file`](super::open_file) and its like. Made of [`DecodeOptions`], with which they
/// may be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ReadOptions {
    /// How the text is decoded.
    pub decode: DecodeOptions,
    /// Threads that decode, beside the caller's. Default 1: there are none, the caller's thread decodes.
    /// They are of use for delimited text in UTF-8 of some megabytes, and change nothing but where
    /// batches end: rows, counts and errors are the same, in the same order. Each thread takes two
    /// blocks of half a mebibyte of the input at a time, with their batches.
    pub threads: usize,
}

impl From<DecodeOptions> for ReadOptions {
    fn from(decode: DecodeOptions) -> Self {
        Self { decode, threads: 1 }
    }
}

impl Default for ReadOptions {
    fn default() -> Self {
        DecodeOptions::default().into()
    }
}

impl ReadOptions {
    /// The same with another number of threads (0 counts as 1).
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }
}
