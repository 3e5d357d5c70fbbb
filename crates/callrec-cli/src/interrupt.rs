//! Ctrl-C and SIGTERM: the work is dropped, and with it every partial file.

use std::future::Future;

use crate::exit::Exit;
use crate::failure::Failure;

/// Signals that end the program, caught from the moment this is made.
///
/// From then on they no longer kill the process by themselves.
pub(crate) struct Signals {
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
}

impl Signals {
    /// Catches them. To be called inside the runtime.
    #[cfg(unix)]
    pub(crate) fn catch() -> Result<Self, Failure> {
        use tokio::signal::unix::{SignalKind, signal};
        let catch = |kind| {
            signal(kind).map_err(|error| {
                Failure::new(Exit::Internal, format!("cannot catch signals: {error}; report this"))
            })
        };
        Ok(Self {
            interrupt: catch(SignalKind::interrupt())?,
            terminate: catch(SignalKind::terminate())?,
        })
    }

    /// Catches them. To be called inside the runtime.
    #[cfg(not(unix))]
    pub(crate) fn catch() -> Result<Self, Failure> {
        Ok(Self {})
    }

    #[cfg(unix)]
    async fn next(&mut self) -> Failure {
        tokio::select! {
            _ = self.interrupt.recv() => interrupted(),
            _ = self.terminate.recv() => {
                Failure::new(Exit::Terminated, "terminated; nothing half-written is left")
            }
        }
    }

    #[cfg(not(unix))]
    async fn next(&mut self) -> Failure {
        match tokio::signal::ctrl_c().await {
            Ok(()) => interrupted(),
            Err(_) => std::future::pending().await,
        }
    }

    /// Does the work until it ends or a signal comes; the work is dropped in that case.
    ///
    /// The work must yield now and then: between batches it does.
    pub(crate) async fn unless<T>(
        &mut self,
        work: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        tokio::select! {
            biased;
            stopped = self.next() => Err(stopped),
            result = work => result,
        }
    }
}

impl Signals {
    /// As [`unless`](Self::unless), for a request that changes something: where it is stopped, nobody
    /// knows whether it was carried out.
    pub(crate) async fn during_write<T>(
        &mut self,
        work: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        tokio::select! {
            biased;
            stopped = self.next() => {
                let message = "stopped while it was on its way: it is not known whether it was \
                               carried out; look before it is sent again";
                Err(Failure::new(stopped.exit(), message))
            }
            result = work => result,
        }
    }
}

/// What a Ctrl-C comes to.
pub(crate) fn interrupted() -> Failure {
    Failure::new(Exit::Interrupted, "interrupted; nothing half-written is left")
}
