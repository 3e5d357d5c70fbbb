//! Many reports at once: one reader a key, or the error of that key.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, TryLockError};

use callrec::blocking::{FanOut, Reader};

use crate::cancelled::Cancelled;
use crate::client::{Client, System};
use crate::error::{ErrorObject, Failure, Place, callrec_error};
use crate::guard::{entry, release};
use crate::handle::{self, Object, Table};
use crate::options::{count, out_of_bounds};
use crate::ptr::Out;
use crate::reader::{ReaderObject, callrec_reader};
use crate::text::callrec_text;

/// Results come in the order of the keys (the default).
pub const CALLREC_FAN_OUT_IN_ORDER: i32 = 0;
/// Results come as they are ready.
pub const CALLREC_FAN_OUT_AS_COMPLETED: i32 = 1;

/// One reader a key, several opened at once. One key's failure does not stop the others: it is
/// that key's result. Owned by the caller, released with callrec_fan_out_free; one thread at a
/// time.
pub struct callrec_fan_out {
    _opaque: [u8; 0],
}

/// A key as text, the flag that cancels its part, and what came of it.
type Opened = (String, Arc<Cancelled>, Result<Reader, callrec::Error>);

/// The flag of the client that a key's report is asked of.
type Flag<K> = Box<dyn Fn(&K) -> Arc<Cancelled> + Send>;

/// A fan-out whatever its keys are.
trait Calls: Send {
    fn next(&mut self) -> Result<Option<Opened>, callrec::Error>;
    fn remaining(&self) -> usize;
}

struct Keyed<K, F> {
    calls: FanOut<K>,
    flag: Flag<K>,
    text: F,
}

impl<K, F> Calls for Keyed<K, F>
where
    K: Clone + Send + Sync + Unpin + 'static,
    F: Fn(&K) -> String + Send,
{
    fn next(&mut self) -> Result<Option<Opened>, callrec::Error> {
        let next = self.calls.next_result()?;
        Ok(next.map(|(key, opened)| ((self.text)(&key), (self.flag)(&key), opened)))
    }

    fn remaining(&self) -> usize {
        self.calls.remaining()
    }
}

/// What a `callrec_fan_out` handle stands for.
struct FanOutObject {
    state: Mutex<State>,
    /// Ends the waiting for results.
    cancelled: Arc<AtomicBool>,
    place: Place,
}

struct State {
    calls: Box<dyn Calls>,
    /// The key that is on loan.
    key: String,
}

impl Object for FanOutObject {
    type Opaque = callrec_fan_out;
    const KIND: u8 = 0xc8;
    const NAME: &'static str = "fan-out";
    fn table() -> &'static Table<Self> {
        static FAN_OUTS: Table<FanOutObject> = Table::new();
        &FAN_OUTS
    }
}

/// Where a fan-out goes, and what the header calls that parameter.
pub(crate) type To = (&'static str, *mut *mut callrec_fan_out);

/// Begins a fan-out of a client; `how` is how many at once and in which order.
pub(crate) fn fan_out<C: System, K: Clone + Send + Sync + Unpin + 'static>(
    operation: &'static str,
    client: *const C::Opaque,
    how: (i32, i32),
    to: To,
    ask: impl FnOnce(&C) -> Result<FanOut<K>, Failure>,
    text: impl Fn(&K) -> String + Send + 'static,
) -> Result<(), Failure> {
    let object = handle::pin::<Client<C>>(client)?;
    let place = Place { provider: C::PROVIDER.name(), operation };
    let ask = || object.client().and_then(ask);
    let cancelled = Arc::clone(&object.cancelled);
    begin(place, Box::new(move |_| Arc::clone(&cancelled)), how, to, ask, text)
}

/// As [`fan_out`], where there is more than one client.
pub(crate) fn begin<K: Clone + Send + Sync + Unpin + 'static>(
    place: Place,
    flag: Flag<K>,
    (concurrency, order): (i32, i32),
    (name, out): To,
    ask: impl FnOnce() -> Result<FanOut<K>, Failure>,
    text: impl Fn(&K) -> String + Send + 'static,
) -> Result<(), Failure> {
    let out = Out::new(out, name)?;
    let concurrency = count(concurrency, "concurrency")?;
    let as_completed = match order {
        CALLREC_FAN_OUT_IN_ORDER => false,
        CALLREC_FAN_OUT_AS_COMPLETED => true,
        other => return Err(out_of_bounds("order", other.into())),
    };
    let mut calls = ask().map_err(|failure| failure.at(place))?;
    if let Some(most) = concurrency {
        calls = calls.concurrency(most as usize);
    }
    if as_completed {
        calls = calls.as_completed();
    }
    let cancelled = Arc::new(AtomicBool::new(false));
    let ask = Arc::clone(&cancelled);
    let calls = calls.with_interrupt(move || ask.load(Ordering::Relaxed));
    let state =
        Mutex::new(State { calls: Box::new(Keyed { calls, flag, text }), key: String::new() });
    out.write(handle::insert(FanOutObject { state, cancelled, place })?);
    Ok(())
}

/// Waits for the next key and its result: lends the key until the next call or the freeing, and
/// hands out either a reader or the error that this key's report failed with.
///
/// With CALLREC_OK exactly one of `*reader` and `*failure` is not NULL; it is the caller's and
/// released with callrec_reader_free or callrec_error_free. A reader needs neither the fan-out nor
/// its client, and may be read on another thread. Read or free readers before many more are taken:
/// each holds its connection.
///
/// Errors, which are of the waiting and not of a key: CALLREC_END after the last key,
/// CALLREC_CANCELLED, CALLREC_FORKED, CALLREC_BUSY, CALLREC_LIMIT, CALLREC_INVALID_HANDLE,
/// CALLREC_INVALID_ARGUMENT. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_fan_out_next(
    fan_out: *mut callrec_fan_out,
    key: *mut callrec_text,
    reader: *mut *mut callrec_reader,
    failure: *mut *mut callrec_error,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_fan_out_next", error, || {
        let object = handle::pin::<FanOutObject>(fan_out)?;
        let key = Out::new(key, "key")?;
        let reader = Out::new(reader, "reader")?;
        let failure = Out::new(failure, "failure")?;
        let mut state = object.state()?;
        let next = state.calls.next().map_err(|error| Failure::from(error).at(object.place))?;
        let (text, flag, opened) = next.ok_or(Failure::End)?;
        state.key = text;
        let lent = callrec_text::lend(&state.key);
        match opened {
            Ok(opened) => {
                let opened = ReaderObject::of_client(opened, &flag);
                reader.write(handle::insert(opened)?);
                failure.write(std::ptr::null_mut());
            }
            Err(why) => {
                let why = ErrorObject::new("callrec_fan_out_next", why.into());
                let why = why.ok_or_else(|| Failure::internal("an error without a cause"))?;
                failure.write(handle::insert(why)?);
                reader.write(std::ptr::null_mut());
            }
        }
        key.write(lent);
        Ok(())
    })
}

/// Writes the number of keys whose results were not taken yet to `remaining`.
///
/// Errors: CALLREC_BUSY, CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. One thread at a time.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_fan_out_remaining(
    fan_out: *const callrec_fan_out,
    remaining: *mut usize,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_fan_out_remaining", error, || {
        let object = handle::pin::<FanOutObject>(fan_out)?;
        let out = Out::new(remaining, "remaining")?;
        out.write(object.state()?.calls.remaining());
        Ok(())
    })
}

/// Cancels a fan-out from any thread, for good: a callrec_fan_out_next that waits gives
/// CALLREC_CANCELLED within 100 ms, later ones at once. Readers that were taken go on: each has
/// its own callrec_reader_cancel, and ends with the client that it is of. The calls under way end
/// with callrec_fan_out_free.
///
/// Does not wait. Errors: CALLREC_INVALID_HANDLE, CALLREC_INVALID_ARGUMENT. Any thread, also
/// during other calls.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_fan_out_cancel(
    fan_out: *const callrec_fan_out,
    error: *mut *mut callrec_error,
) -> i32 {
    entry("callrec_fan_out_cancel", error, || {
        handle::pin::<FanOutObject>(fan_out)?.cancelled.store(true, Ordering::Relaxed);
        Ok(())
    })
}

/// Releases a fan-out and ends the calls under way; readers that were taken go on. NULL and a
/// fan-out freed before are ignored. Never fails, never waits. Any thread; a call that another
/// thread has in flight on it ends normally.
#[unsafe(no_mangle)]
pub extern "C" fn callrec_fan_out_free(fan_out: *mut callrec_fan_out) {
    release::<FanOutObject>(fan_out);
}

impl FanOutObject {
    fn state(&self) -> Result<std::sync::MutexGuard<'_, State>, Failure> {
        self.state.try_lock().map_err(|refused| match refused {
            TryLockError::WouldBlock => Failure::busy(Self::NAME),
            TryLockError::Poisoned(_) => {
                Failure::internal("an earlier call on this fan-out failed inside the library")
            }
        })
    }
}
