//! `callrec hosted-users`: users of the portal.

use callrec::{HostedUsers, Outcome, User};

use crate::exit::Exit;
use crate::failure::Failure;
use crate::interrupt::Signals;
use crate::ipass::objects::{self, Described as _};
use crate::portal::Connection;
use crate::shown::{ObjectOptions, WriteOptions};
use crate::user_fields::{NewFields, UpdateFields};

/// The system's name in errors.
const SYSTEM: &str = "hosted-users";

#[derive(clap::Args)]
pub(crate) struct Options {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Shows one user
    Show {
        /// User name with the company's domain
        name: String,
        #[command(flatten)]
        object: ObjectOptions,
        #[command(flatten)]
        account: Account,
    },
    /// Creates a user, after a look that there is none of that name
    Create {
        /// User name with the company's domain
        name: String,
        #[command(flatten)]
        fields: Box<NewFields>,
        #[command(flatten)]
        write: WriteOptions,
        #[command(flatten)]
        account: Account,
    },
    /// Changes the fields given of a user, after a look that there is one of that name
    Update {
        /// User name with the company's domain
        name: String,
        #[command(flatten)]
        fields: Box<UpdateFields>,
        #[command(flatten)]
        write: WriteOptions,
        #[command(flatten)]
        account: Account,
    },
    /// Suspends a user
    Suspend {
        /// User name with the company's domain
        name: String,
        #[command(flatten)]
        write: WriteOptions,
        #[command(flatten)]
        account: Account,
    },
}

#[derive(clap::Args)]
struct Account {
    /// Company id
    #[arg(long, value_name = "ID", env = "CALLREC_IPASS_PORTAL_COMPANY", hide_env_values = true)]
    company: Option<String>,
    /// Domain that user names must end in, without the @ [default: any]
    #[arg(long, value_name = "DOMAIN")]
    realm: Option<String>,
    #[command(flatten)]
    connection: Connection,
}

pub(crate) async fn run(options: Options) -> Result<Exit, Failure> {
    match options.command {
        Command::Show { name, object, account } => {
            let place = format!("{SYSTEM} retrieve_user");
            show(&name, object, &account).await.map_err(|failure| failure.named(place))
        }
        Command::Create { name, fields, write: options, account } => {
            let user = fields.user(&name)?;
            let send = |users: HostedUsers, company: String| async move {
                users.create_user(&company, &user).await
            };
            write(&account, options, "create_or_update_user", send).await
        }
        Command::Update { name, fields, write: options, account } => {
            let update = fields.update(&name)?;
            let send = |users: HostedUsers, company: String| async move {
                users.update_user(&company, &update).await
            };
            write(&account, options, "create_or_update_user", send).await
        }
        Command::Suspend { name, write: options, account } => {
            let send = |users: HostedUsers, company: String| async move {
                users.suspend_user(&company, &name).await
            };
            write(&account, options, "suspend_user", send).await
        }
    }
}

async fn show(name: &str, object: ObjectOptions, account: &Account) -> Result<Exit, Failure> {
    let (users, company) = account.open().await?;
    let mut signals = Signals::catch()?;
    let look = async { Ok(users.retrieve_user(&company, name).await?) };
    match signals.unless(look).await? {
        Some(user) => user.describe(objects::start(object)).print(&object),
        None => Err(Failure::new(
            Exit::NoAccess,
            format!("no user of company {company} is named {name}; check the name"),
        )),
    }
}

async fn write<F>(
    account: &Account,
    options: WriteOptions,
    operation: &'static str,
    send: impl FnOnce(HostedUsers, String) -> F,
) -> Result<Exit, Failure>
where
    F: Future<Output = callrec::Result<Outcome<User>>>,
{
    let place = format!("{SYSTEM} {operation}");
    let sent = async {
        let (users, company) = account.open().await?;
        let users = if options.dry_run { users.dry_run() } else { users };
        let mut signals = Signals::catch()?;
        signals.during_write(async { Ok(send(users, company).await?) }).await
    };
    let outcome = sent.await.map_err(|failure: Failure| failure.named(&place))?;
    objects::show(&outcome, operation, options)
}

impl Account {
    async fn open(&self) -> Result<(HostedUsers, String), Failure> {
        let company = self.company.clone().filter(|company| !company.is_empty());
        let company = company.ok_or_else(|| {
            Failure::usage("no company; give --company ID or set CALLREC_IPASS_PORTAL_COMPANY")
        })?;
        let portal = self.connection.client(callrec::DecodeOptions::default()).await?;
        let users = portal.hosted_users();
        let users = match &self.realm {
            Some(realm) => users.with_realm(realm)?,
            None => users,
        };
        Ok((users, company))
    }
}
