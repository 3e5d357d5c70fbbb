//! The command line.

use std::ffi::OsString;
use std::io::{ErrorKind, Write as _};

use clap::error::ErrorKind as ClapKind;
use clap::{CommandFactory as _, Parser};

use crate::exit::{self, Exit};
use crate::failure::Failure;

/// The program's name.
pub(crate) const NAME: &str = "callrec";

/// Fetches and decodes call detail records, typed and complete.
///
/// Begin with `callrec demo`: it shows everything on synthetic data and needs no account.
#[derive(Parser)]
#[command(name = NAME, version, after_long_help = exit::HELP, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

/// What is to be done.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Shows the whole way on synthetic data: simulator, download, decoding, summary, files
    Demo(crate::demo::Options),
    /// Downloads one report of a provider into one file
    #[command(arg_required_else_help = true)]
    Fetch(crate::fetch::Options),
    /// The iPass REST API: users, cost centers, devices, registration codes, groups, reports
    #[command(arg_required_else_help = true)]
    Ipass(crate::ipass::Options),
    /// The iPass Open Mobile portal: reports of a company, and of all its child companies
    #[command(arg_required_else_help = true)]
    IpassPortal(crate::ipass_portal::Options),
    /// Users of the iPass portal: create, change, suspend, look up
    #[command(arg_required_else_help = true)]
    HostedUsers(crate::hosted_users::Options),
    /// The billing feed of a cloud PBX: what is new since a cursor, recordings
    #[command(arg_required_else_help = true)]
    Feed(crate::feed::Options),
    /// Call records of a VoIP reseller's profile
    #[command(arg_required_else_help = true)]
    Getcalls(crate::getcalls::Options),
    /// Decodes a report that was downloaded before
    #[command(arg_required_else_help = true)]
    Decode(crate::decode::Options),
    /// Lists the reports with their columns and types
    Reports,
    /// Runs the simulator of the provider systems on this machine
    Simulate(callrec_simulator::program::Args),
    /// Prints what a shell needs to complete this program's command line
    Completions(crate::completions::Options),
    /// Writes the manual pages of all commands
    Man(crate::man::Options),
}

/// The command line as a whole, for what is made from it.
pub(crate) fn command() -> clap::Command {
    Arguments::command()
}

/// The command; `None` where help or the version was asked for and has been printed.
pub(crate) fn parse(arguments: &[OsString]) -> Result<Option<Command>, Failure> {
    match Arguments::try_parse_from(arguments) {
        Ok(arguments) => Ok(Some(arguments.command)),
        Err(error) => match error.kind() {
            ClapKind::DisplayHelp | ClapKind::DisplayVersion => print(&error),
            ClapKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                // The help itself is the answer; it stands on standard error, as for any misuse.
                let _ = error.print();
                Err(Failure::usage(String::new()))
            }
            _ => Err(Failure::usage(one_line(&error.render().to_string()))),
        },
    }
}

fn print(error: &clap::Error) -> Result<Option<Command>, Failure> {
    match error.print().and_then(|()| std::io::stdout().lock().flush()) {
        Ok(()) => Ok(None),
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(Failure::reader_gone()),
        Err(error) => {
            Err(Failure::new(Exit::Io, format!("cannot write to standard output: {error}")))
        }
    }
}

/// Clap's message on one line: what is wrong and its tips, and where help is.
fn one_line(rendered: &str) -> String {
    let mut text = String::new();
    let mut help = "callrec --help";
    for line in rendered.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if let Some(usage) = line.strip_prefix("Usage: ") {
            help = usage;
            continue;
        }
        if line.starts_with("For more information") {
            continue;
        }
        let separator = match text.chars().next_back() {
            None => "",
            Some(':') => " ",
            Some(_) => "; ",
        };
        text.push_str(separator);
        text.push_str(line.strip_prefix("error: ").unwrap_or(line));
    }
    let words = help.split(' ').take_while(|word| !word.starts_with(['[', '<', '-']));
    let command = words.collect::<Vec<_>>().join(" ");
    let command = command.trim_end_matches(" --help");
    format!("{text}; see `{command} --help`")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(line: &str) -> String {
        let words: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        match parse(&words) {
            Err(failure) => failure.message().unwrap_or_default().to_owned(),
            Ok(_) => String::new(),
        }
    }

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn misuse_is_one_line_that_says_where_help_is() {
        let message = failure("callrec fetch ipass-portal monthly-cdr --mnth 2026-09");
        assert_eq!(message.lines().count(), 1);
        assert!(message.contains("'--mnth'"), "{message}");
        assert!(message.ends_with("see `callrec fetch ipass-portal --help`"), "{message}");
        let message = failure("callrec fetch ipass-portal monthly-cdr");
        assert!(message.contains("--out <FILE>"), "{message}");
    }
}
