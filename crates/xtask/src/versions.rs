//! One version in every manifest that states one.

use anyhow::Context;

/// A file and the text that stands around its version.
const PLACES: &[(&str, &str, &str)] = &[
    ("bindings/java/pom.xml", "<artifactId>callrec-parent</artifactId>\n  <version>", "</version>"),
    ("CHANGELOG.md", "## ", " "),
];

pub(crate) fn run() -> anyhow::Result<()> {
    let wanted = env!("CARGO_PKG_VERSION");
    for (file, before, after) in PLACES {
        let text = std::fs::read_to_string(crate::root().join(file)).context(*file)?;
        let stated = text
            .split_once(before)
            .and_then(|(_, rest)| rest.split_once(after))
            .map(|(version, _)| version.trim())
            .with_context(|| format!("{file} states no version after {before:?}"))?;
        anyhow::ensure!(
            stated == wanted,
            "{file} states version {stated}, Cargo.toml {wanted}: make them equal"
        );
    }
    Ok(())
}
