//! What people and programs are shown of lists and objects: a table or lines, NDJSON or one object.

mod columns;
mod object;
mod table;

use std::path::PathBuf;

use callrec::{DecodeOptions, Reader};

pub(crate) use object::Object;

use crate::deliver::{self, Delivery, Description, Job};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output::OutputOptions;
use crate::progress::Progress;
use crate::source::Source;

/// Options of every command that lists something.
#[derive(clap::Args)]
pub(crate) struct ListOptions {
    /// Writes the rows to this file instead, all columns; the extension tells the format (.csv
    /// .ndjson .jsonl .parquet .arrow), - is standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    #[command(flatten)]
    output: OutputOptions,
}

/// Options of every command that answers with one thing.
#[derive(Clone, Copy, clap::Args)]
#[command(next_help_heading = "Output")]
pub(crate) struct ObjectOptions {
    /// One JSON object on standard output
    #[arg(long)]
    pub(crate) json: bool,
    /// Shows tokens, activation URLs and passwords that the service answers, instead of ***
    #[arg(long)]
    pub(crate) reveal_secrets: bool,
}

/// Options of every command that changes something.
#[derive(Clone, Copy, clap::Args)]
pub(crate) struct WriteOptions {
    /// Says what would be sent and sends nothing; what it has to read before, it reads
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) object: ObjectOptions,
}

impl ListOptions {
    pub(crate) fn decode_options(&self) -> DecodeOptions {
        self.output.decode_options()
    }

    /// Reads the list to its end. To a file as `fetch` does; with `--json` as NDJSON on standard
    /// output; else as a table of the columns that fit a terminal.
    pub(crate) async fn show(
        &self,
        mut reader: Reader,
        description: &Description,
    ) -> Result<Exit, Failure> {
        let table = reader.report();
        let mut progress = Progress::new(self.output.quiet);
        progress.begin(description.label.clone(), None);
        if self.out.is_none() && !self.output.json {
            let shown = table::read(&mut reader, &mut progress).await?;
            drop(progress);
            return shown.print(description, self.output.quiet);
        }
        let to_stdout = PathBuf::from("-");
        let out = self.out.as_deref().unwrap_or(&to_stdout);
        let job = Job::new(Some(out), &self.output, table)?;
        let delivery = Delivery::open(&job)?;
        let mut source = Source::Remote(Box::new(reader));
        let delivered = delivery.run(&mut source, &mut progress).await?;
        drop(progress);
        deliver::report(&job, description, &delivered)
    }
}
