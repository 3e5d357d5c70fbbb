//! `callrec ipass users`.

use callrec::{Day, NewUser, SearchOptions, UserUpdate};

use super::connection::Connection;
use super::objects::{self, Described as _};
use super::{SYSTEM, list, write};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::Signals;
use crate::shown::{ListOptions, ObjectOptions, WriteOptions};
use crate::user_fields::{NewFields, UpdateFields};

#[derive(clap::Args)]
pub(super) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Lists all users of the company; deleted ones are not among them
    List {
        /// Only those who are active
        #[arg(long)]
        active: bool,
        #[command(flatten)]
        list: ListOptions,
        #[command(flatten)]
        connection: Connection,
    },
    /// Lists users whose name or e-mail begins with a text, or who were registered in a period
    Search {
        /// Beginning of user name or e-mail
        #[arg(default_value = "")]
        criteria: String,
        /// Registered on this day or later
        #[arg(long, value_name = "YYYY-MM-DD")]
        registered_from: Option<Day>,
        /// Registered on this day or earlier
        #[arg(long, value_name = "YYYY-MM-DD")]
        registered_to: Option<Day>,
        #[command(flatten)]
        list: ListOptions,
        #[command(flatten)]
        connection: Connection,
    },
    /// Shows one user, by the exact name
    Show {
        /// User name with its realm
        name: String,
        #[command(flatten)]
        object: ObjectOptions,
        #[command(flatten)]
        connection: Connection,
    },
    /// Creates a user; sent once and never again
    Create {
        /// User name with its realm
        name: String,
        #[command(flatten)]
        fields: Box<NewFields>,
        #[command(flatten)]
        write: WriteOptions,
        #[command(flatten)]
        connection: Connection,
    },
    /// Changes the fields given of a user who exists
    Update {
        /// User name with its realm
        name: String,
        #[command(flatten)]
        fields: Box<UpdateFields>,
        #[command(flatten)]
        write: WriteOptions,
        #[command(flatten)]
        connection: Connection,
    },
    /// Suspends a user
    Suspend(Named),
    /// Activates a suspended user
    Activate(Named),
    /// Deletes a user
    Delete(Named),
    /// Sends the activation e-mail again; sent once and never again
    Resend(Named),
}

#[derive(clap::Args)]
struct Named {
    /// User name with its realm
    name: String,
    #[command(flatten)]
    write: WriteOptions,
    #[command(flatten)]
    connection: Connection,
}

pub(super) async fn run(options: Options) -> Result<Exit, Failure> {
    match options.command {
        Command::List { active: false, list: shown, connection } => {
            let open = |client: callrec::IpassRest| async move { client.list_users().await };
            list(&connection, &shown, "list_users", "users".to_owned(), open).await
        }
        Command::List { active: true, list: shown, connection } => {
            let open = |client: callrec::IpassRest| async move { client.list_active_users().await };
            list(&connection, &shown, "list_active_users", "active users".to_owned(), open).await
        }
        Command::Search { criteria, registered_from, registered_to, list: shown, connection } => {
            let mut period = SearchOptions::default();
            if let Some(day) = registered_from {
                period = period.registered_from(day);
            }
            if let Some(day) = registered_to {
                period = period.registered_to(day);
            }
            let label = match criteria.as_str() {
                "" => "users".to_owned(),
                criteria => format!("users that begin with {criteria}"),
            };
            let open = |client: callrec::IpassRest| async move {
                client.search_users(&criteria, &period).await
            };
            list(&connection, &shown, "search_users", label, open).await
        }
        Command::Show { name, object, connection } => show(&name, object, &connection).await,
        Command::Create { name, fields, write: options, connection } => {
            let user: NewUser = fields.user(&name)?;
            let send = |client: callrec::IpassRest| async move { client.create_user(&user).await };
            write(&connection, options, "create_user", send).await
        }
        Command::Update { name, fields, write: options, connection } => {
            let update: UserUpdate = fields.update(&name)?;
            let send =
                |client: callrec::IpassRest| async move { client.update_user(&update).await };
            write(&connection, options, "update_user", send).await
        }
        Command::Suspend(Named { name, write: options, connection }) => {
            let send = |client: callrec::IpassRest| async move { client.suspend_user(&name).await };
            write(&connection, options, "suspend_user", send).await
        }
        Command::Activate(Named { name, write: options, connection }) => {
            let send =
                |client: callrec::IpassRest| async move { client.activate_user(&name).await };
            write(&connection, options, "activate_user", send).await
        }
        Command::Delete(Named { name, write: options, connection }) => {
            let send = |client: callrec::IpassRest| async move { client.delete_user(&name).await };
            write(&connection, options, "delete_user", send).await
        }
        Command::Resend(Named { name, write: options, connection }) => {
            let send =
                |client: callrec::IpassRest| async move { client.resend_activation(&name).await };
            write(&connection, options, "resend_activation", send).await
        }
    }
}

async fn show(name: &str, object: ObjectOptions, connection: &Connection) -> Result<Exit, Failure> {
    let place = format!("{SYSTEM} search_users");
    let found = async {
        let client = connection.client(callrec::DecodeOptions::default()).await?;
        let mut signals = Signals::catch()?;
        signals.unless(async { Ok(client.find_user(name).await?) }).await
    };
    match found.await.map_err(|failure| failure.named(&place))? {
        Some(user) => user.describe(objects::start(object)).print(&object),
        None => Err(Failure::new(
            Exit::NoAccess,
            format!("{place}: no user is named exactly {name}; look for it with `users search`"),
        )),
    }
}
