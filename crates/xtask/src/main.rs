//! The chores of this workspace. Each one writes what it makes, or with `--check` says what differs.
#![deny(missing_docs)]

mod arrows;
mod copybook;
mod header;
mod symbols;
mod versions;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "xtask", about = "The chores of this workspace")]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Writes include/callrec.h from bindings/c.
    Header {
        /// Only compare.
        #[arg(long)]
        check: bool,
    },
    /// Writes include/callrec.cpy from include/callrec.h.
    Copybook {
        /// Only compare.
        #[arg(long)]
        check: bool,
    },
    /// Writes bindings/c/symbols.txt from the built library.
    Symbols {
        /// Only compare.
        #[arg(long)]
        check: bool,
        /// The built libcallrec.so.
        #[arg(long)]
        library: PathBuf,
    },
    /// Checks that crates depend on one another in the allowed direction only.
    Arrows {
        /// Accepted for symmetry: this chore only ever checks.
        #[arg(long)]
        check: bool,
    },
    /// Checks that every manifest states the same version.
    Versions {
        /// Accepted for symmetry: this chore only ever checks.
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    let done = match Arguments::parse().chore {
        Chore::Header { check } => header::run(check),
        Chore::Copybook { check } => copybook::run(check),
        Chore::Symbols { check, library } => symbols::run(check, &library),
        Chore::Arrows { .. } => arrows::run(),
        Chore::Versions { .. } => versions::run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            use std::io::Write;
            let _ = writeln!(std::io::stderr(), "xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The workspace's root folder.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .map(PathBuf::from)
        .unwrap_or_default()
}

/// Writes `text` to `path` below the root, or with `check` says that it differs and how to mend it.
fn write_or_compare(path: &str, text: &str, check: bool, mend: &str) -> anyhow::Result<()> {
    let file = root().join(path);
    if !check {
        return Ok(std::fs::write(file, text)?);
    }
    let there = std::fs::read_to_string(&file).unwrap_or_default();
    if there == text {
        return Ok(());
    }
    let line = there
        .lines()
        .zip(text.lines())
        .position(|(a, b)| a != b)
        .map_or_else(|| there.lines().count().min(text.lines().count()) + 1, |index| index + 1);
    anyhow::bail!("{path} is out of date from line {line} on: run `{mend}` and commit it")
}
