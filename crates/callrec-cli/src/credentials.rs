//! User name and password: from a file, the environment or a prompt; never from the command line.

mod echo;
mod file;
mod prompt;
pub(crate) mod refused;

use std::path::Path;

use zeroize::Zeroizing;

use crate::failure::Failure;

/// Environment variable with the user name.
pub(crate) const USERNAME: &str = "CALLREC_IPASS_PORTAL_USERNAME";
/// Environment variable with the password.
pub(crate) const PASSWORD: &str = "CALLREC_IPASS_PORTAL_PASSWORD";

/// What to do where credentials are missing.
const ADVICE: &str = "set CALLREC_IPASS_PORTAL_USERNAME and CALLREC_IPASS_PORTAL_PASSWORD, \
                      or give --credentials FILE";

/// One login. The texts are zeroed when this is dropped; what the client holds is its own to zero.
pub(crate) struct Credentials {
    pub(crate) username: Zeroizing<String>,
    pub(crate) password: Zeroizing<String>,
}

/// Where one of the two was found, or not.
type Found = Option<Zeroizing<String>>;

/// The file where one is given, else the environment; a terminal is asked for what is then missing.
///
/// To be called inside the runtime: a prompt catches Ctrl-C to give the terminal its echo back.
pub(crate) async fn resolve(file: Option<&Path>) -> Result<Credentials, Failure> {
    let (username, password) = match file {
        Some(path) => file::read(path)?,
        None => (from_environment(USERNAME)?, from_environment(PASSWORD)?),
    };
    let username = match username {
        Some(username) => username,
        None => prompt::visible("user name", ADVICE)?,
    };
    let password = match password {
        Some(password) => password,
        None => prompt::hidden("password", ADVICE).await?,
    };
    Ok(Credentials { username, password })
}

/// A variable that is set but empty counts as not set.
fn from_environment(name: &str) -> Result<Found, Failure> {
    match std::env::var(name) {
        Ok(value) if value.is_empty() => Ok(None),
        Ok(value) => Ok(Some(Zeroizing::new(value))),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(std::env::VarError::NotUnicode(_)) => {
            Err(Failure::usage(format!("{name} is not UTF-8; set it again")))
        }
    }
}
