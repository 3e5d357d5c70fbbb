//! The retry matrix of `tests/retry/`: what a client sends, what it causes and what it gives, under
//! every sequence of faults that is written down there. Beside it the framing that no HTTP server
//! can be made to send, and an outage that takes everything.

#![expect(clippy::panic, reason = "a case that cannot be read ends its test")]

mod case;
mod family;
mod framing;
mod oracle;
mod outage;
mod run;
#[path = "../it/server.rs"]
#[allow(dead_code, reason = "shared with the other test binary, which uses the rest")]
mod server;
mod world;

use std::path::Path;

/// The files; each is one test, so that they run side by side and fail by their own name.
macro_rules! files {
    ($($name:ident),* $(,)?) => {
        const FILES: &[&str] = &[$(stringify!($name)),*];
        $(
            #[test]
            fn $name() {
                run::file(stringify!($name));
            }
        )*
    };
}

files!(bodies, compression, fan_out, heads, login, no_data, sequences, sessions, silence, statuses);

#[test]
fn every_file_is_run_and_the_cases_are_many() {
    let mut found: Vec<_> = std::fs::read_dir(folder())
        .expect("the folder of the matrix")
        .filter_map(|entry| entry.expect("an entry").file_name().into_string().ok())
        .filter_map(|name| name.strip_suffix(".toml").map(str::to_owned))
        .collect();
    found.sort_unstable();
    assert_eq!(found, FILES);
    let mut names: Vec<_> =
        FILES.iter().flat_map(|file| family::cases(file)).map(|case| case.name).collect();
    let all = names.len();
    assert!(all >= 300, "{all} cases");
    names.sort_unstable();
    let twice: Vec<_> =
        names.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
    assert!(twice.is_empty(), "every case has its own name: {twice:#?}");
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/retry"))
}
