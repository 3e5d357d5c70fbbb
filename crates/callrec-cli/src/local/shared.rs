//! The same on several threads.

use std::io::{ErrorKind, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use callrec::{ByteSource, DecodeOptions, ParallelError, ParallelOptions, ParallelReader, Report};
use tokio::sync::mpsc::Sender;

use super::{Step, Stop, cannot_read};
use crate::exit::Exit;
use crate::failure::Failure;

/// An input that counts its bytes.
struct Input {
    input: Box<dyn Read + Send>,
    bytes: Arc<AtomicU64>,
}

impl ByteSource for Input {
    type Error = Arc<std::io::Error>;

    fn read(&mut self, into: &mut [u8]) -> Result<usize, Self::Error> {
        loop {
            match self.input.read(into) {
                Ok(read) => {
                    self.bytes.fetch_add(read as u64, Ordering::Relaxed);
                    return Ok(read);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(Arc::new(error)),
            }
        }
    }
}

/// Decodes the input and sends what comes of it.
pub(super) fn run(
    input: Box<dyn Read + Send>,
    report: Report,
    options: DecodeOptions,
    threads: usize,
    sender: &Sender<Result<Step, Failure>>,
) -> Result<(), Stop> {
    let bytes = Arc::new(AtomicU64::new(0));
    let source = Input { input, bytes: Arc::clone(&bytes) };
    let parallel = ParallelOptions::default().with_threads(threads);
    let mut reader = ParallelReader::new(report, options, parallel, source);
    loop {
        let next = reader.next_batch();
        let step = Step {
            batch: next.as_ref().ok().cloned().flatten(),
            accounting: reader.accounting(),
            quarantined: reader.take_quarantined(),
            bytes: bytes.load(Ordering::Relaxed),
        };
        sender.blocking_send(Ok(step)).map_err(|_| Stop::Unheard)?;
        match next {
            Ok(Some(_)) => {}
            Ok(None) => return Ok(()),
            Err(ParallelError::Decode(error)) => return Err(error.into()),
            Err(ParallelError::Source(error)) => {
                return Err(Stop::Failed(cannot_read(&error, bytes.load(Ordering::Relaxed))));
            }
            Err(ParallelError::Panicked) => {
                let message =
                    "a bug in callrec: a decoding thread panicked; decode with --threads 1";
                return Err(Stop::Failed(Failure::new(Exit::Internal, message)));
            }
        }
    }
}
