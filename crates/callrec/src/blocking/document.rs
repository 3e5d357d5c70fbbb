//! A document for plain threads.

use std::fmt;
use std::path::Path;

use super::caller::Caller;
use super::process::OwnProcess;
use crate::document::Naming;
use crate::{DocumentKind, DocumentProgress, Result, SavedDocument};

/// A document that was opened and waits to be read: [`crate::Document`], blocking.
///
/// Holds its connection until it is saved, read or dropped. May be moved to another thread.
pub struct Document {
    // Before the caller's runtime, so that its connection goes first.
    inner: OwnProcess<crate::Document>,
    operation: &'static str,
    kind: DocumentKind,
    total_bytes: Option<u64>,
    progress: DocumentProgress,
    caller: Caller<()>,
}

impl Document {
    pub(super) fn new(inner: crate::Document, operation: &'static str, caller: Caller<()>) -> Self {
        let (kind, total_bytes, progress) = (inner.kind(), inner.total_bytes(), inner.progress());
        Self { inner: OwnProcess::new(inner), operation, kind, total_bytes, progress, caller }
    }

    /// See [`crate::Document::kind`].
    pub fn kind(&self) -> DocumentKind {
        self.kind
    }

    /// See [`crate::Document::total_bytes`].
    pub fn total_bytes(&self) -> Option<u64> {
        self.total_bytes
    }

    /// See [`crate::Document::progress`].
    pub fn progress(&self) -> DocumentProgress {
        self.progress.clone()
    }

    /// See [`crate::Document::limit`].
    #[must_use]
    pub fn limit(self, bytes: u64) -> Self {
        Self { inner: self.inner.map(|inner| inner.limit(bytes)), ..self }
    }

    /// Asks `ask` about every 50 ms while a thread saves or reads this document; true ends that with
    /// `Cancelled`. Asked beside what its client was given.
    #[must_use]
    pub fn with_interrupt(self, ask: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self { caller: self.caller.or_interrupt(ask), ..self }
    }

    /// See [`crate::Document::save`]. Cancelled, it leaves no file; where the file has its name by
    /// then, that is waited for and told instead.
    pub fn save(self, path: impl AsRef<Path>) -> Result<SavedDocument> {
        let Self { inner, operation, caller, .. } = self;
        let path = path.as_ref().to_owned();
        let inner = inner.into_inner();
        let naming = Naming::default();
        let given = naming.clone();
        let save = |()| async move { inner?.save_unless_given_up(path, given).await };
        caller.call_unless_late(operation, save, || naming.give_up())
    }

    /// See [`crate::Document::into_bytes`].
    pub fn into_bytes(self) -> Result<Vec<u8>> {
        let Self { inner, operation, caller, .. } = self;
        let inner = inner.into_inner();
        caller.call(operation, |()| async move { inner?.into_bytes().await })
    }
}

impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document")
            .field("operation", &self.operation)
            .field("kind", &self.kind)
            .field("total_bytes", &self.total_bytes)
            .finish_non_exhaustive()
    }
}
