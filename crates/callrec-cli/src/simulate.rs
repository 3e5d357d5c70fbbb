//! `callrec simulate`: the simulator's own program, under this one's name.

use callrec_simulator::program::{self, Args};

use crate::exit::Exit;
use crate::failure::Failure;

/// Stays until Ctrl-C, SIGTERM or, if asked for, the end of standard input.
pub(crate) fn run(arguments: &Args) -> Result<Exit, Failure> {
    program::run(arguments, &mut std::io::stdout()).map_err(|error| {
        let exit = match error.downcast_ref::<callrec_simulator::Error>() {
            Some(callrec_simulator::Error::Invalid { .. }) => Exit::Usage,
            _ => Exit::Io,
        };
        Failure::new(exit, format!("{error:#}"))
    })?;
    Ok(Exit::Done)
}
