//! How to reach the portal and as whom.

use std::path::PathBuf;

use callrec::{DecodeOptions, IpassPortal, LoginMethod};

use crate::credentials;
use crate::failure::Failure;

/// Options of every command that talks to the portal.
#[derive(clap::Args)]
#[command(next_help_heading = "Connection")]
pub(crate) struct Connection {
    /// Base URL of the portal; https, or http on this machine's loopback
    #[arg(long, value_name = "URL", env = "CALLREC_IPASS_PORTAL_URL", hide_env_values = true)]
    base_url: Option<String>,
    /// File with user name and password, readable by its owner only: TOML (username, password) or
    /// CALLREC_IPASS_PORTAL_USERNAME=… and CALLREC_IPASS_PORTAL_PASSWORD=… lines [default: these
    /// environment variables, else a prompt]
    #[arg(long, value_name = "FILE")]
    credentials: Option<PathBuf>,
    /// How to log in
    #[arg(long, value_enum, default_value = "post")]
    login_method: Login,
    /// Allow http to another host: the password and every record can be read on the way
    #[arg(long)]
    allow_plain_http: bool,
    /// Further certificate authorities to trust, in PEM
    #[arg(long, value_name = "FILE")]
    ca: Option<PathBuf>,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Login {
    /// A form in the body of a POST
    Post,
    /// Query parameters of a GET, as in the provider's document; servers and proxies may log them
    Get,
}

impl Connection {
    /// A client with these options. Nothing is sent yet; a prompt may be shown.
    pub(crate) async fn client(&self, decode: DecodeOptions) -> Result<IpassPortal, Failure> {
        let mut builder = IpassPortal::builder().decode_options(decode);
        if let Some(url) = self.base_url.as_deref().filter(|url| !url.is_empty()) {
            builder = builder.base_url(url);
        }
        if self.allow_plain_http {
            builder = builder.allow_plain_http();
        }
        builder = builder.login_method(match self.login_method {
            Login::Post => LoginMethod::PostForm,
            Login::Get => LoginMethod::Get,
        });
        if let Some(path) = &self.ca {
            let pem = std::fs::read(path).map_err(|error| {
                Failure::io("cannot read", path, &error, "check the path after --ca")
            })?;
            builder = builder.extra_root_certificate(pem);
        }
        let login = credentials::resolve(self.credentials.as_deref()).await?;
        Ok(builder.credentials(login.username.as_str(), login.password.as_str()).build()?)
    }
}
