//! Delimited text: a push decoder over a table of columns.
//!
//! Input is copied into one recycled [`block`]. The first record becomes a [`layout`]; after that
//! stretches of plain rows are taken by [`fast`] from a structural index, and each record that it
//! leaves is judged by the exact path in [`rows`].

pub(crate) mod block;
mod fast;
mod first;
mod layout;
mod mend;
mod own;
mod profile;
mod record;
mod resume;
mod resync;
mod rows;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use self::block::Block;
use self::fast::{Fast, Taken};
use self::first::First;
use self::layout::Layout;
use self::rows::{Rows, Verdict};
use crate::decoder::Places;
use crate::quarantine::Held;
use crate::{Accounting, DecodeError, DecodeErrorKind, DecodeOptions, Quarantined, Reason, Report};

pub(crate) use self::profile::Profile;
pub(crate) use self::resume::Stretch;

/// Input is looked at when this much has come since the last look, so that a slow body gives its
/// rows early; and not before what was left then has doubled, so that a record that needs much to be
/// judged is not judged again and again.
const LOOK_AFTER: usize = 16 << 10;

/// Input of this many bytes is read in place as far as it is plain rows: the rest is copied.
const IN_PLACE: usize = 16 << 10;

/// Bytes of the first piece that is copied where the input cannot be read in place; doubles while that
/// does not end between two records.
const PIECE: usize = 1 << 10;

/// What the rows are read by.
enum State {
    /// No record yet.
    Start,
    /// Rows of this layout.
    Rows(Layout),
    /// The body says `no data`: nothing may follow.
    NoData,
}

/// Decodes one body of delimited text. The contract is that of [`crate::ReportDecoder`].
pub(crate) struct CsvDecoder {
    options: DecodeOptions,
    block: Block,
    rows: Rows,
    fast: Fast,
    state: State,
    accounting: Accounting,
    held: Held,
    /// Rows of the batches given so far.
    flushed: u64,
    /// Bytes taken in since the block was looked at, and how many must come before the next look.
    unseen: usize,
    next_look: usize,
    /// Bytes to be taken in next, where there are as many.
    piece: usize,
    last_byte: Option<u8>,
    finished: bool,
    /// Whether no more input comes although it has not ended.
    broken_off: bool,
    error: Option<DecodeError>,
}

impl CsvDecoder {
    /// A decoder for a report that has a profile.
    pub(crate) fn new(profile: &'static Profile, options: DecodeOptions) -> Self {
        let batch_rows = options.batch_rows.max(1);
        let limits = options.limits.bounded();
        let options = DecodeOptions { batch_rows, limits, ..options };
        let mut rows = Rows::new(profile, &options);
        if let Some(delimiter) = options.delimiter {
            rows.dialect.delimiter = delimiter.byte();
        }
        Self {
            block: Block::new(&options.limits),
            rows,
            fast: Fast::new(),
            held: Held::new(&options.limits),
            options,
            state: State::Start,
            accounting: Accounting::default(),
            flushed: 0,
            unseen: 0,
            next_look: LOOK_AFTER,
            piece: PIECE,
            last_byte: None,
            finished: false,
            broken_off: false,
            error: None,
        }
    }

    /// Takes the first bytes of the text, which are few, after `skipped` bytes of the input.
    pub(crate) fn begin(&mut self, skipped: usize, first: &[u8]) {
        self.block.begin_at(skipped as u64);
        let taken = self.block.fill(first);
        debug_assert_eq!(taken, first.len(), "a block holds more than is sniffed at");
        self.unseen = taken;
        self.last_byte = first.last().copied();
    }

    /// The schema of every batch: once the first record is read, with the name of its form.
    pub(crate) fn schema(&self) -> SchemaRef {
        self.rows.table.schema()
    }

    fn report(&self) -> Report {
        self.rows.profile.report
    }

    pub(crate) fn decode(&mut self, input: &[u8]) -> Result<usize, DecodeError> {
        let mut taken = 0;
        loop {
            if let Some(error) = &self.error {
                return Err(error.clone());
            }
            if self.batch_is_full() {
                return Ok(taken);
            }
            let mut step = self.read_in_place(&input[taken..]);
            if !self.batch_is_full() {
                let taken_in = self.block.fill(self.piece(&input[taken + step..]));
                self.unseen += taken_in;
                step += taken_in;
            }
            taken += step;
            if step > 0 {
                self.last_byte = input[..taken].last().copied();
            }
            let all = taken == input.len();
            if self.block.at_end() || !all || self.unseen >= self.next_look {
                self.process(false);
                self.piece = match self.block.unread().is_empty() {
                    true => PIECE,
                    false => self.piece.saturating_mul(2),
                };
            }
            if all && self.error.is_none() {
                return Ok(taken);
            }
        }
    }

    /// Takes plain rows from where the caller has them, between two records; gives how many bytes.
    fn read_in_place(&mut self, input: &[u8]) -> usize {
        let State::Rows(layout) = &self.state else { return 0 };
        if input.len() < IN_PLACE || !self.block.unread().is_empty() || self.fast.rests() {
            return 0;
        }
        let Self { block, rows, fast, accounting, options, .. } = self;
        let read = block.in_place(input, |window| {
            loop {
                let room = options.batch_rows.saturating_sub(rows.table.rows());
                let taken = match room {
                    0 => Taken::default(),
                    _ => fast.take(window, rows, layout, room),
                };
                if taken.rows == 0 {
                    break;
                }
                taken.count_in(accounting);
            }
        });
        fast.move_on();
        read
    }

    /// How much of the input is taken into the block at once: where there is much, whole lines, so that
    /// the block is soon empty again and the rest can be read in place.
    fn piece<'a>(&self, input: &'a [u8]) -> &'a [u8] {
        if input.len() < IN_PLACE || self.piece >= input.len() {
            return input;
        }
        let piece = &input[..self.piece];
        memchr::memrchr(b'\n', piece).map_or(piece, |line_feed| &piece[..=line_feed])
    }

    pub(crate) fn finish(&mut self) -> Result<(), DecodeError> {
        self.finished = true;
        self.process(true);
        self.error.clone().map_or(Ok(()), Err)
    }

    /// See [`crate::ReportDecoder::break_off`].
    pub(crate) fn break_off(&mut self) {
        self.broken_off = true;
    }

    pub(crate) fn flush(&mut self) -> Result<Option<RecordBatch>, DecodeError> {
        if !self.batch_is_full() && self.error.is_none() && self.unseen_rows_possible() {
            self.process(self.finished);
        }
        let over = self.finished || self.broken_off || self.error.is_some();
        if self.batch_is_full() || (over && self.rows.table.rows() > 0) {
            return self.make_batch().map(Some);
        }
        self.error.clone().map_or(Ok(None), Err)
    }

    /// The rows of the table as a batch.
    fn make_batch(&mut self) -> Result<RecordBatch, DecodeError> {
        let rows = self.rows.table.rows() as u64;
        let batch = match self.rows.table.finish() {
            Ok(batch) => batch,
            Err(fault) => {
                let detail = format!("no batch can be made of the rows: {fault}");
                let error = self.error_here(DecodeErrorKind::Limit, None, detail);
                return Err(self.error.insert(error).clone());
            }
        };
        self.flushed += rows;
        assert!(
            self.flushed == self.accounting.rows(),
            "every accepted or repaired row is in a batch"
        );
        Ok(batch)
    }

    pub(crate) fn accounting(&self) -> Accounting {
        self.accounting
    }

    pub(crate) fn take_quarantined(&mut self) -> Vec<Quarantined> {
        self.held.take()
    }

    /// Records set aside that nobody has taken.
    pub(crate) fn held(&mut self) -> &mut Held {
        &mut self.held
    }

    /// Says which places may still be spoken of.
    pub(crate) fn note(&self, places: &mut Places) {
        places.add_rows(&self.rows.table.offsets);
        places.unread = self.block.offset();
    }

    pub(crate) fn ended_cleanly(&self) -> bool {
        let line_ended = matches!(self.last_byte, None | Some(b'\n' | b'\r'));
        let no_data = matches!(self.state, State::NoData);
        self.finished && self.error.is_none() && (line_ended || no_data)
    }

    fn batch_is_full(&self) -> bool {
        self.rows.table.rows() >= self.options.batch_rows
    }

    /// After a full batch the block may hold whole records that nobody has looked at.
    fn unseen_rows_possible(&self) -> bool {
        (self.finished || self.broken_off) && !self.block.unread().is_empty()
    }

    /// Reads records until the batch is full or more input is needed; errors are kept.
    fn process(&mut self, ended: bool) {
        self.unseen = 0;
        while self.error.is_none() && !self.batch_is_full() && !self.block.unread().is_empty() {
            match self.step(ended) {
                Ok(true) => {}
                Ok(false) if self.block.is_full() || ended => {
                    let detail = "a record is larger than the decoder's block".to_owned();
                    self.error = Some(self.error_here(DecodeErrorKind::Limit, None, detail));
                }
                Ok(false) => break,
                Err(error) => self.error = Some(error),
            }
        }
        self.next_look = LOOK_AFTER.max(self.block.unread().len());
        assert!(self.accounting.balanced(), "each record read is in exactly one place");
    }

    /// Reads one record or stretch of rows; false when more input is needed.
    fn step(&mut self, ended: bool) -> Result<bool, DecodeError> {
        let verdict = match &self.state {
            State::Start => return self.first_record(ended),
            State::NoData => return self.nothing_more(),
            State::Rows(layout) => {
                let room = self.options.batch_rows - self.rows.table.rows();
                let taken = self.fast.take(&mut self.block.window(), &mut self.rows, layout, room);
                if taken.rows > 0 {
                    taken.count_in(&mut self.accounting);
                    return Ok(true);
                }
                self.rows.next(self.block.unread(), ended, layout)
            }
        };
        match verdict {
            Verdict::More => return Ok(false),
            Verdict::Blank { next } => self.block.advance(next, 1),
            Verdict::Row { next, lines, repairs } => {
                self.rows.table.lines.push(self.block.line());
                self.rows.table.offsets.push(self.block.offset());
                self.accounting.read += 1;
                match repairs.is_empty() {
                    true => self.accounting.accepted += 1,
                    false => self.accounting.repaired += 1,
                }
                self.block.advance(next, lines);
            }
            Verdict::SetAside { end, next, lines, column, reason } => {
                self.set_aside(end, column, reason)?;
                self.block.advance(next, lines);
            }
            Verdict::Stop { kind, column, detail } => {
                return Err(self.error_here(kind, column, detail));
            }
        }
        Ok(true)
    }

    fn first_record(&mut self, ended: bool) -> Result<bool, DecodeError> {
        let declared = self.options.delimiter.is_some();
        let encoding = self.options.encoding;
        match first::judge(&mut self.rows, self.block.unread(), ended, declared, encoding) {
            First::More => Ok(false),
            First::Blank { next } => {
                self.block.advance(next, 1);
                Ok(true)
            }
            First::NoData { next, lines } => {
                self.block.advance(next, lines);
                self.state = State::NoData;
                Ok(true)
            }
            First::Header { next, lines, layout } => {
                self.block.advance(next, lines);
                self.begin_rows(layout);
                Ok(true)
            }
            First::Data { layout } => {
                self.begin_rows(layout);
                Ok(true)
            }
            First::Refused { kind, column, detail } => {
                Err(DecodeError { record: None, ..self.error_here(kind, column, detail) })
            }
        }
    }

    fn begin_rows(&mut self, layout: Layout) {
        if let Some(name) = layout.form {
            self.rows.table.set_profile(name);
        }
        self.state = State::Rows(layout);
    }

    /// After `no data` only white space may come.
    fn nothing_more(&mut self) -> Result<bool, DecodeError> {
        let rest = self.block.unread();
        if rest.iter().all(u8::is_ascii_whitespace) {
            let count = rest.len();
            self.block.advance(count, 0);
            return Ok(true);
        }
        let detail = "text follows `no data`; look at the body".to_owned();
        Err(DecodeError {
            record: None,
            ..self.error_here(DecodeErrorKind::NotThisReport, None, detail)
        })
    }

    fn set_aside(
        &mut self,
        end: usize,
        column: Option<String>,
        reason: Reason,
    ) -> Result<(), DecodeError> {
        if self.options.strict {
            let detail = format!("{reason}; decode without strict to set such records aside");
            return Err(self.error_here(DecodeErrorKind::Strict, column, detail));
        }
        let record = Quarantined {
            raw: self.block.unread()[..end].to_vec(),
            offset: self.block.offset(),
            line: self.block.line(),
            record: self.accounting.read + 1,
            column,
            reason,
        };
        if let Err(detail) = self.held.push(record) {
            return Err(self.error_here(DecodeErrorKind::Limit, None, detail));
        }
        self.accounting.read += 1;
        self.accounting.quarantined += 1;
        Ok(())
    }

    /// An error at the record that comes next.
    fn error_here(
        &self,
        kind: DecodeErrorKind,
        column: Option<String>,
        detail: String,
    ) -> DecodeError {
        DecodeError {
            kind,
            report: self.report().name(),
            offset: self.block.offset(),
            line: self.block.line(),
            record: Some(self.accounting.read + 1),
            column,
            detail,
        }
    }
}
