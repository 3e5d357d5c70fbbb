//! Where a reader stands, which its Arrow stream shares: the source, how it ended, what was set aside.

use std::collections::VecDeque;
use std::ops::Range;

use arrow_array::RecordBatch;
use callrec::blocking::Reader;
use callrec::{Accounting, Proof, Quarantined, SchemaRef};

use super::quarantine::Lent;
use super::unify::Unified;
use crate::error::Failure;
use crate::record::Table;

pub(super) struct Cursor {
    table: Table,
    source: Source,
    /// Makes unified records of the batches, where that was asked for.
    pub(super) unified: Option<Unified>,
    /// Where the feed's cursor stays: before rows that were read and could not be handed on.
    stuck: Option<callrec::Cursor>,
    /// Whether the rows belong to an Arrow stream, and those that it begins with: the last batch's,
    /// behind so many of its rows.
    streaming: bool,
    rest: Option<(RecordBatch, usize)>,
    /// The rows of the core's last batch that were handed on together, until more is read.
    given: Option<Range<usize>>,
    pub(super) quarantined: VecDeque<Quarantined>,
    /// The quarantined record that is on loan.
    pub(super) lent: Option<Lent>,
}

enum Source {
    Open(Box<Reader>),
    /// Read to the end, or to an error; either comes again.
    Ended(Box<Reader>, Failure),
    /// Closed by the caller; the facts stay.
    Closed(Facts),
}

/// What stays known of a reader that was closed.
#[derive(Clone)]
struct Facts {
    accounting: Accounting,
    proof: Option<Proof>,
    /// The feed's, as far as rows were handed on.
    cursor: Option<callrec::Cursor>,
}

impl Cursor {
    pub(super) fn new(reader: Reader) -> Self {
        Self {
            table: Table::Report(reader.report()),
            source: Source::Open(Box::new(reader)),
            unified: None,
            stuck: None,
            streaming: false,
            rest: None,
            given: None,
            quarantined: VecDeque::new(),
            lent: None,
        }
    }

    /// What the rows are rows of.
    pub(super) fn table(&self) -> Table {
        self.table
    }

    /// The schema of the rows.
    pub(super) fn schema(&self) -> SchemaRef {
        self.table.schema()
    }

    /// A file or a stream of what is left would look like a report without rows.
    pub(super) fn refuse_at_end(&self) -> Result<(), Failure> {
        match &self.source {
            Source::Ended(_, Failure::End) => {
                Err(Failure::closed("the reader was read to its end already"))
            }
            Source::Closed(..) => Err(Failure::closed("the reader was closed")),
            _ => Ok(()),
        }
    }

    /// From now on batches are made into unified records.
    pub(super) fn unify(&mut self, unified: Unified) {
        self.table = Table::Unified;
        self.unified = Some(unified);
    }

    pub(super) fn refuse_beside_stream(&self) -> Result<(), Failure> {
        if self.streaming {
            return Err(Failure::closed("the rows were taken as an Arrow stream"));
        }
        Ok(())
    }

    /// From now on only the Arrow stream reads, beginning with `rest`, which stands behind so many
    /// rows of the last batch.
    pub(super) fn stream_from(
        &mut self,
        rest: Option<(RecordBatch, usize)>,
    ) -> Result<(), Failure> {
        self.refuse_at_end()?;
        (self.streaming, self.rest) = (true, rest);
        Ok(())
    }

    /// The next batch for the stream.
    pub(super) fn stream_batch(&mut self) -> Result<RecordBatch, Failure> {
        let rest = self.rest.take();
        self.next_batch(rest)
    }

    /// Rows to be handed on together: `rest`, which stands behind so many rows of the last batch, or
    /// the next batch.
    pub(super) fn next_batch(
        &mut self,
        rest: Option<(RecordBatch, usize)>,
    ) -> Result<RecordBatch, Failure> {
        let (batch, passed) = match rest {
            Some(rest) => rest,
            None => (self.pull()?, 0),
        };
        self.given = Some(passed..passed + batch.num_rows());
        Ok(batch)
    }

    /// The next batch with rows from the core.
    pub(super) fn pull(&mut self) -> Result<RecordBatch, Failure> {
        self.given = None;
        let reader = match &mut self.source {
            Source::Open(reader) => reader,
            Source::Ended(_, how) => return Err(how.again()),
            Source::Closed(..) => return Err(Failure::closed("the reader was closed")),
        };
        let how = loop {
            match reader.next() {
                Some(Ok(batch)) if batch.num_rows() == 0 => {}
                Some(Ok(batch)) => match &mut self.unified {
                    None => return Ok(batch),
                    Some(unified) => match unified.make(&batch) {
                        Ok(batch) => return Ok(batch),
                        Err(refused) => {
                            // The rows before the failure come before it, and are covered alone.
                            let good = refused.before.as_ref().map_or(0, RecordBatch::num_rows);
                            let covered = reader.cursor_after(good);
                            let again = refused.failure.again();
                            self.end_with(&refused.failure, covered);
                            return refused.before.filter(|_| good > 0).ok_or(again);
                        }
                    },
                },
                Some(Err(error)) => break error.into(),
                None => break Failure::End,
            }
        };
        let again = how.again();
        // The place-holder is replaced at once: nothing between the two lines can fail.
        let facts = Source::Closed(self.facts());
        if let Source::Open(reader) = std::mem::replace(&mut self.source, facts) {
            self.source = Source::Ended(reader, how);
        }
        Err(again)
    }

    /// Rows that were read cannot go to whoever they were for: nothing more is read, that failure
    /// comes, and a feed's cursor stays before them, where it is `covered`.
    pub(super) fn end_with(&mut self, failure: &Failure, covered: Option<callrec::Cursor>) {
        let facts = Source::Closed(self.facts());
        self.source = match std::mem::replace(&mut self.source, facts) {
            Source::Open(reader) | Source::Ended(reader, _) => {
                Source::Ended(reader, failure.again())
            }
            closed @ Source::Closed(_) => closed,
        };
        (self.stuck, self.given) = (covered, None);
    }

    /// Ends the reading; `covered` is as far as rows were handed on.
    pub(super) fn close(&mut self, covered: Option<callrec::Cursor>) {
        self.take_quarantined();
        (self.rest, self.given) = (None, None);
        self.source = Source::Closed(Facts { cursor: covered, ..self.facts() });
    }

    fn facts(&self) -> Facts {
        match &self.source {
            Source::Open(reader) | Source::Ended(reader, _) => Facts {
                accounting: reader.accounting(),
                proof: reader.proof(),
                cursor: reader.cursor(),
            },
            Source::Closed(facts) => facts.clone(),
        }
    }

    pub(super) fn accounting(&self) -> Accounting {
        match &self.source {
            Source::Open(reader) | Source::Ended(reader, _) => reader.accounting(),
            Source::Closed(facts) => facts.accounting,
        }
    }

    pub(super) fn proof(&self) -> Option<Proof> {
        match &self.source {
            Source::Open(reader) | Source::Ended(reader, _) => reader.proof(),
            Source::Closed(facts) => facts.proof,
        }
    }

    /// The feed's, behind all that was pulled but the rows that an Arrow stream is to begin with.
    pub(super) fn feed_cursor(&self) -> Option<callrec::Cursor> {
        if let Some((_, passed)) = &self.rest {
            return self.feed_cursor_after(*passed);
        }
        match &self.source {
            Source::Ended(..) if self.stuck.is_some() => self.stuck.clone(),
            Source::Open(reader) | Source::Ended(reader, _) => reader.cursor(),
            Source::Closed(facts) => facts.cursor.clone(),
        }
    }

    /// The feed's, behind so many rows of the batch that was pulled last and all before it.
    pub(super) fn feed_cursor_after(&self, rows: usize) -> Option<callrec::Cursor> {
        match &self.source {
            Source::Open(reader) | Source::Ended(reader, _) => reader.cursor_after(rows),
            Source::Closed(facts) => facts.cursor.clone(),
        }
    }

    /// The feed's, behind so many of the rows that were handed on together last.
    pub(super) fn feed_cursor_within(
        &self,
        rows: usize,
    ) -> Result<Option<callrec::Cursor>, Failure> {
        if let Source::Closed(_) = self.source {
            let why = "the reader was closed: ask for a part of its last batch before that";
            return Err(Failure::closed(why));
        }
        let Some(given) = &self.given else {
            let why = "the last call that read gave no batch of which a part could be covered";
            return Err(Failure::invalid_argument(why));
        };
        if rows > given.len() {
            let why =
                format!("rows is {rows}, and the batch that was given last has {}", given.len());
            return Err(Failure::invalid_argument(why));
        }
        Ok(self.feed_cursor_after(given.start + rows))
    }

    /// Moves what the core has set aside into the queue.
    pub(super) fn take_quarantined(&mut self) {
        if let Source::Open(reader) | Source::Ended(reader, _) = &mut self.source {
            self.quarantined.extend(reader.take_quarantined());
        }
    }
}
