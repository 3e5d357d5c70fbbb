//! A report on this machine that several threads decode.

use std::io::Read;
use std::sync::Arc;

use bytes::{Buf as _, Bytes};
use callrec_decode::{
    ByteSource, DecodeOptions, ParallelError, ParallelOptions, ParallelReader, Report,
};

use super::super::process::OwnProcess;
use super::super::remote::Message;
use super::super::signals;
use super::{named, read};
use crate::download::Progress;
use crate::{Error, ErrorKind, Proof, Result};

/// The bytes that were looked at, and those behind them.
pub(super) struct Input {
    head: Bytes,
    rest: Box<dyn Read + Send>,
    progress: Arc<Progress>,
}

impl Input {
    pub(super) fn new(head: Bytes, rest: Box<dyn Read + Send>, progress: Arc<Progress>) -> Self {
        Self { head, rest, progress }
    }
}

impl ByteSource for Input {
    type Error = Error;

    fn read(&mut self, into: &mut [u8]) -> Result<usize> {
        if self.head.is_empty() {
            return read(&mut self.rest, into, &self.progress);
        }
        let count = into.len().min(self.head.len());
        self.head.copy_to_slice(&mut into[..count]);
        Ok(count)
    }
}

/// A report being read. In a child of `fork` its threads are not there.
pub(in super::super) struct Shared {
    name: Option<String>,
    reader: OwnProcess<ParallelReader<Input>>,
}

impl Shared {
    pub(super) fn new(
        input: Input,
        name: Option<String>,
        report: Report,
        options: DecodeOptions,
        threads: usize,
    ) -> Self {
        let parallel = ParallelOptions::default().with_threads(threads);
        let reader = ParallelReader::new(report, options, parallel, input)
            .with_start(|start| signals::blocked(start));
        Self { name, reader: OwnProcess::new(reader) }
    }

    /// The error with the file's name.
    pub(in super::super) fn named(&self, error: Error) -> Error {
        named(&self.name, error)
    }

    /// The next step. `Forked` in a child.
    pub(in super::super) fn next(&mut self) -> Result<Message> {
        let reader = self.reader.get_mut()?;
        let next = reader.next_batch().map_err(|error| match error {
            ParallelError::Decode(error) => error.into(),
            ParallelError::Source(error) => error,
            ParallelError::Panicked => {
                Error::new(ErrorKind::Internal, "a decoding thread ended by a panic")
            }
        });
        let next = next.map_err(|error| named(&self.name, error)).transpose();
        Ok(Message {
            covered: None,
            proof: next.is_none().then_some(Proof::Framed),
            next,
            accounting: reader.accounting(),
            quarantined: reader.take_quarantined(),
        })
    }
}
