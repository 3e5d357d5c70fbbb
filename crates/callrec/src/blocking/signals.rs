//! Signals are for the program's own threads, not for ours.

#[cfg(unix)]
#[allow(unsafe_code)]
mod mask {
    use std::mem::MaybeUninit;

    /// What the calling thread blocked before.
    pub(super) struct Before(libc::sigset_t);

    /// Blocks all signals on the calling thread.
    pub(super) fn block_all() -> Before {
        let mut all = MaybeUninit::<libc::sigset_t>::uninit();
        let mut before = MaybeUninit::<libc::sigset_t>::zeroed();
        // SAFETY: `sigfillset` fully writes the set that it is pointed to and cannot fail on a valid
        // pointer; `pthread_sigmask` reads the one set, writes the other, for which all bits zero are
        // a value too, and changes nothing but the calling thread's mask.
        unsafe {
            libc::sigfillset(all.as_mut_ptr());
            libc::pthread_sigmask(libc::SIG_SETMASK, all.as_ptr(), before.as_mut_ptr());
            Before(before.assume_init())
        }
    }

    impl Drop for Before {
        fn drop(&mut self) {
            // SAFETY: it only reads the set, takes a null pointer for the old mask, and changes
            // nothing but the calling thread's mask.
            unsafe {
                libc::pthread_sigmask(libc::SIG_SETMASK, &raw const self.0, std::ptr::null_mut());
            }
        }
    }
}

/// Runs what starts threads: they block all signals from their first instruction on, so that a
/// program's handler (Python's, a JVM's) runs on a thread that the program knows.
#[cfg(unix)]
pub(super) fn blocked<T>(start: impl FnOnce() -> T) -> T {
    // A thread begins with the mask of the one that starts it.
    let _before = mask::block_all();
    start()
}

/// Nothing to do where threads get no signals.
#[cfg(not(unix))]
pub(super) fn blocked<T>(start: impl FnOnce() -> T) -> T {
    start()
}
