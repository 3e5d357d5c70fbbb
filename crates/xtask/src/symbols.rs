//! The golden list of what libcallrec.so exports: nothing more, nothing less.

use std::path::Path;
use std::process::Command;

use anyhow::Context;

pub(crate) fn run(check: bool, library: &Path) -> anyhow::Result<()> {
    let output = Command::new("nm")
        .args(["--dynamic", "--defined-only", "--format=posix"])
        .arg(library)
        .output()
        .context("nm (binutils) could not be started")?;
    anyhow::ensure!(
        output.status.success(),
        "nm {}: {}",
        library.display(),
        String::from_utf8_lossy(&output.stderr).trim()
    );
    let listing = String::from_utf8(output.stdout).context("nm did not print UTF-8")?;
    let mut names: Vec<&str> =
        listing.lines().filter_map(|line| line.split_whitespace().next()).collect();
    names.sort_unstable();
    anyhow::ensure!(!names.is_empty(), "{} exports nothing", library.display());
    if let Some(stranger) = names.iter().find(|name| !name.starts_with("callrec_")) {
        anyhow::bail!("{} exports {stranger}, which is not callrec's", library.display());
    }
    let text = names.join("\n") + "\n";
    crate::write_or_compare("bindings/c/symbols.txt", &text, check, "make symbols")
}
