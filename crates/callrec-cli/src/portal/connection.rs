//! How to reach the portal and as whom.

use callrec::{DecodeOptions, IpassPortal, LoginMethod};

use crate::credentials;
use crate::failure::Failure;
use crate::reach::{Reach, reached};

/// Options of every command that talks to the portal.
#[derive(clap::Args)]
#[command(next_help_heading = "Connection")]
pub(crate) struct Connection {
    /// Base URL of the portal; https, or http on this machine's loopback
    #[arg(long, value_name = "URL", env = "CALLREC_IPASS_PORTAL_URL", hide_env_values = true)]
    base_url: Option<String>,
    /// How to log in
    #[arg(long, value_enum, default_value = "post")]
    login_method: Login,
    /// Value of the query parameter User-Agent; empty sends none [default: as the provider's
    /// document prints it]
    #[arg(long, value_name = "TEXT")]
    agent_parameter: Option<String>,
    #[command(flatten)]
    reach: Reach,
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
        let builder = IpassPortal::builder().decode_options(decode);
        let builder = reached!(builder, self.base_url.as_deref(), self.reach);
        let mut builder = builder.login_method(match self.login_method {
            Login::Post => LoginMethod::PostForm,
            Login::Get => LoginMethod::Get,
        });
        if let Some(value) = &self.agent_parameter {
            builder = builder.user_agent_parameter(value);
        }
        let login = self.reach.credentials(&credentials::PORTAL).await?;
        Ok(builder.credentials(login.username.as_str(), login.secret.as_str()).build()?)
    }
}
