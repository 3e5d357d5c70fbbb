//! What a write gives.

use super::PlannedRequest;
use crate::http::Fetch;

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
    /// The text of the answer's `message` as one line of at most 200 characters, with `***` for
    /// secrets that it repeats and for URLs: one of them may activate an account.
    pub message: Option<String>,
    /// A deletion whose first answer was lost found nothing the second time: the first had done it.
    pub already_gone: bool,
    /// What is odd without being wrong, a line each, without a secret. An answer that cannot be read
    /// after a write that succeeded is one of these (reading B35), and a creation that was confirmed
    /// without a word of what was created.
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

    /// The same without what must not be shown of the answer to `fetch`.
    pub(in crate::providers) async fn shown(mut self, fetch: &Fetch) -> Self {
        if let Some(message) = self.message.take() {
            self.message = shown(fetch, &message).await;
        }
        for warning in &mut self.warnings {
            *warning = shown(fetch, warning).await.unwrap_or_default();
        }
        self
    }

    /// Warns where a creation was confirmed without a word of what was created: an answer that something
    /// on the way made up looks like that, too.
    pub(in crate::providers) fn created(self, what: &str) -> Self {
        let says_something = self.value.is_some() || self.message.is_some();
        let silent = !says_something && self.warnings.is_empty() && !self.is_planned();
        let warning = || {
            format!("the service confirmed, and did not say what it created: look for the {what}")
        };
        self.warn(silent.then(warning))
    }

    pub(in crate::providers) fn warn(mut self, warning: Option<String>) -> Self {
        self.warnings.extend(warning);
        self
    }
}

/// What may be shown of text in the answer to `fetch`; `None` for nothing to show.
pub(in crate::providers) async fn shown(fetch: &Fetch, text: &str) -> Option<String> {
    fetch.shown(text).await.map(|line| without_urls(&line))
}

/// Who has the URL that a service hands out may activate an account, whatever its parameters are
/// called.
fn without_urls(line: &str) -> String {
    let shown = line.split(' ').map(|word| {
        let lower = word.to_ascii_lowercase();
        let Some(colon) = lower.find("://").or_else(|| lower.find("%3a%2f%2f")) else {
            return word.to_owned();
        };
        let in_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        let scheme = word[..colon].trim_end_matches(in_scheme).len();
        format!("{}***", &word[..scheme])
    });
    shown.collect::<Vec<_>>().join(" ")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn urls_are_not_shown() {
        for (line, shown) in [
            ("go to (https://a.example/x?t=c4n4ry) now", "go to (*** now"),
            ("HTTPS%3A%2F%2Fa.example%2Fc4n4ry", "***"),
            ("url=\"ipass-x+y://c4n4ry\"", "url=\"***"),
            ("10:30 a/b done", "10:30 a/b done"),
        ] {
            assert_eq!(without_urls(line), shown);
        }
    }
}
