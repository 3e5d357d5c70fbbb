//! Locks of the whole process, and a `fork` that comes while another thread holds one.

use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::time::{Duration, Instant};

use crate::{Error, ErrorKind, Result};

/// How long to wait for another thread that holds a lock of the process.
const PATIENCE: Duration = Duration::from_secs(5);

/// Takes a lock that is only ever held for a moment. `Forked` where that moment does not end: after
/// a fork the holder may be a thread that does not exist here.
pub(crate) fn lock<T>(shared: &'static Mutex<T>) -> Result<MutexGuard<'static, T>> {
    let began = Instant::now();
    loop {
        match shared.try_lock() {
            Ok(held) => return Ok(held),
            Err(TryLockError::Poisoned(poisoned)) => return Ok(PoisonError::into_inner(poisoned)),
            Err(TryLockError::WouldBlock) if began.elapsed() > PATIENCE => {
                return Err(Error::new(ErrorKind::Forked, "a fork came while a client was made"));
            }
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(1)),
        }
    }
}
