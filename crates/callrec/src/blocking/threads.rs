//! Whether the system starts the threads that are needed. Where it does not, the runtime's library
//! panics, and waits for ever in doing so once some of them are there.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::{Error, ErrorKind, Result};

/// Threads that do the network's work and the decoding.
pub(super) const WORKERS: usize = 2;

/// The workers, and one more that looks up names and writes files.
pub(super) const NEEDED: usize = WORKERS + 1;

/// How long to wait for what takes a moment.
const PATIENCE: Duration = Duration::from_secs(5);

/// Where a thread is listed as long as the system counts it; none where the system has no such list.
type Listed = Option<PathBuf>;

/// Runs `build`, which starts the workers, once as many threads as are needed were there at once.
///
/// That is done on a thread of its own: the calling one may be at its end, where the runtime's
/// library finds what it keeps of each thread gone. It is not waited for longer than a moment.
pub(super) fn built<T: Send + 'static>(build: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    at_once(NEEDED).map_err(|error| refused(&error))?;
    let (sender, receiver) = mpsc::channel();
    let builder = start(move || {
        let _ = sender.send(build());
    });
    let builder = builder.map_err(|error| refused(&error))?;
    match receiver.recv_timeout(PATIENCE) {
        Ok(built) => {
            gone(builder);
            Ok(built)
        }
        // Others took the threads meanwhile: the library panicked, or waits for ever.
        Err(RecvTimeoutError::Disconnected | RecvTimeoutError::Timeout) => {
            Err(refused(&io::Error::from(io::ErrorKind::WouldBlock)))
        }
    }
}

/// The error where no thread could be started.
pub(super) fn refused(error: &io::Error) -> Error {
    let detail = format!("the system starts no more threads ({NEEDED} needed): {error}");
    Error::new(ErrorKind::Io, detail)
        .with_hint("raise the limit of processes (ulimit -u, pids.max)")
}

/// Whether so many threads can be there at once; none of them is any more.
fn at_once(count: usize) -> io::Result<()> {
    let gate = Arc::new(Mutex::new(()));
    let closed = gate.lock().unwrap_or_else(PoisonError::into_inner);
    let mut started = Vec::with_capacity(count);
    let mut refused = None;
    while started.len() < count && refused.is_none() {
        let gate = Arc::clone(&gate);
        let waits = move || drop(gate.lock().unwrap_or_else(PoisonError::into_inner));
        match start(waits) {
            Ok(thread) => started.push(thread),
            Err(error) => refused = Some(error),
        }
    }
    drop(closed);
    started.into_iter().for_each(gone);
    refused.map_or(Ok(()), Err)
}

fn start(work: impl FnOnce() + Send + 'static) -> io::Result<JoinHandle<Listed>> {
    thread::Builder::new().name("callrec".to_owned()).spawn(|| {
        work();
        let own = std::fs::read_link("/proc/thread-self").ok()?;
        Some(Path::new("/proc").join(own))
    })
}

/// Waits until a thread is no longer counted: that is a moment after it can be joined.
fn gone(thread: JoinHandle<Listed>) {
    let Ok(Some(listed)) = thread.join() else { return };
    let began = Instant::now();
    while listed.exists() && began.elapsed() < PATIENCE {
        thread::yield_now();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_built_comes_from_another_thread() {
        let built = built(|| thread::current().id()).expect("threads");
        assert_ne!(built, thread::current().id());
    }

    #[test]
    fn the_error_says_what_to_do() {
        let refused = refused(&io::ErrorKind::WouldBlock.into());
        assert_eq!(refused.kind(), ErrorKind::Io);
        let text = refused.to_string();
        assert!(text.contains("starts no more threads (3 needed)"), "{text}");
        assert!(text.ends_with("raise the limit of processes (ulimit -u, pids.max)"), "{text}");
    }

    #[test]
    fn a_builder_that_panics_is_an_error() {
        let panicked = built(|| -> () { panic!("no thread, on purpose") });
        assert_eq!(panicked.expect_err("a panic").kind(), ErrorKind::Io);
    }

    /// A thread that is still counted when the next one is started can be one too many.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_thread_that_is_gone_is_not_listed() {
        let thread = start(|| ()).expect("a thread");
        let (sender, receiver) = mpsc::channel();
        let listed = start(move || {
            let own = std::fs::read_link("/proc/thread-self").expect("the list");
            sender.send(Path::new("/proc").join(own)).expect("a receiver");
        });
        gone(thread);
        gone(listed.expect("a thread"));
        assert!(!receiver.recv().expect("a path").exists());
    }
}
