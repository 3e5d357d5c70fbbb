//! How far a request got: what a failure proves about it.

/// How far a request got before it failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// No byte of it left: no name, no connection, no TLS, no proxy, or refused here.
    NotSent,
    /// Nor is it to be sent now: the origin is left alone for a while.
    Held,
    /// It may have arrived. "Closed before the message completed" is of this kind: the service may
    /// have done everything but answer.
    MaybeSent,
    /// An answer to it came, with a status that was understood.
    Answered,
}
