//! Runs every case of `tests/cases.toml`: the input whole and byte by byte, the rows as NDJSON.
#![allow(missing_docs, clippy::panic)]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use callrec_decode::{
    Accounting, DecodeError, DecodeOptions, Delimiter, Encoding, Quarantined, Report, ReportDecoder,
};
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
    #[serde(default)]
    options: Options,
    purpose: String,
    reading: String,
    counts: Counts,
    #[serde(default)]
    quarantine: Vec<Refused>,
    error: Option<Failure>,
}

/// What the caller declares; all left out is the default.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    delimiter: Option<String>,
    encoding: Option<String>,
}

impl Options {
    fn decode_options(&self) -> DecodeOptions {
        let mut options = DecodeOptions::default();
        if let Some(name) = &self.delimiter {
            options = options.with_delimiter(match name.as_str() {
                "comma" => Delimiter::Comma,
                "tab" => Delimiter::Tab,
                "pipe" => Delimiter::Pipe,
                other => panic!("no delimiter is called {other}"),
            });
        }
        if let Some(name) = &self.encoding {
            options = options.with_encoding(match name.as_str() {
                "utf-8" => Encoding::Utf8,
                "utf-16le" => Encoding::Utf16Le,
                "utf-16be" => Encoding::Utf16Be,
                "iso-8859-1" => Encoding::Latin1,
                "windows-1252" => Encoding::Windows1252,
                other => panic!("no encoding is called {other}"),
            });
        }
        options
    }
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

/// The five systems, as they are called in paths.
const SYSTEMS: [&str; 5] =
    ["ipass_portal", "ipass_rest", "hosted_users", "billing_feed", "getcalls"];

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

fn decode(
    report: Report,
    options: DecodeOptions,
    chunks: &mut dyn Iterator<Item = &[u8]>,
) -> Outcome {
    let mut decoder = ReportDecoder::new(report, options);
    let mut writer = Writer::new(
        Vec::new(),
        Format::Ndjson,
        &decoder.schema(),
        WriteOptions::default().with_reveal_secrets(true),
    )
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
        assert!(SYSTEMS.contains(&case.system.as_str()), "{}", case.system);
        assert!(!case.purpose.is_empty() && !case.reading.is_empty(), "{}", case.name);
        let input = fs::read(root().join(&case.input)).expect("the input");
        let expected = fs::read_to_string(root().join(&case.expected)).expect("the rows");
        let kind: Report = case.report.parse().expect("a report");
        let options = || case.options.decode_options();
        let whole = decode(kind, options(), &mut std::iter::once(&input[..]));
        let bytes = decode(kind, options(), &mut input.chunks(1));
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

/// Readings of the providers' documents that say how an answer is read; those left out say how a request
/// is made, or what a client does between two answers.
const READINGS: [&str; 68] = [
    "A5", "A11", "A16", "A18", "A19", "A20", "A23", // the portal
    "B9", "B12", "B13", "B16", "B17", "B18", "B19", "B23", "B26", "B27", "B28", "B29", "B31",
    "B33", "B34", "B36", "B37", "B38", "B40", "B43", "B48", "B51", "B52", "B53", "B54", "B58",
    "B60", "B61", "B62", // the REST API
    "C6", "C7", "C8", "C9", "C10", "C11", "C12", "C16", "C17", "C18", "C19", // hosted users
    "D4", "D6", "D7", "D8", "D12", // the billing feed
    "E4", "E7", "E8", "E9", "E10", "E12", "E13", "E14", "E15", "E16", "E17", "E19", "E20", "E22",
    "E23", "E24", // getcalls
];

#[test]
fn every_reading_of_an_answer_is_pinned_by_a_case() {
    let cases = cases();
    assert!(cases.len() >= 130, "{} cases", cases.len());
    let pinned: BTreeSet<_> = cases.iter().flat_map(|case| case.reading.split(", ")).collect();
    let missing: Vec<_> = READINGS.iter().filter(|reading| !pinned.contains(*reading)).collect();
    assert!(missing.is_empty(), "no case pins {missing:?}");
    for system in SYSTEMS {
        assert!(cases.iter().any(|case| case.system == system), "{system} has no case");
    }
}
