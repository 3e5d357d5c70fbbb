//! A body as it arrives, and what proves that it came whole.

use bytes::{Bytes, BytesMut};
use callrec_decode::{Content, SNIFF_BYTES, sniff};
use reqwest::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap, TRANSFER_ENCODING};
use reqwest::{Response, StatusCode};

use super::{NetworkClock, failure};
use crate::{Error, ErrorKind, Proof, Result};

/// How the end of a body is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Framing {
    Length(u64),
    Chunked,
    /// By the end of the connection; `tls` when that end is authenticated.
    UntilClose {
        tls: bool,
    },
}

/// The rest of one answer.
#[derive(Debug)]
pub(crate) struct Body {
    response: Response,
    framing: Framing,
    /// Looked at, not yet handed on.
    prefix: Bytes,
    got: u64,
    ended: bool,
}

impl Body {
    /// Takes the body of an answer; one in an encoding that was not asked for is refused.
    pub(super) fn new(response: Response) -> Result<Self> {
        if let Some(encoding) = response.headers().get(CONTENT_ENCODING)
            && !encoding.as_bytes().trim_ascii().eq_ignore_ascii_case(b"identity")
        {
            let detail = format!("the body came in the encoding {encoding:?}, not asked for");
            return Err(Error::new(ErrorKind::NotData, detail));
        }
        let framing = framing(&response);
        Ok(Self { response, framing, prefix: Bytes::new(), got: 0, ended: false })
    }

    /// Reads as much as it takes to tell what the body is; nothing is lost by looking.
    pub(super) async fn sniff(&mut self, clock: &mut NetworkClock) -> Result<Content> {
        let mut seen = BytesMut::new();
        let content = loop {
            if let Some(content) = sniff(&seen[..seen.len().min(SNIFF_BYTES)], self.ended) {
                break content;
            }
            match self.read(clock).await? {
                Some(chunk) => seen.extend_from_slice(&chunk),
                // Now complete: the next look must answer.
                None => continue,
            }
        };
        self.prefix = seen.freeze();
        Ok(content)
    }

    /// The next bytes, or `None` at a proper end.
    ///
    /// `Truncated` when the stream broke off before its framing was met.
    pub(crate) async fn chunk(&mut self, clock: &mut NetworkClock) -> Result<Option<Bytes>> {
        if !self.prefix.is_empty() {
            return Ok(Some(std::mem::take(&mut self.prefix)));
        }
        self.read(clock).await
    }

    /// Up to `most` bytes, for showing: errors end it early.
    pub(super) async fn head(&mut self, most: usize, clock: &mut NetworkClock) -> Vec<u8> {
        let mut head = Vec::new();
        while head.len() < most {
            match self.chunk(clock).await {
                Ok(Some(chunk)) => head.extend_from_slice(&chunk),
                Ok(None) | Err(_) => break,
            }
        }
        head.truncate(most);
        head
    }

    /// What proves the end; only after [`chunk`](Self::chunk) gave `None`.
    pub(crate) fn proof(&self) -> Option<Proof> {
        self.ended.then_some(match self.framing {
            Framing::Length(_) | Framing::Chunked => Proof::Framed,
            Framing::UntilClose { tls: true } => Proof::TlsClosed,
            Framing::UntilClose { tls: false } => Proof::Unproven,
        })
    }

    /// Whether only the end of a plain connection will end this body.
    pub(crate) fn is_unproven(&self) -> bool {
        self.framing == Framing::UntilClose { tls: false }
    }

    /// The length that the answer's head promises.
    pub(crate) fn expected(&self) -> Option<u64> {
        match self.framing {
            Framing::Length(length) => Some(length),
            Framing::Chunked | Framing::UntilClose { .. } => None,
        }
    }

    async fn read(&mut self, clock: &mut NetworkClock) -> Result<Option<Bytes>> {
        if self.ended {
            return Ok(None);
        }
        let waited = clock.wait(std::time::Duration::ZERO, self.response.chunk()).await;
        match waited.map_err(|error| error.with_offset(self.got))? {
            Ok(Some(chunk)) => {
                self.got += chunk.len() as u64;
                clock.received(chunk.len()).map_err(|error| error.with_offset(self.got))?;
                Ok(Some(chunk))
            }
            Ok(None) => match self.framing {
                // The HTTP library checks this too; the promise is ours.
                Framing::Length(length) if length != self.got => Err(self.truncated()),
                _ => {
                    self.ended = true;
                    Ok(None)
                }
            },
            Err(error) if failure::broke_off(&error) => Err(self.truncated()),
            Err(error) => {
                let cause = failure::root(&error);
                let detail = format!("the body cannot be read: {cause}");
                Err(Error::new(ErrorKind::Transport, detail).with_offset(self.got))
            }
        }
    }

    fn truncated(&self) -> Error {
        let got = self.got;
        let detail = match self.framing {
            Framing::Length(expected) => format!("the body ended after {got} of {expected} bytes"),
            Framing::Chunked => format!("the body ended after {got} bytes, before its final chunk"),
            Framing::UntilClose { .. } => format!("the body broke off after {got} bytes"),
        };
        Error::new(ErrorKind::Truncated, detail).with_offset(got)
    }
}

/// RFC 9112, 6.3: a transfer coding goes before a length.
fn framing(response: &Response) -> Framing {
    if matches!(response.status(), StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED) {
        return Framing::Length(0);
    }
    let headers = response.headers();
    if headers.contains_key(TRANSFER_ENCODING) {
        if is_chunked(headers) {
            return Framing::Chunked;
        }
    } else if let Some(length) = length(headers) {
        return Framing::Length(length);
    }
    Framing::UntilClose { tls: response.url().scheme() == "https" }
}

fn is_chunked(headers: &HeaderMap) -> bool {
    let last = headers.get_all(TRANSFER_ENCODING).iter().next_back();
    let codings = last.and_then(|value| value.to_str().ok()).unwrap_or_default();
    codings.rsplit(',').next().is_some_and(|coding| coding.trim().eq_ignore_ascii_case("chunked"))
}

fn length(headers: &HeaderMap) -> Option<u64> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.trim().parse().ok()
}
