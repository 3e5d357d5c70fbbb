//! How sure one can be that a body was whole.

/// What proves that a body was read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Proof {
    /// Its own framing: Content-Length met, the final chunk seen, the XML root closed, or the
    /// checksum of a body that is one gzip member. For a local file, its end.
    Framed,
    /// Only the TLS layer said that the peer had finished.
    TlsClosed,
    /// The connection was closed and nothing says why. The report was fetched once more and was
    /// equal byte for byte, or else the reader ended with `Incomplete`.
    Unproven,
}

impl Proof {
    /// The weaker of two: what a report of several bodies is proven by.
    pub(crate) fn weaker(self, other: Self) -> Self {
        [Self::Unproven, Self::TlsClosed]
            .into_iter()
            .find(|proof| [self, other].contains(proof))
            .unwrap_or(Self::Framed)
    }

    /// The name in snake case, as in `tls_closed`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Framed => "framed",
            Self::TlsClosed => "tls_closed",
            Self::Unproven => "unproven",
        }
    }
}

impl std::fmt::Display for Proof {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}
