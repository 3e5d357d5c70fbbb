//! Reports in XML, decoded while they arrive.
//!
//! A scanner finds the end of each tag and text, the structure checks that the document is
//! well-formed and says where the records are, and each complete record is read by quick-xml into the
//! columns: that is the exact path. Records whose markup is that of records before are taken by
//! [`fast`], without it. Only a record or tag that is cut by the end of a chunk is copied.
//!
//! Accepted is XML 1.0 in UTF-8 without a document type. quick-xml alone would take input that ends
//! inside an element, two roots, and text after the root: those checks are here.

mod cells;
mod count;
mod fast;
mod fault;
mod layout;
mod name;
pub(crate) mod position;
mod reference;
mod rows;
mod stack;
mod structure;
mod tag;
mod token;
mod values;

use arrow_array::RecordBatch;

use crate::decoder::Places;
use crate::quarantine::Held;
use crate::{Accounting, DecodeError, DecodeErrorKind, DecodeOptions, Quarantined, Reason, Report};
use count::Placed;
use fast::Fast;
use fault::Fault;
use layout::Layout;
use position::Position;
use rows::Rows;
use structure::{Step, Structure};
use token::{Kind, Scanner};

/// Most bytes taken at once: what may be decoded beyond a full batch before the caller takes it.
const PIECE: usize = 64 << 10;

/// Bytes that are copied at least to complete a record whose beginning is held.
const HELD_STEP: usize = 512;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The XML half of a [`crate::ReportDecoder`], with the same contract.
pub(crate) struct XmlDecoder {
    report: Report,
    limit: usize,
    scanner: Scanner,
    structure: Structure,
    rows: Rows,
    /// `None` leaves every record to the exact path.
    fast: Option<Fast>,
    /// The token that came last has ended a record.
    behind_record: bool,
    #[cfg(test)]
    exact_records: u64,
    /// Bytes taken that belong to a record or token that is not complete.
    held: Vec<u8>,
    /// Offset in the input of the first byte held.
    held_from: u64,
    /// Where the next token begins.
    position: Position,
    /// First bytes of the record that is open, once it is longer than the limit.
    too_long: Option<Vec<u8>>,
    error: Option<DecodeError>,
    finished: bool,
}

impl XmlDecoder {
    /// A decoder for one body; `None` if the report is not known to come as XML.
    pub(crate) fn new(report: Report, options: &DecodeOptions) -> Option<Self> {
        let layout = Layout::of(report)?;
        let options = DecodeOptions { limits: options.limits.bounded(), ..options.clone() };
        Some(Self {
            report,
            limit: options.limits.record_bytes,
            scanner: Scanner::default(),
            structure: Structure::new(layout, options.limits, options.encoding),
            rows: Rows::new(layout, options),
            fast: Some(Fast::new(layout.columns.len())),
            behind_record: false,
            #[cfg(test)]
            exact_records: 0,
            held: Vec::new(),
            held_from: 0,
            position: Position::START,
            too_long: None,
            error: None,
            finished: false,
        })
    }

    /// See [`crate::ReportDecoder::decode`].
    pub(crate) fn decode(&mut self, input: &[u8]) -> Result<usize, DecodeError> {
        self.check()?;
        let mut taken = 0;
        while taken < input.len() && !self.rows.has_ready() {
            let piece = &input[taken..input.len().min(taken + PIECE)];
            taken += piece.len();
            let outcome = self.take(piece);
            self.keep(outcome)?;
        }
        Ok(taken)
    }

    /// See [`crate::ReportDecoder::finish`].
    pub(crate) fn finish(&mut self) -> Result<(), DecodeError> {
        self.check()?;
        if !self.finished {
            self.finished = true;
            let outcome = self.end();
            self.keep(outcome)?;
            self.rows.cut();
        }
        Ok(())
    }

    /// See [`crate::ReportDecoder::flush`].
    pub(crate) fn flush(&mut self) -> Result<Option<RecordBatch>, DecodeError> {
        match self.rows.take_ready() {
            Some(batch) => Ok(Some(batch)),
            None => self.check().map(|()| None),
        }
    }

    /// See [`crate::ReportDecoder::accounting`].
    pub(crate) fn accounting(&self) -> Accounting {
        self.rows.accounting()
    }

    /// See [`crate::ReportDecoder::take_quarantined`].
    pub(crate) fn take_quarantined(&mut self) -> Vec<Quarantined> {
        self.rows.take_quarantined()
    }

    /// Records set aside that nobody has taken.
    pub(crate) fn held(&mut self) -> &mut Held {
        self.rows.held()
    }

    /// Says which places may still be spoken of.
    pub(crate) fn note(&self, places: &mut Places) {
        self.rows.note(places);
        places.unread = self.held_from;
        places.pinned = self.structure.places();
    }

    /// Whether the root was closed and nothing was wrong behind it.
    pub(crate) fn ended_cleanly(&self) -> bool {
        self.finished && self.error.is_none() && self.structure.closed()
    }

    fn check(&self) -> Result<(), DecodeError> {
        self.error.as_ref().map_or(Ok(()), |error| Err(error.clone()))
    }

    /// An error is final; the rows before it are made ready.
    fn keep(&mut self, outcome: Result<(), Placed>) -> Result<(), DecodeError> {
        let Err((fault, from)) = outcome else { return Ok(()) };
        self.rows.cut();
        let inside = fault.in_record || self.structure.open_record().is_some();
        let error = DecodeError {
            kind: fault.kind,
            report: self.report.name(),
            offset: from.offset,
            line: from.line,
            record: inside.then(|| self.rows.accounting().read + 1),
            column: fault.column.map(str::to_owned),
            detail: fault.detail.into_owned(),
        };
        self.error = Some(error.clone());
        Err(error)
    }

    fn take(&mut self, mut piece: &[u8]) -> Result<(), Placed> {
        // Of the piece only as much is copied as the record that is held needs, more or less.
        while !self.held.is_empty() && !piece.is_empty() {
            let before = self.held.len();
            let step = piece.len().min(before.max(HELD_STEP));
            let mut held = std::mem::take(&mut self.held);
            held.extend_from_slice(&piece[..step]);
            let kept = self.scan(&held)?;
            if kept >= before {
                piece = &piece[kept - before..];
                held.clear();
            } else {
                piece = &piece[step..];
                held.drain(..kept);
            }
            self.held = held;
        }
        if !piece.is_empty() {
            let kept = self.scan(piece)?;
            self.held.extend_from_slice(&piece[kept..]);
        }
        Ok(())
    }

    /// Takes every complete token; gives from where on the bytes are needed again.
    fn scan(&mut self, bytes: &[u8]) -> Result<usize, Placed> {
        if let Some(fast) = &mut self.fast {
            fast.begin();
        }
        if self.position == Position::START {
            let common = bytes.len().min(BYTE_ORDER_MARK.len());
            if bytes[..common] == BYTE_ORDER_MARK[..common] {
                if common < BYTE_ORDER_MARK.len() {
                    return Ok(0);
                }
                self.position = self.position.after(BYTE_ORDER_MARK);
            }
        }
        loop {
            if !self.predicted(bytes) {
                break;
            }
            let token = &bytes[(self.position.offset - self.held_from) as usize..];
            if token.is_empty() {
                break;
            }
            // A tag is looked at up to the limit only, however much of it is at hand.
            let within = if token[0] == b'<' {
                token.len().min(self.limit - self.leaf_length()).max(1)
            } else {
                token.len()
            };
            let found = self.scanner.next(&token[..within]);
            match found.map_err(|fault| place(fault, self.position, token))? {
                Some((kind, length)) => self.token(bytes, kind, &token[..length])?,
                None => {
                    self.bound(bytes, token)?;
                    break;
                }
            }
        }
        let keep_from = self.structure.keep_from().filter(|_| self.too_long.is_none());
        let kept = keep_from.unwrap_or(self.position.offset) - self.held_from;
        self.held_from += kept;
        Ok(kept as usize)
    }

    /// Takes the records that come as those before; false when it is better to wait for more bytes.
    fn predicted(&mut self, bytes: &[u8]) -> bool {
        let Some(fast) = self.fast.as_mut().filter(|_| self.behind_record) else { return true };
        let from = (self.position.offset - self.held_from) as usize;
        let depth = self.structure.depth();
        let passed = fast.take(bytes, from, self.position, depth, &mut self.rows);
        if passed.bytes > 0 {
            self.position = self.position.beyond(passed.bytes as u64, passed.lines);
        }
        self.behind_record = passed.cut && !self.finished;
        !self.behind_record
    }

    /// `bytes` are all that is at hand, the token among them.
    fn token(&mut self, bytes: &[u8], kind: Kind, token: &[u8]) -> Result<(), Placed> {
        self.bound_leaf(token.len())?;
        let in_record = self.structure.open_record().is_some();
        if token.len() > self.limit && !(in_record && kind == Kind::Text) {
            return Err(self.token_too_long());
        }
        let read = self.rows.accounting().read;
        let step = self
            .structure
            .token(kind, token, self.position, read)
            .map_err(|(fault, from)| place(fault, from, token))?;
        self.position = self.position.after(token);
        self.bound_record(bytes, self.position.offset);
        if let Step::Record(began) = step {
            self.record(bytes, began)?;
        }
        Ok(())
    }

    /// A record is complete: it ends where the next token begins.
    fn record(&mut self, bytes: &[u8], began: Position) -> Result<(), Placed> {
        self.behind_record = true;
        #[cfg(test)]
        {
            self.exact_records += 1;
        }
        if let Some(head) = self.too_long.take() {
            return self
                .rows
                .quarantine(&head, began, (None, Reason::TooLong))
                .map_err(|fault| (fault, began));
        }
        let from = (began.offset - self.held_from) as usize;
        let element = &bytes[from..(self.position.offset - self.held_from) as usize];
        if element.len() > self.limit {
            return self
                .rows
                .quarantine(&element[..self.limit], began, (None, Reason::TooLong))
                .map_err(|fault| (fault, began));
        }
        let accepted = self.rows.accounting().accepted;
        self.rows.push(element, began).map_err(|fault| place(fault, began, element))?;
        if let Some(fast) = &mut self.fast
            && self.rows.accounting().accepted > accepted
        {
            let to = from + element.len();
            fast.learn(bytes, from, to, self.structure.depth(), &self.rows);
        }
        Ok(())
    }

    /// Keeps no more of an incomplete token or record than the limit.
    fn bound(&mut self, bytes: &[u8], token: &[u8]) -> Result<(), Placed> {
        let end = self.position.offset + token.len() as u64;
        self.bound_record(bytes, end);
        if self.too_long.is_some() && token[0] != b'<' {
            // The text of a record that is set aside anyway: what is known of it can go.
            self.position = self.position.after(token);
            self.scanner.restart();
            return Ok(());
        }
        self.bound_leaf(token.len())?;
        if token.len() > self.limit { Err(self.token_too_long()) } else { Ok(()) }
    }

    /// Bytes kept of an element that may still turn out to be a record, up to the next token.
    fn leaf_length(&self) -> usize {
        match self.structure.keep_from() {
            Some(from) if self.structure.open_record().is_none() => {
                (self.position.offset - from) as usize
            }
            _ => 0,
        }
    }

    /// What may still turn out to be a record is kept whole, comments too: not beyond the limit.
    fn bound_leaf(&self, token: usize) -> Result<(), Placed> {
        let kept = self.leaf_length();
        if kept == 0 || kept + token <= self.limit {
            return Ok(());
        }
        let detail = format!(
            "an element of more than {} bytes without a child; raise limits.record_bytes if it is right",
            self.limit
        );
        Err((Fault::new(DecodeErrorKind::Limit, 0, detail), self.position))
    }

    /// Once the open record is longer than the limit up to `end`, only its first bytes are kept.
    fn bound_record(&mut self, bytes: &[u8], end: u64) {
        let Some(began) = self.structure.open_record() else { return };
        if self.too_long.is_none() && end - began.offset > self.limit as u64 {
            let from = (began.offset - self.held_from) as usize;
            self.too_long = Some(bytes[from..from + self.limit].to_vec());
        }
    }

    fn token_too_long(&self) -> Placed {
        let detail = format!(
            "a tag or text of more than {} bytes; raise limits.record_bytes if it is right",
            self.limit
        );
        (Fault::new(DecodeErrorKind::Limit, 0, detail), self.position)
    }

    fn end(&mut self) -> Result<(), Placed> {
        let mut held = std::mem::take(&mut self.held);
        if self.behind_record {
            let kept = self.scan(&held)?;
            held.drain(..kept);
        }
        let token = &held[(self.position.offset - self.held_from) as usize..];
        if !token.is_empty() {
            let is_mark = self.position == Position::START && BYTE_ORDER_MARK.starts_with(token);
            if token[0] == b'<' || is_mark {
                let detail = "the input ends inside a tag; fetch it again";
                return Err((Fault::new(DecodeErrorKind::Truncated, 0, detail), self.position));
            }
            self.token(&held, Kind::Text, token)?;
        }
        self.structure.finish(self.rows.accounting().read, self.position)
    }
}

/// Moves the place to the byte at fault.
fn place(fault: Fault, from: Position, bytes: &[u8]) -> Placed {
    let position = from.after(&bytes[..fault.at.min(bytes.len())]);
    (fault, position)
}

#[cfg(test)]
mod tests;
