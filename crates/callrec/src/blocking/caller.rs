//! A client for plain threads: the async client, the shared runtime, and a question whether to stop.

use std::sync::Arc;

use tokio::task::JoinHandle;

use super::cancel::Interrupt;
use super::process::OwnProcess;
use super::runtime::Runtime;
use super::wait::wait;
use super::{Document, Reader};
use crate::download::Place;
use crate::{Error, ErrorKind, Outcome, Provider, Result};

/// An async client of any system, called from plain threads.
#[derive(Debug)]
pub(super) struct Caller<C> {
    // Before the runtime, so that its connections go first.
    client: Arc<OwnProcess<C>>,
    provider: Provider,
    runtime: Arc<Runtime>,
    interrupt: Interrupt,
}

/// Ends a task that nobody waits for any more.
struct AbortOnDrop<T>(JoinHandle<T>);

impl<T> Drop for AbortOnDrop<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl<C> Clone for Caller<C> {
    fn clone(&self) -> Self {
        Self {
            client: self.client.clone(),
            provider: self.provider,
            runtime: self.runtime.clone(),
            interrupt: self.interrupt.clone(),
        }
    }
}

impl<C: Clone + Send + 'static> Caller<C> {
    pub(super) fn new(client: C, provider: Provider) -> Result<Self> {
        let runtime = Runtime::shared().map_err(|error| error.at(provider, "new"))?;
        let client = Arc::new(OwnProcess::new(client));
        Ok(Self { client, provider, runtime, interrupt: Interrupt::never() })
    }

    pub(super) fn with_interrupt(&self, ask: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self { interrupt: Interrupt::new(ask), ..self.clone() }
    }

    /// The same with one more question whether to stop.
    pub(super) fn or_interrupt(&self, ask: impl Fn() -> bool + Send + Sync + 'static) -> Self {
        Self { interrupt: self.interrupt.or(ask), ..self.clone() }
    }

    /// Another client made of this one, on the same runtime; `Forked` in a child of `fork`.
    pub(super) fn derive<D: Clone + Send + 'static>(
        &self,
        provider: Provider,
        make: impl FnOnce(&C) -> Result<D>,
    ) -> Result<Caller<D>> {
        let client = self.client.get().and_then(make);
        let client = client.map_err(|error| error.at(provider, "new"))?;
        Ok(Caller {
            client: Arc::new(OwnProcess::new(client)),
            provider,
            runtime: self.runtime.clone(),
            interrupt: self.interrupt.clone(),
        })
    }

    /// Opens a reader and waits until it is open.
    pub(super) fn read<F>(
        &self,
        operation: &'static str,
        open: impl FnOnce(C) -> F,
    ) -> Result<Reader>
    where
        F: Future<Output = Result<crate::Reader>> + Send + 'static,
    {
        self.reader(operation, self.call(operation, open)?)
    }

    /// Opens a document and waits until it is open.
    pub(super) fn document<F>(
        &self,
        operation: &'static str,
        open: impl FnOnce(C) -> F,
    ) -> Result<Document>
    where
        F: Future<Output = Result<crate::Document>> + Send + 'static,
    {
        let document = self.call(operation, open)?;
        Ok(Document::new(document, operation, self.without_client()))
    }

    /// The same runtime and question whether to stop, for what has left its client.
    pub(super) fn without_client(&self) -> Caller<()> {
        Caller {
            client: Arc::new(OwnProcess::new(())),
            provider: self.provider,
            runtime: self.runtime.clone(),
            interrupt: self.interrupt.clone(),
        }
    }

    /// The async client.
    pub(super) fn client(&self) -> Result<C> {
        self.client.get().cloned().map_err(|error| error.at(self.provider, "new"))
    }

    /// Names system and operation in an error of what was asked for.
    pub(super) fn named(&self, operation: &'static str, error: Error) -> Error {
        error.at(self.provider, operation)
    }

    /// Whether a call may be made here and now: this process, no thread of a runtime, not to stop.
    pub(super) fn check(&self, operation: &'static str) -> Result<()> {
        let check = || self.runtime.check().and_then(|()| self.interrupt.check());
        check().map_err(|error| error.at(self.provider, operation))
    }

    /// Runs a future on the shared runtime.
    pub(super) fn spawn(
        &self,
        operation: &'static str,
        future: impl Future<Output = ()> + Send + 'static,
    ) -> Result<JoinHandle<()>> {
        self.runtime.spawn(future).map_err(|error| error.at(self.provider, operation))
    }

    /// Waits for what tasks of the shared runtime send.
    pub(super) fn wait<F: Future>(&self, operation: &'static str, future: F) -> Result<F::Output> {
        wait(future, &self.interrupt).map_err(|error| error.at(self.provider, operation))
    }

    /// A reader that is open, for plain threads.
    pub(super) fn reader(&self, operation: &'static str, reader: crate::Reader) -> Result<Reader> {
        let place = Place { provider: self.provider, operation };
        Reader::remote(reader, self.runtime.clone(), self.interrupt.clone(), place)
            .map_err(|error| self.named(operation, error))
    }

    /// The same of what has effects: cancelled, it may have been carried out, and to send it again
    /// could do it twice.
    pub(super) fn write<F, T>(
        &self,
        operation: &'static str,
        start: impl FnOnce(C) -> F,
    ) -> Result<Outcome<T>>
    where
        F: Future<Output = Result<Outcome<T>>> + Send + 'static,
        T: Send + 'static,
    {
        self.call(operation, start).map_err(|error| match error.kind() {
            ErrorKind::Cancelled => Error::new(
                ErrorKind::Cancelled,
                "the call was cancelled and may have been carried out",
            )
            .with_hint("look at what is there before it is sent again")
            .at(self.provider, operation),
            _ => error,
        })
    }

    /// Runs a call on the shared runtime and waits for its result.
    pub(super) fn call<F, T>(
        &self,
        operation: &'static str,
        start: impl FnOnce(C) -> F,
    ) -> Result<T>
    where
        F: Future<Output = Result<T>> + Send + 'static,
        T: Send + 'static,
    {
        self.call_unless_late(operation, start, || true)
    }

    /// The same of what cannot be taken back at its end: to be stopped, it is given up. Where
    /// `give_up` says that it is too late for that, its result is waited for and told.
    pub(super) fn call_unless_late<F, T>(
        &self,
        operation: &'static str,
        start: impl FnOnce(C) -> F,
        give_up: impl FnOnce() -> bool,
    ) -> Result<T>
    where
        F: Future<Output = Result<T>> + Send + 'static,
        T: Send + 'static,
    {
        let call = || {
            self.runtime.check()?;
            let mut task = AbortOnDrop(self.runtime.spawn(start(self.client.get()?.clone()))?);
            let ended = match wait(&mut task.0, &self.interrupt) {
                Err(_) if !give_up() => wait(&mut task.0, &Interrupt::never())?,
                ended => ended?,
            };
            match ended {
                Ok(result) => result,
                Err(_) => Err(Error::new(ErrorKind::Internal, "the call's task ended by a panic")),
            }
        };
        call().map_err(|error| error.at(self.provider, operation))
    }
}
