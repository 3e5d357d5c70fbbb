//! Signs of life while it works: a moving line on a terminal, now and then a plain one elsewhere.

use std::io::{IsTerminal as _, Write as _};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::render::number::{bytes, count, rate};

/// Between two plain lines.
const PLAIN_EVERY: Duration = Duration::from_secs(5);
/// Between two frames of the moving line.
const FRAME: Duration = Duration::from_millis(100);

/// The progress of one body at a time, on standard error.
pub(crate) struct Progress {
    shown: Shown,
    label: String,
    began: Instant,
}

enum Shown {
    Nothing,
    Bar(ProgressBar),
    Lines { last: Instant },
}

impl Progress {
    /// Shows nothing if `quiet`, a moving line on a terminal, plain lines elsewhere.
    pub(crate) fn new(quiet: bool) -> Self {
        let now = Instant::now();
        let shown = if quiet {
            Shown::Nothing
        } else if std::io::stderr().is_terminal() {
            let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
            bar.set_style(bar_style(false));
            bar.enable_steady_tick(FRAME);
            Shown::Bar(bar)
        } else {
            Shown::Lines { last: now }
        };
        Self { shown, label: String::new(), began: now }
    }

    /// A new body begins; `expected` rows where somebody knows.
    pub(crate) fn begin(&mut self, label: impl Into<String>, expected: Option<u64>) {
        self.label = label.into();
        self.began = Instant::now();
        if let Shown::Bar(bar) = &self.shown {
            bar.set_message(self.label.clone());
            bar.set_length(expected.unwrap_or(0));
            bar.set_position(0);
            bar.set_style(bar_style(expected.is_some()));
        }
    }

    /// So much of the body has been read.
    pub(crate) fn at(&mut self, rows: u64, size: u64) {
        let elapsed = self.began.elapsed();
        match &mut self.shown {
            Shown::Nothing => {}
            Shown::Bar(bar) => {
                bar.set_position(rows);
                bar.set_message(format!(
                    "{}  {}, {}, {}",
                    self.label,
                    count(rows, "row", "rows"),
                    bytes(size),
                    rate(rows, size, elapsed)
                ));
            }
            Shown::Lines { last } => {
                if last.elapsed() >= PLAIN_EVERY {
                    *last = Instant::now();
                    let rows = count(rows, "row", "rows");
                    line(&format!("{}: {rows}, {} so far", self.label, bytes(size)));
                }
            }
        }
    }

    /// A step is done: a line that stays.
    pub(crate) fn step(&mut self, text: &str) {
        match &mut self.shown {
            Shown::Nothing => {}
            Shown::Bar(bar) => bar.println(format!("callrec: {text}")),
            Shown::Lines { last } => {
                *last = Instant::now();
                line(text);
            }
        }
    }
}

impl Drop for Progress {
    /// Takes the moving line away, whatever happened.
    fn drop(&mut self) {
        if let Shown::Bar(bar) = &self.shown {
            bar.finish_and_clear();
        }
    }
}

/// Cut at the terminal's width: a moving line that wraps would leave traces.
fn bar_style(with_length: bool) -> ProgressStyle {
    let template =
        if with_length { "{spinner} {bar:16} {wide_msg}" } else { "{spinner} {wide_msg}" };
    // A template that does not parse would be our own mistake; the default style still shows life.
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("━╸─")
}

fn line(text: &str) {
    // Where standard error is gone there is nobody to tell.
    let _ = writeln!(std::io::stderr().lock(), "callrec: {text}");
}
