//! One report on its way: opened, decoded while it arrives, proven, and tried again while nothing
//! of it was handed on.

mod progress;
mod withhold;

use std::sync::Arc;

use arrow_array::RecordBatch;
use bytes::{Buf as _, Bytes};
use callrec_decode::{
    Accounting, Content, DecodeErrorKind, DecodeOptions, Quarantined, Report, ReportDecoder,
};
use futures_core::future::BoxFuture;
use sha2::{Digest as _, Sha256};

pub(crate) use progress::Progress;
use withhold::Tail;

use crate::expect::{Expected, judge};
use crate::http::{Body, Class, Fetch, HttpClient, NetworkClock, Opened, Retry, Session};
use crate::reader::Source;
use crate::{Error, ErrorKind, Proof, Provider, Result};

/// Who asks, for errors.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) provider: Provider,
    pub(crate) operation: &'static str,
}

/// The engine below a reader.
pub(crate) struct Download {
    fetch: Fetch,
    place: Place,
    report: Report,
    options: DecodeOptions,
    clock: NetworkClock,
    retry: Retry,
    decoder: ReportDecoder,
    content: Content,
    expected: Expected,
    /// Whether the decoder was told that the input has ended.
    finished: bool,
    pending: Bytes,
    digest: Sha256,
    /// Line ends received: where a body that broke off broke off.
    line_ends: u64,
    stage: Stage,
    /// Whether a batch left this engine: from then on nothing is tried again.
    delivered: bool,
    /// Whether a body whose end nothing proves is fetched once more.
    verifies: bool,
    tail: Tail,
    proof: Option<Proof>,
    progress: Arc<Progress>,
}

enum Stage {
    Reading(Body),
    /// The body is over; rows are left in the decoder, then the error, if any.
    Flushing(Option<Error>),
    /// All rows are handed on; the body has to come once more, the same.
    Verifying,
    Done,
}

impl Download {
    /// Opens the report, with other tries, and looks at what came.
    pub(crate) async fn open(
        fetch: Fetch,
        place: Place,
        report: Report,
        options: DecodeOptions,
    ) -> Result<Self> {
        let mut clock = NetworkClock::new(fetch.client.timeouts());
        let mut retry = fetch.client.retry();
        let opened = open(&fetch, report, &mut clock, &mut retry)
            .await
            .map_err(|error| error.at(place.provider, place.operation))?;
        let mut download = Self {
            decoder: ReportDecoder::new(report, options.clone()),
            fetch,
            place,
            report,
            options,
            clock,
            retry,
            content: Content::Empty,
            expected: Expected::Nothing,
            finished: false,
            pending: Bytes::new(),
            digest: Sha256::new(),
            line_ends: 0,
            stage: Stage::Done,
            delivered: false,
            verifies: true,
            tail: Tail::default(),
            proof: None,
            progress: Arc::default(),
        };
        download.begin(opened);
        Ok(download)
    }

    /// The same, where whoever reads it knows what to do about an end that is not proven.
    pub(crate) fn unverified(mut self) -> Self {
        self.verifies = false;
        self
    }

    async fn advance(&mut self) -> Result<Option<RecordBatch>> {
        loop {
            match &mut self.stage {
                Stage::Reading(_) => {
                    if let Some(batch) = self.read().await? {
                        return Ok(Some(batch));
                    }
                }
                Stage::Flushing(error) => {
                    if let Some(batch) = self.tail.flush(&mut self.decoder, error) {
                        return Ok(Some(batch));
                    }
                    let error = error.take();
                    self.stage = match self.proof {
                        Some(Proof::Unproven) if error.is_none() && self.verifies => {
                            Stage::Verifying
                        }
                        _ => Stage::Done,
                    };
                    if error.is_none() {
                        self.retry.succeeded();
                    }
                    if let Some(error) = error {
                        return Err(error);
                    }
                }
                Stage::Verifying => {
                    self.stage = Stage::Done;
                    self.verify().await?;
                }
                Stage::Done => return Ok(None),
            }
        }
    }

    /// One step through the body: decodes what is there, or waits for more.
    async fn read(&mut self) -> Result<Option<RecordBatch>> {
        if !self.pending.is_empty() {
            return self.decode_pending();
        }
        let Stage::Reading(body) = &mut self.stage else { return Ok(None) };
        match body.chunk(&mut self.clock).await {
            Ok(Some(chunk)) => {
                self.progress.add(chunk.len());
                self.line_ends += memchr::memchr_iter(b'\n', &chunk).count() as u64;
                if body.is_unproven() {
                    self.digest.update(&chunk);
                }
                if self.expected == Expected::Records {
                    self.pending = chunk;
                }
            }
            Ok(None) => {
                self.proof = body.proof();
                self.ended().await?;
            }
            Err(error) => self.broken(error).await?,
        }
        Ok(None)
    }

    /// Decodes what is there; gives a batch as soon as one is full.
    fn decode_pending(&mut self) -> Result<Option<RecordBatch>> {
        let decoded = self.decoder.decode(&self.pending).and_then(|taken| {
            self.pending.advance(taken);
            Ok((taken, self.decoder.flush()?))
        });
        match decoded {
            Ok((0, None)) => Err(Error::new(ErrorKind::Internal, "the decoder does not move on")),
            Ok((_, batch)) => Ok(batch),
            Err(error) => {
                self.stage = Stage::Flushing(Some(error.into()));
                Ok(None)
            }
        }
    }

    /// The body came to an end that its framing allows.
    async fn ended(&mut self) -> Result<()> {
        if self.expected == Expected::Nothing {
            self.stage = Stage::Flushing(None);
            return Ok(());
        }
        let finished = self.decoder.finish();
        self.finished = true;
        if matches!(self.content, Content::Xml | Content::Json)
            && finished.is_ok()
            && self.decoder.ended_cleanly()
        {
            // The closed root, or array, is a frame of its own.
            self.proof = Some(Proof::Framed);
        }
        let unproven = self.proof == Some(Proof::Unproven);
        let open_end = finished.is_ok() && !self.decoder.ended_cleanly();
        if open_end {
            self.tail.gather(&mut self.decoder);
        }
        let cut = match &finished {
            Err(error) if unproven => Some(error.detail()),
            // A length that is too small: only what the report must end with can tell.
            Err(error) if error.kind() == DecodeErrorKind::Truncated => Some(error.detail()),
            Ok(()) if open_end && unproven => Some("its last line has no end"),
            // A length that is too small, or a file that just has no last line end: the second
            // leaves a whole row.
            Ok(()) if open_end && self.tail.last_is_quarantined() => {
                Some("its last line has no end and is not a whole record")
            }
            _ => None,
        };
        if let Some(why) = cut {
            let got = self.progress.bytes();
            let detail = format!("the report is cut after {got} bytes: {why}");
            let error = Error::new(ErrorKind::Truncated, detail).with_offset(got);
            return self.broken(error).await;
        }
        self.stage = Stage::Flushing(finished.err().map(Error::from));
        Ok(())
    }

    /// The body broke: another try while nothing was handed on, else the rows so far and the error.
    async fn broken(&mut self, error: Error) -> Result<()> {
        if self.delivered {
            return self.cut(error);
        }
        // Its connection and its place among the calls of the client go first.
        self.stage = Stage::Flushing(None);
        // Where another try fails too, the rows of the first body go with its error.
        match self.reopened(error).await {
            Ok(opened) => {
                self.begin(opened);
                Ok(())
            }
            Err(error) => self.cut(error),
        }
    }

    async fn reopened(&mut self, error: Error) -> Result<Opened> {
        self.retry.again(self.fetch.request.class(), &self.clock, error).await?;
        open(&self.fetch, self.report, &mut self.clock, &mut self.retry).await
    }

    /// Ends with `error` after the rows that are whole: a record that was cut is not one of them.
    fn cut(&mut self, error: Error) -> Result<()> {
        let error = match error.kind() {
            ErrorKind::Truncated => error.with_line(self.line_ends + 1),
            _ => error,
        };
        self.proof = None;
        if self.expected == Expected::Records {
            if !self.finished && self.decoder.finish().is_ok() {
                self.tail.gather(&mut self.decoder);
            }
            if !self.decoder.ended_cleanly() {
                self.tail.drop_last();
            }
        }
        self.stage = Stage::Flushing(Some(error));
        Ok(())
    }

    /// Starts over with a body of which nothing was read.
    fn begin(&mut self, opened: Opened) {
        let Opened { body, content } = opened;
        // `open` has judged it already: what is not a report never gets here.
        self.expected = judge(self.report, content).unwrap_or(Expected::Nothing);
        self.content = content;
        self.decoder = ReportDecoder::new(self.report, self.options.clone());
        self.finished = false;
        self.pending = Bytes::new();
        self.digest = Sha256::new();
        self.tail = Tail::default();
        self.proof = None;
        self.progress.restart(body.expected());
        self.line_ends = 0;
        self.stage = Stage::Reading(body);
    }

    /// Fetches a body without proof once more: it must be equal byte for byte.
    async fn verify(&mut self) -> Result<()> {
        let first = std::mem::take(&mut self.digest).finalize();
        let length = self.progress.bytes();
        let again = async {
            let mut body = self.fetch.open(&mut self.clock).await?.body;
            let (mut digest, mut got) = (Sha256::new(), 0);
            while let Some(chunk) = body.chunk(&mut self.clock).await? {
                digest.update(&chunk);
                got += chunk.len() as u64;
                if got > length {
                    break;
                }
            }
            Ok::<_, Error>((digest.finalize(), got))
        }
        .await;
        let detail = match again {
            Ok((second, got)) if got == length && second == first => return Ok(()),
            Ok(_) => "the end of the body was not proven and a second fetch differed".to_owned(),
            Err(error) => {
                let why = error.detail();
                format!("the end of the body was not proven and a second fetch failed: {why}")
            }
        };
        Err(Error::new(ErrorKind::Incomplete, detail).with_offset(length))
    }
}

impl Source for Download {
    fn report(&self) -> Report {
        self.report
    }

    fn next(&mut self) -> BoxFuture<'_, Option<Result<RecordBatch>>> {
        Box::pin(async {
            let next = self.advance().await.transpose()?;
            self.delivered = true;
            Some(next.map_err(|error| error.at(self.place.provider, self.place.operation)))
        })
    }

    fn accounting(&self) -> Accounting {
        self.tail.corrected(self.decoder.accounting())
    }

    fn take_quarantined(&mut self) -> Vec<Quarantined> {
        self.tail.take_quarantined(&mut self.decoder)
    }

    fn proof(&self) -> Option<Proof> {
        self.proof
    }

    fn quarantine_held(&self) -> usize {
        self.options.limits.quarantine_held
    }

    fn is_one_body(&self) -> bool {
        true
    }

    fn named(&self, error: Error) -> Error {
        error.at(self.place.provider, self.place.operation)
    }

    fn progress(&self) -> Arc<Progress> {
        self.progress.clone()
    }
}

/// Logs in if need be, with other tries where the service could not be reached.
pub(crate) async fn log_in(client: &HttpClient, session: &Session) -> Result<()> {
    let mut clock = NetworkClock::new(client.timeouts());
    let mut retry = client.retry();
    loop {
        let Err(error) = Fetch::log_in(client, session, &mut clock).await else {
            retry.succeeded();
            return Ok(());
        };
        retry.again(Class::LogIn, &clock, error).await?;
    }
}

/// Opens the report and judges it, with other tries.
async fn open(
    fetch: &Fetch,
    report: Report,
    clock: &mut NetworkClock,
    retry: &mut Retry,
) -> Result<Opened> {
    loop {
        let error = match fetch.open(clock).await {
            Ok(opened) => match judge(report, opened.content) {
                Ok(_) => return Ok(opened),
                Err(error) => error,
            },
            Err(error) => error,
        };
        retry.again(fetch.request.class(), clock, error).await?;
    }
}
