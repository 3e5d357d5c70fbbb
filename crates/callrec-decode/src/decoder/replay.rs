//! An XML decoder behind the first bytes, which were taken before the syntax was known.

use arrow_array::RecordBatch;

use super::places::Places;
use crate::quarantine::Held;
use crate::xml::XmlDecoder;
use crate::{Accounting, DecodeError, Quarantined};

/// Feeds the held bytes before any others, as far as full batches let it.
pub(super) struct Replay {
    decoder: XmlDecoder,
    held: Vec<u8>,
    fed: usize,
    ending: bool,
}

impl Replay {
    pub(super) fn new(decoder: XmlDecoder, held: Vec<u8>) -> Self {
        Self { decoder, held, fed: 0, ending: false }
    }

    pub(super) fn decode(&mut self, input: &[u8]) -> Result<usize, DecodeError> {
        if self.feed()? { self.decoder.decode(input) } else { Ok(0) }
    }

    /// Feeds what is held; true when nothing is left of it.
    fn feed(&mut self) -> Result<bool, DecodeError> {
        if self.fed < self.held.len() {
            self.fed += self.decoder.decode(&self.held[self.fed..])?;
        }
        let all = self.fed == self.held.len();
        if all {
            (self.held, self.fed) = (Vec::new(), 0);
        }
        Ok(all)
    }

    pub(super) fn finish(&mut self) -> Result<(), DecodeError> {
        self.ending = true;
        if self.feed()? { self.decoder.finish() } else { Ok(()) }
    }

    pub(super) fn flush(&mut self) -> Result<Option<RecordBatch>, DecodeError> {
        loop {
            let batch = self.decoder.flush()?;
            if batch.is_some() || self.held.is_empty() {
                return Ok(batch);
            }
            // An error comes again from the next flush, after the rows before it.
            if self.feed() == Ok(true) && self.ending {
                let _ = self.decoder.finish();
            }
        }
    }

    pub(super) fn accounting(&self) -> Accounting {
        self.decoder.accounting()
    }

    pub(super) fn take_quarantined(&mut self) -> Vec<Quarantined> {
        self.decoder.take_quarantined()
    }

    pub(super) fn held(&mut self) -> &mut Held {
        self.decoder.held()
    }

    pub(super) fn note(&self, places: &mut Places) {
        self.decoder.note(places);
    }

    pub(super) fn ended_cleanly(&self) -> bool {
        self.decoder.ended_cleanly()
    }
}
