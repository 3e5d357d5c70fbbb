//! The retry matrix of `tests/retry/`: what a client sends, what it causes and what it gives, under
//! every sequence of faults that is written down there. Beside it the framing that no HTTP server
//! can be made to send, and an outage that takes everything.

#![expect(clippy::panic, reason = "a case that cannot be read ends its test")]

mod case;
mod complete;
mod family;
mod framing;
mod listed;
mod oracle;
mod outage;
mod run;
#[path = "../it/server.rs"]
#[allow(dead_code, reason = "shared with the other test binary, which uses the rest")]
mod server;
mod service;
mod sweep;
#[path = "../it/trace.rs"]
#[allow(dead_code, reason = "shared with the other test binary, which uses the rest")]
mod trace;
#[path = "../it/wire.rs"]
#[allow(dead_code, reason = "shared with the other test binary, which uses the rest")]
mod wire;
mod world;

use std::path::Path;

/// The files; each is one test, so that they run side by side and fail by their own name.
macro_rules! files {
    ($files:ident by $run:path: $($name:ident),* $(,)?) => {
        const $files: &[&str] = &[$(stringify!($name)),*];
        $(
            #[test]
            fn $name() {
                $run(stringify!($name));
            }
        )*
    };
}

files!(FILES by run::file: bodies, compression, fan_out, heads, login, no_data, sequences, sessions, silence, statuses);
files!(SERVICES by service::file: creates, deletes, documents, notifies, reads, sets);

#[test]
fn every_file_is_run_and_the_cases_are_many() {
    assert_eq!(files_in(folder()), FILES);
    assert_eq!(files_in(&folder().join("services")), SERVICES);
    let mut names: Vec<_> = FILES
        .iter()
        .flat_map(|file| family::cases::<case::Case>(file))
        .map(|case| case.name)
        .collect();
    let (services, operations) = service::names_and_operations(SERVICES);
    names.extend(services);
    // REST, hosted users, feed, getcalls, and of the portal the one report that is no table.
    assert_eq!(operations.len(), 35 + 3 + 2 + 1 + 1, "{operations:#?}");
    let all = names.len();
    assert!(all >= 300, "{all} cases");
    names.sort_unstable();
    let twice: Vec<_> =
        names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
    assert!(twice.is_empty(), "every case has its own name: {twice:#?}");
}

fn files_in(folder: &Path) -> Vec<String> {
    let mut found: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of the matrix")
        .filter_map(|entry| entry.expect("an entry").file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
        .collect();
    found.sort_unstable();
    found
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/retry"))
}
