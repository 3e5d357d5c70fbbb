//! `callrec ipass-portal`: all that the iPass Open Mobile portal offers.

mod all;

use callrec::Month;

use crate::document::{self, DocumentOptions};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::fetch::{Asked, from_portal};
use crate::interrupt::Signals;
use crate::portal::{Connection, PortalReport};
use crate::stderr;

/// The system's name in errors.
const SYSTEM: &str = "ipass-portal";

#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Logs in and says whether the credentials are good
    Login {
        #[command(flatten)]
        connection: Connection,
    },
    /// Call detail records of a month (--month)
    MonthlyCdr(Box<Asked>),
    /// Call detail records of a day (--date)
    DailyCdr(Box<Asked>),
    /// Corrections of earlier months, published in a month (--month)
    MonthlyAdjustmentCdr(Box<Asked>),
    /// Corrections published on a day (--date)
    DailyAdjustmentCdr(Box<Asked>),
    /// Network and client users of a month (--month)
    NetworkUsers(Box<Asked>),
    /// The same from the portal's CSV report (--month)
    NetworkUsersCsv(Box<Asked>),
    /// The child companies of the company
    ChildCompanies(Box<Asked>),
    /// A custom report of the child companies: a zip archive
    ChildCustomReport {
        /// Name of the report
        file: String,
        /// Company id
        #[arg(
            long,
            value_name = "ID",
            env = "CALLREC_IPASS_PORTAL_COMPANY",
            hide_env_values = true
        )]
        company: Option<String>,
        /// Month of the report
        #[arg(long, value_name = "YYYY-MM")]
        month: Month,
        #[command(flatten)]
        document: DocumentOptions,
        #[command(flatten)]
        connection: Connection,
    },
    /// A month of a company and all its child companies, a file a company
    MonthOfAll(Box<all::MonthOptions>),
    /// A month of a company by its daily reports, a file a day
    DaysOfMonth(Box<all::MonthOptions>),
}

pub(crate) async fn run(options: Options) -> Result<Exit, Failure> {
    match options.command {
        Command::Login { connection } => {
            let work = log_in(&connection).await;
            work.map_err(|failure| failure.named(format!("{SYSTEM} login")))
        }
        Command::MonthlyCdr(asked) => from_portal(PortalReport::MonthlyCdr, &asked).await,
        Command::DailyCdr(asked) => from_portal(PortalReport::DailyCdr, &asked).await,
        Command::MonthlyAdjustmentCdr(asked) => {
            from_portal(PortalReport::MonthlyAdjustmentCdr, &asked).await
        }
        Command::DailyAdjustmentCdr(asked) => {
            from_portal(PortalReport::DailyAdjustmentCdr, &asked).await
        }
        Command::NetworkUsers(asked) => from_portal(PortalReport::NetworkUsers, &asked).await,
        Command::NetworkUsersCsv(asked) => from_portal(PortalReport::NetworkUsersCsv, &asked).await,
        Command::ChildCompanies(asked) => from_portal(PortalReport::ChildCompanies, &asked).await,
        Command::ChildCustomReport { file, company, month, document, connection } => {
            let open = async {
                let company = company_of(company.as_deref())?;
                let portal = connection.client(callrec::DecodeOptions::default()).await?;
                Ok(portal.child_custom_report(company, month, &file).await?)
            };
            document::save(&document, &format!("{SYSTEM} child_custom_report"), open).await
        }
        Command::MonthOfAll(options) => all::companies(&options).await,
        Command::DaysOfMonth(options) => all::days(&options).await,
    }
}

async fn log_in(connection: &Connection) -> Result<Exit, Failure> {
    let portal = connection.client(callrec::DecodeOptions::default()).await?;
    let mut signals = Signals::catch()?;
    signals.unless(async { Ok(portal.login().await?) }).await?;
    stderr::line("logged in");
    Ok(Exit::Done)
}

/// The company that was given, by option or environment.
fn company_of(company: Option<&str>) -> Result<&str, Failure> {
    company.filter(|company| !company.is_empty()).ok_or_else(|| {
        Failure::usage("no company; give --company ID or set CALLREC_IPASS_PORTAL_COMPANY")
    })
}
