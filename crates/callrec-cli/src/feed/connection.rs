//! How to reach the feed and as whom.

use callrec::{BillingFeed, DecodeOptions, FeedFormat, FeedMethod};

use crate::credentials;
use crate::failure::Failure;
use crate::reach::{Reach, reached};

/// Options of every command that talks to the feed.
#[derive(clap::Args)]
#[command(next_help_heading = "Connection")]
pub(super) struct Connection {
    /// Base URL before /billing/feed; https, or http on this machine's loopback
    #[arg(long, value_name = "URL", env = "CALLREC_BILLING_FEED_URL", hide_env_values = true)]
    base_url: Option<String>,
    /// How the credentials are sent
    #[arg(long, value_enum, default_value = "get")]
    method: Method,
    /// Asks for this form of the body [default: the service's own choice]
    #[arg(long, value_enum, value_name = "FORM")]
    feed_format: Option<Form>,
    /// Only calls
    #[arg(long, conflicts_with = "services_only")]
    calls_only: bool,
    /// Only services
    #[arg(long)]
    services_only: bool,
    /// Another host that recordings may be fetched from; no credentials go there
    #[arg(long, value_name = "HOST")]
    recording_host: Vec<String>,
    /// How many of the last ids a collecting reads again at its beginning: finds rows that came late
    /// and compares them
    #[arg(long, value_name = "IDS")]
    look_back: Option<usize>,
    /// Pages of one collecting, at most
    #[arg(long, value_name = "N")]
    page_limit: Option<u64>,
    #[command(flatten)]
    reach: Reach,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Method {
    /// Query parameters of a GET, as in the provider's document; servers and proxies may log them
    Get,
    /// A form in the body of a POST
    Post,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Form {
    Csv,
    Text,
    Pipe,
    Json,
}

impl Connection {
    /// A client with these options. Nothing is sent yet; a prompt may be shown.
    pub(super) async fn client(&self, decode: DecodeOptions) -> Result<BillingFeed, Failure> {
        let builder = BillingFeed::builder().decode_options(decode);
        let mut builder = reached!(builder, self.base_url.as_deref(), self.reach)
            .method(match self.method {
                Method::Get => FeedMethod::Get,
                Method::Post => FeedMethod::PostForm,
            })
            .calls_only(self.calls_only)
            .services_only(self.services_only);
        if let Some(form) = self.feed_format {
            builder = builder.format(match form {
                Form::Csv => FeedFormat::Csv,
                Form::Text => FeedFormat::Text,
                Form::Pipe => FeedFormat::Pipe,
                Form::Json => FeedFormat::Json,
            });
        }
        if let Some(ids) = self.look_back {
            builder = builder.look_back(ids);
        }
        if let Some(pages) = self.page_limit {
            builder = builder.page_limit(pages);
        }
        for host in &self.recording_host {
            builder = builder.allow_recording_host(host);
        }
        let login = self.reach.credentials(&credentials::FEED).await?;
        Ok(builder.credentials(login.username.as_str(), login.secret.as_str()).build()?)
    }
}
