//! The core's events for Python's `logging`, if they are asked for.
//!
//! They arise on any thread, so they are only put aside here, without the GIL; a thread of
//! `callrec.logging` fetches them. The core writes no secret into its events; its own tests look.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering};
use std::sync::{Condvar, Mutex, Once, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use pyo3::prelude::*;
use tracing::field::{Field, Visit};
use tracing::{Level, Metadata, span};

use crate::process::Home;
use crate::released::released;

/// Events that may wait; of more, the oldest are lost and counted.
const MOST: usize = 10_000;

/// The least severe of Python's levels that is wanted; 0 for none.
static LEVEL: AtomicU8 = AtomicU8::new(0);
static INSTALLED: Once = Once::new();
static WAKEN: AtomicBool = AtomicBool::new(false);
static WAITING: Mutex<Waiting> = Mutex::new(Waiting { events: VecDeque::new(), lost: 0 });
static ARRIVED: Condvar = Condvar::new();
static HOME: Mutex<Option<Home>> = Mutex::new(None);

struct Waiting {
    events: VecDeque<Event>,
    lost: u64,
}

/// Level of Python's, seconds since 1970, module, text.
type Event = (u8, f64, &'static str, String);

/// Asks for events from a level of Python's on; 0 ends it.
#[pyfunction(name = "_events_from")]
pub(crate) fn events_from(level: u8) {
    *HOME.lock().unwrap_or_else(PoisonError::into_inner) = Some(Home::here());
    LEVEL.store(level, Ordering::Release);
    // Another subscriber cannot be there: this library has its own copy of the registry.
    INSTALLED.call_once(|| drop(tracing::subscriber::set_global_default(Subscriber)));
    tracing::callsite::rebuild_interest_cache();
}

/// Waits for events, at most so many seconds.
#[pyfunction(name = "_await_events")]
pub(crate) fn await_events(py: Python<'_>, seconds: f64) {
    let wait = Duration::try_from_secs_f64(seconds).unwrap_or_default();
    released(py, || {
        let waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner);
        let nothing = |waiting: &mut Waiting| {
            waiting.events.is_empty() && !WAKEN.swap(false, Ordering::AcqRel)
        };
        drop(ARRIVED.wait_timeout_while(waiting, wait, nothing));
    });
}

/// Takes the events that wait, and the number of those lost.
#[pyfunction(name = "_take_events")]
pub(crate) fn take_events() -> (Vec<Event>, u64) {
    let mut waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner);
    (std::mem::take(&mut waiting.events).into(), std::mem::take(&mut waiting.lost))
}

/// Ends the wait of `await_events` on another thread.
#[pyfunction(name = "_wake_events")]
pub(crate) fn wake_events() {
    WAKEN.store(true, Ordering::Release);
    ARRIVED.notify_all();
}

fn number(level: Level) -> u8 {
    match level {
        Level::ERROR => 40,
        Level::WARN => 30,
        Level::INFO => 20,
        Level::DEBUG => 10,
        Level::TRACE => 5,
    }
}

struct Subscriber;

impl tracing::Subscriber for Subscriber {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        let level = LEVEL.load(Ordering::Acquire);
        // Libraries below have events of their own, which nobody has looked through for secrets.
        level > 0
            && number(*metadata.level()) >= level
            && metadata.is_event()
            && metadata.target().split("::").next().is_some_and(|name| name.starts_with("callrec"))
    }

    fn event(&self, event: &tracing::Event<'_>) {
        let here = HOME.try_lock().is_ok_and(|home| home.is_some_and(|home| !home.is_elsewhere()));
        // In a forked child nobody fetches them, and a lock may be held for ever.
        if !here {
            return;
        }
        let mut line = Line::default();
        event.record(&mut line);
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let metadata = event.metadata();
        let event =
            (number(*metadata.level()), seconds.as_secs_f64(), metadata.target(), line.finish());
        let mut waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.events.len() == MOST {
            waiting.events.pop_front();
            waiting.lost += 1;
        }
        waiting.events.push_back(event);
        drop(waiting);
        ARRIVED.notify_one();
    }

    fn new_span(&self, _: &span::Attributes<'_>) -> span::Id {
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, _: &span::Record<'_>) {}
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

/// The message, then the fields as `name=value`, in one line.
#[derive(Default)]
struct Line {
    message: String,
    fields: String,
}

impl Line {
    fn finish(self) -> String {
        (self.message + &self.fields).replace(['\n', '\r'], " ")
    }
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = match field.name() {
            "message" => write!(self.message, "{value:?}"),
            name => write!(self.fields, " {name}={value:?}"),
        };
    }
}
