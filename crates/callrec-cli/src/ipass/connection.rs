//! How to reach the REST API and as whom.

use callrec::{DailyParameter, DecodeOptions, IpassRest, Paging};

use crate::credentials;
use crate::failure::Failure;
use crate::reach::{Reach, reached};

/// Options of every command that talks to the REST API.
#[derive(clap::Args)]
#[command(next_help_heading = "Connection")]
pub(super) struct Connection {
    /// Base URL with its version, as in https://api.ipass.com/v1; https, or http on this machine's
    /// loopback
    #[arg(long, value_name = "URL", env = "CALLREC_IPASS_REST_URL", hide_env_values = true)]
    base_url: Option<String>,
    /// Company id
    #[arg(long, value_name = "ID", env = "CALLREC_IPASS_REST_COMPANY", hide_env_values = true)]
    company: Option<String>,
    /// Realm that user names must end in, without the @ [default: any]
    #[arg(long, value_name = "REALM")]
    realm: Option<String>,
    /// Items a page of a list
    #[arg(long, value_name = "N")]
    page_limit: Option<u32>,
    /// What `page` and `limit` of a list mean: the provider's document says both
    #[arg(long, value_enum, value_name = "READING")]
    paging: Option<PagingName>,
    /// Under which name the day of a daily report is sent: the provider's document prints both
    #[arg(long, value_enum, value_name = "NAME")]
    daily_parameter: Option<DailyName>,
    #[command(flatten)]
    reach: Reach,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum PagingName {
    /// `page` is the number of the page, `limit` its size
    PageIsNumber,
    /// `page` is the size, `limit` the number
    PageIsSize,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum DailyName {
    Date,
    Month,
    Both,
}

impl Connection {
    /// A client with these options. Nothing is sent yet; a prompt may be shown.
    pub(super) async fn client(&self, decode: DecodeOptions) -> Result<IpassRest, Failure> {
        let builder = IpassRest::builder().decode_options(decode);
        let mut builder = reached!(builder, self.base_url.as_deref(), self.reach);
        if let Some(realm) = &self.realm {
            builder = builder.realm(realm);
        }
        if let Some(limit) = self.page_limit {
            builder = builder.page_limit(limit);
        }
        if let Some(paging) = self.paging {
            builder = builder.paging(match paging {
                PagingName::PageIsNumber => Paging::PageIsNumber,
                PagingName::PageIsSize => Paging::PageIsSize,
            });
        }
        if let Some(name) = self.daily_parameter {
            builder = builder.daily_parameter(match name {
                DailyName::Date => DailyParameter::Date,
                DailyName::Month => DailyParameter::Month,
                DailyName::Both => DailyParameter::Both,
            });
        }
        let company = self.company.as_deref().filter(|company| !company.is_empty());
        let company = company.ok_or_else(|| {
            Failure::usage("no company; give --company ID or set CALLREC_IPASS_REST_COMPANY")
        })?;
        let login = self.reach.credentials(&credentials::REST).await?;
        Ok(builder.company(company).key(login.secret.as_str()).build()?)
    }
}
