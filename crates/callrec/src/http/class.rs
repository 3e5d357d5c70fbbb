//! What sending an operation twice may do.

/// The class of an operation: it decides what happens when its request failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// Reads, also where they are a POST: may be sent again.
    Read,
    /// Logins: one renewal a lost session; a refusal is never sent again (accounts lock).
    LogIn,
    /// Sets a state, whatever it was: may be sent again until a later operation of its key is.
    Set,
    /// Deletes: sent again once, and "not found" is then the wanted end.
    Delete,
    /// Creates: never sent again once it may have arrived.
    Create,
    /// Sends a message to a person: never sent again once it may have arrived.
    Notify,
    /// A URL of the providers' documents that would change data although it is said to read: never
    /// sent at all.
    Refuse,
}

impl Class {
    /// Whether an operation of this class changes something at the provider.
    pub(crate) fn has_effects(self) -> bool {
        matches!(self, Self::Set | Self::Delete | Self::Create | Self::Notify)
    }

    /// What to do when nobody knows whether it was carried out.
    pub(crate) fn ambiguous_hint(self) -> &'static str {
        match self {
            Self::Set => "read the state back before it is set again",
            Self::Delete => "look whether it is still there before it is deleted again",
            Self::Create => "search for an exact match; create it again only if there is none",
            Self::Notify => "ask the receiver before it is sent again",
            Self::Read | Self::LogIn | Self::Refuse => "look whether it was done",
        }
    }
}
