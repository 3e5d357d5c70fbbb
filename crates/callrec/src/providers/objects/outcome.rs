//! What a write gives.

use super::PlannedRequest;

/// What became of an operation with effects that was carried out, or of one in a dry run.
///
/// The answer may lack anything: the provider's documents contradict themselves about what it holds
/// (readings B16, B17, B41). That it is here at all says that the operation was carried out, unless
/// [`planned`](Self::planned) is there.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Outcome<T> {
    /// The object in the answer, where there was one that could be read.
    pub value: Option<T>,
    /// The text of the answer's `message`, trimmed.
    pub message: Option<String>,
    /// A deletion whose first answer was lost found nothing the second time: the first had done it.
    pub already_gone: bool,
    /// What is odd without being wrong, a line each, without a secret. An answer that cannot be read
    /// after a write that succeeded is one of these (reading B35).
    pub warnings: Vec<String>,
    /// In a dry run, what would have been sent: nothing was.
    pub planned: Option<PlannedRequest>,
}

impl<T> Outcome<T> {
    pub(in crate::providers) fn new() -> Self {
        Self {
            value: None,
            message: None,
            already_gone: false,
            warnings: Vec::new(),
            planned: None,
        }
    }

    /// Whether this is a dry run's: nothing was sent.
    pub fn is_planned(&self) -> bool {
        self.planned.is_some()
    }

    pub(in crate::providers) fn not_sent(request: PlannedRequest) -> Self {
        Self { planned: Some(request), ..Self::new() }
    }

    pub(in crate::providers) fn warn(mut self, warning: Option<String>) -> Self {
        self.warnings.extend(warning);
        self
    }
}

/// What a look at the service says about an operation of which nobody knows whether it was carried
/// out ([`ErrorKind::Ambiguous`](crate::ErrorKind::Ambiguous)).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reconciled<T> {
    /// It was carried out: here is the object.
    Done(T),
    /// There is no trace of it. A request that is still on its way may yet arrive: look again after a
    /// pause before it is sent again.
    NotDone,
    /// What is there may come from it or from something else; the text says why, in one line.
    Unclear(String),
}

impl<T> Reconciled<T> {
    /// The same with another object.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Reconciled<U> {
        match self {
            Self::Done(value) => Reconciled::Done(change(value)),
            Self::NotDone => Reconciled::NotDone,
            Self::Unclear(why) => Reconciled::Unclear(why),
        }
    }
}
