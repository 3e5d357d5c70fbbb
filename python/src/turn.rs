//! Taking turns without a deadlock between a lock and the GIL.
//!
//! A lock whose holder may want the GIL, to look at the signals, is only ever waited for while the GIL
//! is released, and by trying: so whoever waits hears of an interrupt, too.

use std::sync::{Mutex, MutexGuard, TryLockError};
use std::time::{Duration, Instant};

use crate::halt::Halt;
use crate::interrupt::Ear;

/// How long something without Python in between may go on before it looks at the signals.
pub(crate) const LISTEN_EVERY: Duration = Duration::from_millis(50);

/// What is locked, once the thread that works on it is done. To be called without the GIL.
pub(crate) fn wait_for<T>(lock: &Mutex<T>, ear: Ear) -> Result<MutexGuard<'_, T>, Halt> {
    let mut listened = Instant::now();
    let mut turn = 0_u32;
    loop {
        match lock.try_lock() {
            Ok(guard) => return Ok(guard),
            // A panic of the holder left what is locked as it was before its step.
            Err(TryLockError::Poisoned(poisoned)) => return Ok(poisoned.into_inner()),
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
