//! `callrec man`: the manual, a page a command, made from the same words as `--help`.

use std::path::PathBuf;

use crate::arguments;
use crate::exit::Exit;
use crate::failure::Failure;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Folder for the pages (callrec.1, callrec-fetch.1 …); it has to exist
    #[arg(long, value_name = "FOLDER")]
    out: PathBuf,
}

pub(crate) fn run(options: &Options) -> Result<Exit, Failure> {
    clap_mangen::generate_to(arguments::command(), &options.out).map_err(|error| {
        let folder = &options.out;
        Failure::io("cannot write pages to", folder, &error, "give an existing folder with --out")
    })?;
    Ok(Exit::Done)
}
