//! Ctrl-C and SIGTERM: the work is dropped, and with it every partial file.

use std::future::Future;

use crate::exit::Exit;
use crate::failure::Failure;

/// Signals that end the program, caught from the moment this is made.
///
/// From then on they no longer kill the process by themselves.
pub(crate) struct Signals {
    #[cfg(unix)]
    came: tokio::sync::mpsc::UnboundedReceiver<i32>,
    /// Ends the thread that waits for them.
    #[cfg(unix)]
    waiting: signal_hook::iterator::Handle,
}

impl Signals {
    /// Catches them. To be called inside the runtime.
    ///
    /// Not by the runtime's own feature for it: Cargo would build that into the C library as well,
    /// whose descriptors belong to somebody else's program.
    #[cfg(unix)]
    pub(crate) fn catch() -> Result<Self, Failure> {
        use signal_hook::consts::{SIGINT, SIGTERM};
        let catch = || -> std::io::Result<Self> {
            let mut signals = signal_hook::iterator::Signals::new([SIGINT, SIGTERM])?;
            let waiting = signals.handle();
            let (sender, came) = tokio::sync::mpsc::unbounded_channel();
            std::thread::Builder::new().name("callrec-signals".to_owned()).spawn(move || {
                for signal in signals.forever() {
                    // Nobody listens once the work has ended.
                    let _ = sender.send(signal);
                }
            })?;
            Ok(Self { came, waiting })
        };
        catch().map_err(|error| {
            Failure::new(Exit::Internal, format!("cannot catch signals: {error}; report this"))
        })
    }

    /// Catches them. To be called inside the runtime.
    #[cfg(not(unix))]
    pub(crate) fn catch() -> Result<Self, Failure> {
        Ok(Self {})
    }

    #[cfg(unix)]
    async fn next(&mut self) -> Failure {
        match self.came.recv().await {
            Some(signal_hook::consts::SIGTERM) => {
                Failure::new(Exit::Terminated, "terminated; nothing half-written is left")
            }
            Some(_) => interrupted(),
            // The thread ends with this alone.
            None => std::future::pending().await,
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

#[cfg(unix)]
impl Drop for Signals {
    fn drop(&mut self) {
        self.waiting.close();
    }
}

/// What a Ctrl-C comes to.
pub(crate) fn interrupted() -> Failure {
    Failure::new(Exit::Interrupted, "interrupted; nothing half-written is left")
}
