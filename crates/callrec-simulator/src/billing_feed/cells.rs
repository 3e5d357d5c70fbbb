//! The cells of a row, in the form that was asked for.

use crate::data::text::push_quoted;

/// How rows are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// Cells with this byte between them (`format=csv|txt|pipe`, DOC of a cousin).
    Delimited(u8),
    /// An array of objects, their names the headings and every value a string (INF: the cousin
    /// names the format and shows none).
    Json,
}

impl Form {
    pub(super) const CSV: Self = Self::Delimited(b',');

    pub(super) fn content_type(self, csv: &str) -> &str {
        match self {
            Self::Delimited(b',') => csv,
            Self::Delimited(b'\t') => "text/tab-separated-values",
            Self::Delimited(_) => "text/plain",
            Self::Json => "application/json",
        }
    }

    /// By the name in `format=`.
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "csv" => Self::CSV,
            "txt" => Self::Delimited(b'\t'),
            "pipe" => Self::Delimited(b'|'),
            "json" => Self::Json,
            _ => return None,
        })
    }
}

/// One row while it is written.
pub(super) struct Cells<'a> {
    out: &'a mut Vec<u8>,
    form: Form,
    headings: &'static [&'static str],
    at: usize,
    /// OBS, NZ: a text without characters is `""`.
    quote_empty: bool,
}

impl<'a> Cells<'a> {
    pub(super) fn begin(
        out: &'a mut Vec<u8>,
        form: Form,
        headings: &'static [&'static str],
        quote_empty: bool,
    ) -> Self {
        if form == Form::Json {
            out.push(b'{');
        }
        Self { out, form, headings, at: 0, quote_empty }
    }

    /// Numbers and times: nothing in them needs quotes.
    pub(super) fn plain(&mut self, text: &str) {
        self.cell(text, false);
    }

    pub(super) fn text(&mut self, text: &str) {
        self.cell(text, self.quote_empty);
    }

    fn cell(&mut self, text: &str, quote_empty: bool) {
        match self.form {
            Form::Delimited(delimiter) => {
                if self.at > 0 {
                    self.out.push(delimiter);
                }
                let special = |byte| byte == delimiter || matches!(byte, b'"' | b'\n' | b'\r');
                if text.bytes().any(special) || (quote_empty && text.is_empty()) {
                    push_quoted(self.out, text);
                } else {
                    self.out.extend_from_slice(text.as_bytes());
                }
            }
            Form::Json => {
                if self.at > 0 {
                    self.out.push(b',');
                }
                push_json(self.out, self.headings[self.at]);
                self.out.push(b':');
                push_json(self.out, text);
            }
        }
        self.at += 1;
    }

    pub(super) fn end(self) {
        debug_assert_eq!(self.at, self.headings.len(), "a row has a cell for every heading");
        if self.form == Form::Json {
            self.out.push(b'}');
        }
    }
}

fn push_json(out: &mut Vec<u8>, text: &str) {
    // A text is always JSON.
    out.extend_from_slice(serde_json::to_string(text).unwrap_or_default().as_bytes());
}
