//! Counts that a document states of itself, checked against the records read.

use super::fault::Fault;
use super::name;
use super::position::Position;
use crate::DecodeErrorKind;

/// A stated count and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Stated {
    records: u64,
    position: Position,
}

/// A fault whose place is known already.
pub(super) type Placed = (Fault, Position);

impl Stated {
    pub(super) fn parse(text: &str, position: Position) -> Result<Self, Placed> {
        let text = text.trim();
        let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        match text.parse() {
            Ok(records) if digits => Ok(Self { records, position }),
            _ => Err(mismatch("a count of the records is not a number".to_owned(), position)),
        }
    }

    fn check(self, found: u64) -> Result<(), Placed> {
        let Self { records, position } = self;
        if records == found {
            return Ok(());
        }
        Err(mismatch(
            format!("{records} records are stated, {found} were read; fetch it again"),
            position,
        ))
    }
}

fn mismatch(detail: String, position: Position) -> Placed {
    (Fault::new(DecodeErrorKind::CountMismatch, 0, detail), position)
}

/// The counts of one document.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// Of all records.
    total: Option<Stated>,
    /// Of the records in the wrapper that is open, and the records read before it.
    wrapper: Option<(Option<Stated>, u64)>,
    /// A count above zero of a wrapper that held no records: it may count something else.
    unclaimed: Option<Stated>,
}

impl Counts {
    /// Offsets of the counts that a mismatch may be told of.
    pub(super) fn places(&self) -> impl Iterator<Item = u64> {
        let wrapper = self.wrapper.as_ref().and_then(|(stated, _)| *stated);
        let stated = [self.total, wrapper, self.unclaimed].into_iter().flatten();
        stated.map(|stated| stated.position.offset)
    }

    /// A count on or directly below the root.
    pub(super) fn state_total(&mut self, stated: Stated) -> Result<(), Placed> {
        match self.total {
            Some(total) => stated.check(total.records),
            None => {
                self.total = Some(stated);
                Ok(())
            }
        }
    }

    pub(super) fn open_wrapper(&mut self, read: u64) {
        self.wrapper = Some((None, read));
    }

    /// A count on or directly below the wrapper.
    pub(super) fn state_in_wrapper(&mut self, stated: Stated) -> Result<(), Placed> {
        match &mut self.wrapper {
            None => Ok(()),
            Some((Some(earlier), _)) => stated.check(earlier.records),
            Some((none, _)) => {
                *none = Some(stated);
                Ok(())
            }
        }
    }

    /// A wrapper that holds records counts these; one that is called a summary counts all.
    pub(super) fn close_wrapper(&mut self, name: &str, read: u64) -> Result<(), Placed> {
        let Some((Some(stated), before)) = self.wrapper.take() else { return Ok(()) };
        if read > before {
            stated.check(read - before)
        } else if name::holds(name, "summary") || name::holds(name, "count") {
            self.state_total(stated)
        } else {
            if stated.records > 0 {
                self.unclaimed.get_or_insert(stated);
            }
            Ok(())
        }
    }

    /// Whether the document says that there are no records.
    pub(super) fn states_none(&self) -> bool {
        self.total.is_some_and(|total| total.records == 0)
    }

    /// The root has closed.
    pub(super) fn check(&self, read: u64) -> Result<(), Placed> {
        if let Some(total) = self.total {
            total.check(read)?;
        }
        match self.unclaimed {
            Some(stated) if read == 0 => stated.check(0),
            _ => Ok(()),
        }
    }
}
