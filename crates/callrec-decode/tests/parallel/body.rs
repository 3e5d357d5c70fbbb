//! Large bodies without a file.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use callrec_decode::{
    ByteSource, DecodeOptions, ParallelError, ParallelOptions, ParallelReader, Report,
};

const HEADER: &str = "Transaction ID,Description,GMT Time,Net Billing Amount,Service Type\n";

/// A CDR body of so many rows; descriptions of several lines in quotes where asked for.
pub(crate) fn cdr(rows: usize, lines: bool) -> Vec<u8> {
    let mut body = HEADER.to_owned();
    for row in 0..rows {
        let place = match row % 3 {
            0 if lines => format!("\"a town, {row}\nof two lines\""),
            1 => format!("\"town, {row}\""),
            _ => format!("town {row}"),
        };
        let (hour, minute) = (row / 60 % 24, row % 60);
        body += &format!(
            "T{row:06},{place},05-MAR-2026 {hour:02}:{minute:02}:00,{}.{:02},daily_{}\n",
            row % 900,
            row % 100,
            row % 7
        );
    }
    body.into_bytes()
}

/// What a source does once it has given so many bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Then {
    End,
    Fail,
    Panic,
}

/// The reason for [`Then::Fail`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gone;

/// A body that says how much of it was asked for, and whether anyone still has it.
pub(crate) struct Watched {
    pub(crate) body: Arc<Vec<u8>>,
    pub(crate) given: Arc<AtomicUsize>,
    pub(crate) until: usize,
    pub(crate) then: Then,
}

impl ByteSource for Watched {
    type Error = Gone;

    fn read(&mut self, into: &mut [u8]) -> Result<usize, Gone> {
        let given = self.given.load(Ordering::SeqCst);
        let rest = &self.body[given..self.until];
        let read = rest.len().min(into.len());
        if read == 0 {
            return match self.then {
                Then::End => Ok(0),
                Then::Fail => Err(Gone),
                Then::Panic => panic!("a source that panics, for a test"),
            };
        }
        into[..read].copy_from_slice(&rest[..read]);
        self.given.store(given + read, Ordering::SeqCst);
        Ok(read)
    }
}

impl Watched {
    pub(crate) fn whole(body: Vec<u8>) -> Self {
        Self { until: body.len(), body: Arc::new(body), given: Arc::default(), then: Then::End }
    }

    /// Reads it on three threads.
    pub(crate) fn reader(self) -> ParallelReader<Self> {
        let parallel = ParallelOptions::default().with_threads(3).with_block_bytes(16 << 10);
        ParallelReader::new(Report::IpassCdr, DecodeOptions::default(), parallel, self)
    }
}

/// Rows of all batches, and how it ended.
pub(crate) fn drain(reader: &mut ParallelReader<Watched>) -> (usize, Option<ParallelError<Gone>>) {
    let mut rows = 0;
    loop {
        match reader.next_batch() {
            Ok(Some(batch)) => rows += batch.num_rows(),
            Ok(None) => return (rows, None),
            Err(error) => return (rows, Some(error)),
        }
    }
}
