//! `callrec demo`: the whole way on synthetic data, from an empty machine to files and totals.

mod collect;
mod damaged;
mod download;
mod files;
mod page;
mod reconcile;

use std::path::PathBuf;
use std::time::Instant;

use callrec::{IpassPortal, Month};
use callrec_simulator::Simulator;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::Signals;
use crate::progress::Progress;
use crate::render::style::Style;
use crate::stdout;

/// The month that is shown. Any would do: the simulator makes them all.
const MONTH: &str = "2026-09";

#[derive(clap::Args)]
#[command(after_long_help = crate::exit::HELP)]
pub(crate) struct Options {
    /// Folder for the files; those of an earlier demo are replaced
    #[arg(long, value_name = "FOLDER", default_value = "callrec-demo")]
    out: PathBuf,
    /// Rows of the month
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1..))]
    rows: u64,
    /// Seed of the synthetic data: the same seed, the same rows
    #[arg(long, default_value_t = callrec_simulator::DEFAULT_SEED)]
    seed: u64,
    /// No progress
    #[arg(long, short)]
    quiet: bool,
}

/// `program` is what to type to run this program again.
pub(crate) async fn run(options: Options, program: String) -> Result<Exit, Failure> {
    let mut signals = Signals::catch()?;
    let began = Instant::now();
    let page =
        signals.unless(show(&options, program)).await.map_err(|failure| failure.named("demo"))?;
    stdout::print(&page.render(began.elapsed(), Style::of(&std::io::stdout())))?;
    Ok(Exit::Done)
}

async fn show(options: &Options, program: String) -> Result<page::Page, Failure> {
    let month: Month = MONTH.parse()?;
    let folder = files::Folder::create(&options.out)?;
    let simulator =
        Simulator::builder().seed(options.seed).rows_per_month(options.rows).start().map_err(
            |error| {
                let message =
                    format!("the simulator did not start: {error}; is 127.0.0.1 usable here?");
                Failure::new(Exit::Network, message)
            },
        )?;
    let portal = IpassPortal::builder()
        .base_url(simulator.base_url())
        .credentials(simulator.username(), simulator.password())
        .build()?;

    let mut progress = Progress::new(options.quiet);
    progress.begin("login", None);
    let began = Instant::now();
    portal.login().await?;
    progress.step("logged in to the simulator");
    let login = began.elapsed();

    let company = simulator.company().to_owned();
    let mut run = download::Run::new(&portal, folder, &mut progress);
    let findings = run.company(&company, month, options.rows).await?;
    let download::Run { folder, lines, .. } = run;
    let damaged = damaged::show(&folder).await?;
    Ok(page::Page {
        program,
        base_url: simulator.base_url().to_owned(),
        username: simulator.username().to_owned(),
        seed: options.seed,
        company,
        month,
        login,
        lines,
        findings,
        damaged,
        folder,
    })
}
