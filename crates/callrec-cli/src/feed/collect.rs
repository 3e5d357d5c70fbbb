//! `callrec feed collect`: everything after a cursor's place, and then the cursor.
//!
//! The rows get their final name before the cursor moves. Where the program dies between the two, the
//! next run collects the same rows again: into the same name, it replaces them.

use std::path::PathBuf;

use callrec::{Cursor, Reader, Report};

use super::connection::Connection;
use super::{SYSTEM, describe};
use crate::deliver::{self, Delivery, Job};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::Signals;
use crate::output::OutputOptions;
use crate::progress::Progress;
use crate::source::Source;

#[derive(clap::Args)]
pub(super) struct Options {
    /// File that says how far the feed was collected; written when the rows are on disk
    #[arg(long, value_name = "FILE")]
    cursor: PathBuf,
    /// There is no cursor file yet: collects everything there is
    #[arg(long)]
    first_run: bool,
    /// There is no cursor file yet: this was the last id collected by other means
    #[arg(long, value_name = "ID", conflicts_with = "first_run")]
    after: Option<u64>,
    /// The row at the cursor was found to be revised, and that was looked into
    #[arg(long, conflicts_with_all = ["first_run", "after"])]
    accept_revised: bool,
    /// Where the new rows go; the extension tells the format (.csv .ndjson .jsonl .parquet .arrow).
    /// A file of that name is replaced: take one name a run
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    #[command(flatten)]
    output: OutputOptions,
    #[command(flatten)]
    connection: Connection,
}

pub(super) async fn run(options: &Options) -> Result<Exit, Failure> {
    let collected = collect(options).await;
    collected.map_err(|failure| failure.named(format!("{SYSTEM} feed")))
}

async fn collect(options: &Options) -> Result<Exit, Failure> {
    if options.out.as_os_str() == "-" {
        return Err(Failure::usage(
            "rows on standard output may be lost after the cursor has moved; give --out FILE",
        ));
    }
    let job = Job::new(Some(&options.out), &options.output, Report::BillingFeed)?;
    let cursor = options.place()?;
    let feed = options.connection.client(options.output.decode_options()).await?;
    let what = match cursor.last_id() {
        Some(id) => format!("after {id}"),
        None => "from its beginning".to_owned(),
    };
    let description = describe(&feed, what);
    let mut signals = Signals::catch()?;
    let work = async {
        let mut progress = Progress::new(options.output.quiet);
        progress.begin(description.label.clone(), None);
        let delivery = Delivery::open(&job)?;
        let reader = feed.collect(cursor).await?;
        let mut source = Source::Remote(Box::new(reader));
        let delivered = delivery.run(&mut source, &mut progress).await?;
        Ok((delivered, source))
    };
    let (delivered, source) = signals.unless(work).await?;
    let moved = match &source {
        Source::Remote(reader) => Reader::cursor(reader),
        Source::Local(_) => None,
    };
    if let Some(cursor) = moved {
        cursor.save(&options.cursor)?;
    }
    deliver::report(&job, &description, &delivered)
}

impl Options {
    /// Where to go on: by the file, or by the person where there is none.
    fn place(&self) -> Result<Cursor, Failure> {
        let path = self.cursor.display();
        match (self.cursor.exists(), self.first_run, self.after) {
            (true, false, None) => {
                let cursor = Cursor::load(&self.cursor)?;
                Ok(if self.accept_revised { cursor.accept_revised() } else { cursor })
            }
            (true, ..) => Err(Failure::usage(format!(
                "{path} exists: the feed was collected before; leave out --first-run and --after"
            ))),
            (false, true, None) => Ok(Cursor::first_run()),
            (false, _, Some(id)) => Ok(Cursor::after(id)?),
            (false, false, None) => Err(Failure::usage(format!(
                "{path} is not there; give --first-run to collect everything, or --after ID"
            ))),
        }
    }
}
