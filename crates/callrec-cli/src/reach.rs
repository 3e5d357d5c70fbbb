//! How a provider is reached: the options that are the same for all of them.

use std::path::PathBuf;

use crate::credentials::{self, Account, Credentials};
use crate::failure::Failure;

/// Options of every command that talks to a provider.
#[derive(clap::Args)]
#[command(next_help_heading = "Connection")]
pub(crate) struct Reach {
    /// File with the credentials, readable by its owner only: TOML (a table named for the system,
    /// or none) or NAME=value lines with the names of the environment variables [default: these
    /// variables, else a prompt]
    #[arg(long, value_name = "FILE")]
    credentials: Option<PathBuf>,
    /// Allow http to another host: the credentials and every record can be read on the way
    #[arg(long)]
    pub(crate) allow_plain_http: bool,
    /// Further certificate authorities to trust, in PEM
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
}

impl Reach {
    /// The credentials of the account; a prompt may be shown.
    pub(crate) async fn credentials(&self, account: &Account) -> Result<Credentials, Failure> {
        credentials::resolve(account, self.credentials.as_deref()).await
    }

    /// The text of further authorities, if there are any.
    pub(crate) fn authorities(&self) -> Result<Option<Vec<u8>>, Failure> {
        let read = |path: &PathBuf| {
            std::fs::read(path).map_err(|error| {
                Failure::io("cannot read", path, &error, "check the path after --ca")
            })
        };
        self.ca.as_ref().map(read).transpose()
    }
}

/// A client's builder with these options and this base URL, if one is given. The builders have no
/// trait in common: each names what its own provider needs.
macro_rules! reached {
    ($builder:expr, $base_url:expr, $reach:expr) => {{
        let mut builder = $builder;
        let base_url: Option<&str> = $base_url;
        if let Some(url) = base_url.filter(|url| !url.is_empty()) {
            builder = builder.base_url(url);
        }
        if $reach.allow_plain_http {
            builder = builder.allow_plain_http();
        }
        if let Some(pem) = $reach.authorities()? {
            builder = builder.extra_root_certificate(pem);
        }
        builder
    }};
}

pub(crate) use reached;
