//! `callrec fetch`: one report of a provider into one file.

use crate::deliver::{self, Delivery, Job};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::Signals;
use crate::output::OutputOptions;
use crate::portal::{Connection, PortalReport, Request};
use crate::progress::Progress;
use crate::source::Source;

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
    let Provider::IpassPortal(options) = options.provider;
    let request = options.request()?;
    let place = format!("ipass-portal {}", request.report.operation());
    let job = Job::new(Some(&options.out.out), &options.output, request.report.table())?;
    let client = options.connection.client(options.output.decode_options()).await;
    let portal = client.map_err(|failure| failure.named(&place))?;

    let mut signals = Signals::catch()?;
    let work = async {
        let mut progress = Progress::new(options.output.quiet);
        progress.begin(request.to_string(), None);
        // Before anything is asked for: a target that cannot be written should cost no download.
        let delivery = Delivery::open(&job)?;
        let reader = request.send(&portal).await?;
        let mut source = Source::Remote(Box::new(reader));
        delivery.run(&mut source, &mut progress).await
    };
    let delivered = signals.unless(work).await.map_err(|failure| failure.named(&place))?;
    deliver::report(&job, &request.description(), &delivered)
}

impl PortalOptions {
    fn request(&self) -> Result<Request, Failure> {
        let period = self.report.period(self.month.as_deref(), self.date.as_deref())?;
        let company =
            self.company.clone().filter(|company| !company.is_empty()).ok_or_else(|| {
                Failure::usage(format!(
                    "{} needs a company; give --company ID or set CALLREC_IPASS_PORTAL_COMPANY",
                    self.report.name()
                ))
            })?;
        Ok(Request { report: self.report, company, period })
    }
}
