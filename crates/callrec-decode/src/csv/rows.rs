//! The exact path: one record at a time, with every rule for what is wrong with it.

use super::layout::Layout;
use super::mend::{Guard, Rule};
use super::profile::{Dialect, Profile};
use super::record::{self, Cell, Found};
use super::resync::{Line, Resync, line, resync};
use crate::column::{Kind, Refusal};
use crate::options::{DecodeOptions, Limits, SessionLengthUnit};
use crate::table::{Repair, Repairs, Table};
use crate::value::is_null;
use crate::{DecodeErrorKind, Reason};

/// A line without an end is looked at this many times the longest record before reading gives up.
const PATIENCE: usize = 2;

/// The column whose unit is declared.
const SESSION_LENGTH: &str = "session_length_s";

/// What to do about the record at the start of the unread bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// More bytes are needed to tell.
    More,
    /// A line without a byte: not a record.
    Blank { next: usize },
    /// The row is in the table.
    Row { next: usize, lines: u64, repairs: Repairs },
    /// The bytes up to `end` are set aside.
    SetAside { end: usize, next: usize, lines: u64, column: Option<String>, reason: Reason },
    /// The body cannot be trusted from here on.
    Stop { kind: DecodeErrorKind, column: Option<String>, detail: String },
}

/// Why a record is not a row.
#[derive(Debug)]
struct Fault {
    cell: Option<usize>,
    refusal: Refusal,
}

impl From<Reason> for Fault {
    fn from(reason: Reason) -> Self {
        Self { cell: None, refusal: reason.into() }
    }
}

/// Reads records by the rules of one profile and layout into a table.
pub(crate) struct Rows {
    pub(crate) profile: &'static Profile,
    /// The profile's, but for the delimiter that the header or the caller shows.
    pub(crate) dialect: Dialect,
    pub(crate) limits: Limits,
    pub(crate) table: Table,
    /// For each column what its kernel must leave to the exact path.
    pub(super) guards: Vec<Guard>,
    /// For each column the rule that may mend its cells.
    rules: Vec<Option<Rule>>,
    cells: Vec<Cell>,
    scratch: Vec<u8>,
    mended: Vec<u8>,
}

impl Rows {
    pub(crate) fn new(profile: &'static Profile, options: &DecodeOptions) -> Self {
        let kinds = profile.columns.iter().map(|spec| match options.session_length_unit {
            SessionLengthUnit::Minutes if spec.name == SESSION_LENGTH => Kind::Minutes,
            _ => spec.kind,
        });
        let table = Table::new(profile.report.schema(), kinds);
        let rules: Vec<Option<Rule>> = profile
            .columns
            .iter()
            .map(|spec| profile.rules.iter().find(|(name, _)| *name == spec.name))
            .map(|found| found.map(|(_, rule)| *rule))
            .collect();
        let guards = profile.columns.iter().zip(&rules).map(|(spec, rule)| match rule {
            Some(Rule::LeadingApostrophe) => Guard::First(b'\''),
            Some(Rule::CurrencySign) => Guard::Currency,
            // The kernel of keys looks for itself.
            _ if spec.required && spec.kind != Kind::Key => Guard::Required,
            _ => Guard::Free,
        });
        Self {
            profile,
            dialect: profile.dialect,
            limits: options.limits,
            table,
            guards: guards.collect(),
            rules,
            cells: Vec::new(),
            scratch: Vec::new(),
            mended: Vec::new(),
        }
    }

    /// The cells of the record that was read last.
    pub(crate) fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// Reads the record at the start of `bytes` without judging it.
    pub(crate) fn read(&mut self, bytes: &[u8], ended: bool) -> Found {
        let Limits { record_bytes, columns, .. } = self.limits;
        record::read(bytes, ended, self.dialect, record_bytes, columns, &mut self.cells)
    }

    /// Text of a cell of the record that was read last.
    pub(crate) fn cell_text<'a>(&'a mut self, bytes: &'a [u8], cell: Cell) -> &'a [u8] {
        record::text(bytes, cell, self.dialect.quote, &mut self.scratch)
    }

    /// Judges the record at the start of `bytes`, which are not empty.
    #[cold]
    pub(crate) fn next(&mut self, bytes: &[u8], ended: bool, layout: &Layout) -> Verdict {
        if matches!(bytes.first(), Some(b'\n' | b'\r')) {
            return match record::line_end(bytes, 0, ended) {
                Some(next) => Verdict::Blank { next },
                None => Verdict::More,
            };
        }
        match self.read(bytes, ended) {
            Found::More => Verdict::More,
            Found::Record { end, next, inner_lines } => {
                if inner_lines > 0 {
                    if self.hides_rows(&bytes[..end], layout) {
                        return Verdict::Stop {
                            kind: DecodeErrorKind::Quote,
                            column: None,
                            detail:
                                "a quoted field holds a line that is a whole record by itself, \
                                     so a stray quote may hide rows; fix the quote at this record"
                                    .to_owned(),
                        };
                    }
                    // The search has read other records since.
                    self.read(bytes, ended);
                }
                // The input may end without a line end.
                let lines = inner_lines + u64::from(next > end);
                if inner_lines > 0 && self.joins_rows(&bytes[..end], layout) {
                    let reason = Reason::Quote;
                    return Verdict::SetAside { end, next, lines, column: None, reason };
                }
                self.settle(bytes, end, next, lines, layout)
            }
            Found::Stray { crossed: false } => self.drop_line(bytes, ended, Reason::Quote),
            Found::TooLong { crossed: false } => self.drop_line(bytes, ended, Reason::TooLong),
            Found::Stray { crossed: true } => {
                self.drop_until_fit(bytes, ended, self.limits.record_bytes, Reason::Quote, layout)
            }
            Found::TooLong { crossed: true } => {
                let window = self.limits.record_bytes.saturating_mul(PATIENCE);
                self.drop_until_fit(bytes, ended, window, Reason::TooLong, layout)
            }
            Found::Unterminated => Verdict::Stop {
                kind: DecodeErrorKind::Quote,
                column: None,
                detail: "a quote is opened and never closed; the input may be cut short, fetch it \
                         again"
                    .to_owned(),
            },
        }
    }

    /// Takes a well-formed record into the table or sets it aside.
    fn settle(
        &mut self,
        bytes: &[u8],
        end: usize,
        next: usize,
        lines: u64,
        layout: &Layout,
    ) -> Verdict {
        match self.append(&bytes[..end], layout) {
            Ok(repairs) => Verdict::Row { next, lines, repairs },
            Err(Fault { cell, refusal }) => {
                let column = cell.and_then(|cell| layout.name_of(self.profile, cell));
                match refusal {
                    Refusal::Cell(reason) => Verdict::SetAside { end, next, lines, column, reason },
                    Refusal::Full => Verdict::Stop {
                        kind: DecodeErrorKind::Limit,
                        column,
                        detail:
                            "the batch holds more text or more different values than Arrow can \
                                 count; choose a smaller batch_rows"
                                .to_owned(),
                    },
                }
            }
        }
    }

    /// Appends the record that was read last; on a fault the table is as before. Line and offset are
    /// the caller's to add.
    fn append(&mut self, record: &[u8], layout: &Layout) -> Result<Repairs, Fault> {
        let long = |cell: &Cell| cell.end - cell.start > self.limits.field_bytes;
        if let Some(cell) = self.cells.iter().position(long) {
            return Err(Fault { cell: Some(cell), refusal: Reason::TooLong.into() });
        }
        if simdutf8::basic::from_utf8(record).is_err() {
            let spoiled = |cell: &Cell| std::str::from_utf8(&record[cell.start..cell.end]).is_err();
            let cell = self.cells.iter().position(spoiled);
            return Err(Fault { cell, refusal: Reason::Utf8.into() });
        }
        let mut repairs = self.fit(record, layout)?;
        let rows = self.table.rows();
        self.table.mark();
        for (column, cell) in layout.columns.iter().enumerate() {
            let Some(cell) = *cell else {
                self.table.columns[column].push_nulls(1);
                continue;
            };
            let quote = self.dialect.quote;
            let mut text = record::text(record, self.cells[cell], quote, &mut self.scratch);
            if let Some(rule) =
                self.rules[column].and_then(|rule| rule.mend(text, &mut self.mended))
            {
                text = &self.mended;
                // Cells that were split at the comma are joined with it.
                if !(rule == Repair::CommaInDatetime && repairs.contains(Repair::SplitDatetime)) {
                    repairs.insert(rule);
                }
            }
            let pushed = match self.guards[column] {
                Guard::Required if is_null(text) => Err(Reason::Missing.into()),
                _ => self.table.columns[column].push(text),
            };
            if let Err(refusal) = pushed {
                self.table.truncate(rows);
                return Err(Fault { cell: Some(cell), refusal });
            }
        }
        for (cell, name) in &layout.extra {
            let quote = self.dialect.quote;
            let text = record::text(record, self.cells[*cell], quote, &mut self.scratch);
            if !is_null(text) {
                self.table.extra.push(rows, name, text);
            }
        }
        if !repairs.is_empty() {
            self.table.repairs.set(rows, repairs);
        }
        Ok(repairs)
    }

    /// Makes the cells as many as the layout has, if there is a rule for it.
    fn fit(&mut self, record: &[u8], layout: &Layout) -> Result<Repairs, Fault> {
        let count = self.cells.len();
        if count == layout.cells {
            return Ok(Repairs::default());
        }
        if let Some(rule) = self.profile.reshape.and_then(|mend| mend(record, &mut self.cells)) {
            return Ok(rule.into());
        }
        if count == layout.cells + 1 && self.cells.last().is_some_and(is_bare_empty) {
            return Ok(Repair::TrailingDelimiter.into());
        }
        Err(Reason::ColumnCount.into())
    }

    /// Whether one physical line by itself is a row of this report.
    fn fits(&mut self, line: &[u8], layout: &Layout) -> bool {
        let whole = matches!(
            self.read(line, true),
            Found::Record { end, inner_lines: 0, .. } if end == line.len()
        );
        let rows = self.table.rows();
        let fits = whole && self.append(line, layout).is_ok();
        if fits {
            self.table.truncate(rows);
        }
        fits
    }

    /// Whether a line of the record, the first left out, is a row by itself.
    fn hides_rows(&mut self, record: &[u8], layout: &Layout) -> bool {
        let longest = self.limits.record_bytes;
        let fits = |line: &[u8]| self.fits(line, layout);
        matches!(resync(record, true, record.len(), longest, fits), Resync::At { .. })
    }

    /// Whether a quoted cell of the record that was read last may end in the middle of another row: two
    /// stray quotes in one column of two rows make a sound record of the first's beginning and the
    /// other's end. Behind the line end then stand as many delimiters as a row has before that column;
    /// a cell too many or too few, which a rule may mend, moves it.
    fn joins_rows(&self, record: &[u8], layout: &Layout) -> bool {
        let delimiter = self.dialect.delimiter;
        self.cells.iter().enumerate().filter(|(_, cell)| cell.quoted).any(|(column, cell)| {
            let text = &record[cell.start..cell.end];
            memchr::memrchr2(b'\n', b'\r', text).is_some_and(|line_end| {
                let behind = memchr::memchr_iter(delimiter, &text[line_end + 1..]);
                behind.count() + self.cells.len() == column + layout.cells
            })
        })
    }

    fn drop_line(&mut self, bytes: &[u8], ended: bool, reason: Reason) -> Verdict {
        let longest = self.limits.record_bytes.saturating_mul(PATIENCE);
        match line(bytes, ended, longest) {
            Line::More => Verdict::More,
            Line::Ends { end, next } => {
                let lines = u64::from(next > end);
                Verdict::SetAside { end, next, lines, column: None, reason }
            }
            Line::TooLong => Verdict::Stop {
                kind: DecodeErrorKind::Limit,
                column: None,
                detail: format!(
                    "no line end within {longest} bytes; this is not a report, or raise \
                     limits.record_bytes"
                ),
            },
        }
    }

    fn drop_until_fit(
        &mut self,
        bytes: &[u8],
        ended: bool,
        window: usize,
        reason: Reason,
        layout: &Layout,
    ) -> Verdict {
        let longest = self.limits.record_bytes;
        match resync(bytes, ended, window, longest, |line| self.fits(line, layout)) {
            Resync::More => Verdict::More,
            Resync::At { end, next, lines } => {
                Verdict::SetAside { end, next, lines, column: None, reason }
            }
            Resync::Nowhere => {
                let (kind, what) = match reason {
                    Reason::TooLong => (DecodeErrorKind::Limit, "a quoted field has no end"),
                    _ => (DecodeErrorKind::Quote, "a misplaced quote follows a line end in quotes"),
                };
                let detail =
                    format!("{what} and no line within {window} bytes is a record by itself");
                Verdict::Stop { kind, column: None, detail }
            }
        }
    }
}

fn is_bare_empty(cell: &Cell) -> bool {
    !cell.quoted && cell.start == cell.end
}
