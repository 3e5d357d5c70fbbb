//! Options that people try for a password, answered with the reason why there are none.

use std::ffi::OsString;

use super::{FEED, GETCALLS, PORTAL, REST};
use crate::failure::Failure;

/// First words of an option's name that mean a secret or the name that goes with it.
const SECRETS: [&str; 7] = ["pass", "pwd", "secret", "user", "login-name", "key", "api-key"];

/// Refuses an option that would carry credentials, without repeating its value.
///
/// The simulator's credentials are no secret: its command line is left alone.
pub(crate) fn check(arguments: &[OsString]) -> Result<(), Failure> {
    let words = || arguments.iter().skip(1).map(|word| word.to_string_lossy());
    if words().find(|word| !word.starts_with('-')).is_some_and(|command| command == "simulate") {
        return Ok(());
    }
    let system = |word: &str| match word {
        "ipass" | "ipass-rest" => Some(REST),
        "feed" | "billing-feed" => Some(FEED),
        "getcalls" => Some(GETCALLS),
        _ => None,
    };
    let account = words().take(2).find_map(|word| system(&word)).unwrap_or(PORTAL);
    for word in words().take_while(|word| word != "--") {
        let Some(name) = word.strip_prefix("--").map(|rest| rest.split('=').next().unwrap_or(rest))
        else {
            continue;
        };
        let folded = name.to_ascii_lowercase();
        if SECRETS.iter().any(|secret| folded.starts_with(secret)) {
            return Err(Failure::usage(format!(
                "there is no --{}: a command line can be read by every user of this machine and \
                 stays in the shell's history; {}",
                name.chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
                    .collect::<String>(),
                account.advice()
            )));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(line: &str) -> Result<(), String> {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        check(&words).map_err(|failure| failure.message().unwrap_or_default().to_owned())
    }

    #[test]
    fn secrets_on_the_command_line_are_refused_and_not_repeated() {
        for line in [
            "callrec fetch ipass-portal monthly-cdr --password hunter2",
            "callrec fetch --password=hunter2 ipass-portal",
            "callrec --PASSWD=hunter2",
            "callrec fetch --username hunter2",
        ] {
            let message = checked(line).expect_err(line);
            assert!(message.starts_with("there is no --"), "{message}");
            assert!(message.contains("CALLREC_IPASS_PORTAL_PASSWORD"), "{message}");
            assert!(!message.contains("hunter2"), "{message}");
        }
    }

    #[test]
    fn the_advice_is_that_of_the_system() {
        let message = checked("callrec ipass users list --key hunter2").expect_err("a key");
        assert!(message.contains("CALLREC_IPASS_REST_KEY"), "{message}");
        let message = checked("callrec feed read --password hunter2").expect_err("a password");
        assert!(message.contains("CALLREC_BILLING_FEED_PASSWORD"), "{message}");
    }

    #[test]
    fn everything_else_passes() {
        for line in [
            "callrec fetch ipass-portal monthly-cdr --out x.csv",
            "callrec simulate --password synthetic",
            "callrec decode -- --password",
        ] {
            assert_eq!(checked(line), Ok(()));
        }
    }
}
