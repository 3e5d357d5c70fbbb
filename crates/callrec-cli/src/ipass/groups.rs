//! `callrec ipass groups`.

use callrec::{IpassRest, NewGroup};

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
    /// Lists the groups of the company
    List {
        #[command(flatten)]
        list: ListOptions,
        #[command(flatten)]
        connection: Connection,
    },
    /// Lists the plans that a group can have
    Plans {
        #[command(flatten)]
        list: ListOptions,
        #[command(flatten)]
        connection: Connection,
    },
    /// Creates a group; sent once and never again
    Create {
        /// Name
        name: String,
        /// Id of the plan, as `plans` shows it
        plan_id: String,
        /// Names of its first users
        #[arg(value_name = "USER_NAME")]
        members: Vec<String>,
        #[command(flatten)]
        write: WriteOptions,
        #[command(flatten)]
        connection: Connection,
    },
    /// Gives a group another name
    Rename {
        /// The provider's id of the group
        id: String,
        /// Its name from now on
        name: String,
        #[command(flatten)]
        write: WriteOptions,
        #[command(flatten)]
        connection: Connection,
    },
    /// Puts users into a group
    Assign(Members),
    /// Takes users out of a group
    Unassign(Members),
}

#[derive(clap::Args)]
struct Members {
    /// The provider's id of the group
    id: String,
    /// Names of the users
    #[arg(required = true, value_name = "USER_NAME")]
    members: Vec<String>,
    #[command(flatten)]
    write: WriteOptions,
    #[command(flatten)]
    connection: Connection,
}

pub(super) async fn run(options: Options) -> Result<Exit, Failure> {
    match options.command {
        Command::List { list: shown, connection } => {
            let open = |client: IpassRest| async move { client.list_groups().await };
            list(&connection, &shown, "list_groups", "groups".to_owned(), open).await
        }
        Command::Plans { list: shown, connection } => {
            let open = |client: IpassRest| async move { client.list_group_plans().await };
            list(&connection, &shown, "list_group_plans", "group plans".to_owned(), open).await
        }
        Command::Create { name, plan_id, members, write: options, connection } => {
            let mut group = NewGroup::new(name, plan_id);
            for member in members {
                group = group.user(member);
            }
            let send = |client: IpassRest| async move { client.create_group(&group).await };
            write(&connection, options, "create_group", send).await
        }
        Command::Rename { id, name, write: options, connection } => {
            let send = |client: IpassRest| async move { client.update_group(&id, &name).await };
            write(&connection, options, "update_group", send).await
        }
        Command::Assign(Members { id, members, write: options, connection }) => {
            let send =
                |client: IpassRest| async move { client.assign_group_users(&id, &members).await };
            write(&connection, options, "assign_group_users", send).await
        }
        Command::Unassign(Members { id, members, write: options, connection }) => {
            let send =
                |client: IpassRest| async move { client.unassign_group_users(&id, &members).await };
            write(&connection, options, "unassign_group_users", send).await
        }
    }
}
