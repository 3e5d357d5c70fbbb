//! `callrec getcalls`: call records of a profile.

use std::path::PathBuf;

use callrec::{Day, DecodeOptions, GetCalls, GetCallsFormat, Report};

use crate::credentials;
use crate::deliver::{self, Description, Job};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::OutputOptions;
use crate::reach::{Reach, reached};
use crate::unified::UnifiedOptions;

/// The system's name in errors and summaries.
const SYSTEM: &str = "getcalls";

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Profile id (customer number)
    #[arg(long, value_name = "ID", env = "CALLREC_GETCALLS_PROFILE", hide_env_values = true)]
    profile: Option<String>,
    /// First day
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Day,
    /// Day after the last one [default: up to now, in one request]
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<Day>,
    /// Where the records go; the extension tells the format (.csv .ndjson .jsonl .parquet .arrow),
    /// - is standard output
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    output: OutputOptions,
    #[command(flatten)]
    unified: UnifiedOptions,
    #[command(flatten)]
    connection: Connection,
}

/// How to reach the service and as whom.
#[derive(clap::Args)]
#[command(next_help_heading = "Connection")]
struct Connection {
    /// Base URL before /cdrs/getcalls; https, or http on this machine's loopback
    #[arg(long, value_name = "URL", env = "CALLREC_GETCALLS_URL", hide_env_values = true)]
    base_url: Option<String>,
    /// The form of the body that is asked for
    #[arg(long, value_enum, value_name = "FORM", default_value = "json")]
    ask_for: Form,
    #[command(flatten)]
    reach: Reach,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Form {
    Json,
    Csv,
}

pub(crate) async fn run(options: Options) -> Result<Exit, Failure> {
    let fetched = fetch(&options).await;
    fetched.map_err(|failure| failure.named(format!("{SYSTEM} get_calls")))
}

async fn fetch(options: &Options) -> Result<Exit, Failure> {
    let profile = options.profile.as_deref().filter(|profile| !profile.is_empty());
    let profile = profile.ok_or_else(|| {
        Failure::usage("no profile; give --profile ID or set CALLREC_GETCALLS_PROFILE")
    })?;
    let job = Job::new(Some(&options.out), &options.output, Report::GetCalls)?;
    let job = job.unified(&options.unified)?;
    let client = options.connection.client(options.output.decode_options()).await?;
    let from = options.from;
    let period = match options.until {
        Some(until) => format!("{from} until {until}"),
        None => format!("since {from}"),
    };
    let fields = vec![
        ("provider", SYSTEM.to_owned()),
        ("operation", "get_calls".to_owned()),
        ("profile", profile.to_owned()),
        ("period", period.clone()),
    ];
    let description = Description { label: format!("calls of {profile}, {period}"), fields };
    let open = async {
        Ok(match options.until {
            Some(until) => client.get_calls(profile, from, until).await?,
            None => client.get_calls_since(profile, from).await?,
        })
    };
    deliver::fetch(&job, &description, open).await
}

impl Connection {
    /// A client with these options. Nothing is sent yet; a prompt may be shown.
    async fn client(&self, decode: DecodeOptions) -> Result<GetCalls, Failure> {
        let builder = GetCalls::builder().decode_options(decode);
        let builder = reached!(builder, self.base_url.as_deref(), self.reach);
        let builder = builder.format(match self.ask_for {
            Form::Json => GetCallsFormat::Json,
            Form::Csv => GetCallsFormat::Csv,
        });
        let login = self.reach.credentials(&credentials::GETCALLS).await?;
        Ok(builder.credentials(login.username.as_str(), login.secret.as_str()).build()?)
    }
}
