//! One CDR download: which rows it holds, and its bytes in chunks.

use std::{fmt, ops::Range, str::FromStr, sync::Arc};

use bytes::Bytes;

use super::{
    adjustments::Adjustments,
    calendar::{Day, Month},
    layout::Layout,
    row::Row,
    sessions::MonthOfSessions,
    sites::SERVICE_TYPES,
    totals::Totals,
};
use crate::Error;

/// Chunks are at least this long, the last one apart.
const CHUNK_BYTES: usize = 64 * 1024;

/// Regular or adjustment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum CdrKind {
    Regular,
    Adjustment,
}

/// What a report is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Period {
    Month(Month),
    Day(Day),
}

impl Period {
    pub(crate) fn month(self) -> Month {
        match self {
            Self::Month(month) => month,
            Self::Day(day) => day.month(),
        }
    }
}

impl FromStr for Period {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        if text.len() > 7 { text.parse().map(Self::Day) } else { text.parse().map(Self::Month) }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Month(month) => month.fmt(f),
            Self::Day(day) => day.fmt(f),
        }
    }
}

#[derive(Debug)]
enum Source {
    Sessions(Arc<MonthOfSessions>),
    Adjustments(Adjustments),
}

/// The rows of one download.
#[derive(Debug)]
pub(crate) struct CdrFile {
    source: Source,
    range: Range<u64>,
}

impl CdrFile {
    pub(crate) fn sessions(month: Arc<MonthOfSessions>, period: Period) -> Self {
        let range = match period {
            Period::Month(_) => month.all(),
            Period::Day(day) => month.of_day(day.index()),
        };
        Self { source: Source::Sessions(month), range }
    }

    pub(crate) fn adjustments(adjustments: Adjustments, period: Period) -> Self {
        let range = match period {
            Period::Month(_) => adjustments.all(),
            Period::Day(day) => adjustments.of_day(day.index()),
        };
        Self { source: Source::Adjustments(adjustments), range }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.range.is_empty()
    }

    /// The exact sums, from the facts and not from the text.
    pub(crate) fn totals(&self) -> Totals {
        let mut totals = Totals::default();
        for index in self.range.clone() {
            let (_, row) = self.row(index);
            totals.add(SERVICE_TYPES[usize::from(row.service)], row.length_s, row.amount_micros);
        }
        totals
    }

    /// How many bytes the file has. Writes the whole file to nowhere: takes as long
    /// as the download itself, so ask for it off the async threads.
    pub(crate) fn byte_len(self: &Arc<Self>, layout: Layout) -> u64 {
        self.chunks(layout).map(|chunk| chunk.len() as u64).sum()
    }

    pub(crate) fn chunks(self: &Arc<Self>, layout: Layout) -> Chunks {
        Chunks { file: Arc::clone(self), layout, next: self.range.start, begun: false }
    }

    fn row(&self, index: u64) -> (&MonthOfSessions, Row) {
        match &self.source {
            Source::Sessions(month) => (month, month.row(index)),
            Source::Adjustments(adjustments) => adjustments.row(index),
        }
    }
}

/// The bytes of a file, made when they are asked for.
#[derive(Debug)]
pub(crate) struct Chunks {
    file: Arc<CdrFile>,
    layout: Layout,
    next: u64,
    begun: bool,
}

impl Iterator for Chunks {
    type Item = Bytes;

    fn next(&mut self) -> Option<Bytes> {
        let end = self.file.range.end;
        let prologue = if self.begun { Vec::new() } else { self.layout.prologue() };
        self.begun = true;
        if self.next == end {
            return (!prologue.is_empty()).then(|| prologue.into());
        }
        let mut out = Vec::with_capacity(CHUNK_BYTES + 1_024);
        out.extend_from_slice(&prologue);
        while self.next < end && out.len() < CHUNK_BYTES {
            let (month, row) = self.file.row(self.next);
            row.write(month, &self.layout, &mut out);
            self.next += 1;
            if self.next < end || self.layout.final_line_end {
                out.extend_from_slice(self.layout.line_end());
            }
        }
        Some(out.into())
    }
}
