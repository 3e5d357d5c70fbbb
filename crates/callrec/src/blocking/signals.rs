//! Signals are for the program's own threads, not for ours.

/// Blocks all signals on the calling thread, so that a program's handler (Python's, a JVM's) runs on
/// a thread that the program knows.
#[cfg(unix)]
#[allow(unsafe_code)]
pub(super) fn block_all() {
    let mut all = std::mem::MaybeUninit::<libc::sigset_t>::uninit();
    // SAFETY: `sigfillset` fully writes the set that it is pointed to and cannot fail on a valid
    // pointer; `pthread_sigmask` only reads it, takes a null pointer for the old mask, and changes
    // nothing but the calling thread's mask.
    unsafe {
        libc::sigfillset(all.as_mut_ptr());
        libc::pthread_sigmask(libc::SIG_SETMASK, all.as_ptr(), std::ptr::null_mut());
    }
}

/// Nothing to do where threads get no signals.
#[cfg(not(unix))]
pub(super) fn block_all() {}
