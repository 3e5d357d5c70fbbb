//! Where batches come from: a download or a local input.

use callrec::{Accounting, Proof, Quarantined, Reader, RecordBatch};

use crate::failure::Failure;
use crate::local::LocalReader;

/// A body that is being read.
pub(crate) enum Source {
    /// From a provider.
    Remote(Box<Reader>),
    /// From a file or standard input.
    Local(LocalReader),
}

impl Source {
    /// The next batch; errors come after the rows that were read before them.
    pub(crate) async fn next_batch(&mut self) -> Option<Result<RecordBatch, Failure>> {
        match self {
            Self::Remote(reader) => reader.next_batch().await.map(|batch| Ok(batch?)),
            Self::Local(reader) => reader.next_batch().await,
        }
    }

    pub(crate) fn accounting(&self) -> Accounting {
        match self {
            Self::Remote(reader) => reader.accounting(),
            Self::Local(reader) => reader.accounting(),
        }
    }

    pub(crate) fn take_quarantined(&mut self) -> Vec<Quarantined> {
        match self {
            Self::Remote(reader) => reader.take_quarantined(),
            Self::Local(reader) => reader.take_quarantined(),
        }
    }

    pub(crate) fn bytes_read(&self) -> u64 {
        match self {
            Self::Remote(reader) => reader.bytes_read(),
            Self::Local(reader) => reader.bytes_read(),
        }
    }

    /// How the end of a download was proven; a local input has no framing to speak of.
    pub(crate) fn proof(&self) -> Option<Proof> {
        match self {
            Self::Remote(reader) => reader.proof(),
            Self::Local(_) => None,
        }
    }
}
