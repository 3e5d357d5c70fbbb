//! `callrec ipass reg-codes`.

use callrec::{Day, DurationUnit, IpassRest, NewRegistrationCode, RegistrationCodeUpdate};

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
    /// Lists the codes that were used
    ListUsed {
        #[command(flatten)]
        list: ListOptions,
        #[command(flatten)]
        connection: Connection,
    },
    /// Lists the codes that match a text
    Search {
        /// Text to look for
        #[arg(default_value = "")]
        criteria: String,
        #[command(flatten)]
        list: ListOptions,
        #[command(flatten)]
        connection: Connection,
    },
    /// Creates a code; sent once and never again
    Create {
        /// The code
        code: String,
        /// The second code
        code2: String,
        /// How long the service lasts, in --unit
        duration: u32,
        /// What the duration counts
        #[arg(long, value_enum, default_value = "months")]
        unit: Unit,
        /// Last day to register
        #[arg(long, value_name = "YYYY-MM-DD")]
        last_activation: Day,
        /// Department code
        #[arg(long, value_name = "TEXT")]
        department: Option<String>,
        /// Id of your own
        #[arg(long, value_name = "TEXT")]
        alt_id: Option<String>,
        #[command(flatten)]
        write: WriteOptions,
        #[command(flatten)]
        connection: Connection,
    },
    /// Changes the fields given of a code
    Update {
        /// The provider's id of the code
        id: String,
        /// The code
        #[arg(long, value_name = "TEXT")]
        code: Option<String>,
        /// The second code
        #[arg(long, value_name = "TEXT")]
        code2: Option<String>,
        /// How long the service lasts
        #[arg(long, value_name = "N")]
        duration: Option<u32>,
        /// What the duration counts
        #[arg(long, value_enum)]
        unit: Option<Unit>,
        /// Last day to register
        #[arg(long, value_name = "YYYY-MM-DD")]
        last_activation: Option<Day>,
        /// Department code
        #[arg(long, value_name = "TEXT")]
        department: Option<String>,
        /// Id of your own
        #[arg(long, value_name = "TEXT")]
        alt_id: Option<String>,
        #[command(flatten)]
        write: WriteOptions,
        #[command(flatten)]
        connection: Connection,
    },
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Unit {
    Days,
    Months,
}

impl From<Unit> for DurationUnit {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Days => Self::Days,
            Unit::Months => Self::Months,
        }
    }
}

pub(super) async fn run(options: Options) -> Result<Exit, Failure> {
    match options.command {
        Command::ListUsed { list: shown, connection } => {
            let operation = "list_used_registration_codes";
            let open =
                |client: IpassRest| async move { client.list_used_registration_codes().await };
            list(&connection, &shown, operation, "used registration codes".to_owned(), open).await
        }
        Command::Search { criteria, list: shown, connection } => {
            let label = "registration codes".to_owned();
            let open = |client: IpassRest| async move {
                client.search_registration_codes(&criteria).await
            };
            list(&connection, &shown, "search_registration_codes", label, open).await
        }
        Command::Create {
            code,
            code2,
            duration,
            unit,
            last_activation,
            department,
            alt_id,
            write: options,
            connection,
        } => {
            let mut new =
                NewRegistrationCode::new(code, code2, duration, unit.into(), last_activation);
            if let Some(department) = department {
                new = new.department_code(department);
            }
            if let Some(id) = alt_id {
                new = new.alt_id(id);
            }
            let send =
                |client: IpassRest| async move { client.create_registration_code(&new).await };
            write(&connection, options, "create_registration_code", send).await
        }
        Command::Update {
            id,
            code,
            code2,
            duration,
            unit,
            last_activation,
            department,
            alt_id,
            write: options,
            connection,
        } => {
            let mut update = RegistrationCodeUpdate::new(id);
            if let Some(code) = code {
                update = update.reg_code(code);
            }
            if let Some(code) = code2 {
                update = update.reg_code2(code);
            }
            if let Some(duration) = duration {
                update = update.duration(duration);
            }
            if let Some(unit) = unit {
                update = update.duration_unit(unit.into());
            }
            if let Some(day) = last_activation {
                update = update.max_activation_date(day);
            }
            if let Some(department) = department {
                update = update.department_code(department);
            }
            if let Some(id) = alt_id {
                update = update.alt_id(id);
            }
            let send =
                |client: IpassRest| async move { client.update_registration_code(&update).await };
            write(&connection, options, "update_registration_code", send).await
        }
    }
}
