//! From an answer to bytes on the connection: framing, and the faults of bodies.

use std::{future::pending, io, sync::Arc, time::Duration};

use axum::{
    body::Body,
    http::{HeaderValue, Version, header},
    response::Response,
};
use bytes::Bytes;
use futures_util::stream;

use crate::{
    GzipFault, Verb,
    answer::Answer,
    head,
    shared::Shared,
    switches::{Compression, Framing},
    wire::Connection,
};

/// How a body ends where its fault strikes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// As the framing has it.
    Clean,
    Reset,
    Close,
    Stall(Option<Duration>),
}

/// What is to be done to one body.
struct Treatment {
    framing: Framing,
    /// `Content-Length`, where the framing has one.
    length: Option<u64>,
    /// Bytes before the end; all when none.
    limit: Option<u64>,
    end: End,
    drip: Option<(u64, Duration)>,
    compression: Option<GzipFault>,
}

/// Sends an answer; `entry` is its place in the log, `takes_gzip` whether the request said so.
pub(crate) async fn deliver(
    shared: &Arc<Shared>,
    connection: Connection,
    entry: usize,
    answer: Answer,
    verb: Option<Verb>,
    takes_gzip: bool,
) -> Response {
    let switches = shared.switches();
    let framing = if answer.is_report { switches.framing } else { Framing::ContentLength };
    let compression = match (&verb, switches.compression) {
        (Some(Verb::Gzip(fault)), _) => Some(*fault),
        (_, Compression::Always) if answer.is_report => Some(GzipFault::None),
        (_, Compression::WhenAsked) if answer.is_report && takes_gzip => Some(GzipFault::None),
        _ => None,
    };
    let treatment = treatment(shared, &answer, verb.as_ref(), framing, compression).await;
    let lost = verb.as_ref().is_some_and(|verb| head::tamper(verb, &connection));
    shared.answered(entry, &answer, verb.as_ref());
    let mut chunks = answer.content.encoded(treatment.compression);
    let outgoing = Outgoing {
        current: chunks.next().unwrap_or_default(),
        chunks,
        left: treatment.limit,
        end: treatment.end,
        drip: treatment.drip,
        begun: false,
        connection,
        record: Record {
            shared: Arc::clone(shared),
            entry,
            is_report: answer.is_report,
            lost,
            bytes: 0,
            finished: false,
        },
    };
    let outgoing = outgoing.begin();
    let mut response = Response::new(Body::from_stream(stream::unfold(outgoing, Outgoing::step)));
    *response.status_mut() = answer.status;
    match treatment.framing {
        Framing::Chunked => {}
        Framing::ContentLength => {
            let length = treatment.length.unwrap_or_default();
            response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
        }
        Framing::CloseDelimited => {
            *response.version_mut() = Version::HTTP_10;
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
    }
    let content_type = (header::CONTENT_TYPE, answer.content_type);
    for (name, value) in answer.headers.into_iter().chain([content_type]) {
        if let Ok(value) = HeaderValue::try_from(value) {
            response.headers_mut().append(name, value);
        }
    }
    if treatment.compression.is_some() {
        let gzip = HeaderValue::from_static("gzip");
        response.headers_mut().insert(header::CONTENT_ENCODING, gzip);
    }
    if let Some(verb) = &verb {
        head::dress(verb, response.headers_mut());
    }
    response
}

async fn treatment(
    shared: &Shared,
    answer: &Answer,
    verb: Option<&Verb>,
    framing: Framing,
    compression: Option<GzipFault>,
) -> Treatment {
    let clean =
        Treatment { framing, length: None, limit: None, end: End::Clean, drip: None, compression };
    let mut treatment = match verb.cloned() {
        Some(Verb::ResetAfter(bytes)) => Treatment { limit: Some(bytes), end: End::Reset, ..clean },
        Some(Verb::FinAfter(bytes)) => Treatment {
            framing: Framing::ContentLength,
            limit: Some(bytes),
            end: End::Close,
            ..clean
        },
        Some(Verb::CutChunkedAfter(bytes)) => {
            Treatment { framing: Framing::Chunked, limit: Some(bytes), end: End::Close, ..clean }
        }
        Some(Verb::ShortLength(bytes)) => {
            let length = shared.lengths.of(&answer.content, compression).await.min(bytes);
            Treatment {
                framing: Framing::ContentLength,
                length: Some(length),
                limit: Some(length),
                ..clean
            }
        }
        Some(Verb::TruncateWithoutLength(bytes)) => {
            let bytes = match bytes {
                Some(bytes) => bytes,
                None => shared.lengths.of(&answer.content, compression).await / 2,
            };
            Treatment { framing: Framing::CloseDelimited, limit: Some(bytes), ..clean }
        }
        Some(Verb::Stall { after, pause }) => {
            Treatment { limit: Some(after), end: End::Stall(pause), ..clean }
        }
        Some(Verb::Drip { bytes, every }) => Treatment { drip: Some((bytes, every)), ..clean },
        _ => clean,
    };
    if treatment.framing == Framing::ContentLength && treatment.length.is_none() {
        treatment.length = Some(shared.lengths.of(&answer.content, compression).await);
    }
    treatment
}

/// A body on its way.
struct Outgoing {
    chunks: Box<dyn Iterator<Item = Bytes> + Send>,
    /// What is next; empty only at the end.
    current: Bytes,
    left: Option<u64>,
    end: End,
    drip: Option<(u64, Duration)>,
    begun: bool,
    connection: Connection,
    record: Record,
}

impl Outgoing {
    /// An empty body is finished before anyone asks for a piece of it.
    fn begin(mut self) -> Self {
        self.record.finished = self.current.is_empty() && self.end == End::Clean;
        self
    }

    async fn step(mut self) -> Option<(io::Result<Bytes>, Self)> {
        while self.left == Some(0) || self.current.is_empty() {
            match self.end {
                End::Clean => return None,
                End::Reset | End::Close => {
                    self.record.finished = false;
                    self.connection.flushed().await;
                    if self.end == End::Reset {
                        self.connection.acknowledged().await;
                        self.connection.close_by_reset();
                    }
                    // An error of the body makes the server drop the connection.
                    let cut = io::Error::new(io::ErrorKind::ConnectionAborted, "cut by the plan");
                    return Some((Err(cut), self));
                }
                End::Stall(None) => pending().await,
                End::Stall(Some(pause)) => {
                    tokio::time::sleep(pause).await;
                    (self.left, self.end) = (None, End::Clean);
                }
            }
        }
        let mut take = self.current.len() as u64;
        if let Some((bytes, every)) = self.drip {
            if self.begun {
                tokio::time::sleep(every).await;
            }
            take = take.min(bytes);
        }
        self.begun = true;
        if let Some(left) = &mut self.left {
            take = take.min(*left);
            *left -= take;
        }
        let piece = self.current.split_to(usize::try_from(take).unwrap_or(self.current.len()));
        if self.current.is_empty() {
            // Looked up ahead: with a Content-Length nobody asks again after the last byte.
            self.current = self.chunks.next().unwrap_or_default();
        }
        self.record.bytes += piece.len() as u64;
        self.record.finished = self.current.is_empty();
        Some((Ok(piece), self))
    }
}

/// Tells the log, when the body is done with, how far it came.
struct Record {
    shared: Arc<Shared>,
    entry: usize,
    is_report: bool,
    /// The connection ends before the body, whatever the server thinks that it has sent.
    lost: bool,
    bytes: u64,
    finished: bool,
}

impl Drop for Record {
    fn drop(&mut self) {
        let (bytes, finished) = if self.lost { (0, false) } else { (self.bytes, self.finished) };
        self.shared.delivered(self.entry, bytes, finished, self.is_report);
    }
}
