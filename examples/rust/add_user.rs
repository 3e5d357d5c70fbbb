//! Creates a user of the iPass service, or says what would be sent; and when nobody knows whether it
//! was carried out, looks.
//!
//! Against the simulator: run `callrec simulate --shell`, paste what it prints, then
//! `cargo run --example add_user -- ann@roaming.example.com ann@example.com Ann Example [--send]`.
#![allow(clippy::print_stdout, reason = "a program's messages to its user")]

use std::error::Error;

use callrec::blocking::IpassRest;
use callrec::{ErrorKind, NewUser, Reconciled};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [username, email, fname, lname, options @ ..] = &arguments[..] else {
        return Err("usage: add_user USERNAME EMAIL FIRST LAST [--send]".into());
    };
    let user = NewUser::new(username, email, fname, lname);

    // URL, key and company come from CALLREC_IPASS_REST_URL, …_KEY, …_COMPANY.
    let rest = IpassRest::builder().environment().build_blocking()?;
    if !options.iter().any(|option| option == "--send") {
        if let Some(request) = rest.dry_run()?.create_user(&user)?.planned {
            println!("{request}");
        }
        return Ok(());
    }
    let created = match rest.create_user(&user) {
        Ok(outcome) => {
            outcome.warnings.iter().for_each(|warning| println!("warning: {warning}"));
            outcome.value
        }
        // Never sent twice: it may be there.
        Err(error) if error.kind() == ErrorKind::Ambiguous => {
            println!("{error}");
            match rest.reconcile_create_user(&user)? {
                Reconciled::Done(user) => Some(user),
                Reconciled::NotDone => return Err("there is no such user: try again".into()),
                Reconciled::Unclear(why) => return Err(why.into()),
            }
        }
        Err(error) => return Err(error.into()),
    };
    let id = created.and_then(|user| user.end_user_id);
    println!("{username} is there, id {}", id.as_deref().unwrap_or("not told"));
    Ok(())
}
