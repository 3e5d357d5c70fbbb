//! Waits on a plain thread for a future that others drive.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};
use std::time::Duration;

use super::cancel::Interrupt;
use crate::Result;

/// How often a waiting thread asks whether to go on: well below the 200 ms after which a Ctrl-C
/// must have been answered.
pub(super) const SLICE: Duration = Duration::from_millis(50);

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// The future's output, or the interrupt's error. The future only receives what tasks of the
/// runtime send: no part of the runtime runs here.
pub(super) fn wait<F: Future>(future: F, interrupt: &Interrupt) -> Result<F::Output> {
    let waker = Waker::from(Arc::new(Unpark(thread::current())));
    let mut cx = Context::from_waker(&waker);
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return Ok(output);
        }
        interrupt.check()?;
        thread::park_timeout(SLICE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ErrorKind;

    /// Asked so often, a yes is heard within a quarter of the time that it may take.
    #[test]
    fn asks_several_times_within_200_ms() {
        assert!(SLICE * 4 <= Duration::from_millis(200));
    }

    #[test]
    fn wakes_for_a_message_and_for_an_interrupt() {
        let (sender, receiver) = tokio::sync::oneshot::channel();
        let other = thread::spawn(move || {
            thread::sleep(Duration::from_millis(20));
            sender.send(7)
        });
        assert_eq!(wait(receiver, &Interrupt::never()).expect("no interrupt"), Ok(7));
        other.join().expect("the other thread").expect("a receiver");

        let asked = wait(std::future::pending::<()>(), &Interrupt::new(|| true));
        assert_eq!(asked.expect_err("an interrupt").kind(), ErrorKind::Cancelled);
    }
}
