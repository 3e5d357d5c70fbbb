//! `callrec ipass reports`: call detail records and other reports of the REST API.

use std::path::PathBuf;

use callrec::{Day, DecodeOptions, IpassRest, Month, Reader, Report};

use super::SYSTEM;
use super::connection::Connection;
use crate::deliver::{self, Description, Job};
use crate::document::{self, DocumentOptions};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::OutputOptions;

#[derive(clap::Args)]
pub(super) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Call detail records of a month
    MonthlyCdr(ByMonth),
    /// Corrections of earlier months, published in a month
    MonthlyAdjustmentCdr(ByMonth),
    /// Call detail records of a day
    DailyCdr(ByDay),
    /// Corrections published on a day
    DailyAdjustmentCdr(ByDay),
    /// Network and client users of a month
    NetworkUsers(ByMonth),
    /// A custom report, as the provider sends it
    Custom {
        /// Name of the report
        file: String,
        /// Month of the report
        #[arg(long, value_name = "YYYY-MM")]
        month: Month,
        /// The parameter `duration-type`, such as monthly
        #[arg(long, value_name = "TEXT")]
        duration: Option<String>,
        #[command(flatten)]
        document: DocumentOptions,
        #[command(flatten)]
        connection: Connection,
    },
    /// A custom report of the company and its child companies: a zip archive
    ChildCustom {
        /// Name of the report
        file: String,
        /// Month of the report
        #[arg(long, value_name = "YYYY-MM")]
        month: Month,
        #[command(flatten)]
        document: DocumentOptions,
        #[command(flatten)]
        connection: Connection,
    },
}

#[derive(clap::Args)]
struct ByMonth {
    /// Month, by GMT
    #[arg(long, value_name = "YYYY-MM")]
    month: Month,
    #[command(flatten)]
    records: Records,
}

#[derive(clap::Args)]
struct ByDay {
    /// Day, by GMT
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Day,
    #[command(flatten)]
    records: Records,
}

#[derive(clap::Args)]
struct Records {
    /// Where the records go; the extension tells the format (.csv .ndjson .jsonl .parquet .arrow),
    /// - is standard output
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    output: OutputOptions,
    #[command(flatten)]
    connection: Connection,
}

pub(super) async fn run(options: Options) -> Result<Exit, Failure> {
    match options.command {
        Command::MonthlyCdr(ByMonth { month, records }) => {
            let open = |client: IpassRest| async move { client.monthly_cdr(month).await };
            records.fetch("monthly_cdr", Report::IpassCdr, month.to_string(), open).await
        }
        Command::MonthlyAdjustmentCdr(ByMonth { month, records }) => {
            let open =
                |client: IpassRest| async move { client.monthly_adjustment_cdr(month).await };
            records.fetch("monthly_adjustment_cdr", Report::IpassCdr, month.to_string(), open).await
        }
        Command::DailyCdr(ByDay { date, records }) => {
            let open = |client: IpassRest| async move { client.daily_cdr(date).await };
            records.fetch("daily_cdr", Report::IpassCdr, date.to_string(), open).await
        }
        Command::DailyAdjustmentCdr(ByDay { date, records }) => {
            let open = |client: IpassRest| async move { client.daily_adjustment_cdr(date).await };
            records.fetch("daily_adjustment_cdr", Report::IpassCdr, date.to_string(), open).await
        }
        Command::NetworkUsers(ByMonth { month, records }) => {
            let open = |client: IpassRest| async move { client.network_users(month).await };
            records.fetch("network_users", Report::IpassNetworkUsers, month.to_string(), open).await
        }
        Command::Custom { file, month, duration, document, connection } => {
            let place = format!("{SYSTEM} custom_report");
            let open = async {
                let client = connection.client(DecodeOptions::default()).await?;
                Ok(client.custom_report(month, &file, duration.as_deref()).await?)
            };
            document::save(&document, &place, open).await
        }
        Command::ChildCustom { file, month, document, connection } => {
            let place = format!("{SYSTEM} child_custom_report");
            let open = async {
                let client = connection.client(DecodeOptions::default()).await?;
                Ok(client.child_custom_report(month, &file).await?)
            };
            document::save(&document, &place, open).await
        }
    }
}

impl Records {
    async fn fetch<F>(
        &self,
        operation: &'static str,
        table: Report,
        period: String,
        open: impl FnOnce(IpassRest) -> F,
    ) -> Result<Exit, Failure>
    where
        F: Future<Output = callrec::Result<Reader>>,
    {
        let place = format!("{SYSTEM} {operation}");
        let job = Job::new(Some(&self.out), &self.output, table)?;
        let client = self.connection.client(self.output.decode_options()).await;
        let client = client.map_err(|failure| failure.named(&place))?;
        let company = client.company().to_owned();
        let label = format!("{} of {company}, {period}", operation.replace('_', "-"));
        let fields = vec![
            ("provider", SYSTEM.to_owned()),
            ("operation", operation.to_owned()),
            ("company", company),
            ("period", period),
        ];
        let description = Description { label, fields };
        let open = async { Ok(open(client).await?) };
        let fetched = deliver::fetch(&job, &description, open).await;
        fetched.map_err(|failure| failure.named(&place))
    }
}
