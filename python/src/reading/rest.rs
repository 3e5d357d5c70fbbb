//! All that is left, for a call that makes one thing of it: a file, a table, totals.

use arrow_array::RecordBatch;
use callrec::ErrorKind;

use super::{End, Position, Reading, Standing};
use crate::halt::Halt;
use crate::interrupt::Ear;
use crate::turn::Turn;

/// The call has the reading to itself until this is dropped: else nobody could tell, where it comes to
/// nothing, which records were its own.
pub(crate) struct Rest<'a> {
    pub(super) reading: &'a Reading,
    pub(super) position: Turn<'a, Position>,
    pub(super) standing: Standing,
    pub(super) is_begun: bool,
}

impl Rest<'_> {
    /// The next batch, waited for. To be called without the GIL.
    pub(crate) fn next(&mut self) -> Result<Option<RecordBatch>, Halt> {
        self.is_begun = true;
        let next = self.reading.rest_or_next(&mut self.position, Ear::Python)?;
        Ok(next.map(|next| self.reading.given(next)))
    }

    /// Where the reading stood, for what is made of the rest later.
    pub(crate) fn standing(&self) -> Standing {
        self.standing.clone()
    }

    /// The cursor covers nothing of it. Since what is left would look like a whole report, from now on
    /// the refusal comes; without one, that the reading was broken off.
    pub(crate) fn come_to_nothing(mut self, refused: Option<(ErrorKind, String)>) {
        if !self.is_begun {
            return;
        }
        self.reading.take_back(self.standing.clone());
        self.position.current = None;
        if let None | Some(End::Clean) = self.position.end {
            let mut facts = self.reading.lock_facts();
            facts.is_interrupted = refused.is_none();
            facts.refused.clone_from(&refused);
            self.position.end = Some(match refused {
                Some((kind, text)) => End::Refused(kind, text),
                None => End::Interrupted,
            });
        }
    }
}
