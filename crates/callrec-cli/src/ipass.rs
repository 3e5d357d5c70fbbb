//! `callrec ipass`: the iPass REST API v1.5.

mod connection;
mod cost_centers;
mod devices;
mod groups;
pub(crate) mod objects;
mod reg_codes;
mod reports;
mod users;

use callrec::{IpassRest, Outcome};

use self::connection::Connection;
use self::objects::Described;
use crate::deliver::Description;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::Signals;
use crate::shown::{ListOptions, WriteOptions};

/// The system's name in errors and summaries.
const SYSTEM: &str = "ipass-rest";

#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Users: list, search, create, change
    #[command(arg_required_else_help = true)]
    Users(users::Options),
    /// Cost centers and the users assigned to them
    #[command(arg_required_else_help = true)]
    CostCenters(cost_centers::Options),
    /// Devices of a user
    #[command(arg_required_else_help = true)]
    Devices(devices::Options),
    /// Registration codes
    #[command(arg_required_else_help = true)]
    RegCodes(reg_codes::Options),
    /// User groups and their plans
    #[command(arg_required_else_help = true)]
    Groups(groups::Options),
    /// Call detail records and other reports
    #[command(arg_required_else_help = true)]
    Reports(reports::Options),
}

pub(crate) async fn run(options: Options) -> Result<Exit, Failure> {
    match options.command {
        Command::Users(options) => users::run(options).await,
        Command::CostCenters(options) => cost_centers::run(options).await,
        Command::Devices(options) => devices::run(options).await,
        Command::RegCodes(options) => reg_codes::run(options).await,
        Command::Groups(options) => groups::run(options).await,
        Command::Reports(options) => reports::run(options).await,
    }
}

/// A list: asked for, read to its end and shown. `Ctrl-C` ends it.
async fn list<F>(
    connection: &Connection,
    options: &ListOptions,
    operation: &'static str,
    label: String,
    open: impl FnOnce(IpassRest) -> F,
) -> Result<Exit, Failure>
where
    F: Future<Output = callrec::Result<callrec::Reader>>,
{
    let place = format!("{SYSTEM} {operation}");
    let client = connection.client(options.decode_options()).await;
    let client = client.map_err(|failure| failure.named(&place))?;
    let fields = vec![
        ("provider", SYSTEM.to_owned()),
        ("operation", operation.to_owned()),
        ("company", client.company().to_owned()),
    ];
    let description = Description { label, fields };
    let mut signals = Signals::catch()?;
    let work = async { options.show(open(client).await?, &description).await };
    signals.unless(work).await.map_err(|failure| failure.named(&place))
}

/// A write: carried out, or only described, and what came of it shown. `Ctrl-C` ends the waiting; the
/// operation may then have been carried out.
async fn write<F, T: Described>(
    connection: &Connection,
    options: WriteOptions,
    operation: &'static str,
    send: impl FnOnce(IpassRest) -> F,
) -> Result<Exit, Failure>
where
    F: Future<Output = callrec::Result<Outcome<T>>>,
{
    let place = format!("{SYSTEM} {operation}");
    let client = connection.client(callrec::DecodeOptions::default()).await;
    let client = client.map_err(|failure| failure.named(&place))?;
    let client = if options.dry_run { client.dry_run() } else { client };
    let mut signals = Signals::catch()?;
    let sent = signals.during_write(async { Ok(send(client).await?) }).await;
    let outcome = sent.map_err(|failure| failure.named(&place))?;
    objects::show(&outcome, operation, options)
}
