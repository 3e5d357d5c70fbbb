//! Taking turns without a deadlock between a lock and the GIL.
//!
//! A lock whose holder may want the GIL, to look at the signals, is only ever waited for while the GIL
//! is released, and by trying: so whoever waits hears of an interrupt, too.

use std::cell::RefCell;
use std::ops::{Deref, DerefMut};
use std::sync::{Mutex, MutexGuard, TryLockError};
use std::time::{Duration, Instant};

use callrec::ErrorKind;

use crate::halt::Halt;
use crate::interrupt::Ear;

const WITHIN: &str = "it is being read by the very call that this one is made from; \
                      read it after that, or close it";

/// How long something without Python in between may go on before it looks at the signals.
pub(crate) const LISTEN_EVERY: Duration = Duration::from_millis(50);

thread_local! {
    /// Addresses of the locks that this thread holds.
    static HELD: RefCell<Vec<usize>> = const { RefCell::new(Vec::new()) };
}

/// What is locked, by this thread.
pub(crate) struct Turn<'a, T> {
    guard: MutexGuard<'a, T>,
    address: usize,
}

impl<'a, T> Turn<'a, T> {
    fn begin(guard: MutexGuard<'a, T>, address: usize) -> Self {
        HELD.with_borrow_mut(|held| held.push(address));
        Self { guard, address }
    }
}

impl<T> Drop for Turn<'_, T> {
    fn drop(&mut self) {
        HELD.with_borrow_mut(|held| held.retain(|address| *address != self.address));
    }
}

impl<T> Deref for Turn<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.guard
    }
}

impl<T> DerefMut for Turn<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.guard
    }
}

/// What is locked, once the thread that works on it is done. To be called without the GIL.
pub(crate) fn wait_for<T>(lock: &Mutex<T>, ear: Ear) -> Result<Turn<'_, T>, Halt> {
    let address = std::ptr::from_ref(lock).addr();
    let mut listened = Instant::now();
    let mut turn = 0_u32;
    loop {
        match lock.try_lock() {
            Ok(guard) => return Ok(Turn::begin(guard, address)),
            // A panic of the holder left what is locked as it was before its step.
            Err(TryLockError::Poisoned(poisoned)) => {
                return Ok(Turn::begin(poisoned.into_inner(), address));
            }
            // A signal handler or a file object, called in the middle of a call: it would wait for
            // the end of what waits for it.
            Err(TryLockError::WouldBlock) if HELD.with_borrow(|held| held.contains(&address)) => {
                return Err(Halt::Refused(ErrorKind::InvalidArgument, WITHIN.to_owned()));
            }
            // Most hold it for a row, some for as long as the network takes.
            Err(TryLockError::WouldBlock) if turn < 100 => std::thread::yield_now(),
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(1)),
        }
        if listened.elapsed() >= LISTEN_EVERY {
            listened = Instant::now();
            ear.listen().map_err(Halt::interrupted)?;
        }
        turn = turn.saturating_add(1);
    }
}
