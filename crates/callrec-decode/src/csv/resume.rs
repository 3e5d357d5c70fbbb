//! Rows in the middle of a body: the door by which a body is decoded in several places at once.
//!
//! What a record is depends on the bytes from its first one on and on the layout, and a verdict that
//! was reached without the end of the input stays whatever follows. So a stretch of bytes that begins
//! at a record and was read to its last byte, no record being left open, gives the very rows that a
//! reading from the start gives there; only lines and record numbers must be counted on.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::UInt64Type;
use arrow_array::{RecordBatch, UInt64Array};

use super::profile::Dialect;
use super::{CsvDecoder, State};
use crate::{Accounting, DecodeError, Quarantined};

/// What a stretch of rows came to. Lines and record numbers count from the start of the stretch.
pub(crate) struct Stretch {
    /// Offset in the input of its first byte, and how many there are.
    pub(crate) offset: u64,
    pub(crate) bytes: u64,
    lines: u64,
    batches: Vec<RecordBatch>,
    accounting: Accounting,
    quarantined: Vec<Quarantined>,
}

impl CsvDecoder {
    /// Judges all bytes that were taken, as far as they can be judged now.
    pub(crate) fn look(&mut self) {
        self.process(false);
    }

    /// Whether the next byte begins a record of a body whose columns are known.
    pub(crate) fn between_rows(&self) -> bool {
        let reading = self.error.is_none() && !self.finished;
        reading && matches!(self.state, State::Rows(_)) && self.block.unread().is_empty()
    }

    /// How cells and rows are told apart in this body.
    pub(crate) fn dialect(&self) -> Dialect {
        self.rows.dialect
    }

    /// Bytes of the longest record.
    pub(crate) fn longest_record(&self) -> usize {
        self.options.limits.record_bytes
    }

    /// A decoder for other rows of the same body; `None` before the columns are known.
    pub(crate) fn follower(&self) -> Option<Self> {
        let State::Rows(layout) = &self.state else { return None };
        let mut other = Self::new(self.rows.profile, self.options.clone());
        other.rows.dialect = self.rows.dialect;
        other.begin_rows(layout.clone());
        Some(other)
    }

    /// Reads a stretch that begins at a record, as a [`Self::follower`] does. `None` where it does not
    /// end with a record, or holds an error: the follower is of no use then.
    pub(crate) fn read_stretch(&mut self, offset: u64, bytes: &[u8]) -> Option<Stretch> {
        self.begin_anew(offset);
        let mut batches = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let taken = self.decode(rest).ok()?;
            rest = &rest[taken..];
            if self.batch_is_full() {
                batches.extend(self.take_rows().ok()?);
            }
        }
        self.look();
        while self.batch_is_full() {
            batches.extend(self.take_rows().ok()?);
            self.look();
        }
        if !self.between_rows() {
            return None;
        }
        batches.extend(self.take_rows().ok()?);
        Some(Stretch {
            offset,
            bytes: bytes.len() as u64,
            // The first line is line 1.
            lines: self.block.line() - 1,
            batches,
            accounting: self.accounting,
            quarantined: self.held.take(),
        })
    }

    /// Forgets everything but what the rows look like.
    fn begin_anew(&mut self, offset: u64) {
        self.block.restart(offset);
        self.rows.table.begin_anew();
        self.accounting = Accounting::default();
        self.flushed = 0;
    }

    /// Takes over a stretch that begins where this decoder stands, and gives its batches; gives the
    /// stretch back where this decoder must read it itself: it begins elsewhere, or sets more records
    /// aside than are held.
    ///
    /// The rows of [`Self::take_rows`] must have been taken.
    pub(crate) fn absorb(&mut self, mut stretch: Stretch) -> Result<Vec<RecordBatch>, Stretch> {
        let here = self.between_rows() && self.rows.table.rows() == 0;
        if !here || self.block.offset() != stretch.offset {
            return Err(stretch);
        }
        let lines_before = self.block.line() - 1;
        let records_before = self.accounting.read;
        for record in &mut stretch.quarantined {
            record.line += lines_before;
            record.record += records_before;
        }
        if let Err(quarantined) = self.held.extend(std::mem::take(&mut stretch.quarantined)) {
            stretch.quarantined = quarantined;
            return Err(stretch);
        }
        let Stretch { bytes, lines, batches, accounting, .. } = stretch;
        self.accounting.read += accounting.read;
        self.accounting.accepted += accounting.accepted;
        self.accounting.repaired += accounting.repaired;
        self.accounting.quarantined += accounting.quarantined;
        self.accounting.duplicate += accounting.duplicate;
        self.flushed += accounting.rows();
        assert!(self.accounting.balanced(), "each record read is in exactly one place");
        self.block.pass_over(bytes, lines);
        // A stretch ends with a line feed.
        self.last_byte = Some(b'\n');
        Ok(batches.into_iter().map(|batch| count_on(batch, lines_before)).collect())
    }

    /// The rows there are, be they ever so few; `None` where there are none.
    pub(crate) fn take_rows(&mut self) -> Result<Option<RecordBatch>, DecodeError> {
        match self.rows.table.rows() {
            0 => Ok(None),
            _ => self.make_batch().map(Some),
        }
    }
}

/// The batch with `before` more in each line number.
fn count_on(batch: RecordBatch, before: u64) -> RecordBatch {
    if before == 0 {
        return batch;
    }
    let (schema, mut columns, _) = batch.into_parts();
    if let Ok(place) = schema.index_of("_line") {
        let lines = columns[place].as_primitive::<UInt64Type>().clone();
        // The only other hold on the buffer: without it the numbers are changed where they are.
        columns[place] = Arc::new(UInt64Array::new_null(0));
        let counted = lines.unary_mut(|line| line + before);
        columns[place] =
            Arc::new(counted.unwrap_or_else(|shared| shared.unary(|line| line + before)));
    }
    RecordBatch::try_new(schema, columns)
        .expect("a column was replaced by one of the same type and length")
}
