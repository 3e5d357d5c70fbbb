//! The fields of a user as options, for the REST API and for hosted users.

use std::io::{BufRead as _, Read as _};
use std::path::{Path, PathBuf};

use callrec::{NewUser, Secret, UserUpdate};
use zeroize::Zeroizing;

use crate::failure::Failure;

/// More than any password has.
const MOST_PASSWORD: u64 = 4096;

/// What a new user is made of beside the name.
#[derive(clap::Args)]
#[command(next_help_heading = "User")]
pub(crate) struct NewFields {
    /// E-mail, unique in the service
    #[arg(long)]
    email: String,
    /// First name
    #[arg(long, value_name = "NAME")]
    first_name: String,
    /// Last name
    #[arg(long, value_name = "NAME")]
    last_name: String,
    #[command(flatten)]
    more: MoreFields,
}

/// What can be changed of a user.
#[derive(clap::Args)]
#[command(next_help_heading = "User")]
pub(crate) struct UpdateFields {
    /// E-mail, unique in the service
    #[arg(long)]
    email: Option<String>,
    /// First name
    #[arg(long, value_name = "NAME")]
    first_name: Option<String>,
    /// Last name
    #[arg(long, value_name = "NAME")]
    last_name: Option<String>,
    #[command(flatten)]
    more: MoreFields,
}

/// The fields that a new user and an update have in common.
#[derive(clap::Args)]
struct MoreFields {
    /// File whose first line is the user's password, - for standard input; where the company's policy
    /// asks for one
    // Not --password…: such options are refused before anything else, since a password would follow.
    #[arg(long = "initial-password-file", value_name = "FILE")]
    initial: Option<PathBuf>,
    /// Country, two letters of ISO 3166
    #[arg(long, value_name = "CODE")]
    home_country: Option<String>,
    /// Department or cost center, free text
    #[arg(long, value_name = "TEXT")]
    department: Option<String>,
    /// Locale such as en-US
    #[arg(long)]
    locale: Option<String>,
    /// Devices that the user may have
    #[arg(long, value_name = "N")]
    device_limit: Option<u32>,
    /// May sign in to the portal [default for a new user: false]
    #[arg(long, value_name = "BOOL")]
    portal_login: Option<bool>,
    /// Sends an e-mail at the activation [default for a new user: true]
    #[arg(long, value_name = "BOOL")]
    notify_activate: Option<bool>,
    /// Sends an e-mail at a suspension [default for a new user: true]
    #[arg(long, value_name = "BOOL")]
    notify_suspend: Option<bool>,
}

/// Gives a request the fields that were given. `NewUser` and `UserUpdate` have the same setters.
macro_rules! filled {
    ($request:expr, $fields:expr) => {{
        let mut request = $request;
        let MoreFields { initial, home_country, department, locale, .. } = $fields;
        if let Some(path) = initial {
            request = request.password(password(path)?);
        }
        if let Some(country) = home_country {
            request = request.home_country(country);
        }
        if let Some(department) = department {
            request = request.department_code(department);
        }
        if let Some(locale) = locale {
            request = request.locale(locale);
        }
        if let Some(limit) = $fields.device_limit {
            request = request.device_limit(limit);
        }
        if let Some(allowed) = $fields.portal_login {
            request = request.enable_portal_login(allowed);
        }
        if let Some(wanted) = $fields.notify_activate {
            request = request.notify_activate(wanted);
        }
        if let Some(wanted) = $fields.notify_suspend {
            request = request.notify_suspend(wanted);
        }
        request
    }};
}

impl NewFields {
    /// The user to create. Reads the password's file, if one is given.
    pub(crate) fn user(&self, name: &str) -> Result<NewUser, Failure> {
        let Self { email, first_name, last_name, more } = self;
        Ok(filled!(NewUser::new(name, email, first_name, last_name), more))
    }
}

impl UpdateFields {
    /// The change. Reads the password's file, if one is given.
    pub(crate) fn update(&self, name: &str) -> Result<UserUpdate, Failure> {
        let mut update = UserUpdate::new(name);
        if let Some(email) = &self.email {
            update = update.email(email);
        }
        if let Some(first_name) = &self.first_name {
            update = update.fname(first_name);
        }
        if let Some(last_name) = &self.last_name {
            update = update.lname(last_name);
        }
        Ok(filled!(update, &self.more))
    }
}

/// The first line of a file or of standard input.
fn password(path: &Path) -> Result<Secret, Failure> {
    let failed = |error: std::io::Error| {
        Failure::io(
            "cannot read the user's password from",
            path,
            &error,
            "give a file whose first line it is, or -",
        )
    };
    let mut line = Zeroizing::new(String::with_capacity(MOST_PASSWORD as usize + 1));
    if path == Path::new("-") {
        std::io::stdin().lock().take(MOST_PASSWORD).read_line(&mut line).map_err(failed)?;
    } else {
        let file = std::fs::File::open(path).map_err(failed)?;
        std::io::BufReader::new(file).take(MOST_PASSWORD).read_line(&mut line).map_err(failed)?;
    }
    let password = line.trim_end_matches(['\r', '\n']);
    if password.is_empty() {
        let path = path.display();
        return Err(Failure::usage(format!(
            "{path}: its first line is empty; put the password there"
        )));
    }
    Ok(Secret::from(password))
}
