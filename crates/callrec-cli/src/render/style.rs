//! Bold and dim, where a terminal is there to show it.

use std::io::IsTerminal;

/// Whether text is decorated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    decorated: bool,
}

impl Style {
    /// No decoration.
    #[cfg(test)]
    pub(crate) const PLAIN: Self = Self { decorated: false };

    /// Decoration on a terminal, unless `NO_COLOR` is set (to anything but nothing) or it is dumb.
    pub(crate) fn of(stream: &impl IsTerminal) -> Self {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
            || std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        Self { decorated: stream.is_terminal() && !unwanted }
    }

    pub(crate) fn bold(self, text: &str) -> String {
        self.wrap("1", text)
    }

    pub(crate) fn dim(self, text: &str) -> String {
        self.wrap("2", text)
    }

    fn wrap(self, code: &str, text: &str) -> String {
        if self.decorated { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
