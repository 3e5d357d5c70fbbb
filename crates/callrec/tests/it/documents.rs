//! The tests that `docs/faults.md` names exist.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The folders behind the beginnings of the page's names.
const FOLDERS: [(&str, &str); 8] = [
    ("it/", "crates/callrec/tests/it"),
    ("matrix/", "crates/callrec/tests/matrix"),
    ("http/", "crates/callrec/src/http"),
    ("retry/", "tests/retry"),
    ("cli/", "crates/callrec-cli/tests/it"),
    ("decode/", "crates/callrec-decode/tests"),
    ("xml/", "crates/callrec-decode/src/xml"),
    ("json/", "crates/callrec-decode/src/json"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// What a place says, with the marks that stand around a name in that kind of file.
fn place(text: &str) -> Option<(PathBuf, String)> {
    let (file, name) = text.split_once(' ')?;
    if file == "cases" {
        return Some((root().join("tests/cases.toml"), format!("name = \"{name}\"")));
    }
    let (folder, rest) = FOLDERS
        .iter()
        .find_map(|(beginning, folder)| Some((folder, file.strip_prefix(beginning)?)))?;
    let mark = match rest.rsplit_once('.')?.1 {
        "toml" => format!("name = \"{name}\""),
        _ => format!("fn {name}("),
    };
    Some((root().join(folder).join(rest), mark))
}

#[test]
fn every_test_that_the_faults_name_exists() {
    let page = std::fs::read_to_string(root().join("docs/faults.md")).expect("the page");
    let (mut missing, mut rows, mut places) = (Vec::new(), BTreeSet::new(), 0);
    for line in page.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<_> = line.split(" | ").collect();
        let [row, _, _, shown] = cells[..] else { continue };
        let row = row.trim_start_matches("| ");
        if !row.ends_with(|last: char| last.is_ascii_digit()) {
            continue;
        }
        rows.insert(row.to_owned());
        for text in shown.split('`').skip(1).step_by(2) {
            places += 1;
            if text == "deny.toml" {
                continue;
            }
            let there = place(text)
                .and_then(|(path, mark)| Some(std::fs::read_to_string(path).ok()?.contains(&mark)));
            if there != Some(true) {
                missing.push(format!("{row}: {text}"));
            }
        }
    }
    assert!(missing.is_empty(), "no such test:\n{}", missing.join("\n"));
    for (letter, most) in [("A", 19), ("B", 16), ("C", 7), ("D", 9), ("E", 6), ("F", 6), ("K", 10)]
    {
        for number in 1..=most {
            assert!(rows.contains(&format!("{letter}{number}")), "{letter}{number} is missing");
        }
    }
    assert!(places > rows.len(), "{places} places");
}
