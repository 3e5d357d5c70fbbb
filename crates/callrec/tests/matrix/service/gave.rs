//! What a call gave, and how it is compared with what it should have given.

use callrec::{Document, Error, Outcome, Reader, RecordBatch};

/// Rows, bytes or an outcome, up to the error if there is one.
#[derive(Debug, Default)]
pub(crate) struct Gave {
    pub(crate) error: Option<Error>,
    /// A deletion that found nothing the second time.
    pub(crate) gone: bool,
    /// What a write that was carried out is warned of.
    pub(crate) warnings: Vec<String>,
    pub(crate) batches: Vec<RecordBatch>,
    pub(crate) bytes: Vec<u8>,
}

impl Gave {
    pub(crate) fn rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.is_empty() && self.rows() == 0
    }

    pub(crate) fn equals(&self, other: &Self) -> bool {
        self.batches == other.batches && self.bytes == other.bytes
    }

    /// Whether it holds the first rows of the other and nothing else.
    pub(crate) fn begins(&self, other: &Self) -> bool {
        let first = |(mine, whole): (&RecordBatch, &RecordBatch)| {
            mine.num_rows() <= whole.num_rows() && *mine == whole.slice(0, mine.num_rows())
        };
        self.batches.len() <= other.batches.len()
            && self.batches.iter().zip(&other.batches).all(first)
            && self.bytes.is_empty()
    }

    pub(super) fn failed(error: Error) -> Self {
        Self { error: Some(error), ..Self::default() }
    }

    pub(super) fn done(result: Result<(), Error>) -> Self {
        Self { error: result.err(), ..Self::default() }
    }

    pub(super) fn written<T>(result: Result<Outcome<T>, Error>) -> Self {
        match result {
            Ok(outcome) => {
                Self { gone: outcome.already_gone, warnings: outcome.warnings, ..Self::default() }
            }
            Err(error) => Self::failed(error),
        }
    }

    pub(super) async fn read(opened: Result<Reader, Error>) -> Self {
        let mut gave = Self::default();
        let mut reader = match opened {
            Ok(reader) => reader,
            Err(error) => return Self::failed(error),
        };
        while let Some(next) = reader.next_batch().await {
            match next {
                Ok(batch) => gave.batches.push(batch),
                Err(error) => return Self { error: Some(error), ..gave },
            }
        }
        gave
    }

    pub(super) async fn document(opened: Result<Document, Error>) -> Self {
        let read = match opened {
            Ok(document) => document.into_bytes().await,
            Err(error) => Err(error),
        };
        match read {
            Ok(bytes) => Self { bytes, ..Self::default() },
            Err(error) => Self::failed(error),
        }
    }
}
