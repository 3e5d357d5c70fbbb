//! The `callrec` program as a library: [`run`] is all of it, so that the Python package can offer
//! the same command.
//!
//! What it does, its options and exit codes are in `docs/cli.md`.

mod arguments;
mod completions;
mod credentials;
mod decode;
mod deliver;
mod demo;
mod document;
mod exit;
mod failure;
mod feed;
mod fetch;
mod getcalls;
mod hosted_users;
mod input;
mod interrupt;
mod ipass;
mod ipass_portal;
mod local;
mod man;
mod output;
mod portal;
mod progress;
mod reach;
mod render;
mod reports;
mod shown;
mod simulate;
mod source;
mod stderr;
mod stdout;
mod transfer;
mod typed;
mod unified;
mod user_fields;

use std::ffi::OsString;
use std::io::Write as _;

use arguments::Command;
use exit::Exit;
use failure::Failure;

/// Runs the program with these arguments, the program's own name first, and gives its exit code.
///
/// Writes to standard output and standard error; an error is one line on the latter. Makes an async
/// runtime of its own: not to be called on a thread of another one. Catches SIGINT and SIGTERM from
/// then on, for the rest of the process.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let dispatched = std::panic::catch_unwind(|| dispatch(&arguments)).unwrap_or_else(|_| {
        Err(Failure::new(Exit::Internal, "a bug in callrec; report what stands above"))
    });
    let exit = dispatched.unwrap_or_else(|failure| {
        if let Some(message) = failure.message() {
            // Where standard error is gone there is nobody to tell.
            let _ = writeln!(std::io::stderr().lock(), "callrec: {message}");
        }
        failure.exit()
    });
    exit.code()
}

fn dispatch(arguments: &[OsString]) -> Result<Exit, Failure> {
    credentials::refused::check(arguments)?;
    let Some(command) = arguments::parse(arguments)? else { return Ok(Exit::Done) };
    match command {
        Command::Demo(options) => {
            let program = typed::program(arguments.first().map(OsString::as_os_str));
            in_runtime(demo::run(options, program))
        }
        Command::Fetch(options) => in_runtime(fetch::run(options)),
        Command::Ipass(options) => in_runtime(ipass::run(options)),
        Command::IpassPortal(options) => in_runtime(ipass_portal::run(options)),
        Command::HostedUsers(options) => in_runtime(hosted_users::run(options)),
        Command::Feed(options) => in_runtime(feed::run(options)),
        Command::Getcalls(options) => in_runtime(getcalls::run(options)),
        Command::Decode(options) => in_runtime(decode::run(options)),
        Command::Reports => reports::run(),
        Command::Simulate(options) => simulate::run(&options),
        Command::Completions(options) => completions::run(&options),
        Command::Man(options) => man::run(&options),
    }
}

fn in_runtime(command: impl Future<Output = Result<Exit, Failure>>) -> Result<Exit, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(|error| {
            Failure::new(
                Exit::Internal,
                format!("cannot start: {error}; check the limits of this user"),
            )
        })?;
    let result = runtime.block_on(command);
    // A thread that still waits for input or a name must not hold up the end.
    runtime.shutdown_background();
    result
}
