//! `callrec-simulator`: see `--help`.

use std::process::ExitCode;

use clap::Parser;

/// The provider systems on a loopback port, with synthetic data
#[derive(Debug, Parser)]
#[command(name = "callrec-simulator", version)]
struct Command {
    #[command(flatten)]
    args: callrec_simulator::program::Args,
}

fn main() -> ExitCode {
    let command = Command::parse();
    match callrec_simulator::program::run(&command.args, &mut std::io::stdout()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            use std::io::Write;
            let _ = writeln!(std::io::stderr(), "callrec-simulator: {error:#}");
            ExitCode::FAILURE
        }
    }
}
