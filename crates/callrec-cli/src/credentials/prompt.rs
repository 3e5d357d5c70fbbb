//! Asking the person at the terminal.

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use zeroize::Zeroizing;

use super::echo::Echo;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::{Signals, interrupted};

/// Asks for something that may be seen while it is typed.
pub(super) fn visible(what: &str, advice: &str) -> Result<Zeroizing<String>, Failure> {
    check_terminal(what, advice)?;
    let failed = |error: std::io::Error| cannot_ask(what, &error, advice);
    let mut stderr = std::io::stderr().lock();
    write!(stderr, "iPass portal {what}: ").and_then(|()| stderr.flush()).map_err(failed)?;
    let mut line = Zeroizing::new(String::new());
    std::io::stdin().lock().read_line(&mut line).map_err(failed)?;
    let answer = line.trim_end_matches(['\r', '\n']);
    if answer.is_empty() {
        return Err(missing(what, advice));
    }
    Ok(Zeroizing::new(answer.to_owned()))
}

/// Asks for a secret, without echo. A signal while it waits gives the terminal its echo back.
pub(super) async fn hidden(what: &str, advice: &str) -> Result<Zeroizing<String>, Failure> {
    check_terminal(what, advice)?;
    let echo = Echo::remember();
    let mut signals = Signals::catch()?;
    let prompt = format!("iPass portal {what} (not shown): ");
    let asked =
        tokio::task::spawn_blocking(|| rpassword::prompt_password(prompt).map(Zeroizing::new));
    let answer = match signals.unless(async { Ok(asked.await) }).await {
        Ok(answer) => answer.unwrap_or_else(|panic| Err(std::io::Error::other(panic))),
        Err(stopped) => {
            echo.give_back().await;
            return Err(stopped);
        }
    };
    match answer {
        Ok(answer) if answer.is_empty() => Err(missing(what, advice)),
        Ok(answer) => Ok(answer),
        Err(error) if error.kind() == std::io::ErrorKind::Interrupted => Err(interrupted()),
        Err(error) => Err(cannot_ask(what, &error, advice)),
    }
}

fn check_terminal(what: &str, advice: &str) -> Result<(), Failure> {
    if std::io::stdin().is_terminal() && std::io::stderr().is_terminal() {
        Ok(())
    } else {
        Err(missing(what, advice))
    }
}

fn missing(what: &str, advice: &str) -> Failure {
    Failure::usage(format!("no {what} for the portal; {advice}"))
}

fn cannot_ask(what: &str, error: &std::io::Error, advice: &str) -> Failure {
    Failure::new(Exit::Usage, format!("cannot ask for the {what}: {error}; {advice}"))
}
