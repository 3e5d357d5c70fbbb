//! The bytes of a body as they travel, and what marks their end.

use bytes::Bytes;
use reqwest::header::{CONTENT_LENGTH, HeaderMap, TRANSFER_ENCODING};
use reqwest::{Response, StatusCode};

use super::client::Answered;
use super::places::Place;
use super::{NetworkClock, failure};
use crate::{Error, ErrorKind, Result};

/// How the end of a body is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    Length(u64),
    Chunked,
    /// By the end of the connection; `tls` when that end is authenticated.
    UntilClose {
        tls: bool,
    },
}

/// The rest of one answer, not decoded.
#[derive(Debug)]
pub(super) struct Wire {
    response: Response,
    /// Given back when the last byte came.
    place: Option<Place>,
    framing: Framing,
    /// Said in messages before "bytes": what the count is of.
    unit: &'static str,
    got: u64,
    ended: bool,
}

impl Wire {
    pub(super) fn new(answered: Answered, unit: &'static str) -> Self {
        let Answered { response, place, .. } = answered;
        let framing = framing(&response);
        Self { response, place: Some(place), framing, unit, got: 0, ended: false }
    }

    pub(super) fn framing(&self) -> Framing {
        self.framing
    }

    pub(super) fn ended(&self) -> bool {
        self.ended
    }

    /// The next bytes, or `None` at a proper end.
    ///
    /// `Truncated` when the stream broke off before its framing was met.
    pub(super) async fn read(&mut self, clock: &mut NetworkClock) -> Result<Option<Bytes>> {
        if self.ended {
            return Ok(None);
        }
        if let Some(place) = &self.place {
            place.moved();
        }
        match clock.wait(std::time::Duration::ZERO, self.response.chunk()).await? {
            Ok(Some(chunk)) => {
                self.got += chunk.len() as u64;
                clock.received(chunk.len())?;
                Ok(Some(chunk))
            }
            Ok(None) => match self.framing {
                // The HTTP library checks this too; the promise is ours.
                Framing::Length(length) if length != self.got => Err(self.truncated()),
                _ => {
                    self.ended = true;
                    self.place = None;
                    Ok(None)
                }
            },
            Err(error) if failure::broke_off(&error) => Err(self.truncated()),
            Err(error) => {
                let cause = failure::root(&error);
                let detail = format!("the body cannot be read: {cause}");
                Err(Error::new(ErrorKind::Transport, detail))
            }
        }
    }

    fn truncated(&self) -> Error {
        let Self { got, unit, .. } = self;
        let detail = match self.framing {
            Framing::Length(expected) => {
                format!("the body ended after {got} of {expected} {unit}bytes")
            }
            Framing::Chunked => {
                format!("the body ended after {got} {unit}bytes, before its final chunk")
            }
            Framing::UntilClose { .. } => format!("the body broke off after {got} {unit}bytes"),
        };
        Error::new(ErrorKind::Truncated, detail)
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
