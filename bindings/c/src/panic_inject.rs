//! For tests only: makes the next entries panic. Never in a library that is shipped.
#![allow(clippy::panic, reason = "that is what it is for")]

use std::sync::atomic::{AtomicI32, Ordering};

static COUNTDOWN: AtomicI32 = AtomicI32::new(0);

/// Panics in the entry that the countdown ends at.
pub(crate) fn fire() {
    if COUNTDOWN.load(Ordering::SeqCst) > 0 && COUNTDOWN.fetch_sub(1, Ordering::SeqCst) == 1 {
        panic!("injected");
    }
}

/// The `entries`-th guarded call from now on panics; 0 disarms.
///
/// cbindgen:ignore
#[unsafe(no_mangle)]
pub extern "C" fn callrec_test_panic(entries: i32) {
    COUNTDOWN.store(entries, Ordering::SeqCst);
}
