//! Reports that are there already: a file, or bytes.

mod end;
mod options;
mod shared;

use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;
use std::sync::Arc;

use arrow_array::RecordBatch;
use bytes::{Buf as _, Bytes};
use callrec_decode::{Content, Encoding, Report, ReportDecoder, SNIFF_BYTES, sniff};

use super::Reader;
use super::cancel::CancelHandle;
use super::process::OwnProcess;
use super::reader::Source;
use super::remote::Message;
use crate::download::Progress;
use crate::error::shown;
use crate::expect::{Expected, judge};
use crate::held::Held;
use crate::{Error, ErrorKind, Proof, Result};
pub use options::ReadOptions;
pub(super) use shared::Shared;

/// Bytes asked of the file at a time.
const CHUNK: usize = 256 << 10;

/// Reads a report from a file. Its end is its own proof: a file that was cut before it was opened
/// cannot be told unless its structure shows it. Delimited text shows nothing: where it is cut between
/// two lines rows are missing, and where it is cut inside the last line what is left of that may still
/// be a row. A file that becomes shorter while it is read is `Truncated`; one that grows is read to the
/// end that it then has.
///
/// `options` are [`DecodeOptions`](crate::DecodeOptions), or [`ReadOptions`] for more threads than the caller's.
///
/// `Io` when it cannot be read, `NotData` when it is not this report, as a file that callrec wrote is
/// none; errors name the path.
pub fn open_file(
    path: impl AsRef<Path>,
    report: Report,
    options: impl Into<ReadOptions>,
) -> Result<Reader> {
    let path = path.as_ref();
    let name = shown(path);
    let file = File::open(path).and_then(|file| Ok((file.metadata()?, file)));
    let (metadata, file) = file.map_err(|error| io_error(&error).prefixed(&name))?;
    if metadata.is_dir() {
        return Err(Error::new(ErrorKind::Io, "it is a directory").prefixed(&name));
    }
    // A pipe has no length that means anything.
    let total = metadata.is_file().then_some(metadata.len());
    open(Box::new(file), total, Some(name), report, options.into())
}

/// Reads a report from bytes; see [`open_file`].
pub fn open_bytes(
    bytes: impl Into<Bytes>,
    report: Report,
    options: impl Into<ReadOptions>,
) -> Result<Reader> {
    let bytes = bytes.into();
    let total = bytes.len() as u64;
    open(Box::new(Cursor::new(bytes)), Some(total), None, report, options.into())
}

/// Reads a report from whatever gives bytes; see [`open_file`]. It is read on the threads that call
/// the reader, as far as they need it; with [`ReadOptions::threads`] on those, some blocks ahead.
pub fn open_reader(
    input: impl Read + Send + 'static,
    report: Report,
    options: impl Into<ReadOptions>,
) -> Result<Reader> {
    open(Box::new(input), None, None, report, options.into())
}

fn open(
    input: Box<dyn Read + Send>,
    total: Option<u64>,
    name: Option<String>,
    report: Report,
    options: ReadOptions,
) -> Result<Reader> {
    let ReadOptions { decode, threads } = options;
    let progress = Arc::new(Progress::default());
    progress.restart(total);
    let held = Held::new(report, decode.limits.quarantine_held, true);
    let mut local = Local {
        input,
        name,
        decoder: ReportDecoder::new(report, decode.clone()),
        expected: Expected::Records,
        pending: Bytes::new(),
        stage: Stage::Reading,
        home: OwnProcess::new(()),
    };
    local.look(report, decode.encoding, &progress).map_err(|error| named(&local.name, error))?;
    let source = if threads > 1 && local.expected == Expected::Records {
        let Local { input, name, pending, .. } = local;
        let input = shared::Input::new(pending, input, Arc::clone(&progress));
        Source::Shared(Box::new(Shared::new(input, name, report, decode, threads)))
    } else {
        Source::Local(Box::new(local))
    };
    Ok(Reader::new(report, source, progress, CancelHandle::default(), held))
}

/// A report on this machine, being read.
pub(super) struct Local {
    input: Box<dyn Read + Send>,
    name: Option<String>,
    decoder: ReportDecoder,
    expected: Expected,
    pending: Bytes,
    stage: Stage,
    /// An open file has one place for parent and child: what one of them reads the other never sees.
    home: OwnProcess<()>,
}

enum Stage {
    Reading,
    Flushing(Option<Error>),
    Done,
}

impl Local {
    /// The next step. `Forked` in a child.
    pub(super) fn next(&mut self, progress: &Progress) -> Result<Message> {
        self.home.get()?;
        let next = self.advance(progress).map_err(|error| named(&self.name, error)).transpose();
        Ok(Message {
            covered: None,
            proof: next.is_none().then_some(Proof::Framed),
            next,
            accounting: self.decoder.accounting(),
            quarantined: self.decoder.take_quarantined(),
        })
    }

    /// The error with the file's name.
    pub(super) fn named(&self, error: Error) -> Error {
        named(&self.name, error)
    }

    /// Reads the first bytes and judges them. UTF-16 without a mark looks like nothing that is known:
    /// where it was declared, the decoder judges.
    fn look(&mut self, report: Report, declared: Encoding, progress: &Progress) -> Result<()> {
        let mut seen = Vec::new();
        let content = loop {
            let chunk = self.read(progress)?;
            seen.extend_from_slice(&chunk);
            let prefix = &seen[..seen.len().min(SNIFF_BYTES)];
            if let Some(content) = sniff(prefix, chunk.is_empty()) {
                break content;
            }
        };
        let is_wide = matches!(declared, Encoding::Utf16Le | Encoding::Utf16Be);
        self.expected = if is_wide && content == Content::Unknown {
            Expected::Records
        } else {
            judge(report, content)?
        };
        self.pending = seen.into();
        Ok(())
    }

    fn advance(&mut self, progress: &Progress) -> Result<Option<RecordBatch>> {
        loop {
            match &mut self.stage {
                Stage::Reading if self.expected == Expected::Nothing => self.stage = Stage::Done,
                Stage::Reading if self.pending.is_empty() => match self.read(progress) {
                    Ok(bytes) if bytes.is_empty() => {
                        let error = self.decoder.finish().err().map(Error::from);
                        self.stage = Stage::Flushing(error);
                    }
                    Ok(bytes) => self.pending = bytes,
                    Err(error) => {
                        self.decoder.break_off();
                        self.stage = Stage::Flushing(Some(error));
                    }
                },
                Stage::Reading => {
                    if let Some(batch) = self.decode_pending()? {
                        return Ok(Some(batch));
                    }
                }
                Stage::Flushing(error) => {
                    let error = error.take();
                    match self.decoder.flush() {
                        Ok(Some(batch)) => {
                            self.stage = Stage::Flushing(error);
                            return Ok(Some(batch));
                        }
                        Ok(None) => {
                            self.stage = Stage::Done;
                            return error.map_or(Ok(None), Err);
                        }
                        Err(found) => {
                            self.stage = Stage::Done;
                            return Err(error.unwrap_or_else(|| found.into()));
                        }
                    }
                }
                Stage::Done => return Ok(None),
            }
        }
    }

    /// Decodes what is there; gives a batch as soon as one is full.
    fn decode_pending(&mut self) -> Result<Option<RecordBatch>> {
        let decoded = self.decoder.decode(&self.pending).and_then(|taken| {
            self.pending.advance(taken);
            Ok((taken, self.decoder.flush()?))
        });
        match decoded {
            Ok((0, None)) => Err(Error::new(ErrorKind::Internal, "the decoder does not move on")),
            Ok((_, batch)) => Ok(batch),
            Err(error) => {
                self.stage = Stage::Flushing(Some(error.into()));
                Ok(None)
            }
        }
    }

    /// The next bytes; none at the end.
    fn read(&mut self, progress: &Progress) -> Result<Bytes> {
        let mut chunk = vec![0; CHUNK];
        let got = read(&mut self.input, &mut chunk, progress)?;
        chunk.truncate(got);
        Ok(chunk.into())
    }
}

/// Reads what comes next; gives how much, 0 at the end.
fn read(input: &mut dyn Read, into: &mut [u8], progress: &Progress) -> Result<usize> {
    loop {
        match input.read(into) {
            Ok(0) => return end::judge(progress).map(|()| 0),
            Ok(got) => {
                progress.add(got);
                return Ok(got);
            }
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(io_error(&error).with_offset(progress.bytes())),
        }
    }
}

/// The error with the file's name and what to do about it.
fn named(name: &Option<String>, error: Error) -> Error {
    let error = match error.kind() {
        ErrorKind::NotData => error.with_hint("check the file and the report's name"),
        ErrorKind::Truncated => error.with_hint("get it again"),
        _ => error,
    };
    match name {
        Some(name) => error.prefixed(name),
        None => error,
    }
}

fn io_error(error: &std::io::Error) -> Error {
    Error::new(ErrorKind::Io, error.to_string())
}
