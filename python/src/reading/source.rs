//! Where a reading has its batches from: the core's reader, or another reading made unified.

use std::sync::Arc;

use arrow_array::RecordBatch;
use callrec::{Doubt, Unifier, blocking};

use super::{Facts, Reading};
use crate::halt::Halt;
use crate::interrupt::Ear;

pub(super) enum Source {
    Reader(Box<blocking::Reader>),
    /// The reading below belongs to this one alone: nobody else can read on.
    Unified {
        below: Arc<Reading>,
        unifier: Box<Unifier>,
    },
}

impl Source {
    /// The next batch, waited for. To be called without the GIL.
    pub(super) fn next(&mut self, ear: Ear) -> Result<Option<RecordBatch>, Halt> {
        match self {
            Self::Reader(reader) => ear.listening(|| reader.next_batch()),
            Self::Unified { below, unifier } => {
                let Some(batch) = below.next_for_consumer(ear)? else { return Ok(None) };
                unifier.unify(&batch).map(Some).map_err(|error| Halt::refused(&error))
            }
        }
    }

    pub(super) fn facts(&self) -> Facts {
        match self {
            Self::Reader(reader) => Facts {
                accounting: reader.accounting(),
                proof: reader.proof(),
                bytes_read: reader.bytes_read(),
                total_bytes: reader.total_bytes(),
                cursor: reader.cursor(),
                ..Facts::default()
            },
            Self::Unified { below, unifier } => {
                Facts { unify: Some(unifier.accounting()), ..below.facts() }
            }
        }
    }

    pub(super) fn take_quarantined(&mut self) -> Result<Vec<callrec::Quarantined>, Halt> {
        match self {
            Self::Reader(reader) => Ok(reader.take_quarantined()),
            Self::Unified { below, .. } => below.take_quarantined(),
        }
    }

    pub(super) fn take_doubts(&mut self) -> Vec<Doubt> {
        match self {
            Self::Reader(_) => Vec::new(),
            Self::Unified { unifier, .. } => unifier.take_doubts(),
        }
    }
}
