//! How an answer is laid out, and its bytes.

use bytes::Bytes;

use super::{
    cells::Form,
    numbering::Place,
    profile::{push_header, push_row},
    recording,
    selection::Selection,
};
use crate::switches::{
    Dollar, FeedClock, FeedEmpty, FeedHeadings, FeedProfile, LineEnd, MonthlyDate, RecordingLinks,
    Switches,
};

/// Chunks are at least this long, the last one apart.
const CHUNK_BYTES: usize = 64 * 1024;

/// What the switches and the request say about the form of an answer.
#[derive(Debug, Clone)]
pub(crate) struct Layout {
    pub(super) profile: FeedProfile,
    pub(super) form: Form,
    pub(super) clock: FeedClock,
    pub(super) dollar: Dollar,
    pub(super) monthly_date: MonthlyDate,
    /// The account number.
    pub(super) account: String,
    header: bool,
    headings: FeedHeadings,
    empty: FeedEmpty,
    line_end: LineEnd,
    final_line_end: bool,
    byte_order_mark: bool,
    recordings: RecordingLinks,
    /// Before the path of a recording.
    base_url: String,
}

impl Layout {
    pub(super) fn new(switches: &Switches, form: Form, account: &str, base_url: String) -> Self {
        let feed = &switches.billing_feed;
        Self {
            profile: feed.profile,
            form,
            clock: feed.clock,
            dollar: feed.dollar,
            monthly_date: feed.monthly_date,
            account: account.to_owned(),
            header: feed.header,
            headings: feed.headings,
            empty: feed.empty,
            line_end: switches.line_end,
            final_line_end: switches.final_line_end,
            byte_order_mark: switches.byte_order_mark,
            recordings: feed.recordings,
            base_url,
        }
    }

    /// The bytes of an answer in pieces, made when they are asked for.
    pub(super) fn chunks(&self, selection: &Selection) -> Chunks {
        let mut places = selection.places();
        let next = places.next();
        Chunks { layout: self.clone(), selection: selection.clone(), places, next, stage: 0 }
    }

    fn prologue(&self, has_rows: bool) -> Vec<u8> {
        let mut out = Vec::new();
        match self.form {
            Form::Json => out.push(b'['),
            Form::Delimited(_) if !has_rows && self.empty == FeedEmpty::Nothing => {}
            Form::Delimited(_) => {
                if self.byte_order_mark {
                    out.extend_from_slice("\u{feff}".as_bytes());
                }
                if self.header {
                    let begin = out.len();
                    push_header(&mut out, self.profile, self.form);
                    match self.headings {
                        FeedHeadings::Observed => {}
                        FeedHeadings::Upper => out[begin..].make_ascii_uppercase(),
                        FeedHeadings::Lower => out[begin..].make_ascii_lowercase(),
                    }
                    if has_rows || self.final_line_end {
                        out.extend_from_slice(self.line_end());
                    }
                }
            }
        }
        out
    }

    fn push(&self, out: &mut Vec<u8>, selection: &Selection, place: Place) {
        let row = selection.rows.row(place);
        let link = match self.recordings {
            _ if !row.recorded => None,
            RecordingLinks::None => None,
            RecordingLinks::Url => Some(self.base_url.as_str()),
            RecordingLinks::Foreign => Some("https://recordings.example.invalid"),
        };
        let recording = link.map(|base_url| {
            format!("{base_url}{}", recording::path(&self.account, &selection.rows, place))
        });
        push_row(out, self, selection.rows.id(place), &row, recording);
    }

    fn line_end(&self) -> &'static [u8] {
        match self.line_end {
            LineEnd::Lf => b"\n",
            LineEnd::Crlf => b"\r\n",
        }
    }
}

/// The pieces of an answer.
pub(super) struct Chunks {
    layout: Layout,
    selection: Selection,
    places: Box<dyn Iterator<Item = Place> + Send>,
    next: Option<Place>,
    /// 0 before the first piece, 1 within the rows, 2 after the last.
    stage: u8,
}

impl Iterator for Chunks {
    type Item = Bytes;

    fn next(&mut self) -> Option<Bytes> {
        if self.stage == 2 {
            return None;
        }
        let mut out = Vec::with_capacity(CHUNK_BYTES + 1_024);
        if self.stage == 0 {
            out = self.layout.prologue(self.next.is_some());
            self.stage = 1;
        }
        let json = self.layout.form == Form::Json;
        while let Some(place) = self.next {
            self.layout.push(&mut out, &self.selection, place);
            self.next = self.places.next();
            if json && self.next.is_some() {
                out.push(b',');
            }
            if !json && (self.next.is_some() || self.layout.final_line_end) {
                out.extend_from_slice(self.layout.line_end());
            }
            if out.len() >= CHUNK_BYTES {
                return Some(out.into());
            }
        }
        self.stage = 2;
        if json {
            out.push(b']');
        }
        (!out.is_empty()).then(|| out.into())
    }
}
