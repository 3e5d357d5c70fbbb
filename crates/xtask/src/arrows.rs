//! The direction of dependencies, read from `cargo tree` as it resolves them.

use std::collections::BTreeSet;
use std::process::Command;

use anyhow::Context;

/// A crate, the crates of this workspace that it may stand on, and packages that must not be below it.
struct Room {
    name: &'static str,
    may_use: &'static [&'static str],
    never: &'static [&'static str],
}

const ROOMS: &[Room] = &[
    Room {
        name: "callrec-decode",
        may_use: &[],
        never: &["tokio", "reqwest", "parquet", "arrow-csv", "arrow-json"],
    },
    Room { name: "callrec-export", may_use: &[], never: &["tokio", "reqwest"] },
    Room {
        name: "callrec",
        may_use: &["callrec-decode"],
        never: &["parquet", "arrow-csv", "arrow-json", "arrow-ipc"],
    },
    Room { name: "callrec-simulator", may_use: &[], never: &["reqwest", "arrow-array"] },
    Room { name: "xtask", may_use: &[], never: &["tokio"] },
    Room {
        name: "callrec-cli",
        may_use: &["callrec", "callrec-decode", "callrec-export", "callrec-simulator"],
        never: &[],
    },
    Room {
        name: "callrec-c",
        may_use: &["callrec", "callrec-decode", "callrec-export"],
        never: &["axum"],
    },
    Room {
        name: "callrec-python",
        may_use: &[
            "callrec",
            "callrec-cli",
            "callrec-decode",
            "callrec-export",
            "callrec-simulator",
        ],
        never: &[],
    },
];

/// Not below any crate: one TLS and one crypto in the process of somebody else.
const NOWHERE: &[&str] = &["aws-lc-sys", "openssl-sys", "native-tls"];

pub(crate) fn run() -> anyhow::Result<()> {
    let mut wrong = Vec::new();
    for room in ROOMS {
        let below = below(room.name)?;
        for package in &below {
            let ours = ROOMS.iter().any(|other| other.name == package);
            if ours && package != room.name && !room.may_use.contains(&package.as_str()) {
                wrong.push(format!("{} must not depend on {package}", room.name));
            }
            if room.never.contains(&package.as_str()) || NOWHERE.contains(&package.as_str()) {
                wrong.push(format!("{package} must not stand below {}", room.name));
            }
        }
    }
    wrong.extend(signal_driver()?);
    anyhow::ensure!(wrong.is_empty(), "{}", wrong.join("; "));
    Ok(())
}

/// What `make install` builds by one command has the features that any of it wants: the library would
/// keep two descriptors open for ever in the process of somebody else.
fn signal_driver() -> anyhow::Result<Option<String>> {
    let mut wanted = Vec::new();
    for package in ["callrec-c", "callrec-cli", "callrec-simulator", "callrec-python"] {
        wanted.extend(["--package", package]);
    }
    let listing = tree(&[&wanted[..], &["--edges", "features", "--invert", "tokio"]].concat())?;
    let driver = listing.lines().any(|line| line.contains("tokio feature \"signal\""));
    Ok(driver.then(|| "tokio's feature signal must not be in what is shipped".to_owned()))
}

/// Names of all packages in the normal dependency tree of `name`, itself included.
fn below(name: &str) -> anyhow::Result<BTreeSet<String>> {
    let how = ["--package", name, "--edges", "normal", "--prefix", "none", "--format", "{p}"];
    Ok(tree(&how)?
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .map(str::to_owned)
        .collect())
}

/// What `cargo tree` lists.
fn tree(how: &[&str]) -> anyhow::Result<String> {
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["tree", "--locked"])
        .args(how)
        .current_dir(crate::root())
        .output()
        .context("cargo tree could not be started")?;
    anyhow::ensure!(
        output.status.success(),
        "cargo tree {}: {}",
        how.join(" "),
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(String::from_utf8(output.stdout)?)
}
