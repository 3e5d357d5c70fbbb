//! `callrec decode`: a report that was downloaded before.

use std::path::PathBuf;

use callrec::Report;

use crate::deliver::{self, Delivery, Description, Job};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::input::InputOptions;
use crate::interrupt::Signals;
use crate::local::{self, LocalReader};
use crate::output::OutputOptions;
use crate::progress::Progress;
use crate::source::Source;
use crate::unified::UnifiedOptions;

#[derive(clap::Args)]
#[command(after_long_help = crate::exit::HELP)]
pub(crate) struct Options {
    /// File as the provider sent it (CSV or XML), - is standard input
    input: PathBuf,
    /// Which report it is, such as ipass-cdr; `callrec reports` lists them
    #[arg(long, value_name = "NAME")]
    report: Report,
    /// Where the records go; the extension tells the format (.csv .ndjson .jsonl .parquet .arrow),
    /// - is standard output. Without it the file is only checked and summed up
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Threads that decode delimited text; records stay in order
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u8).range(1..=64))]
    threads: u8,
    #[command(flatten)]
    output: OutputOptions,
    #[command(flatten)]
    input_options: InputOptions,
    #[command(flatten)]
    unified: UnifiedOptions,
}

pub(crate) async fn run(options: Options) -> Result<Exit, Failure> {
    let name = local::name(&options.input);
    let job = Job::new(options.out.as_deref(), &options.output, options.report)?;
    let job = job.unified(&options.unified)?;
    let mut signals = Signals::catch()?;
    let work = async {
        let mut progress = Progress::new(options.output.quiet);
        progress.begin(name.clone(), None);
        let decode_options = options.input_options.declare(options.output.decode_options());
        let delivery = Delivery::open(&job)?;
        let threads = options.threads.into();
        let reader = LocalReader::open(&options.input, options.report, decode_options, threads)?;
        delivery.run(&mut Source::Local(reader), &mut progress).await
    };
    let place = format!("decode {name}");
    let delivered = signals.unless(work).await.map_err(|failure| failure.named(&place))?;
    let description = Description {
        label: format!("{} in {name}", options.report),
        fields: vec![("operation", "decode".to_owned()), ("input", name)],
    };
    deliver::report(&job, &description, &delivered)
}
