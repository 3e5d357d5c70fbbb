//! `callrec ipass devices`.

use callrec::IpassRest;

use super::connection::Connection;
use super::{list, write};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::shown::{ListOptions, WriteOptions};

#[derive(clap::Args)]
pub(super) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Lists the devices of a user, whatever their status
    List {
        /// E-mail of the user
        email: String,
        #[command(flatten)]
        list: ListOptions,
        #[command(flatten)]
        connection: Connection,
    },
    /// Deactivates a device of a user
    Deactivate {
        /// E-mail of the user
        email: String,
        /// The device's id, as `list` shows it
        device_uuid: String,
        #[command(flatten)]
        write: WriteOptions,
        #[command(flatten)]
        connection: Connection,
    },
}

pub(super) async fn run(options: Options) -> Result<Exit, Failure> {
    match options.command {
        Command::List { email, list: shown, connection } => {
            let label = format!("devices of {email}");
            let open = |client: IpassRest| async move { client.list_devices(&email).await };
            list(&connection, &shown, "list_devices", label, open).await
        }
        Command::Deactivate { email, device_uuid, write: options, connection } => {
            let send = |client: IpassRest| async move {
                client.deactivate_device(&email, &device_uuid).await
            };
            write(&connection, options, "deactivate_device", send).await
        }
    }
}
