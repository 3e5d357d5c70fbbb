//! The same on several threads: each batch summed up and dropped by the thread that asks for it.

use std::io::Read;

use callrec_decode::{ByteSource, DecodeOptions, ParallelOptions, ParallelReader, Report};

use super::whole;
use crate::sums::Sums;

struct Body<R>(R);

impl<R: Read + Send + 'static> ByteSource for Body<R> {
    type Error = String;

    fn read(&mut self, into: &mut [u8]) -> Result<usize, String> {
        self.0.read(into).map_err(|error| error.to_string())
    }
}

/// Decodes a body with every check on, on so many threads; the errors are those of
/// [`decode`](super::decode).
///
/// # Errors
///
/// See there.
pub fn decode_parallel(
    report: Report,
    body: impl Read + Send + 'static,
    threads: usize,
) -> Result<Sums, String> {
    let parallel = ParallelOptions::default().with_threads(threads);
    let mut reader = ParallelReader::new(report, DecodeOptions::default(), parallel, Body(body));
    let mut sums = Sums::default();
    while let Some(batch) = reader.next_batch().map_err(|error| error.to_string())? {
        sums.add_batch(&batch);
    }
    whole(sums, reader.accounting(), reader.ended_cleanly())
}
