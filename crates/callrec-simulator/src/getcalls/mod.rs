//! MIXvoip: call records by profile.

mod calls;
mod csv;
mod facts;
mod json;
mod profile;
mod record;
mod record_type;
mod request;
mod setup;
mod totals;

use axum::http::{Method, StatusCode};
use bytes::Bytes;

pub use calls::GetCalls;
pub use facts::CallRecord;
pub(crate) use setup::{CallsSetup, Reseller};
pub use totals::CallTotals;

use self::{
    record::Record,
    request::{CallsRequest, Format},
};
use crate::{
    Operation, Switches,
    answer::{Answer, Content},
    incoming::Incoming,
    routes::{Route, by_method},
    shared::Shared,
    switches::{CallsFailure, LineEnd},
};

/// Chunks are at least this long, the last one apart.
const CHUNK_BYTES: usize = 64 * 1024;

/// The paths: `[/$END_DATE][/$FORMAT]` (SEED).
pub(crate) const ROUTES: &[Route] = &[
    Route::new("/cdrs/getcalls/{profile}/{start}", |_, request| get(request)),
    Route::new("/cdrs/getcalls/{profile}/{start}/{third}", |_, request| get(request)),
    Route::new("/cdrs/getcalls/{profile}/{start}/{third}/{format}", |_, request| get(request)),
];

fn get(request: &Incoming) -> Result<Operation, Answer> {
    by_method(request, &[Method::GET], Operation::GetCalls)
}

/// Answers a request.
pub(crate) fn answer(shared: &Shared, _: Operation, request: &Incoming) -> Answer {
    let switches = shared.switches();
    match CallsRequest::read(&shared.reseller, &switches, request) {
        Ok(asked) => {
            let today = shared.reseller.today.get();
            let content_type = match asked.format {
                Format::Json => "application/json".to_owned(),
                Format::Csv => switches.csv_content_type.clone(),
            };
            let content = Content::made(move || {
                Box::new(Chunks {
                    writer: Writer { switches: switches.clone(), format: asked.format },
                    records: Box::new(asked.window.records(&asked.profile, today)),
                    written: 0,
                    ended: false,
                })
            });
            Answer::report(&content_type, content)
        }
        Err(reason) => {
            shared.with_ledger(|ledger| ledger.get_calls_refused += 1);
            failure(switches.getcalls.failure, &reason)
        }
    }
}

fn failure(switch: CallsFailure, reason: &str) -> Answer {
    match switch {
        CallsFailure::False => Answer::new(StatusCode::OK, "application/json", "false"),
        CallsFailure::Text => Answer::text(StatusCode::OK, format!("Error: {reason}\n")),
        CallsFailure::Forbidden => Answer::text(StatusCode::FORBIDDEN, format!("{reason}\n")),
    }
}

struct Writer {
    switches: Switches,
    format: Format,
}

/// The pieces of an answer.
struct Chunks {
    writer: Writer,
    records: Box<dyn Iterator<Item = Record> + Send>,
    written: u64,
    ended: bool,
}

impl Iterator for Chunks {
    type Item = Bytes;

    fn next(&mut self) -> Option<Bytes> {
        if self.ended {
            return None;
        }
        let mut out = Vec::with_capacity(CHUNK_BYTES + 1_024);
        if self.written == 0 {
            self.writer.begin(&mut out);
        }
        while out.len() < CHUNK_BYTES {
            match self.records.next() {
                Some(record) => self.writer.push(&mut out, self.written, &record),
                None => {
                    self.ended = true;
                    self.writer.end(&mut out, self.written);
                    break;
                }
            }
            self.written += 1;
        }
        (!out.is_empty()).then(|| out.into())
    }
}

impl Writer {
    fn begin(&self, out: &mut Vec<u8>) {
        match self.format {
            Format::Json => out.extend_from_slice(json::begin(&self.switches.getcalls)),
            Format::Csv if self.switches.byte_order_mark => {
                out.extend_from_slice("\u{feff}".as_bytes());
            }
            Format::Csv => {}
        }
    }

    fn push(&self, out: &mut Vec<u8>, number: u64, record: &Record) {
        match self.format {
            Format::Json => json::push(out, &self.switches.getcalls, number, record),
            Format::Csv => {
                if number > 0 {
                    out.extend_from_slice(self.line_end());
                }
                csv::push(out, &self.switches.getcalls, record);
            }
        }
    }

    fn end(&self, out: &mut Vec<u8>, records: u64) {
        match self.format {
            Format::Json => out.extend_from_slice(json::end(&self.switches.getcalls)),
            Format::Csv if records > 0 && self.switches.final_line_end => {
                out.extend_from_slice(self.line_end());
            }
            Format::Csv => {}
        }
    }

    fn line_end(&self) -> &'static [u8] {
        match self.switches.line_end {
            LineEnd::Lf => b"\n",
            LineEnd::Crlf => b"\r\n",
        }
    }
}
