//! The fault verbs.

mod forms;
mod show;

use std::time::Duration;

#[cfg(test)]
pub(crate) use forms::FORMS;
pub(crate) use forms::byte_count;

use crate::GzipFault;

/// What happens to one request instead of, or beside, its clean answer.
///
/// `N` is a count of body bytes; where the body is shorter, the fault comes at its end. Where
/// the answer is compressed, the bytes are those of the compressed body.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verb {
    /// `return-503`, `return-429=120`, `return-503=Wed, 21 Oct 2026 07:28:00 GMT`: a status
    /// of 201 to 999 with a short text, and `Retry-After` as given. Nothing is done.
    Return {
        /// The status.
        status: u16,
        /// The value of `Retry-After`, sent as it is.
        retry_after: Option<String>,
    },
    /// `return-503-in=2`, `return-503-in=-60`, `return-503-in=1@-86400`: a status with a
    /// `Retry-After` that is a date so many seconds from the answer's `Date`, which itself is
    /// the true time or so many seconds beside it (fault B8). Nothing is done.
    ReturnIn {
        /// The status.
        status: u16,
        /// From `Date` to `Retry-After`.
        seconds: i32,
        /// From the true time to `Date`.
        clock: i32,
    },
    /// `return-500-html`: a status with an HTML page. Nothing is done.
    ReturnHtml {
        /// The status.
        status: u16,
    },
    /// `return-500-code-2005`: a status, 200 among them, with the provider's error document in
    /// XML (faults B5, B6). Nothing is done.
    ReturnCode {
        /// The status.
        status: u16,
        /// The text of `errorCode`.
        code: String,
    },
    /// `redirect=URL`, `redirect-307=URL`: 302, or another status of 300 to 399, to anywhere
    /// (faults B3, B11, B12). Nothing is done.
    Redirect {
        /// The status.
        status: u16,
        /// The `Location`.
        location: String,
    },
    /// `html-login`: 200 and the login page. Nothing is done.
    HtmlLogin,
    /// `meta-refresh`: 200 and a page that sends browsers to the login page. Nothing is done.
    MetaRefresh,
    /// `auth-text`: 200 and `401 Authorization Required` (OBS). Nothing is done.
    AuthText,
    /// `wrong-content`: 200 and an HTML maintenance page. Nothing is done.
    WrongContent,
    /// `body=no data`, `body={"error":"x"}`, `body=`: 200 and this text. Nothing is done.
    Body(String),
    /// `header=content-encoding: br`: the clean answer with one header replaced or added; a
    /// `Set-Cookie` is always added.
    Header {
        /// In lower case.
        name: String,
        /// As it is sent.
        value: String,
    },
    /// `huge-header-2097152B`: the clean answer after a header of N bytes (fault A11).
    HugeHeader(u64),
    /// `many-headers-200`: the clean answer after so many headers (fault A11).
    ManyHeaders(u64),
    /// `early-hints-3`: the clean answer after so many answers of status 103 (fault A10).
    EarlyHints(u64),
    /// `expire-session`: the session of the request ends before it is looked at.
    ExpireSession,
    /// `restart`: every session ends, nothing else is done, and the connection is reset
    /// (fault A17, as far as one client can see it: the port stays).
    Restart,
    /// `renumber`: before the feed is answered, every row of its account has another id (fault H2).
    Renumber,
    /// `rerate`: before the feed is answered, the row that the request names in `fromid` has
    /// another cost (fault H2). Nothing where no row bears that id.
    Rerate,
    /// `lose-first-user`: the first user of the main company that is not deleted is, before the
    /// request is looked at: in a list that is read page by page the others move up (fault H7).
    /// It is nobody's write, and no effect in the ledger.
    LoseFirstUser,
    /// `delay-250ms`: the answer begins so much later.
    Delay(Duration),
    /// `reset` (also read as `reset-before-commit`): nothing is done, and the connection is reset before the first byte (fault A4).
    Reset,
    /// `close`: the same with a proper end of the connection.
    Close,
    /// `commit-then-reset`: all is done as it should be, and the connection is reset before
    /// the first byte of the answer (fault B14).
    CommitThenReset,
    /// `commit-then-503`, `commit-then-500-html`: all is done as it should be, and the answer is
    /// a status of 201 to 999 that says otherwise, with a short text or an HTML page (fault B14).
    CommitThen {
        /// The status.
        status: u16,
        /// Whether the body is an HTML page.
        html: bool,
    },
    /// `commit-then-delay-250ms`: all is done as it should be, and the answer begins so much
    /// later: a client that waits less cannot know (fault B14).
    CommitThenDelay(Duration),
    /// `reset-in-head-after-12B`: N bytes of status line and headers, then a TCP reset (fault A5).
    ResetInHeadAfter(u64),
    /// `fin-in-head-after-12B`: the same with a proper end of the connection.
    FinInHeadAfter(u64),
    /// `reset-after-257B`: N bytes of the body, then a TCP reset.
    ResetAfter(u64),
    /// `fin-after-257B`: the true `Content-Length`, N bytes, then the end of the connection.
    FinAfter(u64),
    /// `cut-chunked-after-257B`: chunked, N bytes, then the end of the connection without the last chunk.
    CutChunkedAfter(u64),
    /// `short-length-257B`: a `Content-Length` of N and N bytes of the longer body: a clean
    /// end by HTTP's rules (fault A9).
    ShortLength(u64),
    /// `truncate-without-length`, `truncate-without-length-257B`: no length, not chunked,
    /// N bytes (half of the body when not given), then the end of the connection.
    TruncateWithoutLength(Option<u64>),
    /// `stall`, `stall-after-257B`, `stall-for-2s`, `stall-after-257B-for-500ms`: N bytes (none
    /// when not given), then silence, for ever or for a time.
    Stall {
        /// Bytes before the silence.
        after: u64,
        /// How long; for ever when none.
        pause: Option<Duration>,
    },
    /// `drip`, `drip-16B-every-10ms`: so many bytes at a time (1 each 100 ms when not given).
    Drip {
        /// Bytes at a time, at least 1.
        bytes: u64,
        /// The time between them.
        every: Duration,
    },
    /// `gzip`, `gzip-bad-crc` and the other forms of [`GzipFault`]: compressed, asked for or
    /// not (faults C1 to C3).
    Gzip(GzipFault),
}
