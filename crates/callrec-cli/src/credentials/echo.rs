//! The terminal's settings, to be given back where a prompt is broken off.

/// As they were before the prompt.
pub(super) struct Echo {
    #[cfg(unix)]
    settings: Option<rustix::termios::Termios>,
}

impl Echo {
    pub(super) fn remember() -> Self {
        Self {
            #[cfg(unix)]
            settings: rustix::termios::tcgetattr(std::io::stdin()).ok(),
        }
    }

    pub(super) async fn give_back(&self) {
        // The prompt's own thread may be about to switch the echo off: let it, then switch it on.
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        #[cfg(unix)]
        if let Some(settings) = &self.settings {
            let now = rustix::termios::OptionalActions::Now;
            // A terminal that is gone needs no echo.
            let _ = rustix::termios::tcsetattr(std::io::stdin(), now, settings);
        }
    }
}
