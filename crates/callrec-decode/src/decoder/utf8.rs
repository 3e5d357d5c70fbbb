//! Bodies in UTF-8: the syntax is told by the first bytes.

use arrow_array::RecordBatch;
use arrow_schema::SchemaRef;

use super::places::Places;
use super::replay::Replay;
use crate::csv::{CsvDecoder, Profile};
use crate::json::{self, JsonDecoder};
use crate::quarantine::Held;
use crate::sniff::{Content, SNIFF_BYTES, sniff};
use crate::xml::XmlDecoder;
use crate::{Accounting, DecodeError, DecodeErrorKind, DecodeOptions, Quarantined, Report};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Decodes one body in UTF-8. The contract is that of [`crate::ReportDecoder`].
pub(super) struct Utf8Decoder {
    report: Report,
    syntax: Syntax,
}

/// What reads the body.
enum Syntax {
    /// Not known yet: the first bytes are held.
    Open(Opening),
    Csv(Box<CsvDecoder>),
    Json(Box<JsonDecoder>),
    Xml(Box<Replay>),
    /// No record in the body.
    Empty,
    Refused(DecodeError),
}

/// The first bytes of a body.
struct Opening {
    options: DecodeOptions,
    bytes: Vec<u8>,
}

impl Utf8Decoder {
    pub(super) fn new(report: Report, options: DecodeOptions) -> Self {
        Self { report, syntax: Syntax::Open(Opening { options, bytes: Vec::new() }) }
    }

    pub(super) fn schema(&self) -> SchemaRef {
        match &self.syntax {
            Syntax::Csv(decoder) => decoder.schema(),
            _ => self.report.schema(),
        }
    }

    pub(super) fn decode(&mut self, input: &[u8]) -> Result<usize, DecodeError> {
        let mut held = 0;
        if let Syntax::Open(opening) = &mut self.syntax {
            held = input.len().min(SNIFF_BYTES.saturating_sub(opening.bytes.len()));
            opening.bytes.extend_from_slice(&input[..held]);
            match sniff(&opening.bytes, false) {
                None => return Ok(held),
                Some(content) => self.settle(content, false),
            }
        }
        match &mut self.syntax {
            Syntax::Csv(decoder) => Ok(held + decoder.decode(&input[held..])?),
            Syntax::Json(decoder) => Ok(held + decoder.decode(&input[held..])?),
            Syntax::Xml(decoder) => Ok(held + decoder.decode(&input[held..])?),
            Syntax::Refused(error) => Err(error.clone()),
            Syntax::Open(_) | Syntax::Empty => Ok(input.len()),
        }
    }

    pub(super) fn finish(&mut self) -> Result<(), DecodeError> {
        if let Syntax::Open(opening) = &self.syntax {
            let content = sniff(&opening.bytes, true).unwrap_or(Content::Unknown);
            self.settle(content, true);
        }
        match &mut self.syntax {
            Syntax::Csv(decoder) => decoder.finish(),
            Syntax::Json(decoder) => decoder.finish(),
            Syntax::Xml(decoder) => decoder.finish(),
            Syntax::Refused(error) => Err(error.clone()),
            Syntax::Open(_) | Syntax::Empty => Ok(()),
        }
    }

    pub(super) fn break_off(&mut self) {
        match &mut self.syntax {
            Syntax::Csv(decoder) => decoder.break_off(),
            // An element that is not closed is no row, so their own error leaves the whole ones.
            Syntax::Json(_) | Syntax::Xml(_) => {
                let _ = self.finish();
            }
            Syntax::Open(_) | Syntax::Empty | Syntax::Refused(_) => {}
        }
    }

    pub(super) fn flush(&mut self) -> Result<Option<RecordBatch>, DecodeError> {
        match &mut self.syntax {
            Syntax::Csv(decoder) => decoder.flush(),
            Syntax::Json(decoder) => decoder.flush(),
            Syntax::Xml(decoder) => decoder.flush(),
            Syntax::Refused(error) => Err(error.clone()),
            Syntax::Open(_) | Syntax::Empty => Ok(None),
        }
    }

    pub(super) fn accounting(&self) -> Accounting {
        match &self.syntax {
            Syntax::Csv(decoder) => decoder.accounting(),
            Syntax::Json(decoder) => decoder.accounting(),
            Syntax::Xml(decoder) => decoder.accounting(),
            Syntax::Open(_) | Syntax::Empty | Syntax::Refused(_) => Accounting::default(),
        }
    }

    pub(super) fn take_quarantined(&mut self) -> Vec<Quarantined> {
        match &mut self.syntax {
            Syntax::Csv(decoder) => decoder.take_quarantined(),
            Syntax::Json(decoder) => decoder.take_quarantined(),
            Syntax::Xml(decoder) => decoder.take_quarantined(),
            Syntax::Open(_) | Syntax::Empty | Syntax::Refused(_) => Vec::new(),
        }
    }

    pub(super) fn ended_cleanly(&self) -> bool {
        match &self.syntax {
            Syntax::Csv(decoder) => decoder.ended_cleanly(),
            Syntax::Json(decoder) => decoder.ended_cleanly(),
            Syntax::Xml(decoder) => decoder.ended_cleanly(),
            Syntax::Empty => true,
            Syntax::Open(_) | Syntax::Refused(_) => false,
        }
    }

    /// Records set aside that nobody has taken; `None` where nothing can be.
    pub(super) fn held(&mut self) -> Option<&mut Held> {
        match &mut self.syntax {
            Syntax::Csv(decoder) => Some(decoder.held()),
            Syntax::Json(decoder) => Some(decoder.held()),
            Syntax::Xml(decoder) => Some(decoder.held()),
            Syntax::Open(_) | Syntax::Empty | Syntax::Refused(_) => None,
        }
    }

    pub(super) fn csv(&mut self) -> Option<&mut CsvDecoder> {
        match &mut self.syntax {
            Syntax::Csv(decoder) => Some(decoder),
            _ => None,
        }
    }

    /// Says which places may still be spoken of.
    pub(super) fn note(&self, places: &mut Places) {
        match &self.syntax {
            Syntax::Csv(decoder) => decoder.note(places),
            Syntax::Json(decoder) => decoder.note(places),
            Syntax::Xml(decoder) => decoder.note(places),
            Syntax::Open(_) | Syntax::Empty | Syntax::Refused(_) => {}
        }
    }

    /// Chooses what reads the body and passes it the bytes that were held.
    fn settle(&mut self, content: Content, complete: bool) {
        let Syntax::Open(opening) = &mut self.syntax else { return };
        let Opening { options, bytes } =
            Opening { options: opening.options.clone(), bytes: std::mem::take(&mut opening.bytes) };
        let refusal = match content {
            // A list without records is `[]`, so a body without a byte is none (reading E7).
            Content::Empty | Content::NoData if self.report == Report::GetCalls => {
                "empty, where a list of records must be"
            }
            Content::Empty if complete => {
                self.syntax = Syntax::Empty;
                return;
            }
            Content::Xml => match XmlDecoder::new(self.report, &options) {
                Some(decoder) => {
                    self.syntax = Syntax::Xml(Box::new(Replay::new(decoder, bytes)));
                    return;
                }
                None => "XML, where this report is delimited text",
            },
            // What looks like nothing known is refused with the reason by the CSV decoder.
            Content::Csv | Content::NoData | Content::Empty | Content::Unknown => {
                match Profile::of(self.report) {
                    Some(profile) => {
                        self.syntax = Syntax::Csv(csv(profile, options, &bytes));
                        return;
                    }
                    None if content == Content::NoData => {
                        self.syntax = Syntax::Empty;
                        return;
                    }
                    None => "delimited text or something unknown, which is no form of this report",
                }
            }
            Content::Json => match json::Profile::of(self.report) {
                Some(profile) => {
                    let mut decoder = Box::new(JsonDecoder::new(profile, options));
                    let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes);
                    decoder.begin(bytes.len() - text.len(), text);
                    self.syntax = Syntax::Json(decoder);
                    return;
                }
                None => "JSON",
            },
            Content::LoginPage => "an HTML login page",
            Content::HtmlPage => "an HTML page",
            Content::AuthRequired => "a demand to log in",
            Content::ServiceError => "an error document",
            Content::Gzip => "gzip",
            Content::Zip => "a zip archive",
        };
        self.syntax = Syntax::Refused(self.refuse(refusal));
    }

    fn refuse(&self, what: &str) -> DecodeError {
        DecodeError {
            kind: DecodeErrorKind::NotThisReport,
            report: self.report.name(),
            offset: 0,
            line: 1,
            record: None,
            column: None,
            detail: format!("the body is {what}; look at the body and the report asked for"),
        }
    }
}

/// A CSV decoder that has taken the first bytes, which fit its block; a byte order mark is passed
/// over but counted.
fn csv(profile: &'static Profile, options: DecodeOptions, bytes: &[u8]) -> Box<CsvDecoder> {
    let mut decoder = Box::new(CsvDecoder::new(profile, options));
    let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    decoder.begin(bytes.len() - text.len(), text);
    decoder
}
