//! A local file or standard input, read and decoded on a thread of its own.
//!
//! The thread may block for ever on a pipe that never speaks; the program answers Ctrl-C all the
//! same, since it waits on a channel and not on the thread.

mod shared;
mod whole;

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::Path;

use callrec::{Accounting, DecodeOptions, Quarantined, RecordBatch, Report, ReportDecoder};
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::exit::Exit;
use crate::failure::Failure;

/// Read at a time. Small enough that a chunk of nothing but bad rows stays within
/// `Limits::quarantine_held`, since they are taken after each chunk.
const CHUNK: usize = 64 << 10;
/// Decoded ahead of whoever writes.
const BATCHES_AHEAD: usize = 4;

/// The path that means standard input.
const STDIN: &str = "-";

/// What a path is called in messages.
pub(crate) fn name(path: &Path) -> String {
    if path == Path::new(STDIN) { "standard input".to_owned() } else { path.display().to_string() }
}

/// Batches of a local input.
pub(crate) struct LocalReader {
    steps: Receiver<Result<Step, Failure>>,
    accounting: Accounting,
    quarantined: Vec<Quarantined>,
    bytes: u64,
}

/// What the thread sends after each batch, and once more at the end.
struct Step {
    batch: Option<RecordBatch>,
    accounting: Accounting,
    quarantined: Vec<Quarantined>,
    bytes: u64,
}

impl LocalReader {
    /// Opens a file, or standard input for `-`. With one thread it is decoded by the thread that reads
    /// it, with more by so many others.
    pub(crate) fn open(
        path: &Path,
        report: Report,
        options: DecodeOptions,
        threads: usize,
    ) -> Result<Self, Failure> {
        let input: Box<dyn Read + Send> = if path == Path::new(STDIN) {
            Box::new(std::io::stdin())
        } else {
            let failed = |error| Failure::io("cannot read", path, &error, "check the path");
            let file = File::open(path).map_err(failed)?;
            if file.metadata().map_err(failed)?.is_dir() {
                return Err(failed(std::io::Error::from(ErrorKind::IsADirectory)));
            }
            Box::new(whole::Whole::new(file).map_err(failed)?)
        };
        let (sender, steps) = channel(BATCHES_AHEAD);
        let place = format!("decode {}", name(path));
        std::thread::Builder::new()
            .name("callrec-decode".to_owned())
            .spawn(move || {
                let ended = if threads > 1 {
                    shared::run(input, report, options, threads, &sender)
                } else {
                    let decoder = ReportDecoder::new(report, options);
                    Worker { decoder, sender: &sender, bytes: 0 }.run(input)
                };
                if let Err(Stop::Failed(failure)) = ended {
                    // Nobody listens any more only where the program is ending anyway.
                    let _ = sender.blocking_send(Err(failure.within(place)));
                }
            })
            .map_err(|error| {
                Failure::new(Exit::Internal, format!("no thread: {error}; try again"))
            })?;
        Ok(Self { steps, accounting: Accounting::default(), quarantined: Vec::new(), bytes: 0 })
    }

    pub(crate) async fn next_batch(&mut self) -> Option<Result<RecordBatch, Failure>> {
        loop {
            let step = match self.steps.recv().await? {
                Ok(step) => step,
                Err(failure) => return Some(Err(failure)),
            };
            self.accounting = step.accounting;
            self.quarantined.extend(step.quarantined);
            self.bytes = step.bytes;
            if let Some(batch) = step.batch {
                return Some(Ok(batch));
            }
        }
    }

    pub(crate) fn accounting(&self) -> Accounting {
        self.accounting
    }

    pub(crate) fn take_quarantined(&mut self) -> Vec<Quarantined> {
        std::mem::take(&mut self.quarantined)
    }

    pub(crate) fn bytes_read(&self) -> u64 {
        self.bytes
    }
}

fn cannot_read(error: &std::io::Error, bytes: u64) -> Failure {
    Failure::new(Exit::Io, format!("cannot read: {error} (byte {bytes}); try again"))
}

struct Worker<'a> {
    decoder: ReportDecoder,
    sender: &'a Sender<Result<Step, Failure>>,
    bytes: u64,
}

/// Why the thread ends early.
enum Stop {
    /// Nobody listens any more.
    Unheard,
    Failed(Failure),
}

impl From<callrec::DecodeError> for Stop {
    fn from(error: callrec::DecodeError) -> Self {
        Self::Failed(callrec::Error::from(error).into())
    }
}

impl Worker<'_> {
    fn run(&mut self, mut input: impl Read) -> Result<(), Stop> {
        let mut chunk = vec![0; CHUNK];
        loop {
            let read = match input.read(&mut chunk) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(Stop::Failed(cannot_read(&error, self.bytes))),
            };
            self.bytes += read as u64;
            self.push(&chunk[..read])?;
            self.send(None)?;
        }
        let finished = self.decoder.finish();
        self.send_all()?;
        finished?;
        self.send(None)
    }

    /// Decodes it all. After an error the rows before it are sent first.
    fn push(&mut self, mut input: &[u8]) -> Result<(), Stop> {
        while !input.is_empty() {
            let decoded = self.decoder.decode(input);
            if !matches!(decoded, Ok(taken) if taken == input.len()) {
                self.send_all()?;
            }
            input = &input[decoded?..];
        }
        Ok(())
    }

    fn send_all(&mut self) -> Result<(), Stop> {
        while let Some(batch) = self.decoder.flush()? {
            self.send(Some(batch))?;
        }
        Ok(())
    }

    fn send(&mut self, batch: Option<RecordBatch>) -> Result<(), Stop> {
        let step = Step {
            batch,
            accounting: self.decoder.accounting(),
            quarantined: self.decoder.take_quarantined(),
            bytes: self.bytes,
        };
        self.sender.blocking_send(Ok(step)).map_err(|_| Stop::Unheard)
    }
}
