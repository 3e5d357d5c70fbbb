//! Reports in JSON: a push decoder for a list of records, element by element.
//!
//! The list is an array, or an object whose keys are numbers (reading E10). Input is copied into one
//! recycled block. An element is found by the exact [`grammar`] and judged by [`rows`]; its text
//! between the values then predicts that of the elements behind it, and as long as that comes true
//! [`fast`] takes them, a group at a time.
//!
//! Broken grammar is an error of the whole body; an element that is well-formed and wrong is set aside.
//! What is wrong inside a text (an escape that JSON does not have, a control character, bytes that are
//! not UTF-8) spoils its element only, since where the text ends is not in doubt.

mod element;
mod escape;
mod fast;
mod grammar;
mod indices;
mod keys;
mod predicted;
mod profile;
mod rows;
mod template;

use arrow_array::RecordBatch;

use self::element::Fault;
use self::fast::Fast;
use self::grammar::{Reader, Stop, is_space};
use self::indices::{Indices, Key};
use self::rows::{NoRow, Rows};
use crate::csv::block::Block;
use crate::decoder::Places;
use crate::quarantine::Held;
use crate::xml::position::Position;
use crate::{Accounting, DecodeError, DecodeErrorKind, DecodeOptions, Quarantined, Reason};

pub(crate) use self::profile::Profile;

/// Input is looked at when this much has come since the last look, so that a slow body gives its
/// rows early.
const LOOK_AFTER: usize = 16 << 10;
/// An element without an end is looked at this many times the longest record before reading gives up;
/// the block holds as much and what stands before the element.
const PATIENCE: usize = 4;
/// White space before an element that is held with it, to be learned from.
const LONGEST_LEAD: usize = 1024;

/// Where in the list the unread bytes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// Nothing but white space has come.
    Start,
    /// Behind the opening bracket.
    First,
    /// Behind an element.
    Behind,
    /// Behind a comma.
    Next,
    /// Behind the closing bracket.
    Closed,
}

/// Decodes one body of JSON. The contract is that of [`crate::ReportDecoder`].
pub(crate) struct JsonDecoder {
    options: DecodeOptions,
    block: Block,
    position: Position,
    rows: Rows,
    fast: Fast,
    place: Place,
    /// The keys that have come, where the list is an object.
    keys: Option<Indices>,
    accounting: Accounting,
    held: Held,
    /// Rows of the batches given so far.
    flushed: u64,
    /// Bytes taken in since the block was looked at.
    unseen: usize,
    finished: bool,
    /// Whether all of the input, to its end, has been read.
    over: bool,
    error: Option<DecodeError>,
}

impl JsonDecoder {
    /// A decoder for a report that has a profile.
    pub(crate) fn new(profile: &'static Profile, options: DecodeOptions) -> Self {
        let batch_rows = options.batch_rows.max(1);
        let options = DecodeOptions { batch_rows, limits: options.limits.bounded(), ..options };
        let rows = Rows::new(profile, options.limits);
        Self {
            block: Block::new(&options.limits),
            position: Position::START,
            fast: Fast::new(&rows),
            rows,
            place: Place::Start,
            keys: None,
            accounting: Accounting::default(),
            held: Held::new(&options.limits),
            options,
            flushed: 0,
            unseen: 0,
            finished: false,
            over: false,
            error: None,
        }
    }

    /// Takes the first bytes of the text, which are few, after `skipped` bytes of the input.
    pub(crate) fn begin(&mut self, skipped: usize, first: &[u8]) {
        self.position = self.position.beyond(skipped as u64, 0);
        let taken = self.block.fill(first);
        debug_assert_eq!(taken, first.len(), "a block holds more than is sniffed at");
        self.unseen = taken;
    }

    /// See [`crate::ReportDecoder::decode`].
    pub(crate) fn decode(&mut self, input: &[u8]) -> Result<usize, DecodeError> {
        let mut taken = 0;
        loop {
            if let Some(error) = &self.error {
                return Err(error.clone());
            }
            if self.batch_is_full() {
                return Ok(taken);
            }
            let step = self.block.fill(&input[taken..]);
            taken += step;
            self.unseen += step;
            let all = taken == input.len();
            if self.block.at_end() || !all || self.unseen >= LOOK_AFTER {
                self.process();
            }
            if all && self.error.is_none() {
                return Ok(taken);
            }
        }
    }

    /// See [`crate::ReportDecoder::finish`].
    pub(crate) fn finish(&mut self) -> Result<(), DecodeError> {
        self.finished = true;
        self.process();
        self.error.clone().map_or(Ok(()), Err)
    }

    /// See [`crate::ReportDecoder::flush`].
    pub(crate) fn flush(&mut self) -> Result<Option<RecordBatch>, DecodeError> {
        if self.finished && !self.over && !self.batch_is_full() && self.error.is_none() {
            self.process();
        }
        let ended = self.finished || self.error.is_some();
        if self.batch_is_full() || (ended && self.rows.table.rows() > 0) {
            let rows = self.rows.table.rows() as u64;
            let batch = self.rows.table.finish().map_err(|fault| {
                let detail = format!("no batch can be made: {fault}");
                self.error_at(DecodeErrorKind::Limit, self.position, None, detail)
            })?;
            self.flushed += rows;
            assert!(
                self.flushed == self.accounting.rows(),
                "every accepted or repaired row is in a batch"
            );
            return Ok(Some(batch));
        }
        self.error.clone().map_or(Ok(None), Err)
    }

    /// See [`crate::ReportDecoder::accounting`].
    pub(crate) fn accounting(&self) -> Accounting {
        self.accounting
    }

    /// See [`crate::ReportDecoder::take_quarantined`].
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
        places.unread = self.position.offset;
    }

    /// Whether the list was closed and nothing came behind it.
    pub(crate) fn ended_cleanly(&self) -> bool {
        self.over && self.error.is_none()
    }

    fn batch_is_full(&self) -> bool {
        self.rows.table.rows() >= self.options.batch_rows
    }

    /// Reads elements until the batch is full or more input is needed; errors are kept.
    fn process(&mut self) {
        self.unseen = 0;
        while self.error.is_none() && !self.batch_is_full() && !self.over {
            match self.step() {
                Ok(true) => {}
                Ok(false) if self.finished => match self.place {
                    Place::Closed => self.over = true,
                    _ => self.error = Some(self.truncated()),
                },
                Ok(false) => break,
                Err(error) => self.error = Some(error),
            }
        }
        assert!(self.accounting.balanced(), "each record read is in exactly one place");
    }

    /// Reads one element, stretch of elements or bracket; false when more input is needed.
    fn step(&mut self) -> Result<bool, DecodeError> {
        if self.place == Place::Behind && self.keys.is_none() {
            let room = self.options.batch_rows - self.rows.table.rows();
            let taken =
                self.fast.take(&mut self.block, &mut self.rows, &mut self.position, room) as u64;
            if taken > 0 {
                self.accounting.read += taken;
                self.accounting.accepted += taken;
                return Ok(true);
            }
        }
        let lead = self.lead();
        let Some(&byte) = self.block.unread().get(lead.length) else {
            // An element is held together with what stands before it, unless that is long.
            if lead.length > 0 && (self.finished || lead.length > LONGEST_LEAD) {
                self.pass_lead(lead);
            }
            return Ok(false);
        };
        if lead.length > LONGEST_LEAD {
            self.pass_lead(lead);
            return Ok(true);
        }
        let close = if self.keys.is_some() { b'}' } else { b']' };
        match (self.place, byte) {
            (Place::Start, b'[') => self.open(lead.length, None),
            (Place::Start, b'{') => self.open(lead.length, Some(Indices::default())),
            (Place::Start, _) => {
                let position = self.position_at(lead.length);
                let detail = "the body is no list of records; look at the body".to_owned();
                Err(self.error_at(DecodeErrorKind::NotThisReport, position, None, detail))
            }
            (Place::First | Place::Behind, byte) if byte == close && !lead.comma => {
                self.pass(lead.length + 1);
                self.place = Place::Closed;
                Ok(true)
            }
            (Place::Behind, _) if !lead.comma => {
                Err(self.broken(lead.length, "a comma or the end of the list"))
            }
            (Place::Closed, _) => Err(self.broken(lead.length, "nothing behind the document")),
            _ => self.element(lead.length, lead.comma),
        }
    }

    /// White space, and the comma that may stand in it behind an element.
    fn lead(&self) -> Lead {
        let bytes = self.block.unread();
        let spaces =
            |from: usize| bytes[from..].iter().take_while(|&&byte| is_space(byte)).count() + from;
        let length = spaces(0);
        if self.place == Place::Behind && bytes.get(length) == Some(&b',') {
            return Lead { length: spaces(length + 1), comma: true };
        }
        Lead { length, comma: false }
    }

    fn pass_lead(&mut self, lead: Lead) {
        self.pass(lead.length);
        if lead.comma {
            self.place = Place::Next;
        }
    }

    fn open(&mut self, before: usize, keys: Option<Indices>) -> Result<bool, DecodeError> {
        self.pass(before + 1);
        self.keys = keys;
        self.place = Place::First;
        Ok(true)
    }

    /// Reads one element behind `lead` bytes, and its key where the list is an object.
    fn element(&mut self, lead: usize, comma: bool) -> Result<bool, DecodeError> {
        let window = &self.block.unread()[lead..];
        let longest = self.options.limits.record_bytes.saturating_mul(PATIENCE);
        let window = &window[..window.len().min(longest)];
        let (key, from) = match self.key(window) {
            Ok(found) => found,
            Err(stop) => return self.stop(stop, lead, window.len() == longest),
        };
        let bytes = &window[from..];
        let end = match self.rows.read(bytes) {
            Ok(end) => end,
            Err(stop) => {
                let full = window.len() == longest;
                return self.stop(stop, lead + from, full);
            }
        };
        let position = self.position_at(lead + from);
        let doubled = match (self.keys.as_mut(), key) {
            (Some(keys), Some(key)) => keys.add(key),
            (Some(_), None) => return Err(self.no_index(lead)),
            (None, _) => Key::New,
        };
        let appended = match doubled {
            Key::New => self.rows.append(bytes),
            Key::Doubled => Err(NoRow::SetAside((None, Reason::DuplicateKey))),
            Key::TooMany => {
                let detail =
                    "the keys of the list leave more holes between them than are remembered";
                return Err(self.error_in_element(DecodeErrorKind::Limit, position, detail));
            }
        };
        let behind = lead + from + end;
        match appended {
            Ok(repair) => {
                self.rows.table.lines.push(position.line);
                self.rows.table.offsets.push(position.offset);
                self.accounting.read += 1;
                match repair {
                    None => self.accounting.accepted += 1,
                    Some(_) => self.accounting.repaired += 1,
                }
                if comma && self.keys.is_none() && repair.is_none() && self.fast.is_eager() {
                    self.fast.learn(&self.block.unread()[..behind], lead, &self.rows);
                }
            }
            Err(NoRow::SetAside(fault)) => self.set_aside(lead + from, behind, position, fault)?,
            Err(NoRow::Full { column }) => {
                let detail = "the batch holds more text or more different values than Arrow can \
                              count; choose a smaller batch_rows";
                let error = self.error_in_element(DecodeErrorKind::Limit, position, detail);
                return Err(DecodeError { column: Some(column.to_owned()), ..error });
            }
        }
        self.pass(behind);
        self.place = Place::Behind;
        Ok(true)
    }

    /// The key before an element, where the list is an object, and where the element starts.
    fn key(&self, window: &[u8]) -> Result<(Option<u64>, usize), Stop> {
        if self.keys.is_none() {
            return Ok((None, 0));
        }
        let mut reader = Reader::new(window, self.options.limits.depth);
        let key = reader.key()?;
        reader.peek()?;
        Ok((indices::index(&window[key.start..key.end]), reader.at))
    }

    fn stop(&self, stop: Stop, before: usize, full: bool) -> Result<bool, DecodeError> {
        match stop {
            Stop::More if full => {
                let limit = self.options.limits.record_bytes;
                let detail = format!(
                    "an element has no end within {PATIENCE} times the limit of {limit} bytes; this is \
                     not a report, or raise limits.record_bytes"
                );
                Err(self.error_in_element(
                    DecodeErrorKind::Limit,
                    self.position_at(before),
                    &detail,
                ))
            }
            Stop::More => Ok(false),
            Stop::Broken { at, expected } => {
                let detail = format!("not JSON: {expected} must come here; fetch the body again");
                let position = self.position_at(before + at);
                Err(self.error_in_element(DecodeErrorKind::Json, position, &detail))
            }
            Stop::Deep { at } => {
                let detail = format!(
                    "more than {} arrays and objects inside one another; raise limits.depth if it is \
                     right",
                    self.options.limits.depth
                );
                let position = self.position_at(before + at);
                Err(self.error_in_element(DecodeErrorKind::Limit, position, &detail))
            }
        }
    }

    fn set_aside(
        &mut self,
        start: usize,
        end: usize,
        position: Position,
        (column, reason): Fault,
    ) -> Result<(), DecodeError> {
        if self.options.strict {
            let detail = format!("{reason}; decode without strict to set such records aside");
            let error = self.error_in_element(DecodeErrorKind::Strict, position, &detail);
            return Err(DecodeError { column, ..error });
        }
        let record = Quarantined {
            raw: self.block.unread()[start..end].to_vec(),
            offset: position.offset,
            line: position.line,
            record: self.accounting.read + 1,
            column,
            reason,
        };
        if let Err(detail) = self.held.push(record) {
            return Err(self.error_in_element(DecodeErrorKind::Limit, position, &detail));
        }
        self.accounting.read += 1;
        self.accounting.quarantined += 1;
        Ok(())
    }

    /// Marks bytes as read.
    fn pass(&mut self, count: usize) {
        self.position = self.position_at(count);
        self.block.advance(count, 0);
    }

    /// The place behind so many unread bytes.
    fn position_at(&self, count: usize) -> Position {
        self.position.after(&self.block.unread()[..count])
    }

    /// The list breaks its grammar between two elements.
    fn broken(&self, at: usize, expected: &str) -> DecodeError {
        let detail = format!("not JSON: {expected} must come here; fetch the body again");
        self.error_at(DecodeErrorKind::Json, self.position_at(at), None, detail)
    }

    /// A key of the list that is no number.
    fn no_index(&self, at: usize) -> DecodeError {
        let kind = match self.place {
            Place::First => DecodeErrorKind::NotThisReport,
            _ => DecodeErrorKind::Json,
        };
        let detail =
            "the body is an object whose keys are not numbers, so no list of records; look at \
                      the body (lines of JSON that callrec wrote are read with a JSON reader)"
                .to_owned();
        self.error_at(kind, self.position_at(at), None, detail)
    }

    fn truncated(&self) -> DecodeError {
        let rest = self.block.unread();
        let inside = !rest.is_empty();
        let detail = "the input ends before the list of records does; fetch it again".to_owned();
        let record = inside.then_some(self.accounting.read + 1);
        self.error_at(DecodeErrorKind::Truncated, self.position_at(rest.len()), record, detail)
    }

    fn error_in_element(
        &self,
        kind: DecodeErrorKind,
        position: Position,
        detail: &str,
    ) -> DecodeError {
        self.error_at(kind, position, Some(self.accounting.read + 1), detail.to_owned())
    }

    fn error_at(
        &self,
        kind: DecodeErrorKind,
        position: Position,
        record: Option<u64>,
        detail: String,
    ) -> DecodeError {
        DecodeError {
            kind,
            report: self.rows.profile.report.name(),
            offset: position.offset,
            line: position.line,
            record,
            column: None,
            detail,
        }
    }
}

/// What stands before an element.
#[derive(Clone, Copy)]
struct Lead {
    length: usize,
    comma: bool,
}

#[cfg(test)]
mod tests;
