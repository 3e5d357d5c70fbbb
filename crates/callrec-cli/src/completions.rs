//! `callrec completions`: what a shell needs to complete the command line.

use crate::arguments;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::stdout;

#[derive(clap::Args)]
pub(crate) struct Options {
    /// The shell; put what is printed where it looks for completions
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

pub(crate) fn run(options: &Options) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    let mut command = arguments::command();
    clap_complete::generate(options.shell, &mut command, arguments::NAME, &mut script);
    stdout::print(&String::from_utf8_lossy(&script))?;
    Ok(Exit::Done)
}
