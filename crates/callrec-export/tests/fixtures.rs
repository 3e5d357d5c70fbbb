//! Runs every case of `tests/cases.toml`: the input whole and byte by byte, the rows as NDJSON.
#![allow(missing_docs)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use callrec_decode::{Accounting, DecodeError, DecodeOptions, Quarantined, Report, ReportDecoder};
use callrec_export::{Format, WriteOptions, Writer};
use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    system: String,
    report: String,
    input: PathBuf,
    expected: PathBuf,
    purpose: String,
    reading: String,
    counts: Counts,
    #[serde(default)]
    quarantine: Vec<Refused>,
    error: Option<Failure>,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Counts {
    read: u64,
    accepted: u64,
    repaired: u64,
    quarantined: u64,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Refused {
    line: u64,
    offset: u64,
    record: u64,
    column: Option<String>,
    reason: String,
}

#[derive(Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields)]
struct Failure {
    kind: String,
    line: u64,
    offset: u64,
}

impl From<Accounting> for Counts {
    fn from(counts: Accounting) -> Self {
        let Accounting { read, accepted, repaired, quarantined, .. } = counts;
        Self { read, accepted, repaired, quarantined }
    }
}

impl From<&Quarantined> for Refused {
    fn from(refused: &Quarantined) -> Self {
        Self {
            line: refused.line,
            offset: refused.offset,
            record: refused.record,
            column: refused.column.clone(),
            reason: snake_case(&format!("{:?}", refused.reason)),
        }
    }
}

impl From<&DecodeError> for Failure {
    fn from(error: &DecodeError) -> Self {
        Self {
            kind: snake_case(&format!("{:?}", error.kind())),
            line: error.line(),
            offset: error.offset(),
        }
    }
}

fn snake_case(name: &str) -> String {
    let mut snake = String::new();
    for character in name.chars() {
        if character.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(character.to_lowercase());
    }
    snake
}

/// The folder `tests` at the top of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests")
}

fn cases() -> Vec<Case> {
    let text = fs::read_to_string(root().join("cases.toml")).expect("tests/cases.toml");
    toml::from_str::<Cases>(&text).expect("tests/cases.toml").case
}

struct Outcome {
    ndjson: String,
    counts: Counts,
    quarantined: Vec<Quarantined>,
    error: Option<DecodeError>,
}

fn decode(report: Report, chunks: &mut dyn Iterator<Item = &[u8]>) -> Outcome {
    let mut decoder = ReportDecoder::new(report, DecodeOptions::default());
    let mut writer =
        Writer::new(Vec::new(), Format::Ndjson, &decoder.schema(), WriteOptions::default())
            .expect("memory");
    let mut error = None;
    'input: for mut chunk in chunks {
        while !chunk.is_empty() {
            match decoder.decode(chunk) {
                Ok(taken) => chunk = &chunk[taken..],
                Err(failed) => {
                    error = Some(failed);
                    break 'input;
                }
            }
            match decoder.flush() {
                Ok(Some(batch)) => writer.write(&batch).expect("memory"),
                Ok(None) => {}
                Err(failed) => {
                    error = Some(failed);
                    break 'input;
                }
            }
        }
    }
    if error.is_none() {
        error = decoder.finish().err();
    }
    loop {
        match decoder.flush() {
            Ok(Some(batch)) => writer.write(&batch).expect("memory"),
            Ok(None) => break,
            Err(failed) => {
                error.get_or_insert(failed);
                break;
            }
        }
    }
    Outcome {
        ndjson: String::from_utf8(writer.finish().expect("memory")).expect("UTF-8"),
        counts: decoder.accounting().into(),
        quarantined: decoder.take_quarantined(),
        error,
    }
}

fn lines(ndjson: &str) -> Vec<Value> {
    ndjson.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect()
}

/// What differs from the case, one line a difference.
fn differences(case: &Case, input: &[u8], expected: &str, outcome: &Outcome) -> String {
    let mut text = String::new();
    let (want, got) = (lines(expected), lines(&outcome.ndjson));
    if want.len() != got.len() {
        let _ = writeln!(text, "  rows: expected {}, got {}", want.len(), got.len());
    }
    for (index, (want, got)) in want.iter().zip(&got).enumerate() {
        for (column, want) in want.as_object().expect("an object") {
            if got[column] != *want {
                let _ = writeln!(
                    text,
                    "  row {}, {column}: expected {want}, got {}",
                    index + 1,
                    got[column]
                );
            }
        }
        let keys =
            |row: &Value| row.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
        if keys(want) != keys(got) {
            let _ = writeln!(
                text,
                "  row {}: expected columns {:?}, got {:?}",
                index + 1,
                keys(want),
                keys(got)
            );
        }
    }
    if case.counts != outcome.counts {
        let _ = writeln!(text, "  counts: expected {:?}, got {:?}", case.counts, outcome.counts);
    }
    let got: Vec<_> = outcome.quarantined.iter().map(Refused::from).collect();
    if case.quarantine != got {
        let _ = writeln!(text, "  quarantine: expected {:#?}, got {:#?}", case.quarantine, got);
    }
    for refused in &outcome.quarantined {
        if !input[refused.offset as usize..].starts_with(&refused.raw) {
            let _ =
                writeln!(text, "  quarantine: record {} is not as in the input", refused.record);
        }
    }
    if case.error != outcome.error.as_ref().map(Failure::from) {
        let error = outcome.error.as_ref().map(|error| (Failure::from(error), error.to_string()));
        let _ = writeln!(text, "  error: expected {:?}, got {error:?}", case.error);
    }
    text
}

#[test]
fn every_case_gives_what_is_written_down() {
    let mut report = String::new();
    for case in cases() {
        assert_eq!(case.system, "ipass_portal");
        assert!(!case.purpose.is_empty() && !case.reading.is_empty(), "{}", case.name);
        let input = fs::read(root().join(&case.input)).expect("the input");
        let expected = fs::read_to_string(root().join(&case.expected)).expect("the rows");
        let kind: Report = case.report.parse().expect("a report");
        let whole = decode(kind, &mut std::iter::once(&input[..]));
        let bytes = decode(kind, &mut input.chunks(1));
        for (how, outcome) in [("whole", whole), ("byte by byte", bytes)] {
            let text = differences(&case, &input, &expected, &outcome);
            if !text.is_empty() {
                let _ = writeln!(report, "{} ({how}): {}\n{text}", case.name, case.purpose);
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn every_file_belongs_to_one_case() {
    let cases = cases();
    let names: BTreeSet<_> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!(names.len(), cases.len(), "a name is there twice");
    for (folder, paths) in [
        ("fixtures", cases.iter().map(|case| &case.input).collect::<BTreeSet<_>>()),
        ("expected", cases.iter().map(|case| &case.expected).collect()),
    ] {
        assert_eq!(paths.len(), cases.len());
        let mut found = BTreeSet::new();
        for system in fs::read_dir(root().join(folder)).expect("the folder") {
            for file in fs::read_dir(system.expect("an entry").path()).expect("a folder") {
                let path = file.expect("an entry").path();
                found.insert(path.strip_prefix(root()).expect("inside").to_owned());
            }
        }
        assert_eq!(found.iter().collect::<BTreeSet<_>>(), paths, "{folder}");
    }
}
