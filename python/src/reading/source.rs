//! Where a reading has its batches from: the core's reader, or another reading made unified.

use std::sync::Arc;

use arrow_array::RecordBatch;
use callrec::{Doubt, Unifier, UnifyError, blocking};
use pyo3::PyErr;

use super::{Facts, Reading};
use crate::halt::Halt;
use crate::interrupt::Ear;

pub(super) enum Source {
    /// And an exception of the file object that is read, behind the rows before it.
    Reader(Box<blocking::Reader>, Option<PyErr>),
    /// The reading below belongs to this one alone: nobody else can read on.
    Unified {
        below: Arc<Reading>,
        unifier: Box<Unifier>,
        /// A doubt that `strict` made an error, once the records before it were given.
        stopped: Option<UnifyError>,
    },
}

impl Source {
    /// The next batch, waited for, and how many rows of the core's batch stand before it. To be called
    /// without the GIL.
    pub(super) fn next(&mut self, ear: Ear) -> Result<Option<(RecordBatch, usize)>, Halt> {
        match self {
            Self::Reader(reader, late) => {
                let next = ear.reading(late, || reader.next_batch())?;
                Ok(next.map(|batch| (batch, 0)))
            }
            Self::Unified { stopped: Some(error), .. } => Err(Halt::refused(error)),
            Self::Unified { below, unifier, stopped } => {
                let Some((batch, start)) = below.next_to_unify(ear)? else { return Ok(None) };
                match unifier.unify(&batch) {
                    Err(UnifyError::Doubt(stop)) if stop.before.num_rows() > 0 => {
                        let before = stop.before.clone();
                        *stopped = Some(UnifyError::Doubt(stop));
                        Ok(Some((before, start)))
                    }
                    Ok(made) => Ok(Some((made, start))),
                    Err(error) => Err(Halt::refused(&error)),
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
                ..Facts::default()
            },
            Self::Unified { below, unifier, .. } => {
                Facts { unify: Some(unifier.accounting()), ..below.facts() }
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
