//! The `callrec` program. All of it is in the library, so that the Python package offers the same.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(callrec_cli::run(std::env::args_os()))
}
