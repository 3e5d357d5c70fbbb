//! What a caller may choose about decoding.

use crate::Encoding;

/// Options of a [`crate::ReportDecoder`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeOptions {
    /// Rows of a full batch; only the last one of a body is shorter. Default 8,192; at least 1.
    pub batch_rows: usize,
    /// Turn the first record that would be quarantined into an error. Default false.
    pub strict: bool,
    /// What stands between the cells of delimited text. Default `None`: a comma, or for the billing
    /// feed the tab or pipe that the header line shows; it is never guessed from rows.
    pub delimiter: Option<Delimiter>,
    /// How the text is encoded. Default [`Encoding::Auto`]: UTF-8, or UTF-16 where a byte order mark
    /// says so.
    pub encoding: Encoding,
    /// What the session length of an iPass CDR file counts; the column `session_length_s` is in seconds
    /// all the same. Default [`SessionLengthUnit::Seconds`].
    pub session_length_unit: SessionLengthUnit,
    /// Bounds on hostile input.
    pub limits: Limits,
}

impl Default for DecodeOptions {
    fn default() -> Self {
        Self {
            batch_rows: 8192,
            strict: false,
            delimiter: None,
            encoding: Encoding::Auto,
            session_length_unit: SessionLengthUnit::Seconds,
            limits: Limits::default(),
        }
    }
}

impl DecodeOptions {
    /// The defaults with another batch size (0 counts as 1).
    pub fn with_batch_rows(mut self, rows: usize) -> Self {
        self.batch_rows = rows.max(1);
        self
    }

    /// The defaults with `strict` set.
    pub fn with_strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// The defaults with a declared delimiter: the header line is not asked.
    pub fn with_delimiter(mut self, delimiter: Delimiter) -> Self {
        self.delimiter = Some(delimiter);
        self
    }

    /// The defaults with a declared encoding.
    pub fn with_encoding(mut self, encoding: Encoding) -> Self {
        self.encoding = encoding;
        self
    }

    /// The defaults with a declared unit of the session length.
    pub fn with_session_length_unit(mut self, unit: SessionLengthUnit) -> Self {
        self.session_length_unit = unit;
        self
    }
}

/// What the column Session Length of an iPass CDR file counts.
///
/// No document of the files says it; the provider's *service* CDR speaks of minutes (DOC).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SessionLengthUnit {
    /// Seconds (INF).
    #[default]
    Seconds,
    /// Minutes: each is sixty seconds in `session_length_s`. A length that is too large then is set
    /// aside as [`Reason::Integer`](crate::Reason::Integer).
    Minutes,
}

/// What stands between the cells of delimited text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Delimiter {
    /// `,`
    Comma,
    /// The tab character; the billing feed's `format=txt` (DOC of a cousin).
    Tab,
    /// `|`; the billing feed's `format=pipe` (DOC of a cousin).
    Pipe,
}

impl Delimiter {
    pub(crate) fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }
}

/// Bounds on what one record may take, whatever the input says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes of one record, its line end left out. Default 65,536; more than 64 MiB counts as 64 MiB.
    /// A decoder of delimited text holds four times as much.
    pub record_bytes: usize,
    /// Bytes of one field, enclosing quotes left out. Default 16,384.
    pub field_bytes: usize,
    /// Columns of a header or row, keys of a JSON record. Default 64.
    pub columns: usize,
    /// Open XML elements, or JSON arrays and objects inside one another (the list of records is the
    /// first). Default 64.
    pub depth: usize,
    /// Attributes of an XML element. Default 64.
    pub attributes: usize,
    /// Quarantined records kept in memory until taken. One more ends the reading with a typed error at
    /// its place, after the rows before it; it is not counted. Default 65,536.
    pub quarantine_held: usize,
}

/// Bytes of the longest record that may be allowed: positions are 31-bit numbers, and a block holds four
/// records.
const LONGEST_RECORD: usize = 64 << 20;

impl Limits {
    /// The limits with a record of at most 64 MiB.
    pub(crate) fn bounded(self) -> Self {
        Self { record_bytes: self.record_bytes.min(LONGEST_RECORD), ..self }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            record_bytes: 64 << 10,
            field_bytes: 16 << 10,
            columns: 64,
            depth: 64,
            attributes: 64,
            quarantine_held: 65_536,
        }
    }
}
