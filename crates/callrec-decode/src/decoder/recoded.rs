//! Bodies in other encodings than UTF-8: transcoded, decoded, and every place in them put right.

use std::collections::VecDeque;
use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::UInt64Type;
use arrow_array::{RecordBatch, UInt64Array};
use arrow_schema::SchemaRef;

use super::places::Places;
use super::utf8::Utf8Decoder;
use crate::encoding::{OffsetMap, Transcoder, restore};
use crate::{
    Accounting, DecodeError, DecodeErrorKind, DecodeOptions, Encoding, Quarantined, Report,
};

/// Most bytes that are transcoded at once.
const PIECE: usize = 16 << 10;

/// A decoder behind a transcoder. The contract is that of [`crate::ReportDecoder`].
///
/// The decoder counts bytes of UTF-8. Its places are translated as soon as it has come to them, and
/// what it has read is forgotten: no more is kept than the decoder itself holds.
pub(super) struct Recoded {
    encoding: Encoding,
    /// Whether only the caller says so.
    declared: bool,
    decoder: Utf8Decoder,
    transcoder: Transcoder,
    map: OffsetMap,
    /// Offsets of the rows that no batch has been made of.
    rows: VecDeque<u64>,
    /// Transcoded text, of which the decoder has taken the first bytes.
    text: Vec<u8>,
    taken: usize,
    /// The last byte, where it is half a code unit.
    half: Option<u8>,
    /// How many of the records set aside are as they came, in places of the input.
    restored: usize,
    ending: bool,
    error: Option<DecodeError>,
}

impl Recoded {
    /// A decoder for a body in an encoding that the options name, behind a byte order mark of so many
    /// bytes.
    pub(super) fn new(report: Report, options: DecodeOptions, mark: usize) -> Self {
        let encoding = options.encoding;
        Self {
            encoding,
            declared: mark == 0,
            transcoder: Transcoder::new(encoding),
            map: OffsetMap::new(Transcoder::unit(encoding), mark as u64),
            rows: VecDeque::new(),
            text: Vec::new(),
            taken: 0,
            half: None,
            restored: 0,
            decoder: Utf8Decoder::new(report, options),
            ending: false,
            error: None,
        }
    }

    pub(super) fn schema(&self) -> SchemaRef {
        self.decoder.schema()
    }

    pub(super) fn decode(&mut self, input: &[u8]) -> Result<usize, DecodeError> {
        let mut passed = 0;
        loop {
            if let Some(error) = &self.error {
                return Err(error.clone());
            }
            if !self.feed()? || passed == input.len() {
                return Ok(passed);
            }
            let piece = &input[passed..input.len().min(passed + PIECE)];
            self.transcoder.push(piece, &mut self.text, &mut self.map);
            passed += piece.len();
        }
    }

    pub(super) fn finish(&mut self) -> Result<(), DecodeError> {
        if let Some(error) = &self.error {
            return Err(error.clone());
        }
        self.ending = true;
        let half = self.transcoder.finish(&mut self.text, &mut self.map);
        self.half = self.half.or(half);
        match self.feed()? {
            true => self.end(),
            false => Ok(()),
        }
    }

    pub(super) fn break_off(&mut self) {
        if self.error.is_none() {
            // What is left of the text is passed on by `flush`, as far as no batch is full now.
            let _ = self.feed();
            self.decoder.break_off();
        }
    }

    pub(super) fn flush(&mut self) -> Result<Option<RecordBatch>, DecodeError> {
        loop {
            match self.decoder.flush() {
                Ok(Some(batch)) => return Ok(Some(self.put_right(batch))),
                Ok(None) => {}
                Err(error) => return Err(self.keep(error)),
            }
            if self.taken == self.text.len() {
                return Ok(None);
            }
            // An error comes again from the decoder's next flush, after the rows before it.
            if self.feed() == Ok(true) && self.ending {
                let _ = self.end();
            }
        }
    }

    pub(super) fn accounting(&self) -> Accounting {
        self.decoder.accounting()
    }

    pub(super) fn take_quarantined(&mut self) -> Vec<Quarantined> {
        self.collect();
        self.restored = 0;
        self.decoder.take_quarantined()
    }

    pub(super) fn ended_cleanly(&self) -> bool {
        self.decoder.ended_cleanly()
    }

    /// Passes on the text; true when nothing is left of it.
    fn feed(&mut self) -> Result<bool, DecodeError> {
        if self.taken < self.text.len() {
            match self.decoder.decode(&self.text[self.taken..]) {
                Ok(count) => {
                    self.taken += count;
                    self.collect();
                }
                Err(error) => {
                    self.taken = self.text.len();
                    return Err(self.keep(error));
                }
            }
        }
        let all = self.taken == self.text.len();
        if all {
            self.text.clear();
            self.taken = 0;
        }
        Ok(all)
    }

    fn end(&mut self) -> Result<(), DecodeError> {
        self.decoder.finish().map_err(|error| self.keep(error))
    }

    /// The first error stays, in places of the input.
    fn keep(&mut self, error: DecodeError) -> DecodeError {
        let offset = self.map.input(error.offset);
        let detail = match self.declared && is_of_whole(&error) {
            true => format!(
                "{}; it was read as {}, which was declared: leave that out where it is not so",
                error.detail, self.encoding
            ),
            false => error.detail,
        };
        self.error.get_or_insert(DecodeError { offset, detail, ..error }).clone()
    }

    /// Puts the offsets of the input into a batch.
    fn put_right(&mut self, batch: RecordBatch) -> RecordBatch {
        let (schema, mut columns, rows) = batch.into_parts();
        if let Ok(place) = schema.index_of("_offset") {
            // A batch may hold rows that were read when it was asked for.
            let places = columns[place].as_primitive::<UInt64Type>().values();
            let late = places.iter().skip(self.rows.len()).map(|&place| self.map.input(place));
            self.rows.extend(late.collect::<Vec<_>>());
            columns[place] = Arc::new(UInt64Array::from_iter_values(self.rows.drain(..rows)));
        }
        self.collect();
        RecordBatch::try_new(schema, columns)
            .expect("a column was replaced by one of the same type and length")
    }

    /// Takes over the places of rows and what was set aside, as it came, and forgets the rest.
    fn collect(&mut self) {
        let mut places = Places::beyond(self.rows.len());
        self.decoder.note(&mut places);
        self.rows.extend(places.rows.iter().map(|&place| self.map.input(place)));
        self.restore();
        // Once the input has ended nothing is added, and an error may name any place.
        if !self.ending {
            self.map.forget(places.unread, &places.pinned);
        }
    }

    /// Records set aside are held by the decoder, which bounds them.
    fn restore(&mut self) {
        let Some(held) = self.decoder.held() else { return };
        let records = held.beyond(self.restored);
        self.restored += records.len();
        for record in records {
            record.raw = restore(&record.raw, self.encoding, self.half);
            record.offset = self.map.input(record.offset);
        }
    }
}

/// Whether nothing of the body could be read.
fn is_of_whole(error: &DecodeError) -> bool {
    let kinds = [DecodeErrorKind::NotThisReport, DecodeErrorKind::Utf8];
    error.record.is_none() && kinds.contains(&error.kind)
}

#[cfg(test)]
mod tests;
