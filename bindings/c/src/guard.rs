//! Every entry runs in here: a panic becomes a status, a failure becomes an error object.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::error::{ErrorObject, Failure, callrec_error};
use crate::handle::{self, Object};
use crate::ptr::Out;
use crate::status::CALLREC_OK;

/// Runs the body of the C function named `function`.
///
/// On failure gives its status and, where `error` is not NULL, an error object. What was in
/// `*error` is never read, so it may be uninitialised.
#[inline]
pub(crate) fn entry(
    function: &'static str,
    error: *mut *mut callrec_error,
    body: impl FnOnce() -> Result<(), Failure>,
) -> i32 {
    // Unwind safety: what a panic may leave half-changed sits behind locks that are poisoned by it.
    match caught(body) {
        Ok(Ok(())) => CALLREC_OK,
        Ok(Err(failure)) => report(function, failure, error),
        Err(payload) => report(function, panicked(&*payload), error),
    }
}

/// What `body` gives, or what it panicked with.
#[inline]
pub(crate) fn caught<T>(body: impl FnOnce() -> T) -> std::thread::Result<T> {
    catch_unwind(AssertUnwindSafe(|| {
        #[cfg(feature = "panic-inject")]
        crate::panic_inject::fire();
        body()
    }))
}

#[cold]
fn report(function: &'static str, failure: Failure, error: *mut *mut callrec_error) -> i32 {
    let status = failure.status();
    // Even the making of the error object must not unwind into C.
    let _ = catch_unwind(AssertUnwindSafe(|| {
        if let Ok(out) = Out::new(error, "error")
            && let Some(object) = ErrorObject::new(function, failure)
            && let Ok(handle) = handle::insert(object)
        {
            out.write(handle);
        }
    }));
    status
}

/// The body of every `free`: no failure, no panic.
pub(crate) fn release<T: Object>(handle: *const T::Opaque) {
    let _ = caught(|| handle::remove::<T>(handle));
}

fn panicked(payload: &(dyn Any + Send)) -> Failure {
    let text = payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message");
    Failure::internal(format!("internal error: {text}"))
}
