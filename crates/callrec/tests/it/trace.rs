//! All that the client and its libraries log, at every level, from all threads.
//!
//! `tests/canary` runs the whole suite with `CALLREC_CANARY` set: then every line goes to standard
//! error, where that script looks for the secrets of the tests.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, Once};

use tracing::field::{Field, Visit};
use tracing::span;

static SINK: Sink = Sink { keep: AtomicBool::new(false), kept: Mutex::new(String::new()) };
static ON: Once = Once::new();

struct Sink {
    keep: AtomicBool,
    kept: Mutex<String>,
}

impl Sink {
    fn line(&self, line: &str) {
        if asked_for() {
            let _ = writeln!(std::io::stderr(), "trace {line}");
        }
        if self.keep.load(Ordering::SeqCst) {
            let mut kept = self.kept.lock().expect("the log");
            kept.push_str(line);
            kept.push('\n');
        }
    }
}

/// Whether the script wants it.
pub(crate) fn asked_for() -> bool {
    std::env::var_os("CALLREC_CANARY").is_some()
}

/// Turns it on for the process if the script wants it.
pub(crate) fn if_asked_for() {
    if asked_for() {
        on();
    }
}

/// Turns it on for the process and keeps what comes from now on.
pub(crate) fn keep() {
    SINK.keep.store(true, Ordering::SeqCst);
    on();
}

/// What was kept.
pub(crate) fn kept() -> String {
    SINK.kept.lock().expect("the log").clone()
}

fn on() {
    ON.call_once(|| {
        log::set_logger(&SINK).expect("the only logger");
        log::set_max_level(log::LevelFilter::Trace);
        // For all threads: a callsite that another test has met without one would stay mute.
        tracing::subscriber::set_global_default(Events).expect("the only subscriber");
    });
}

impl log::Log for Sink {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }
    fn log(&self, record: &log::Record<'_>) {
        self.line(&format!("{} {}", record.target(), record.args()));
    }
    fn flush(&self) {}
}

struct Events;

#[derive(Default)]
struct Line(String);

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        let _ = write!(self.0, " {field}={value:?}");
    }
}

impl tracing::Subscriber for Events {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &span::Attributes<'_>) -> span::Id {
        let mut line = Line::default();
        span.record(&mut line);
        SINK.line(&line.0);
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        let mut line = Line::default();
        values.record(&mut line);
        SINK.line(&line.0);
    }
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        let mut line = Line(event.metadata().target().to_owned());
        event.record(&mut line);
        SINK.line(&line.0);
    }
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}
