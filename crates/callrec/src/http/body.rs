//! A body as it is decoded, and what proves that it came whole.
//!
//! Offsets count bytes of the report, decoded; where a message counts compressed bytes, it says so.

use bytes::{Bytes, BytesMut};
use callrec_decode::{Content, SNIFF_BYTES, sniff};

use super::NetworkClock;
use super::client::Answered;
use super::encoding::{Encoding, encoding};
use super::gzip::Gunzip;
use super::wire::{Framing, Wire};
use crate::{Error, ErrorKind, Proof, Result};

/// The rest of one answer.
#[derive(Debug)]
pub(crate) struct Body {
    wire: Box<Wire>,
    gunzip: Option<Box<Gunzip>>,
    /// Looked at, not yet handed on.
    prefix: Bytes,
    /// Decoded bytes so far, and the most there may be.
    got: u64,
    most: u64,
    ended: bool,
}

impl Body {
    /// Takes the body of an answer; one in an encoding that was not asked for is refused.
    pub(super) fn new(answered: Answered) -> Result<Self> {
        let (gunzip, unit) = match encoding(answered.headers())? {
            Encoding::Identity => (None, ""),
            Encoding::Gzip => (Some(Box::new(Gunzip::new())), "compressed "),
        };
        let most = answered.body_limit;
        let wire = Box::new(Wire::new(answered, unit));
        // Nothing at all, said by a length, is nothing in every encoding.
        let gunzip = gunzip.filter(|_| wire.framing() != Framing::Length(0));
        Ok(Self { wire, gunzip, prefix: Bytes::new(), got: 0, most, ended: false })
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

    /// Its first bytes: `least` of them, or all that it has; nothing is lost by looking. To be called
    /// before the first [`chunk`](Self::chunk).
    pub(crate) async fn begin(&mut self, least: usize, clock: &mut NetworkClock) -> Result<&[u8]> {
        if self.prefix.len() < least && !self.ended {
            let mut seen = BytesMut::from(&*self.prefix);
            while seen.len() < least
                && let Some(chunk) = self.read(clock).await?
            {
                seen.extend_from_slice(&chunk);
            }
            self.prefix = seen.freeze();
        }
        Ok(&self.prefix[..self.prefix.len().min(least)])
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

    /// All of it, to its proven end; more than `most` bytes are a `Limit` error.
    pub(super) async fn whole(&mut self, most: usize, clock: &mut NetworkClock) -> Result<Vec<u8>> {
        let mut whole = Vec::new();
        while let Some(chunk) = self.chunk(clock).await? {
            if whole.len() + chunk.len() > most {
                let detail = format!("the answer has more than {most} bytes");
                return Err(Error::new(ErrorKind::Limit, detail));
            }
            whole.extend_from_slice(&chunk);
        }
        Ok(whole)
    }

    /// What proves the end; only after [`chunk`](Self::chunk) gave `None`.
    pub(crate) fn proof(&self) -> Option<Proof> {
        self.ended.then_some(match self.wire.framing() {
            Framing::Length(_) | Framing::Chunked => Proof::Framed,
            // The checksum is a frame of its own.
            _ if self.gunzip.as_ref().is_some_and(|gunzip| gunzip.is_one_member()) => Proof::Framed,
            Framing::UntilClose { tls: true } => Proof::TlsClosed,
            Framing::UntilClose { tls: false } => Proof::Unproven,
        })
    }

    /// Whether only the end of a plain connection will end this body.
    pub(crate) fn is_unproven(&self) -> bool {
        self.wire.framing() == Framing::UntilClose { tls: false }
    }

    /// The length that the answer's head promises; of a compressed body it says nothing.
    pub(crate) fn expected(&self) -> Option<u64> {
        match self.wire.framing() {
            Framing::Length(length) if self.gunzip.is_none() => Some(length),
            _ => None,
        }
    }

    async fn read(&mut self, clock: &mut NetworkClock) -> Result<Option<Bytes>> {
        let chunk = self.decoded(clock).await.map_err(|error| error.with_offset(self.got))?;
        let Some(chunk) = chunk else {
            self.ended = true;
            return Ok(None);
        };
        self.got += chunk.len() as u64;
        if self.got > self.most {
            let detail = format!("the body has more than {} bytes, the most allowed", self.most);
            return Err(Error::new(ErrorKind::Limit, detail).with_offset(self.most));
        }
        Ok(Some(chunk))
    }

    /// The end comes only after the end on the wire: a length is met by compressed bytes.
    async fn decoded(&mut self, clock: &mut NetworkClock) -> Result<Option<Bytes>> {
        let Some(gunzip) = &mut self.gunzip else { return self.wire.read(clock).await };
        loop {
            if let Some(chunk) = gunzip.decode()? {
                return Ok(Some(chunk));
            }
            match self.wire.read(clock).await? {
                Some(chunk) => gunzip.feed(chunk),
                None => {
                    debug_assert!(self.wire.ended());
                    return gunzip.finish().map(|()| None);
                }
            }
        }
    }
}
