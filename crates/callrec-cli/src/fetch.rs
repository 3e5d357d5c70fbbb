//! `callrec fetch`: one report of a provider into one file.

use crate::deliver::{self, Job};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::input::InputOptions;
use crate::output::OutputOptions;
use crate::portal::{Connection, PortalReport, Request};
use crate::unified::UnifiedOptions;

#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    provider: Provider,
}

#[derive(clap::Subcommand)]
enum Provider {
    /// The iPass Open Mobile portal
    #[command(after_long_help = crate::exit::HELP, arg_required_else_help = true)]
    IpassPortal(PortalOptions),
}

#[derive(clap::Args)]
struct PortalOptions {
    /// What to download
    #[arg(value_enum)]
    report: PortalReport,
    #[command(flatten)]
    asked: Asked,
}

/// What a report of the portal is asked for with, and where it goes.
#[derive(clap::Args)]
pub(crate) struct Asked {
    /// Company id, usually that of the user
    #[arg(long, value_name = "ID", env = "CALLREC_IPASS_PORTAL_COMPANY", hide_env_values = true)]
    company: Option<String>,
    /// Month of a monthly report, by GMT
    #[arg(long, value_name = "YYYY-MM")]
    month: Option<String>,
    /// Day of a daily report, by GMT
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<String>,
    #[command(flatten)]
    out: RequiredOut,
    #[command(flatten)]
    output: OutputOptions,
    #[command(flatten)]
    input: InputOptions,
    #[command(flatten)]
    unified: UnifiedOptions,
    #[command(flatten)]
    connection: Connection,
}

#[derive(clap::Args)]
struct RequiredOut {
    /// Where the records go; the extension tells the format (.csv .ndjson .jsonl .parquet .arrow),
    /// - is standard output
    #[arg(long, value_name = "FILE")]
    out: std::path::PathBuf,
}

pub(crate) async fn run(options: Options) -> Result<Exit, Failure> {
    let Provider::IpassPortal(PortalOptions { report, asked }) = options.provider;
    from_portal(report, &asked).await
}

/// One report of the portal into its target.
pub(crate) async fn from_portal(report: PortalReport, asked: &Asked) -> Result<Exit, Failure> {
    let request = asked.request(report)?;
    let place = format!("ipass-portal {}", report.operation());
    let job = Job::new(Some(&asked.out.out), &asked.output, report.table())?;
    let job = job.unified(&asked.unified)?;
    let decode = asked.input.declare(asked.output.decode_options());
    let client = asked.connection.client(decode).await;
    let portal = client.map_err(|failure| failure.named(&place))?;
    let fetched = deliver::fetch(&job, &request.description(), request.send(&portal)).await;
    fetched.map_err(|failure| failure.named(&place))
}

impl Asked {
    fn request(&self, report: PortalReport) -> Result<Request, Failure> {
        let period = report.period(self.month.as_deref(), self.date.as_deref())?;
        let company =
            self.company.clone().filter(|company| !company.is_empty()).ok_or_else(|| {
                Failure::usage(format!(
                    "{} needs a company; give --company ID or set CALLREC_IPASS_PORTAL_COMPANY",
                    report.name()
                ))
            })?;
        Ok(Request { report, company, period })
    }
}
