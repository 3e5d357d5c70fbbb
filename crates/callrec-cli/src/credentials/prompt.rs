//! Asking the person at the terminal.

use std::io::{BufRead as _, IsTerminal as _, Write as _};

use zeroize::Zeroizing;

use super::Account;
use super::echo::Echo;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::{Signals, interrupted};

/// Asks for something that may be seen while it is typed.
pub(super) fn visible(account: &Account, what: &str) -> Result<Zeroizing<String>, Failure> {
    check_terminal(account, what)?;
    let failed = |error: std::io::Error| cannot_ask(account, what, &error);
    let mut stderr = std::io::stderr().lock();
    write!(stderr, "{} {what}: ", account.label).and_then(|()| stderr.flush()).map_err(failed)?;
    let mut line = Zeroizing::new(String::new());
    std::io::stdin().lock().read_line(&mut line).map_err(failed)?;
    let answer = line.trim_end_matches(['\r', '\n']);
    if answer.is_empty() {
        return Err(missing(account, what));
    }
    Ok(Zeroizing::new(answer.to_owned()))
}

/// Asks for a secret, without echo. A signal while it waits gives the terminal its echo back.
pub(super) async fn hidden(account: &Account, what: &str) -> Result<Zeroizing<String>, Failure> {
    check_terminal(account, what)?;
    let echo = Echo::remember();
    let mut signals = Signals::catch()?;
    let prompt = format!("{} {what} (not shown): ", account.label);
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
        Ok(answer) if answer.is_empty() => Err(missing(account, what)),
        Ok(answer) => Ok(answer),
        Err(error) if error.kind() == std::io::ErrorKind::Interrupted => Err(interrupted()),
        Err(error) => Err(cannot_ask(account, what, &error)),
    }
}

fn check_terminal(account: &Account, what: &str) -> Result<(), Failure> {
    if std::io::stdin().is_terminal() && std::io::stderr().is_terminal() {
        Ok(())
    } else {
        Err(missing(account, what))
    }
}

fn missing(account: &Account, what: &str) -> Failure {
    Failure::usage(format!("no {} {what}; {}", account.label, account.advice()))
}

fn cannot_ask(account: &Account, what: &str, error: &std::io::Error) -> Failure {
    let advice = account.advice();
    Failure::new(Exit::Usage, format!("cannot ask for the {what}: {error}; {advice}"))
}
