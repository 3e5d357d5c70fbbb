//! The push decoder: one face for every report.

mod places;
mod recoded;
mod replay;
mod utf8;

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use crate::csv::CsvDecoder;
use crate::encoding::Mark;
use crate::{
    Accounting, DecodeError, DecodeErrorKind, DecodeOptions, Encoding, Quarantined, Report,
};
pub(crate) use places::Places;
use recoded::Recoded;
use utf8::Utf8Decoder;

/// Decodes one body of one report, incrementally.
///
/// The syntax (CSV, XML or JSON) is told by the first bytes. A body without a byte, of white space, or
/// of the text `no data` is a period without records: a success without rows, except for
/// [`Report::GetCalls`], which says so by an empty list. HTML, an archive, an error document or a
/// syntax that the report does not come in is refused as [`DecodeErrorKind::NotThisReport`].
///
/// 1. [`decode`](Self::decode) takes bytes. Fewer taken than given means that a batch is full: call
///    [`flush`](Self::flush), then pass the rest.
/// 2. [`finish`](Self::finish) says that the input has ended.
/// 3. [`flush`](Self::flush) then gives batches until `Ok(None)`.
///
/// Errors come after the rows that were read before them: after an `Err` from `decode` or `finish`,
/// `flush` still gives those rows, then the same error again. An error is final. Where `finish` meets
/// a full batch first, the error comes from `flush`, after the batches before it.
///
/// Text in another encoding ([`DecodeOptions::encoding`], or a byte order mark) is transcoded strictly:
/// a sequence that is no character spoils its record, or where there is none the body, as broken UTF-8
/// does. Offsets count the bytes of the input, and what is set aside is kept as it came; limits count
/// bytes of UTF-8.
///
/// Not shared between threads, but may be moved; it holds no global state.
pub struct ReportDecoder {
    report: Report,
    state: State,
}

/// What reads the body.
enum State {
    /// The first bytes, as long as they may be a byte order mark.
    Open(DecodeOptions, Vec<u8>),
    Utf8(Utf8Decoder),
    Recoded(Box<Recoded>),
    Refused(DecodeError),
}

impl ReportDecoder {
    /// A decoder for one body.
    pub fn new(report: Report, options: DecodeOptions) -> Self {
        Self { report, state: State::Open(options, Vec::new()) }
    }

    /// The report being read.
    pub fn report(&self) -> Report {
        self.report
    }

    /// The schema of every batch: that of the report. For delimited text that comes in several
    /// layouts (`billing_feed`: `nz`, `au`, `monthly`) the metadata `callrec.profile` names the layout
    /// once the header is read; columns and types are the same in all.
    pub fn schema(&self) -> SchemaRef {
        match &self.state {
            State::Utf8(decoder) => decoder.schema(),
            State::Recoded(decoder) => decoder.schema(),
            State::Open(..) | State::Refused(_) => self.report.schema(),
        }
    }

    /// Takes bytes; gives how many were taken.
    ///
    /// # Errors
    ///
    /// The body cannot be trusted: see [`DecodeErrorKind`]. The rows before the fault are still given
    /// by [`flush`](Self::flush).
    pub fn decode(&mut self, input: &[u8]) -> Result<usize, DecodeError> {
        let mut held = 0;
        while let State::Open(_, first) = &mut self.state {
            let Some(&byte) = input.get(held) else { return Ok(held) };
            first.push(byte);
            held += 1;
            self.settle(false)?;
        }
        match &mut self.state {
            State::Utf8(decoder) => Ok(held + decoder.decode(&input[held..])?),
            State::Recoded(decoder) => Ok(held + decoder.decode(&input[held..])?),
            State::Refused(error) => Err(error.clone()),
            State::Open(..) => Ok(held),
        }
    }

    /// The input has ended: the last record and the structure are checked.
    ///
    /// # Errors
    ///
    /// As for [`decode`](Self::decode).
    pub fn finish(&mut self) -> Result<(), DecodeError> {
        self.settle(true)?;
        match &mut self.state {
            State::Utf8(decoder) => decoder.finish(),
            State::Recoded(decoder) => decoder.finish(),
            State::Refused(error) => Err(error.clone()),
            State::Open(..) => Ok(()),
        }
    }

    /// No more input comes although it has not ended: its source failed. [`flush`](Self::flush) then
    /// gives the rows that came whole; a record whose end did not come is neither given nor counted, as it
    /// may be cut. The error is the source's: that of the decoder, where there is one, follows from it.
    pub fn break_off(&mut self) {
        match &mut self.state {
            State::Utf8(decoder) => decoder.break_off(),
            State::Recoded(decoder) => decoder.break_off(),
            State::Open(..) | State::Refused(_) => {}
        }
    }

    /// A full batch, or after `finish` or an error whatever rows are left; `None` where there are none.
    ///
    /// # Errors
    ///
    /// The error of the body, once the rows before it have been given.
    pub fn flush(&mut self) -> Result<Option<RecordBatch>, DecodeError> {
        match &mut self.state {
            State::Utf8(decoder) => decoder.flush(),
            State::Recoded(decoder) => decoder.flush(),
            State::Refused(error) => Err(error.clone()),
            State::Open(..) => Ok(None),
        }
    }

    /// Counts so far. Records that are decoded but not yet flushed are counted.
    pub fn accounting(&self) -> Accounting {
        match &self.state {
            State::Utf8(decoder) => decoder.accounting(),
            State::Recoded(decoder) => decoder.accounting(),
            State::Open(..) | State::Refused(_) => Accounting::default(),
        }
    }

    /// Takes the records set aside since the last call, in input order.
    pub fn take_quarantined(&mut self) -> Vec<Quarantined> {
        match &mut self.state {
            State::Utf8(decoder) => decoder.take_quarantined(),
            State::Recoded(decoder) => decoder.take_quarantined(),
            State::Open(..) | State::Refused(_) => Vec::new(),
        }
    }

    /// Whether the last record had its line end (CSV), or the root (XML) or list (JSON) was closed;
    /// false before `finish`. A last CSV row without one may be cut short: on a body without a proof of
    /// completeness it must not be committed. A body without records ended cleanly.
    pub fn ended_cleanly(&self) -> bool {
        match &self.state {
            State::Utf8(decoder) => decoder.ended_cleanly(),
            State::Recoded(decoder) => decoder.ended_cleanly(),
            State::Open(..) | State::Refused(_) => false,
        }
    }

    /// What reads the body, where it is delimited text in UTF-8.
    pub(crate) fn csv(&mut self) -> Option<&mut CsvDecoder> {
        match &mut self.state {
            State::Utf8(decoder) => decoder.csv(),
            State::Open(..) | State::Recoded(_) | State::Refused(_) => None,
        }
    }

    /// Chooses the encoding once the first bytes say it, and passes them on.
    fn settle(&mut self, complete: bool) -> Result<(), DecodeError> {
        let State::Open(options, first) = &self.state else { return Ok(()) };
        let mark = Mark::of(first, complete);
        if mark == Mark::Maybe {
            return Ok(());
        }
        let first = first.clone();
        let taken = match options.encoding.settle(mark) {
            Ok((Encoding::Utf8, _)) => {
                let options = options.clone().with_encoding(Encoding::Utf8);
                let mut decoder = Utf8Decoder::new(self.report, options);
                let taken = decoder.decode(&first);
                self.state = State::Utf8(decoder);
                taken
            }
            Ok((encoding, mark)) => {
                let options = options.clone().with_encoding(encoding);
                let mut decoder = Recoded::new(self.report, options, mark);
                let taken = decoder.decode(&first[mark..]);
                self.state = State::Recoded(Box::new(decoder));
                taken
            }
            Err(shown) => {
                let error = self.contradiction(options.encoding, shown);
                self.state = State::Refused(error.clone());
                Err(error)
            }
        };
        // So few bytes fill no batch: all of them are taken.
        taken.map(|_| ())
    }

    fn contradiction(&self, declared: Encoding, shown: Encoding) -> DecodeError {
        DecodeError {
            kind: DecodeErrorKind::Utf8,
            report: self.report.name(),
            offset: 0,
            line: 1,
            record: None,
            column: None,
            detail: format!(
                "the body begins with the byte order mark of {shown}, where {declared} was declared; \
                 leave the encoding out of the options if the mark is right"
            ),
        }
    }
}
