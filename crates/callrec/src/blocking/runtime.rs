//! The shared runtime: held weakly here, strongly by its clients and readers.

use std::sync::{Arc, Mutex, Weak};

use tokio::runtime;
use tokio::task::JoinHandle;

use super::process::OwnProcess;
use super::signals;
use crate::{Error, ErrorKind, Result, fork};

/// Threads that do the network's work and the decoding.
const WORKERS: usize = 2;

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
        let mut shared = fork::lock(&SHARED)?;
        if let Some(runtime) = shared.upgrade().filter(|runtime| runtime.inner.is_here()) {
            return Ok(runtime);
        }
        let mut builder = runtime::Builder::new_multi_thread();
        builder.worker_threads(WORKERS).thread_name("callrec").enable_all();
        // Threads that these start later take their mask over.
        let inner = signals::blocked(|| builder.build()).map_err(|error| {
            Error::new(ErrorKind::Io, format!("no threads can be started: {error}"))
        })?;
        let runtime = Arc::new(Self { inner: OwnProcess::new(Ending(Some(inner))) });
        *shared = Arc::downgrade(&runtime);
        Ok(runtime)
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
