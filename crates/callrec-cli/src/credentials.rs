//! User names, passwords and keys: from a file, the environment or a prompt; never from the command line.

mod echo;
mod file;
mod prompt;
pub(crate) mod refused;

use std::path::Path;

use zeroize::Zeroizing;

use crate::failure::Failure;

/// The credentials of one system: what they are called and where they are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Account {
    /// In prompts and errors, as in `iPass portal`.
    pub(crate) label: &'static str,
    /// The table of a TOML file.
    table: &'static str,
    /// The user name; `None` where a key is all there is.
    username: Option<Field>,
    secret: Field,
}

/// One of the two: its key in a TOML file, which is also its name, and its environment variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Field {
    key: &'static str,
    variable: &'static str,
}

/// The Open Mobile portal and hosted users.
pub(crate) const PORTAL: Account = Account {
    label: "iPass portal",
    table: "ipass-portal",
    username: Some(Field { key: "username", variable: "CALLREC_IPASS_PORTAL_USERNAME" }),
    secret: Field { key: "password", variable: "CALLREC_IPASS_PORTAL_PASSWORD" },
};

/// The REST API: a key, no user.
pub(crate) const REST: Account = Account {
    label: "iPass REST API",
    table: "ipass-rest",
    username: None,
    secret: Field { key: "key", variable: "CALLREC_IPASS_REST_KEY" },
};

/// The billing feed.
pub(crate) const FEED: Account = Account {
    label: "billing feed",
    table: "billing-feed",
    username: Some(Field { key: "username", variable: "CALLREC_BILLING_FEED_USERNAME" }),
    secret: Field { key: "password", variable: "CALLREC_BILLING_FEED_PASSWORD" },
};

/// Call records by profile.
pub(crate) const GETCALLS: Account = Account {
    label: "getcalls",
    table: "getcalls",
    username: Some(Field { key: "username", variable: "CALLREC_GETCALLS_USERNAME" }),
    secret: Field { key: "password", variable: "CALLREC_GETCALLS_PASSWORD" },
};

impl Account {
    /// What to do where credentials are missing.
    fn advice(&self) -> String {
        match self.username {
            Some(username) => format!(
                "set {} and {}, or give --credentials FILE",
                username.variable, self.secret.variable
            ),
            None => format!("set {}, or give --credentials FILE", self.secret.variable),
        }
    }
}

/// One login. The texts are zeroed when this is dropped; what the client holds is its own to zero.
pub(crate) struct Credentials {
    /// Empty where the account has none.
    pub(crate) username: Zeroizing<String>,
    /// Password or key.
    pub(crate) secret: Zeroizing<String>,
}

/// Where one of the two was found, or not.
type Found = Option<Zeroizing<String>>;

/// The file where one is given, else the environment; a terminal is asked for what is then missing.
///
/// To be called inside the runtime: a prompt catches Ctrl-C to give the terminal its echo back.
pub(crate) async fn resolve(
    account: &Account,
    file: Option<&Path>,
) -> Result<Credentials, Failure> {
    let (username, secret) = match file {
        Some(path) => file::read(account, path)?,
        None => (
            account.username.map_or(Ok(None), |field| from_environment(field.variable))?,
            from_environment(account.secret.variable)?,
        ),
    };
    let username = match (username, account.username) {
        (Some(username), _) => username,
        (None, None) => Zeroizing::default(),
        (None, Some(_)) => prompt::visible(account, "user name")?,
    };
    let secret = match secret {
        Some(secret) => secret,
        None => prompt::hidden(account, account.secret.key).await?,
    };
    Ok(Credentials { username, secret })
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
