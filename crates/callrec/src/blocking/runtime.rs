//! The shared runtime: held weakly here, strongly by its clients and readers.

use std::io;
use std::sync::{Arc, Mutex, Weak, mpsc};
use std::time::Duration;

use tokio::runtime;
use tokio::task::JoinHandle;

use super::process::OwnProcess;
use super::{signals, threads};
use crate::{Error, ErrorKind, Result, fork};

/// How long a thread that may block stays idle: as long as the runtime. Where none is there and the
/// system starts none, the runtime's library panics.
const STAYS: Duration = Duration::from_secs(u32::MAX as u64);

static SHARED: Mutex<Weak<Runtime>> = Mutex::new(Weak::new());

/// The runtime of this process.
#[derive(Debug)]
pub(super) struct Runtime {
    inner: OwnProcess<Ending>,
}

/// Ends the threads without waiting for them: a drop must not block.
#[derive(Debug)]
struct Ending(Option<runtime::Runtime>);

impl Drop for Ending {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

impl Runtime {
    /// The runtime that is there, or a new one.
    pub(super) fn shared() -> Result<Arc<Self>> {
        refuse_inside_runtime()?;
        if let Some(runtime) = there(&*fork::lock(&SHARED)?) {
            return Ok(runtime);
        }
        // Not under the lock, which others hold for a moment only.
        let built = Self::build();
        let mut shared = fork::lock(&SHARED)?;
        // Another thread may have been quicker.
        if let Some(runtime) = there(&shared) {
            return Ok(runtime);
        }
        let runtime = Arc::new(built?);
        *shared = Arc::downgrade(&runtime);
        Ok(runtime)
    }

    fn build() -> Result<Self> {
        // Threads that these start later take their mask over.
        let built = signals::blocked(|| {
            threads::built(|| {
                let mut builder = runtime::Builder::new_multi_thread();
                builder.worker_threads(threads::WORKERS).thread_keep_alive(STAYS);
                builder.thread_name("callrec").enable_all().build()
            })
        });
        let inner = built?.map_err(|error| {
            Error::new(ErrorKind::Io, format!("the network's threads cannot work: {error}"))
                .with_hint("check what this process may have: threads, memory, open files")
        })?;
        let runtime = Self { inner: OwnProcess::new(Ending(Some(inner))) };
        // A thread that may block is there from now on: others that may can wait for it.
        let (sender, receiver) = mpsc::channel();
        drop(runtime.spawn(async { tokio::task::spawn_blocking(move || sender.send(())).await })?);
        match receiver.recv() {
            Ok(()) => Ok(runtime),
            Err(_) => Err(threads::refused(&io::ErrorKind::WouldBlock.into())),
        }
    }

    /// Whether a call may be made here: this process, and no thread of a runtime.
    pub(super) fn check(&self) -> Result<()> {
        self.inner.get()?;
        refuse_inside_runtime()
    }

    /// Runs a future on the worker threads.
    pub(super) fn spawn<F>(&self, future: F) -> Result<JoinHandle<F::Output>>
    where
        F: Future + Send + 'static,
        F::Output: Send + 'static,
    {
        match &self.inner.get()?.0 {
            Some(runtime) => Ok(runtime.spawn(future)),
            None => Err(Error::new(ErrorKind::Closed, "the runtime has ended")),
        }
    }
}

/// The runtime that clients hold, of this process.
fn there(shared: &Weak<Runtime>) -> Option<Arc<Runtime>> {
    shared.upgrade().filter(|runtime| runtime.inner.is_here())
}

/// Blocking a thread of a runtime can stop the very work that is waited for.
pub(super) fn refuse_inside_runtime() -> Result<()> {
    match runtime::Handle::try_current() {
        Ok(_) => Err(Error::new(
            ErrorKind::InsideRuntime,
            "a blocking call was made on a thread of an async runtime",
        )),
        Err(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refused_inside_a_runtime() {
        let runtime = runtime::Builder::new_current_thread().build().expect("a runtime");
        let error = runtime.block_on(async { Runtime::shared().err() }).expect("an error");
        assert_eq!(error.kind(), ErrorKind::InsideRuntime);
    }
}
