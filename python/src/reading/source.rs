//! Where a reading has its batches from: the core's reader, or another reading made unified.

use std::sync::Arc;

use arrow_array::RecordBatch;
use callrec::{Cursor, Doubt, Unifier, UnifyError, blocking};
use pyo3::PyErr;

use super::{Facts, Reading};
use crate::halt::Halt;
use crate::interrupt::Ear;

pub(super) enum Source {
    /// And an exception of the file object that is read, behind the rows before it.
    Reader(Box<blocking::Reader>, Option<PyErr>),
    /// The reading below belongs to this one alone: nobody else can read on.
    Unified { below: Arc<Reading>, unifier: Box<Unifier>, stopped: Option<Box<Stopped>> },
}

/// A doubt that `strict` made an error, once the records before it were given.
pub(super) struct Stopped {
    error: UnifyError,
    /// Where the feed's cursor stays: before the batch that was not given to its end.
    covered: Option<Cursor>,
}

impl Source {
    /// The next batch, waited for. To be called without the GIL.
    pub(super) fn next(&mut self, ear: Ear) -> Result<Option<RecordBatch>, Halt> {
        match self {
            Self::Reader(reader, late) => ear.reading(late, || reader.next_batch()),
            Self::Unified { stopped: Some(stopped), .. } => Err(Halt::refused(&stopped.error)),
            Self::Unified { below, unifier, stopped } => {
                let covered = below.facts().cursor;
                let Some(batch) = below.next_for_consumer(ear)? else { return Ok(None) };
                match unifier.unify(&batch) {
                    Err(UnifyError::Doubt(stop)) if stop.before.num_rows() > 0 => {
                        let before = stop.before.clone();
                        let error = UnifyError::Doubt(stop);
                        *stopped = Some(Box::new(Stopped { error, covered }));
                        Ok(Some(before))
                    }
                    made => made.map(Some).map_err(|error| Halt::refused(&error)),
                }
            }
        }
    }

    pub(super) fn facts(&self) -> Facts {
        match self {
            Self::Reader(reader, _) => Facts {
                accounting: reader.accounting(),
                proof: reader.proof(),
                bytes_read: reader.bytes_read(),
                total_bytes: reader.total_bytes(),
                cursor: reader.cursor(),
                ..Facts::default()
            },
            Self::Unified { below, unifier, stopped } => {
                let mut facts = Facts { unify: Some(unifier.accounting()), ..below.facts() };
                if let Some(stopped) = stopped {
                    facts.cursor = stopped.covered.clone();
                }
                facts
            }
        }
    }

    pub(super) fn take_quarantined(&mut self) -> Result<Vec<callrec::Quarantined>, Halt> {
        match self {
            Self::Reader(reader, _) => Ok(reader.take_quarantined()),
            Self::Unified { below, .. } => below.take_quarantined(),
        }
    }

    pub(super) fn take_doubts(&mut self) -> Vec<Doubt> {
        match self {
            Self::Reader(..) => Vec::new(),
            Self::Unified { unifier, .. } => unifier.take_doubts(),
        }
    }
}
