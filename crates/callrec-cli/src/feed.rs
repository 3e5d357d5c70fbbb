//! `callrec feed`: the billing feed of a cloud PBX.

mod collect;
mod connection;

use std::path::PathBuf;

use callrec::{BillingFeed, Day, Reader, Report};

use self::connection::Connection;
use crate::deliver::{self, Description, Job};
use crate::document::{self, DocumentOptions};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::OutputOptions;
use crate::unified::UnifiedOptions;

/// The system's name in errors and summaries.
const SYSTEM: &str = "billing-feed";

#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Collects all rows after a cursor file's place, and moves the cursor when they are on disk
    Collect(collect::Options),
    /// Fetches one page as it comes: rows after an id, or from it on, as the service reads it
    Page {
        /// Last id collected
        #[arg(long, value_name = "ID", required_unless_present = "first")]
        from_id: Option<u64>,
        /// The first page of all
        #[arg(long, conflicts_with = "from_id")]
        first: bool,
        #[command(flatten)]
        records: Records,
    },
    /// Fetches the rows of a day, where the service has that option
    Day {
        /// The day
        #[arg(long, value_name = "YYYY-MM-DD")]
        date: Day,
        /// Only this hour of it, 0 to 23
        #[arg(long, value_name = "HOUR")]
        hour: Option<u8>,
        #[command(flatten)]
        records: Records,
    },
    /// Saves a call recording
    Recording {
        /// Its address, from the column `recording`
        address: String,
        #[command(flatten)]
        document: DocumentOptions,
        #[command(flatten)]
        connection: Connection,
    },
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
    unified: UnifiedOptions,
    #[command(flatten)]
    connection: Connection,
}

pub(crate) async fn run(options: Options) -> Result<Exit, Failure> {
    match options.command {
        Command::Collect(options) => collect::run(&options).await,
        Command::Page { from_id: Some(id), records, .. } => {
            let open = |feed: BillingFeed| async move { feed.page(id).await };
            records.fetch(format!("page from {id}"), open).await
        }
        Command::Page { from_id: None, records, .. } => {
            let open = |feed: BillingFeed| async move { feed.first_page().await };
            records.fetch("first page".to_owned(), open).await
        }
        Command::Day { date, hour, records } => {
            let open = |feed: BillingFeed| async move { feed.day(date, hour).await };
            records.fetch(date.to_string(), open).await
        }
        Command::Recording { address, document, connection } => {
            let open = async {
                let feed = connection.client(callrec::DecodeOptions::default()).await?;
                Ok(feed.recording(&address).await?)
            };
            document::save(&document, &format!("{SYSTEM} recording"), open).await
        }
    }
}

impl Records {
    async fn fetch<F>(
        &self,
        what: String,
        open: impl FnOnce(BillingFeed) -> F,
    ) -> Result<Exit, Failure>
    where
        F: Future<Output = callrec::Result<Reader>>,
    {
        let fetched = async {
            let job = Job::new(Some(&self.out), &self.output, Report::BillingFeed)?;
            let job = job.unified(&self.unified)?;
            let feed = self.connection.client(self.output.decode_options()).await?;
            let description = describe(&feed, what);
            deliver::fetch(&job, &description, async { Ok(open(feed).await?) }).await
        };
        fetched.await.map_err(|failure| failure.named(format!("{SYSTEM} feed")))
    }
}

/// What is read, for the summary.
fn describe(feed: &BillingFeed, what: String) -> Description {
    let login = feed.login().to_owned();
    let label = format!("feed of {login}, {what}");
    let fields = vec![
        ("provider", SYSTEM.to_owned()),
        ("operation", "feed".to_owned()),
        ("login", login),
        ("period", what),
    ];
    Description { label, fields }
}
