//! `callrec ipass cost-centers`.

use callrec::{CostCenterUpdate, IpassRest, NewCostCenter};

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
    /// Lists the cost centers of the company
    List {
        #[command(flatten)]
        list: ListOptions,
        #[command(flatten)]
        connection: Connection,
    },
    /// Lists the users assigned to a cost center
    Users {
        /// The provider's id of the cost center
        id: String,
        #[command(flatten)]
        list: ListOptions,
        #[command(flatten)]
        connection: Connection,
    },
    /// Creates a cost center; sent once and never again
    Create {
        /// Id for people
        cost_id: String,
        /// Name
        name: String,
        /// Id of the child company that it stands for
        #[arg(long, value_name = "ID")]
        child_company: Option<String>,
        #[command(flatten)]
        write: WriteOptions,
        #[command(flatten)]
        connection: Connection,
    },
    /// Gives a cost center another id for people, another name
    Update {
        /// The provider's id of the cost center
        id: String,
        /// Id for people
        cost_id: String,
        /// Name
        name: String,
        /// Id of the child company that it stands for
        #[arg(long, value_name = "ID")]
        child_company: Option<String>,
        #[command(flatten)]
        write: WriteOptions,
        #[command(flatten)]
        connection: Connection,
    },
    /// Deletes a cost center
    Delete {
        /// The provider's id of the cost center
        id: String,
        #[command(flatten)]
        write: WriteOptions,
        #[command(flatten)]
        connection: Connection,
    },
    /// Assigns users to a cost center
    Assign(Members),
    /// Takes users out of a cost center
    Unassign(Members),
}

#[derive(clap::Args)]
struct Members {
    /// The provider's id of the cost center
    id: String,
    /// The provider's ids of the users (end_user_id)
    #[arg(required = true, value_name = "END_USER_ID")]
    members: Vec<String>,
    #[command(flatten)]
    write: WriteOptions,
    #[command(flatten)]
    connection: Connection,
}

pub(super) async fn run(options: Options) -> Result<Exit, Failure> {
    match options.command {
        Command::List { list: shown, connection } => {
            let open = |client: IpassRest| async move { client.list_cost_centers().await };
            list(&connection, &shown, "list_cost_centers", "cost centers".to_owned(), open).await
        }
        Command::Users { id, list: shown, connection } => {
            let label = format!("users of cost center {id}");
            let open = |client: IpassRest| async move { client.list_cost_center_users(&id).await };
            list(&connection, &shown, "list_cost_center_users", label, open).await
        }
        Command::Create { cost_id, name, child_company, write: options, connection } => {
            let mut new = NewCostCenter::new(cost_id, name);
            if let Some(company) = child_company {
                new = new.child_company(company);
            }
            let send = |client: IpassRest| async move { client.create_cost_center(&new).await };
            write(&connection, options, "create_cost_center", send).await
        }
        Command::Update { id, cost_id, name, child_company, write: options, connection } => {
            let mut update = CostCenterUpdate::new(id, cost_id, name);
            if let Some(company) = child_company {
                update = update.child_company(company);
            }
            let send = |client: IpassRest| async move { client.update_cost_center(&update).await };
            write(&connection, options, "update_cost_center", send).await
        }
        Command::Delete { id, write: options, connection } => {
            let send = |client: IpassRest| async move { client.delete_cost_center(&id).await };
            write(&connection, options, "delete_cost_center", send).await
        }
        Command::Assign(Members { id, members, write: options, connection }) => {
            let send = |client: IpassRest| async move {
                client.assign_cost_center_users(&id, &members).await
            };
            write(&connection, options, "assign_cost_center_users", send).await
        }
        Command::Unassign(Members { id, members, write: options, connection }) => {
            let send = |client: IpassRest| async move {
                client.unassign_cost_center_users(&id, &members).await
            };
            write(&connection, options, "unassign_cost_center_users", send).await
        }
    }
}
